namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>Readings of several channels, taken at one rate, in pieces where there are gaps.</summary>
internal sealed class Recording
{
    /// <summary>Makes a recording; it keeps the arrays.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">The file that it comes from.</param>
    /// <param name="readings">For each channel n readings, in counts.</param>
    /// <param name="labels">For each of the n readings the number of its class, from 0, or -1 where none is known.</param>
    /// <param name="groups">The recording's value in each column that recordings can be grouped by.</param>
    /// <param name="starts">Where a piece without a gap begins, in ascending order from 0 on; null for a single piece.</param>
    /// <exception cref="ShapeException">The channels have different numbers of readings, there is not a label for each, or the pieces are none.</exception>
    public Recording(
        string name,
        string source,
        short[][] readings,
        int[] labels,
        IReadOnlyDictionary<string, string> groups,
        IReadOnlyList<int>? starts = null)
    {
        foreach (short[] channel in readings)
        {
            if (channel.Length != labels.Length)
            {
                throw new ShapeException($"The recording '{name}' has {labels.Length} labels and a channel of {channel.Length} readings.");
            }
        }

        starts ??= [0];
        for (int p = 0; p < Math.Max(1, starts.Count); p++)
        {
            if (starts.Count == 0 || (p == 0 ? starts[0] != 0 : starts[p] <= starts[p - 1] || starts[p] >= labels.Length))
            {
                throw new ShapeException($"The recording '{name}' of {labels.Length} readings has pieces from {string.Join(", ", starts)} on; they begin with 0 and ascend.");
            }
        }

        Starts = starts;
        Name = name;
        Source = source;
        Readings = readings;
        Labels = labels;
        Groups = groups;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The file that it comes from.</summary>
    public string Source { get; }

    /// <summary>For each channel n readings, in counts. Not a copy.</summary>
    public short[][] Readings { get; }

    /// <summary>For each of the n readings the number of its class, from 0, or -1 where none is known. Not a copy.</summary>
    public int[] Labels { get; }

    /// <summary>For each quantity n numbers, one for each reading: NaN where none is known. None where readings have classes. Not a copy.</summary>
    public float[][] Targets { get; init; } = [];

    /// <summary>What the recording has in each column that recordings can be grouped by: one value a column.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; }

    /// <summary>Where a piece without a gap begins, in ascending order from 0 on: no window straddles a gap. Not a copy.</summary>
    public IReadOnlyList<int> Starts { get; }

    /// <summary>For each channel how many readings were no whole counts and were rounded; null if not counted.</summary>
    internal IReadOnlyList<int>? Rounded { get; init; }

    /// <summary>Where the counter of its times restarted and was continued; null if it did not.</summary>
    internal string? Wrap { get; init; }

    /// <summary>Counts of one unit, as written by <c>edgenet capture</c> beside the readings; null if the file does not say.</summary>
    internal float? CountsPerUnit { get; init; }

    /// <summary>n.</summary>
    public int Count => Labels.Length;

    /// <summary>Takes a recording apart at its gaps.</summary>
    /// <returns>Itself where there are none; else a recording for each piece, whose name ends in its number from 1 on.</returns>
    public IReadOnlyList<Recording> Pieces()
    {
        if (Starts.Count == 1)
        {
            return [this];
        }

        return
        [
            .. Starts.Select((start, p) =>
            {
                int end = p + 1 < Starts.Count ? Starts[p + 1] : Count;
                return new Recording($"{Name} piece {p + 1}", Source, [.. Readings.Select(channel => channel[start..end])], Labels[start..end], Groups)
                {
                    Targets = [.. Targets.Select(target => target[start..end])],
                };
            }),
        ];
    }

    /// <summary>The quantity of a window: the mean over its readings, computed in double precision.</summary>
    /// <param name="target">An index of <see cref="Targets"/>.</param>
    /// <param name="start">The first reading.</param>
    /// <param name="window">Readings, 1 or more.</param>
    /// <returns>NaN where a reading has no number.</returns>
    public float MeanTarget(int target, int start, int window)
    {
        double sum = 0;
        foreach (float value in Targets[target].AsSpan(start, window))
        {
            sum += value;
        }

        return (float)(sum / window);
    }
}

/// <summary>Recordings of the same channels.</summary>
/// <param name="Channels">The names of the channels.</param>
/// <param name="ClassNames">The classes that the labels of readings number; none where there are no labels.</param>
/// <param name="Recordings">The recordings, in the order of the file, or of the files' names.</param>
internal sealed record RecordingSet(IReadOnlyList<string> Channels, IReadOnlyList<string> ClassNames, IReadOnlyList<Recording> Recordings)
{
    /// <summary>The names of the recordings' targets, where readings have quantities in place of classes; else none.</summary>
    public IReadOnlyList<string> TargetNames { get; init; } = [];

    /// <summary>The readings of a channel in all recordings together.</summary>
    public int Count => Recordings.Sum(recording => recording.Count);
}

/// <summary>Where the readings of an example come from.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Start">The number of its first reading in the recording, from 0.</param>
internal readonly record struct RecordedWindow(Recording Recording, int Start);
