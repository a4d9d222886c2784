using System.Runtime.InteropServices;

namespace EdgeNet.Trainer.Advice;

/// <summary>Finds examples that stand in two parts with the same features.</summary>
/// <remarks>
/// Where features have few values, equal examples are natural. Then many differ in a single feature, in which they might as well be equal, and nothing is said.
/// </remarks>
internal static class CopiedRows
{
    private const int Least = 2;
    private const double LeastShare = 0.03;

    // Columns go together, so that where all others are equal, so is the last one this much more often. Features of a window are of the same readings.
    private const double Dependence = 20;

    // Keys of examples with a feature left out: more are not worth their memory.
    private const int MostKeys = 2_000_000;

    /// <summary>Compares a part with the training part.</summary>
    /// <param name="train">The training part.</param>
    /// <param name="part">The other one.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="passedOver">Features that tell equal examples apart, such as a number of the row.</param>
    public static IEnumerable<Finding> In(Dataset train, Dataset part, string name, IReadOnlySet<int> passedOver)
    {
        var first = new Dictionary<ulong, int>();
        ulong[] seen = Keys(train, passedOver), keys = Keys(part, passedOver);
        for (int e = 0; e < seen.Length; e++)
        {
            first.TryAdd(seen[e], e);
        }

        (int Copy, int Of)[] copies = [.. Enumerable.Range(0, part.Count).Where(e => first.ContainsKey(keys[e])).Select(e => (e, first[keys[e]]))];
        return IsNatural(copies.Length, train, seen, part, keys, passedOver) ? [] :
        [
            new Finding(
                AdviceKind.CopiedRows,
                string.Empty,
                $"{copies.Length} of {part.Count} examples of the {name} part stand in the training part too{Describe(part, train, copies)}",
                $"The {name} part looks better than new examples will; remove the copies, or keep what belongs together in one part with 'group'."),
        ];
    }

    /// <summary>Looks for examples that stand in the data twice, so that folds share them.</summary>
    /// <param name="examples">All examples.</param>
    /// <param name="passedOver">As in <see cref="In(Dataset, Dataset, string, IReadOnlySet{int})"/>.</param>
    public static IEnumerable<Finding> In(Dataset examples, IReadOnlySet<int> passedOver)
    {
        var first = new Dictionary<ulong, int>();
        ulong[] keys = Keys(examples, passedOver);
        (int Copy, int Of)[] copies =
        [
            .. Enumerable.Range(0, keys.Length)
                .Where(e => !first.TryAdd(keys[e], e) && (examples.Groups is not { } groups || groups[e] != groups[first[keys[e]]]))
                .Select(e => (e, first[keys[e]])),
        ];
        return IsNatural(copies.Length, examples, keys, examples, keys, passedOver) ? [] :
        [
            new Finding(
                AdviceKind.CopiedRows,
                string.Empty,
                $"{copies.Length} of {examples.Count} examples are copies of others{Describe(examples, examples, copies)}",
                "Test parts share them with training parts and look better than new examples will; remove the copies, or keep what belongs together in one part with 'group'."),
        ];
    }

    private static bool IsNatural(int copies, Dataset train, ulong[] seen, Dataset part, ulong[] keys, IReadOnlySet<int> passedOver)
    {
        if (copies < Math.Max(Least, LeastShare * part.Count))
        {
            return true;
        }

        // If a set is compared with itself, an example and itself are no pair.
        long itself = ReferenceEquals(train, part) ? part.Count : 0;
        return CountByChance(train, seen, part, keys, passedOver, itself) + 1 >= CountPairs(seen, keys) - itself;
    }

    private static string Describe(Dataset part, Dataset train, (int Copy, int Of)[] copies)
    {
        int others = copies.Count(pair => !SameLabel(part, pair.Copy, train, pair.Of));
        string place = part.Windows is null && part.Lines is null ? string.Empty : $" ({Place.Of(part, copies[0].Copy)} is {Place.Of(train, copies[0].Of)})";
        return place + (others == 0 ? string.Empty : $", {others} of them with another label");
    }

    private static bool SameLabel(Dataset first, int e, Dataset second, int other)
    {
        for (int j = 0; j < first.Labels.Rows; j++)
        {
            if (first.Labels[j, e] != second.Labels[j, other])
            {
                return false;
            }
        }

        return true;
    }

    // A sum over the features, so that one can be taken out again.
    private static ulong[] Keys(Dataset examples, IReadOnlySet<int> passedOver)
    {
        var keys = new ulong[examples.Count];
        for (int i = 0; i < examples.Features.Rows; i++)
        {
            ReadOnlySpan<float> row = examples.Features.Row(i);
            for (int e = 0; e < row.Length && !passedOver.Contains(i); e++)
            {
                keys[e] += Key(i, row[e]);
            }
        }

        return keys;
    }

    private static ulong[] ColumnKeys(Dataset examples, int feature) => [.. examples.Features.Row(feature).ToArray().Select(value => Key(feature, value))];

    // SplitMix64's finalizer.
    private static ulong Key(int feature, float value)
    {
        ulong z = ((ulong)feature << 32) + BitConverter.SingleToUInt32Bits(value + 0f) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    // The expected number of pairs that are equal by chance: from the pairs that differ in a single feature, and how often two values of it are equal.
    private static double CountByChance(Dataset train, ulong[] seen, Dataset part, ulong[] keys, IReadOnlySet<int> passedOver, long itself)
    {
        int[] features = [.. Enumerable.Range(0, train.Features.Rows).Where(i => !passedOver.Contains(i))];
        int every = (int)Math.Max(1, (long)features.Length * seen.Length / MostKeys);
        long alike = CountPairs(seen, keys);
        double byChance = 0;
        for (int k = 0; k < features.Length; k += every)
        {
            int i = features[k];
            ulong[] values = ColumnKeys(train, i), ownValues = ColumnKeys(part, i);
            long near = CountPairs([.. seen.Zip(values, (key, value) => key - value)], [.. keys.Zip(ownValues, (key, value) => key - value)]) - alike;
            long equal = CountPairs(values, ownValues) - itself;
            double share = equal / (((double)seen.Length * keys.Length) - itself);
            byChance += every * near * (train.Windows is null ? Math.Min(1, Dependence * share) : 1);
        }

        return byChance;
    }

    // Pairs of one key of each list that are equal.
    private static long CountPairs(ulong[] first, ulong[] second)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (ulong key in first)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
        }

        return second.Sum(key => (long)counts.GetValueOrDefault(key));
    }
}
