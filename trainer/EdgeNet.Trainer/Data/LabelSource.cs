namespace EdgeNet.Trainer.Data;

/// <summary>What tells the class of a recording.</summary>
public enum LabelSource
{
    /// <summary>A column, reading by reading.</summary>
    Column,

    /// <summary>The folder that the file is in.</summary>
    Folder,

    /// <summary>The beginning of the file's name, up to a character that is no letter: <c>shaking-1.csv</c>.</summary>
    File,
}
