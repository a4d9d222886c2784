using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Trainer;

/// <summary>Recordings that were run through the device library, reading by reading, as a device would.</summary>
/// <param name="Timelines">Decisions and true classes: a timeline for each recording, at least one.</param>
/// <param name="Beyond">Windows whose features lie beyond the range in training.</param>
internal sealed record Replay(IReadOnlyList<StateTimeline> Timelines, BeyondTraining Beyond)
{
    /// <summary>The default column of the labels.</summary>
    public const string DefaultLabel = "label";

    /// <summary>Runs the recordings of a file.</summary>
    /// <param name="pipeline">The model.</param>
    /// <param name="inputs">Names and ranges of its inputs; null where they are not known.</param>
    /// <param name="set">The recordings.</param>
    public static Replay Run(Pipeline pipeline, IReadOnlyList<ModelInput>? inputs, RecordingSet set)
    {
        var beyond = new BeyondTraining(inputs ?? []);
        return new Replay(
            [
                .. set.Recordings.SelectMany(recording => recording.Pieces())
                    .Select(piece => RecordingReplay.Run(pipeline, piece, features => beyond.Add(features, beyond.Rows + 1))),
            ],
            beyond);
    }
}

/// <summary>How recordings are read for a replay: the options of <c>edgenet replay</c>.</summary>
internal sealed record ReplayOptions
{
    /// <summary>The units that times can have.</summary>
    public static IReadOnlyList<string> TimeUnits { get; } = [.. Enum.GetNames<TimeUnit>().Select(name => name.ToLowerInvariant())];

    /// <summary>The column that tells recordings apart where none is named and there is one.</summary>
    public const string DefaultRecordingColumn = RecordingColumns.DefaultRecording;

    /// <summary>The column of the times in a file of <c>edgenet capture</c>.</summary>
    public const string DefaultTimeColumn = RecordingColumns.DefaultTime;

    /// <summary>Only the recording of this name; null for all.</summary>
    public string? Recording { get; init; }

    /// <summary>The column that tells recordings apart, or null.</summary>
    public string? RecordingColumn { get; init; }

    /// <summary>The column of the times, or null.</summary>
    public string? Time { get; init; }

    /// <summary>The unit of the times, one of <see cref="TimeUnits"/>.</summary>
    public string TimeUnit { get; init; } = TimeUnits[0];

    /// <summary>The options that the user gave, where the recipe gave the others: a file may be without the recipe's columns.</summary>
    private ReplayOptions? Given { get; init; }

    /// <summary>The column with the true class of each reading; null for that called <c>label</c>, where there is one.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the truth is unknown, so that no column of labels is read.</summary>
    public bool IsUnlabelled { get; init; }

    /// <summary>The text in the label column for each class; null for the names of the classes.</summary>
    public IReadOnlyList<string>? LabelValues { get; init; }

    /// <summary>An anomaly model: what its recipe calls the classes; null where it is not known, or the user says it.</summary>
    public AnomalyKinds? Kinds { get; init; }

    /// <summary>What the model estimates, which are the columns of the true quantities where <see cref="Label"/> names no other; none where it has classes.</summary>
    public IReadOnlyList<string> Quantities { get; init; } = [];

    /// <summary>The same with the columns of the model's recipe, where no option names another one.</summary>
    public ReplayOptions WithRecipe(StreamOptions stream, string? label) => this with
    {
        RecordingColumn = RecordingColumn ?? stream.Recording,
        Time = Time ?? stream.Time,
        TimeUnit = Time is null && stream.Time is not null ? stream.TimeUnit.ToString().ToLowerInvariant() : TimeUnit,
        Label = Label ?? label,
        LabelValues = Label is null && Kinds is null ? LabelValues ?? stream.LabelValues : LabelValues,
        Given = this,
    };

    /// <summary>Names the columns that the recipe knew, where they are not those that would be taken without it.</summary>
    /// <returns>Empty where there are none.</returns>
    public string DescribeRecipe() => string.Join(", ", ((string?[])
    [
        RecordingColumn == Given?.RecordingColumn || RecordingColumn == DefaultRecordingColumn ? null : $"recording '{RecordingColumn}'",
        Time == Given?.Time ? null : $"time '{Time}' in {TimeUnit}",
        Label == Given?.Label || Label == Replay.DefaultLabel || IsUnlabelled ? null : $"label '{Label}'",
        LabelValues == Given?.LabelValues || IsUnlabelled ? null : $"for the classes {NameList.Of(LabelValues!)}",
    ]).OfType<string>());

    /// <summary>Reads the recordings of a file.</summary>
    /// <param name="file">The CSV file.</param>
    /// <param name="pipeline">The model that they are for.</param>
    /// <exception cref="InputException">The file cannot be read, or has no such recording.</exception>
    public RecordingSet Read(string file, Pipeline pipeline)
    {
        StreamSettings settings = pipeline.Settings;
        CheckLabels(pipeline.Predictor);
        bool hasQuantities = Quantities.Count > 0;
        var columns = new RecordingColumns
        {
            Channels = settings.Channels,
            CountsPerUnit = settings.CountsPerUnit,
            Recording = RecordingColumn,
            RateHertz = settings.RateMillihertz / 1000.0,
            ClassNames = hasQuantities ? [] : Kinds?.Classes ?? [.. Enumerable.Range(0, pipeline.Predictor.LabelCount).Select(pipeline.Predictor.LabelOf)],
            Time = Time,
            TimeUnit = Enum.Parse<TimeUnit>(TimeUnit, ignoreCase: true),
            Targets = IsUnlabelled || !hasQuantities ? [] : Label is null ? Quantities : [Label],
            Label = IsUnlabelled || hasQuantities ? null : Label ?? Replay.DefaultLabel,
            MayLackLabel = (Given ?? this).Label is null,
            MayLackRecording = (Given ?? this).RecordingColumn is null,
            MayLackTime = (Given ?? this).Time is null,
            LabelValues = Kinds is null ? Trainer.LabelValues.Check(LabelValues, pipeline.Predictor) : Kinds.Values,
        };
        RecordingSet set = RecordingReader.ReadCsv(file, columns);
        foreach (Recording recording in Kinds is null ? [] : set.Recordings)
        {
            for (int n = 0; n < recording.Count; n++)
            {
                recording.Labels[n] = Kinds!.ClassOf(recording.Labels[n]);
            }
        }

        return Recording is null ? set : Select(set, Recording, file);
    }

    private void CheckLabels(Predictor predictor)
    {
        if (Quantities.Count > 0 && LabelValues is not null)
        {
            throw new InputException($"--label-values is for classes, and the model '{predictor.Name}' estimates quantities; leave it out.");
        }

        if (Quantities.Count > 1 && Label is not null)
        {
            throw new InputException($"--label names one column, and the model '{predictor.Name}' estimates {Quantities.Count} quantities: the true ones are in columns of their names; leave it out.");
        }
    }

    private static RecordingSet Select(RecordingSet set, string name, string file)
    {
        Recording[] found = [.. set.Recordings.Where(recording => NormalForm.Of(recording.Name) == NormalForm.Of(name))];
        string known = string.Join(", ", set.Recordings.Take(4).Select(recording => recording.Name)) + (set.Recordings.Count > 4 ? $", … {set.Recordings[^1].Name}" : string.Empty);
        return found.Length > 0
            ? set with { Recordings = found }
            : throw new InputException($"{Path.GetFileName(file)}: no recording is called '{name}'; there {(set.Recordings.Count == 1 ? "is" : "are")} {known}.");
    }
}
