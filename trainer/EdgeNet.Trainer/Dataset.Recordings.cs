using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer;

/// <summary>Datasets of windows of recordings.</summary>
public sealed partial class Dataset
{
    /// <summary>Reads recordings of channels and cuts them into windows, each with the features of the stream: what a pipeline does on the device.</summary>
    /// <param name="path">A CSV file with a header and a row for each reading, in the order of time.</param>
    /// <param name="stream">Rate, window, channels, features and decisions.</param>
    /// <param name="label">The column with the class of each reading.</param>
    /// <param name="classNames">The negative class, the positive class; or three classes or more, as they stand in the column.</param>
    /// <returns>The dataset; windows of a recording stay on one side of every split.</returns>
    /// <exception cref="ArgumentException">A number of the stream is out of its range; the message says which.</exception>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset FromRecordings(string path, StreamOptions stream, string label, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(label);
        CheckClasses(classNames);
        stream.Validate(classNames.Count);
        return OfStream(path, stream, stream.ColumnsFor(label, [.. classNames]));
    }

    /// <summary>Reads recordings with quantities to be estimated and cuts them into windows, each with the features of the stream: what a pipeline does on the device.</summary>
    /// <param name="path">A CSV file with a header and a row for each reading, in the order of time.</param>
    /// <param name="stream">Rate, window, channels and features; its decision is left out.</param>
    /// <param name="targets">
    /// The columns of the targets, 1 or more. The target of a window is the mean over its readings; a window with a reading whose cell is empty is left out,
    /// and a warning of the model counts them.
    /// </param>
    /// <returns>The dataset; windows of a recording stay on one side of every split.</returns>
    /// <exception cref="ArgumentException">A number of the stream is out of its range, or a target is a channel; the message says which.</exception>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset FromRecordings(string path, StreamOptions stream, IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(targets);
        OptionRules.Require(targets.Count > 0, nameof(targets), "1 column or more");
        OptionRules.RequireDifferent(targets, nameof(targets));
        stream.Validate(0);
        OptionRules.Require(!targets.Any(stream.Channels.Contains), nameof(targets), "no channels of the stream: a network must not see what it is to say");
        return OfStream(path, stream, stream.ColumnsFor(null, []) with { Targets = [.. targets] });
    }

    private static Dataset OfStream(string path, StreamOptions stream, RecordingColumns columns)
    {
        Dataset windows = RecordedWindows.Cut(RecordingReader.ReadCsv(path, columns), stream.ToSettings(new DecisionRules(0, 0)));
        Dataset grouped = WindowGroups.Of(windows, stream.SplitBy).Examples;
        return grouped.WithOrigin(grouped.Origin with { Source = Path.GetFileName(path), Stream = stream });
    }
}
