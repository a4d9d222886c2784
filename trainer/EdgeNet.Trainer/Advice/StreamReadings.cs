using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names faults of recordings: counts that are too coarse, gaps in time, and clocks that restarted.</summary>
internal static class StreamReadings
{
    private const int FewCounts = 16;

    // Where most readings were rounded, the steps of more counts than these are still coarse.
    private const int FewOfRounded = 64;

    /// <summary>Looks for channels whose readings were rounded to a handful of counts.</summary>
    public static IEnumerable<Finding> OfCounts(IReadOnlyList<string> channels, IReadOnlyList<Recording> recordings)
    {
        for (int c = 0; c < channels.Count; c++)
        {
            HashSet<short> counts = [.. recordings.SelectMany(recording => recording.Readings[c]).Distinct().Take(FewOfRounded + 1)];
            long rounded = recordings.Sum(recording => (long)(recording.Rounded?[c] ?? 0));
            if (counts.Count <= FewOfRounded && 2 * rounded > recordings.Sum(recording => (long)recording.Count))
            {
                string span = counts.Count == 1 ? $"all are {counts.First()}" : $"from {counts.Min()} to {counts.Max()}";
                yield return new Finding(
                    AdviceKind.FewCounts,
                    channels[c],
                    $"its readings round to {NameList.Count(counts.Count, "whole count")}, {span}",
                    "Say in 'stream.countsPerUnit' what the device reads for 1 in the file.");
            }
        }
    }

    /// <summary>Looks for integer readings that use only a small part of the range that the recipe declares.</summary>
    /// <param name="examples">All examples of a table.</param>
    /// <param name="lowest">The lowest reading declared.</param>
    /// <param name="highest">The highest reading declared.</param>
    public static IEnumerable<Finding> OfDeclared(Dataset examples, int lowest, int highest)
    {
        if ((long)highest - lowest < FewCounts * FewCounts)
        {
            yield break;
        }

        var found = new List<Finding>();
        for (int i = 0; i < examples.Features.Rows; i++)
        {
            float[] values = [.. examples.Features.Row(i).ToArray().Distinct().Take(FewCounts + 1)];
            if (values.Length > FewCounts)
            {
                yield break; // the unit is right
            }

            if (values.Length > 1)
            {
                found.Add(new Finding(
                    AdviceKind.FewCounts,
                    examples.FeatureNames[i],
                    FormattableString.Invariant($"its readings are {values.Length} whole numbers from {values.Min()} to {values.Max()}, and 'readings' declares {lowest} to {highest}"),
                    "Give the columns as the sensor counts them, or correct 'readings'."));
            }
        }

        foreach (Finding finding in found)
        {
            yield return finding;
        }
    }

    /// <summary>Looks for gaps that leave less than half of the windows.</summary>
    /// <param name="examples">All windows.</param>
    /// <param name="window">Readings of a window.</param>
    /// <param name="stride">Readings from one to the next.</param>
    public static IEnumerable<Finding> OfGaps(Dataset examples, int window, int stride)
    {
        Recording[] recordings = RecordingsOf(examples);
        long whole = recordings.Sum(recording => WindowsIn(recording.Count));
        long cut = recordings.Sum(recording => recording.Pieces().Sum(piece => WindowsIn(piece.Count)));
        int gaps = recordings.Sum(recording => recording.Starts.Count - 1);
        if (2 * cut < whole)
        {
            yield return new Finding(
                AdviceKind.Gaps,
                string.Empty,
                $"{NameList.Count(gaps, "gap")} in time leave {cut} of {whole} windows",
                "Readings were lost there, by the times; record anew, shorten 'stream.window', or name a column of more exact times in 'stream.time'.");
        }

        long WindowsIn(int readings) => readings < window ? 0 : ((readings - window) / stride) + 1;
    }

    /// <summary>Looks for counters of times that started again.</summary>
    public static IEnumerable<Finding> OfClock(IReadOnlyList<Recording> recordings)
    {
        Recording[] wrapped = [.. recordings.Where(recording => recording.Wrap is not null)];
        if (wrapped.Length > 0)
        {
            string others = wrapped.Length == 1 ? string.Empty : $", and in {NameList.Count(wrapped.Length - 1, "other recording")}";
            yield return new Finding(
                AdviceKind.ClockWraps,
                string.Empty,
                $"the times of {wrapped[0].Name} start again {wrapped[0].Wrap}{others}",
                "They are those of a counter that was full, and are taken as going on.");
        }
    }

    /// <summary>Whether no channel has more than a handful of counts.</summary>
    public static bool AreCoarse(Recording[] recordings) => recordings.Length > 0
        && Enumerable.Range(0, recordings[0].Readings.Length).All(c => recordings.SelectMany(recording => recording.Readings[c]).Distinct().Take(FewCounts + 1).Count() <= FewCounts);

    /// <summary>The recordings that windows come from.</summary>
    public static Recording[] RecordingsOf(Dataset examples) => [.. (examples.Windows ?? []).Select(window => window.Recording).Distinct()];
}
