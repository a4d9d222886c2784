namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>The roles of the columns of a CSV file with recordings.</summary>
internal sealed record RecordingColumns
{
    /// <summary>The column that tells recordings apart where none is named and the file has it, as <c>edgenet capture</c> writes it.</summary>
    public const string DefaultRecording = "recording";

    /// <summary>
    /// The column of times where none is named, in a file that <c>edgenet capture</c> has written: one that has it, in seconds, beside a column
    /// whose name begins with <see cref="ScalePrefix"/>.
    /// </summary>
    public const string DefaultTime = "t";

    /// <summary>The beginning of the name of the column in which <c>edgenet capture</c> writes the counts of one unit.</summary>
    public const string ScalePrefix = "counts_per_";

    /// <summary>The columns of the channels.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>For each channel the counts that one unit of its column is.</summary>
    public required IReadOnlyList<float> CountsPerUnit { get; init; }

    /// <summary>The column whose value is the same in all rows of a recording; null for <see cref="DefaultRecording"/> where the file has it, else the whole file.</summary>
    public string? Recording { get; init; }

    /// <summary>The column with the class of each reading; null where it is not known, or known from elsewhere.</summary>
    public string? Label { get; init; }

    /// <summary>The columns with the quantities of each reading, in place of <see cref="Label"/>; none where there are classes.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether <see cref="Targets"/> may be below 0.</summary>
    public bool HasNegativeTargets { get; init; } = true;

    /// <summary>The class of every reading, where there is no column of labels; null where it is not known.</summary>
    public int? LabelOfAll { get; init; }

    /// <summary>Whether a file may be without the columns of <see cref="Label"/> and <see cref="Targets"/>; what they say of its readings is not known.</summary>
    public bool MayLackLabel { get; init; }

    /// <summary>Whether a file may be without the column of <see cref="Recording"/>.</summary>
    public bool MayLackRecording { get; init; }

    /// <summary>Whether a file may be without the column of <see cref="Time"/>.</summary>
    public bool MayLackTime { get; init; }

    /// <summary>The classes, where there are labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>The text in the label column for each class; null for the names of the classes themselves.</summary>
    public IReadOnlyList<string>? LabelValues { get; init; }

    /// <summary>Readings a second that the times must have; null if they are not checked.</summary>
    public double? RateHertz { get; init; }

    /// <summary>The column of the times; null for <see cref="DefaultTime"/> in a file of <c>edgenet capture</c>, else there are none.</summary>
    public string? Time { get; init; }

    /// <summary>The unit of <see cref="Time"/>.</summary>
    public TimeUnit TimeUnit { get; init; }

    /// <summary>Columns by which recordings are grouped, perhaps none.</summary>
    public IReadOnlyList<string> GroupColumns { get; init; } = [];
}

/// <summary>The source of a recording's class.</summary>
internal enum LabelSource
{
    /// <summary>A column, reading by reading.</summary>
    Column,

    /// <summary>The folder that the file is in.</summary>
    Folder,

    /// <summary>The beginning of the file's name, up to a character that is no letter: <c>shaking-1.csv</c>.</summary>
    File,
}

/// <summary>The unit of a column of times.</summary>
internal enum TimeUnit
{
    /// <summary>Seconds, as <c>edgenet capture</c> writes them.</summary>
    Seconds,

    /// <summary>Thousandths of a second.</summary>
    Milliseconds,

    /// <summary>Millionths of a second.</summary>
    Microseconds,
}
