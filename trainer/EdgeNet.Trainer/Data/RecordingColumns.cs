namespace EdgeNet.Trainer.Data;

/// <summary>Which columns of a CSV file are what.</summary>
public sealed record RecordingColumns
{
    /// <summary>The column that tells recordings apart where none is named and the file has it, as <c>edgenet capture</c> writes it.</summary>
    public const string DefaultRecording = "recording";

    /// <summary>The columns of the channels.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>For each channel the counts that one unit of its column is.</summary>
    public required IReadOnlyList<float> CountsPerUnit { get; init; }

    /// <summary>The column whose value is the same in all rows of a recording; null for <see cref="DefaultRecording"/> where the file has it, else the whole file.</summary>
    public string? Recording { get; init; }

    /// <summary>The column with the class of each reading; null where it is not known, or known from elsewhere.</summary>
    public string? Label { get; init; }

    /// <summary>The classes, where there are labels.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What stands in the label's column for each class; null for the names of the classes themselves.</summary>
    public IReadOnlyList<string>? LabelValues { get; init; }

    /// <summary>Columns by which recordings are grouped, perhaps none.</summary>
    public IReadOnlyList<string> GroupColumns { get; init; } = [];
}
