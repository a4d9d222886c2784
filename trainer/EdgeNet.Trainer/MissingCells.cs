namespace EdgeNet.Trainer;

/// <summary>What stands for a missing value of an input: a number for each input, computed from the training part.</summary>
public enum MissingCells
{
    /// <summary>Nothing: no value may be missing.</summary>
    None,

    /// <summary>The mean of the values that are known.</summary>
    Mean,

    /// <summary>The median of the values that are known.</summary>
    Median,
}
