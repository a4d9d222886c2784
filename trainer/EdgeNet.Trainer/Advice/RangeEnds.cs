using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names columns and channels whose sensor was at the end of its range.</summary>
internal static class RangeEnds
{
    private const string Remedy = "The sensor was at the end of its range there, so that the true values are not known; choose a wider range or a lower gain.";

    private const string RemedyApart = "They are too many to be left out of mean and standard deviation; where the value stands for an error, remove the rows.";

    // The least share of a recording at an end for which the recording is named.
    private const double LeastShare = 0.005;

    /// <summary>Looks at the columns of a table.</summary>
    /// <param name="examples">All examples.</param>
    /// <param name="declared">The range of readings that the recipe declares, or null.</param>
    public static IEnumerable<Finding> InColumns(Dataset examples, (int Lowest, int Highest)? declared)
    {
        for (int i = 0; i < examples.Features.Rows; i++)
        {
            float[] values = examples.Features.Row(i).ToArray();
            FarValues? far = examples.Origin.Far?[i];
            float[] sorted = far is null ? [.. values] : Array.FindAll(values, value => !far.Contains(value));
            Array.Sort(sorted);
            RangeEnd[] ends = [.. RangeEnd.In(sorted, declared)];
            foreach (RangeEnd end in ends.Where(end => end.IsApart))
            {
                yield return new Finding(AdviceKind.ErrorCodes, examples.FeatureNames[i], $"{Describe(end)}, far from all others", RemedyApart);
            }

            if (ends.Any(end => !end.IsApart))
            {
                yield return new Finding(
                    AdviceKind.EndOfRange,
                    examples.FeatureNames[i],
                    string.Join(", and ", ends.Where(end => !end.IsApart).Select(end => $"{Describe(end)}, its {(end.IsHighest ? "highest" : "lowest")}")),
                    Remedy);
            }

            string Describe(RangeEnd end) => FormattableString.Invariant(
                $"{end.Count} of {values.Length} values are {end.Value} (first in {Place.Of(examples, Array.IndexOf(values, end.Value))})");
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
            RangeEnd[] ends = [.. RangeEnd.In(sorted, null).OrderBy(end => end.Value)];
            foreach (Finding? found in (Finding?[])[Of(isApart: false), Of(isApart: true)])
            {
                if (found is not null)
                {
                    yield return found;
                }
            }

            Finding? Of(bool isApart) => InChannel(channels[c], c, recordings, [.. ends.Where(end => end.IsApart == isApart).Select(end => end.Value)], isApart);
        }
    }

    private static Finding? InChannel(string channel, int c, IReadOnlyList<Recording> recordings, float[] ends, bool isApart)
    {
        (Recording Recording, double Share)[] worst =
        [
            .. recordings.Select(recording => (recording, Share: recording.Readings[c].Count(reading => ends.Contains(reading)) / (double)recording.Count))
                .Where(each => each.Share >= LeastShare)
                .OrderByDescending(each => each.Share),
        ];
        if (worst.Length == 0)
        {
            return null;
        }

        string others = worst.Length == 1 ? string.Empty : $", and some in {NameList.Count(worst.Length - 1, "other recording")}";
        string share = FormattableString.Invariant($"{100 * worst[0].Share:0.#} % of the readings of {worst[0].Recording.Name} are {string.Join(" or ", ends)}");
        return isApart
            ? new Finding(AdviceKind.ErrorCodes, channel, $"{share}, far from all others{others}", "Where the value stands for an error, cut the recording there.")
            : new Finding(AdviceKind.EndOfRange, channel, share + others, Remedy);
    }
}

/// <summary>Finds readings that pile up at the lowest or the highest value, where a sensor is at the end of its range.</summary>
/// <param name="Value">The end.</param>
/// <param name="Count">How many readings stand there.</param>
/// <param name="IsHighest">Whether it is the highest value.</param>
/// <param name="IsApart">Whether no other value is near; near the end of a sensor's range there are such values.</param>
internal sealed record RangeEnd(float Value, int Count, bool IsHighest, bool IsApart)
{
    // Fewer different values are levels or classes, whose last is no end of a range.
    private const int LeastDifferent = 20;

    // Of the readings, and of those that share a value nearby; less where the value is the end of an integer or of what the recipe declares.
    private const double LeastShare = 0.01, LeastShareOfFullScale = 0.003;
    private const double Pile = 10, PileOfFullScale = 3;
    private const int Least = 5, LeastOfFullScale = 3;

    // If hardly any value nearby repeats, a few equal ones are a pile.
    private const double Alone = 1.2;

    // Of the range: what counts as nearby. Of many small amounts, most lie there, so that the nearest few values count by themselves too.
    private const double Near = 0.25;
    private const int Nearest = 10;

    /// <summary>Looks at both ends.</summary>
    /// <param name="sorted">The readings, sorted upwards.</param>
    /// <param name="declared">The range that the recipe declares, or null.</param>
    public static IEnumerable<RangeEnd> In(float[] sorted, (int Lowest, int Highest)? declared)
    {
        if (sorted.Length < LeastDifferent || FarValues.CountDifferent(sorted, LeastDifferent) < LeastDifferent)
        {
            yield break;
        }

        float lowest = sorted[0], highest = sorted[^1];
        bool isHighFull = declared is { } range ? highest == range.Highest : IsFullScale(highest);
        bool isLowFull = declared is { } given ? lowest == given.Lowest : IsFullScale(lowest) || (lowest == 0 && isHighFull);
        bool isShare = lowest >= 0 && highest is 1 or 100;
        if ((isHighFull || !isShare) && Of(sorted, isHighest: true, isHighFull) is { } high)
        {
            yield return high;
        }

        // Amounts and counts end at 0 by nature.
        if ((isLowFull || lowest != 0) && Of(sorted, isHighest: false, isLowFull) is { } low)
        {
            yield return low;
        }
    }

    private static RangeEnd? Of(float[] sorted, bool isHighest, bool isFullScale)
    {
        float end = isHighest ? sorted[^1] : sorted[0];
        double near = Near * ((double)sorted[^1] - sorted[0]);
        int count = 0;
        while (Value(count) == end)
        {
            count++;
        }

        int last = count, different = 0;
        double each = 1;
        for (; last < sorted.Length && Math.Abs((double)Value(last) - end) <= near; last++)
        {
            if (different == Nearest && Value(last) != Value(last - 1))
            {
                each = Math.Max(each, (double)(last - count) / different);
            }

            different += Value(last) == Value(last - 1) ? 0 : 1;
        }

        each = Math.Max(each, different == 0 ? 1 : (double)(last - count) / different);
        (double share, double pile, int least) = isFullScale ? (LeastShareOfFullScale, PileOfFullScale, LeastOfFullScale) : (LeastShare, Pile, Least);
        return count >= Math.Max(least, share * sorted.Length) && (count >= pile * each || each <= Alone) ? new RangeEnd(end, count, isHighest, different == 0) : null;

        float Value(int k) => isHighest ? sorted[^(k + 1)] : sorted[k];
    }

    // 255, 1023, 4095, 32767, 65535 ..., and -32768.
    private static bool IsFullScale(float value) =>
        value > 0 ? value >= byte.MaxValue && double.IsPow2((double)value + 1) : value < sbyte.MinValue && double.IsPow2(-(double)value);
}
