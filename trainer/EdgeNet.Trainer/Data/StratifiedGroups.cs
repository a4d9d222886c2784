namespace EdgeNet.Trainer.Data;

/// <summary>Divides whole groups of examples among parts, so that every part comes as near as it can to its share of each class.</summary>
/// <remarks>
/// Group after group, the largest first and else in a random order, goes to the part where the squared distances of the shares grow the least,
/// summed over classes and parts. In regression all examples are one class.
/// </remarks>
internal sealed class StratifiedGroups
{
    private readonly int _classes;
    private readonly double[] _totals;
    private readonly (int[] Members, int[] Counts)[] _groups;

    public StratifiedGroups(Dataset examples, SeededRandom random)
    {
        _classes = Math.Max(1, examples.ClassNames.Count);
        _totals = new double[_classes];
        IReadOnlyList<int> numbers = examples.Groups!;
        (int[] Members, int[] Counts)[] groups =
        [
            .. Enumerable.Range(0, examples.Count).GroupBy(example => numbers[example]).OrderBy(group => group.Key)
                .Select(group => ((int[])[.. group], CountsOf(examples, group))),
        ];
        foreach ((_, int[] counts) in groups)
        {
            for (int c = 0; c < _classes; c++)
            {
                _totals[c] += counts[c];
            }
        }

        random.Permute<(int[] Members, int[] Counts)>(groups);
        _groups = [.. groups.OrderByDescending(group => group.Members.Length)]; // keeps the random order among equals
    }

    /// <summary>Divides all groups.</summary>
    /// <param name="shares">Of each part; together 1. A part without a share gets nothing.</param>
    /// <returns>The examples of each part.</returns>
    public IReadOnlyList<int>[] Divide(double[] shares)
    {
        var parts = new List<int>[shares.Length];
        var dealt = new double[shares.Length, _classes];
        for (int p = 0; p < parts.Length; p++)
        {
            parts[p] = [];
        }

        foreach ((int[] members, int[] counts) in _groups)
        {
            int best = -1;
            double least = double.PositiveInfinity;
            for (int p = 0; p < parts.Length; p++)
            {
                double growth = shares[p] > 0 ? Growth(dealt, p, shares[p], counts) : double.PositiveInfinity;
                if (growth < least)
                {
                    (best, least) = (p, growth);
                }
            }

            parts[best].AddRange(members);
            for (int c = 0; c < _classes; c++)
            {
                dealt[best, c] += counts[c] / Math.Max(1, _totals[c]);
            }
        }

        return parts;
    }

    // (n + g - s)² - (n - s)², with n the share that the part has of a class, g what the group adds, and s what it should have.
    private double Growth(double[,] dealt, int part, double share, int[] counts)
    {
        double growth = 0;
        for (int c = 0; c < _classes; c++)
        {
            double added = counts[c] / Math.Max(1, _totals[c]);
            growth += added * ((2 * (dealt[part, c] - share)) + added);
        }

        return growth;
    }

    private int[] CountsOf(Dataset examples, IEnumerable<int> members)
    {
        var counts = new int[_classes];
        foreach (int example in members)
        {
            counts[Math.Max(0, examples.ClassOf(example))]++;
        }

        return counts;
    }
}
