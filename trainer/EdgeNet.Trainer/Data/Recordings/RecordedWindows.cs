using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>Cuts recordings into windows and computes their features by the device library, so that training sees what the device will.</summary>
internal static class RecordedWindows
{
    /// <summary>Makes an example of every window. None straddles two recordings or a gap, and one in which the class changes is left out.</summary>
    /// <remarks>Of quantities, a window has the mean over its readings, and one with a reading without a number is left out, which a warning counts.</remarks>
    /// <param name="recordings">The recordings, with a class for each reading, or with quantities.</param>
    /// <param name="settings">Window, stride and features.</param>
    /// <returns>The examples, in the order of the recordings and of time, each with its <see cref="Dataset.Windows"/>; a recording is a group.</returns>
    /// <exception cref="InputException">Not a single window has a class or quantities, or a class has no window.</exception>
    public static Dataset Cut(RecordingSet recordings, StreamSettings settings)
    {
        if (recordings.TargetNames.Count > 0)
        {
            return CutPart(recordings, settings);
        }

        Dataset examples = CutAll(recordings, settings);
        CheckEveryClass(recordings, settings, examples);
        return examples;
    }

    /// <summary>The same of a part in which a class may be missing.</summary>
    /// <exception cref="InputException">Not a single window has a class.</exception>
    internal static Dataset CutPart(RecordingSet recordings, StreamSettings settings)
    {
        Dataset examples = CutAll(recordings, settings);
        return examples.Count > 0
            ? examples
            : throw new InputException(recordings.TargetNames.Count == 0
                ? $"{SourceOf(recordings)}: no stretch of one class is as long as a window, {settings.Window} readings; add longer recordings."
                : $"{SourceOf(recordings)}: no stretch in which each reading has {NameList.Of([.. recordings.TargetNames.Select(name => $"'{name}'")])} is as long as a window, {settings.Window} readings{GapsIn(recordings)}; add longer recordings, or fill in the cells.");
    }

    /// <summary>Cuts the recordings that windows come from once more, in another way.</summary>
    /// <param name="examples">Windows of whole recordings.</param>
    /// <param name="stream">Window, stride and features.</param>
    /// <returns>The windows of the same recordings, perhaps none; a recording is a group.</returns>
    /// <exception cref="ArgumentException">The examples are no windows.</exception>
    public static Dataset Recut(Dataset examples, StreamOptions stream)
    {
        StreamSettings settings = stream.ToSettings(new DecisionRules(0, 0));
        IReadOnlyList<RecordedWindow> windows = examples.Windows ?? throw new ArgumentException("The examples are no windows of recordings.", nameof(examples));
        Dataset recut = CutAll(new RecordingSet(settings.Channels, examples.ClassNames, [.. windows.Select(window => window.Recording).Distinct()]) { TargetNames = examples.TargetNames }, settings);
        recut = recut.WithOrigin(examples.Origin with { Stream = stream, Far = null });
        return examples.Origin.Far is null ? recut : recut.WithFarValues(_ => true);
    }

    private static Dataset CutAll(RecordingSet recordings, StreamSettings settings)
    {
        var windows = new List<RecordedWindow>();
        var classes = new List<int>();
        var groups = new List<int>();
        var features = new WindowFeatures(settings);
        var values = new ColumnBuffer<float>(settings.Features.Length);
        var readings = new int[settings.Channels.Length];
        var targets = new ColumnBuffer<float>(recordings.TargetNames.Count);
        bool hasTargets = recordings.TargetNames.Count > 0;
        int unknown = 0; // windows without a target
        for (int r = 0; r < recordings.Recordings.Count; r++)
        {
            Recording recording = recordings.Recordings[r];
            int sameClass = 0; // how many readings to this one, without a gap, have its class
            int piece = 0;
            for (int i = 0; i < recording.Count; i++)
            {
                bool isStart = piece < recording.Starts.Count && recording.Starts[piece] == i;
                if (isStart)
                {
                    features.Reset();
                    piece++;
                }

                for (int c = 0; c < readings.Length; c++)
                {
                    readings[c] = recording.Readings[c][i];
                }

                sameClass = !isStart && recording.Labels[i] == recording.Labels[i - 1] ? sameClass + 1 : 1;
                if (!features.Add(readings))
                {
                    continue;
                }

                int start = i + 1 - settings.Window;
                bool isKnown = hasTargets ? AddTargets(targets, recording, start, settings.Window) : recording.Labels[i] >= 0 && sameClass >= settings.Window;
                unknown += isKnown ? 0 : 1;
                if (isKnown)
                {
                    windows.Add(new RecordedWindow(recording, start));
                    classes.Add(recording.Labels[i]);
                    groups.Add(r);
                    values.AddRow();
                    for (int f = 0; f < settings.Features.Length; f++)
                    {
                        values.Set(f, features.Values[f]);
                    }
                }
            }
        }

        return new Dataset(
            values.ToMatrix(), hasTargets ? targets.ToMatrix() : Dataset.LabelsOf(classes, recordings.ClassNames.Count), WindowFeatureNames.Of(settings), recordings.ClassNames, recordings.TargetNames)
        {
            Windows = windows,
            Groups = groups,
            Origin = new DatasetOrigin { Warnings = hasTargets && unknown > 0 ? [UnknownOf(recordings, unknown, unknown + windows.Count)] : [] },
        };
    }

    // Adds nothing where one is not known.
    private static bool AddTargets(ColumnBuffer<float> targets, Recording recording, int start, int window)
    {
        for (int t = 0; t < targets.Columns; t++)
        {
            if (float.IsNaN(recording.MeanTarget(t, start, window)))
            {
                return false;
            }
        }

        targets.AddRow();
        for (int t = 0; t < targets.Columns; t++)
        {
            targets.Set(t, recording.MeanTarget(t, start, window));
        }

        return true;
    }

    private static string UnknownOf(RecordingSet recordings, int unknown, int all) =>
        $"{SourceOf(recordings)}: {unknown} of {all} windows {(unknown == 1 ? "is" : "are")} left out, because a reading in them has no number for {NameList.Or([.. recordings.TargetNames.Select(name => $"'{name}'")])}.";

    private static string GapsIn(RecordingSet recordings)
    {
        int gaps = recordings.Recordings.Sum(recording => recording.Starts.Count - 1);
        return gaps == 0 ? string.Empty : $": by the times, readings are missing in {NameList.Count(gaps, "place")}, where recordings are cut";
    }

    private static string SourceOf(RecordingSet recordings) =>
        recordings.Recordings.Count == 0 ? "The recordings" : Path.GetFileName(recordings.Recordings[0].Source);

    private static void CheckEveryClass(RecordingSet recordings, StreamSettings settings, Dataset examples)
    {
        string source = SourceOf(recordings);
        for (int c = 0; c < recordings.ClassNames.Count; c++)
        {
            if (examples.CountOf(c) == 0)
            {
                bool isRead = recordings.Recordings.Any(recording => recording.Labels.Contains(c));
                throw new InputException(isRead
                    ? $"{source}: no stretch of '{recordings.ClassNames[c]}' is as long as a window, {settings.Window} readings{GapsIn(recordings)}; add longer recordings or shorten 'stream.window'."
                    : $"{source}: no reading is labelled '{recordings.ClassNames[c]}', so there is nothing to tell apart; add recordings of it.");
            }
        }
    }
}
