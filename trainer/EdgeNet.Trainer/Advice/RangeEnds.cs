using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names columns and channels whose sensor was at the end of its range.</summary>
internal static class RangeEnds
{
    private const string Remedy = "The sensor was at the end of its range there, so that the true values are not known; choose a wider range or a lower gain.";

    private const string RemedyApart = "They are too many to be left out of mean and standard deviation; where the value stands for an error, remove the rows.";

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
