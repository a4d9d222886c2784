using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Data;

/// <summary>Numbers of examples for training, development and test; no example is in two of them.</summary>
/// <param name="Train">Numbers of the training examples.</param>
/// <param name="Dev">Numbers of the development examples, perhaps none.</param>
/// <param name="Test">Numbers of the test examples, perhaps none.</param>
internal sealed record StratifiedSplit(int[] Train, int[] Dev, int[] Test)
{
    /// <summary>
    /// Splits so that every part has the same share of each class, to one example; in regression by lot alone. Groups of examples stay whole,
    /// and the shares are as near as they then can be.
    /// </summary>
    /// <param name="examples">The examples.</param>
    /// <param name="devShare">Of all examples, 0 to 1.</param>
    /// <param name="testShare">Of all examples, 0 to 1; both together less than 1.</param>
    /// <param name="seed">The seed; it fixes the split.</param>
    /// <returns>The parts, each in a random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is negative, or nothing is left for training.</exception>
    public static StratifiedSplit Create(Dataset examples, double devShare, double testShare, int seed)
    {
        if (examples.Groups is null)
        {
            return Create(Strata(examples), devShare, testShare, seed);
        }

        CheckShares(devShare, testShare);
        var random = SeededRandom.For(seed, RandomPurpose.Split);
        IReadOnlyList<int>[] parts = new StratifiedGroups(examples, random).Divide([1 - devShare - testShare, devShare, testShare]);
        return new StratifiedSplit(Shuffle([.. parts[0]], random), Shuffle([.. parts[1]], random), Shuffle([.. parts[2]], random));
    }

    /// <summary>Splits so that every part has the same share of each class, to one example.</summary>
    /// <param name="labels">Y of two classes, shape (1, m), 0 or 1; or of k classes, shape (k, m), 1 in the row of the class.</param>
    /// <param name="devShare">Of all examples, 0 to 1.</param>
    /// <param name="testShare">Of all examples, 0 to 1; both together less than 1.</param>
    /// <param name="seed">The seed; it fixes the split.</param>
    /// <returns>The parts, each in a random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share is negative, or nothing is left for training.</exception>
    public static StratifiedSplit Create(Matrix<float> labels, double devShare, double testShare, int seed) =>
        Create(Strata(labels), devShare, testShare, seed);

    /// <summary>
    /// Deals the examples into k folds, each with the same share of each class, to one example; in regression by lot alone. Groups of examples
    /// stay whole, and the shares are as near as they then can be.
    /// </summary>
    /// <param name="examples">The examples.</param>
    /// <param name="folds">k, 2 to m, or to the number of groups.</param>
    /// <param name="seed">The seed; it fixes the folds.</param>
    /// <param name="run">Which of several deals of that seed, from 0.</param>
    /// <returns>k splits without a development part: each fold is once the test part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 2 or more than m, or than the groups.</exception>
    public static StratifiedSplit[] CreateFolds(Dataset examples, int folds, int seed, int run = 0)
    {
        if (examples.Groups is null)
        {
            return CreateFolds(Strata(examples), folds, seed, run);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, examples.Groups.Distinct().Count(), nameof(folds));
        var random = SeededRandom.For(seed, RandomPurpose.Folds, run);
        double[] shares = new double[folds];
        Array.Fill(shares, 1.0 / folds);
        return LeaveOut(new StratifiedGroups(examples, random).Divide(shares), random);
    }

    /// <summary>Makes a split for each group, which is the test part.</summary>
    /// <param name="examples">Examples with groups.</param>
    /// <param name="seed">The seed; it fixes the order of the examples in a part.</param>
    /// <param name="run">Which of several orders of that seed, from 0.</param>
    /// <returns>As many splits as there are groups, in the order of their numbers, without a development part.</returns>
    /// <exception cref="ArgumentException">There are no groups, or there is one only.</exception>
    public static StratifiedSplit[] LeaveOneGroupOut(Dataset examples, int seed, int run = 0)
    {
        if (examples.Groups is not { } groups || groups.Distinct().Take(2).Count() < 2)
        {
            throw new ArgumentException("The examples are in fewer than two groups.", nameof(examples));
        }

        IReadOnlyList<int>[] members =
        [
            .. Enumerable.Range(0, examples.Count).GroupBy(example => groups[example]).OrderBy(group => group.Key).Select(group => (int[])[.. group]),
        ];
        return LeaveOut(members, SeededRandom.For(seed, RandomPurpose.Folds, run));
    }

