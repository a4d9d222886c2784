using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names columns and channels whose sensor was at the end of its range.</summary>
internal static class RangeEnds
{
    private const string Remedy = "The sensor was at the end of its range there, so that the true values are not known; choose a wider range or a lower gain.";

    // Of a recording: less than this share at an end is not worth its name.
    private const double LeastShare = 0.005;

    /// <summary>Looks at the columns of a table.</summary>
    /// <param name="examples">All examples.</param>
    /// <param name="declared">The range of readings that the recipe declares, or null.</param>
    public static IEnumerable<Finding> InColumns(Dataset examples, (int Lowest, int Highest)? declared)
    {
        for (int i = 0; i < examples.Features.Rows; i++)
        {
            float[] values = examples.Features.Row(i).ToArray();
            FarValues? far = examples.Far?[i];
            float[] sorted = far is null ? [.. values] : Array.FindAll(values, value => !far.Contains(value));
            Array.Sort(sorted);
            foreach (RangeEnd end in RangeEnd.In(sorted, declared))
            {
                yield return new Finding(
                    AdviceKind.EndOfRange,
                    examples.FeatureNames[i],
                    FormattableString.Invariant($"{end.Count} of {values.Length} values are {end.Value:G7}, its {(end.IsHighest ? "highest" : "lowest")} (first in {Place.Of(examples, Array.IndexOf(values, end.Value))})"),
                    Remedy);
            }
        }
    }

    /// <summary>Looks at the channels of recordings.</summary>
    /// <param name="channels">Their names.</param>
    /// <param name="recordings">The recordings.</param>
    public static IEnumerable<Finding> InChannels(IReadOnlyList<string> channels, IReadOnlyList<Recording> recordings)
    {
        for (int c = 0; c < channels.Count; c++)
        {
            float[] sorted = [.. recordings.SelectMany(recording => recording.Readings[c]).Select(reading => (float)reading)];
            Array.Sort(sorted);
            float[] ends = [.. RangeEnd.In(sorted, null).Select(end => end.Value).Order()];
            (Recording Recording, double Share)[] worst =
            [
                .. recordings.Select(recording => (recording, Share: recording.Readings[c].Count(reading => ends.Contains(reading)) / (double)recording.Count))
                    .Where(each => each.Share >= LeastShare)
                    .OrderByDescending(each => each.Share),
            ];
            if (worst.Length > 0)
            {
                string others = worst.Length == 1 ? string.Empty : $", and some in {NameList.Count(worst.Length - 1, "other recording")}";
                yield return new Finding(
                    AdviceKind.EndOfRange,
                    channels[c],
                    FormattableString.Invariant($"{100 * worst[0].Share:0.#} % of the readings of {worst[0].Recording.Name} are {string.Join(" or ", ends)}{others}"),
                    Remedy);
            }
        }
    }
}