    /// <summary>Deals the examples into k folds, each with the same share of each class, to one example.</summary>
    /// <param name="labels">Y of two classes, shape (1, m), 0 or 1; or of k classes, shape (k, m), 1 in the row of the class.</param>
    /// <param name="folds">k, 2 to m.</param>
    /// <param name="seed">The seed; it fixes the folds.</param>
    /// <param name="run">Which of several deals of that seed, from 0.</param>
    /// <returns>k splits without a development part: each fold is once the test part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is less than 2 or more than m.</exception>
    public static StratifiedSplit[] CreateFolds(Matrix<float> labels, int folds, int seed, int run = 0) => CreateFolds(Strata(labels), folds, seed, run);

    private static StratifiedSplit Create(int[][] strata, double devShare, double testShare, int seed)
    {
        CheckShares(devShare, testShare);
        var random = SeededRandom.For(seed, RandomPurpose.Split);
        List<int> train = [], dev = [], test = [];
        foreach (int[] members in Shuffled(strata, random))
        {
            int testCount = (int)Math.Round(members.Length * testShare, MidpointRounding.AwayFromZero);
            int devCount = (int)Math.Round(members.Length * devShare, MidpointRounding.AwayFromZero);
            devCount = Math.Min(devCount, members.Length - testCount); // shares that add up to almost 1 can both be rounded up
            test.AddRange(members[..testCount]);
            dev.AddRange(members[testCount..(testCount + devCount)]);
            train.AddRange(members[(testCount + devCount)..]);
        }

        return new StratifiedSplit(Shuffle(train, random), Shuffle(dev, random), Shuffle(test, random));
    }

    private static StratifiedSplit[] CreateFolds(int[][] strata, int folds, int seed, int run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, strata.Sum(members => members.Length), nameof(folds));
        var random = SeededRandom.For(seed, RandomPurpose.Folds, run);
        var members = Enumerable.Range(0, folds).Select(_ => new List<int>()).ToArray();

        // The classes are dealt one after the other without restarting at fold 0, so that fold sizes differ by one example at most.
        int next = 0;
        foreach (int example in Shuffled(strata, random).SelectMany(group => group))
        {
            members[next++ % folds].Add(example);
        }

        return LeaveOut(members, random);
    }

    private static StratifiedSplit[] LeaveOut(IReadOnlyList<int>[] members, SeededRandom random)
    {
        var splits = new StratifiedSplit[members.Length];
        for (int f = 0; f < splits.Length; f++)
        {
            List<int> train = [.. members.Where((_, other) => other != f).SelectMany(fold => fold)];
            splits[f] = new StratifiedSplit(Shuffle(train, random), [], Shuffle([.. members[f]], random));
        }

        return splits;
    }

    private static void CheckShares(double devShare, double testShare)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(devShare);
        ArgumentOutOfRangeException.ThrowIfNegative(testShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(devShare + testShare, 1, nameof(testShare));
    }

    private static int[][] Strata(Dataset examples)
    {
        return examples.Task == LearningTask.Regression ? [[.. Enumerable.Range(0, examples.Count)]] : Strata(examples.Labels);
    }

    private static int[][] Strata(Matrix<float> labels)
    {
        return labels.Rows == 1
            ? [MembersOf(labels, 0, 0), MembersOf(labels, 0, 1)]
            : [.. Enumerable.Range(0, labels.Rows).Select(row => MembersOf(labels, row, 1))];
    }

    private static int[] MembersOf(Matrix<float> labels, int row, float label) =>
        [.. Enumerable.Range(0, labels.Columns).Where(example => labels[row, example] == label)];

    private static IEnumerable<int[]> Shuffled(int[][] strata, SeededRandom random) => strata.Select(members => Shuffle([.. members], random));

    private static int[] Shuffle(List<int> numbers, SeededRandom random)
    {
        int[] shuffled = [.. numbers];
        random.Permute<int>(shuffled);
        return shuffled;
    }
}
