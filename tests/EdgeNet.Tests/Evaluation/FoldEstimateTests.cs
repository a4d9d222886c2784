using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class FoldEstimateTests
{
    private const int Examples = 60;
    private const int Folds = 10;
    private const int Runs = 3;

    [TestMethod]
    public void Of_FourValues_IsTheFormulaByHand()
    {
        // Mean 0.85, s² = 0.01 / 3; variance (1/4 + 1/3) s².
        FoldEstimate estimate = FoldEstimate.Of([0.8, 0.9, 0.8, 0.9], 1.0 / 3);

        Assert.AreEqual(0.85, estimate.Mean, 1e-12);
        Assert.AreEqual(Math.Sqrt(7.0 / 12 * 0.01 / 3), estimate.StandardError, 1e-12);
        Assert.AreEqual(3, estimate.DegreesOfFreedom);
        Assert.AreEqual(0.85 - (3.182446 * Math.Sqrt(7.0 / 12 * 0.01 / 3)), estimate.Lowest, 1e-6);
        Assert.AreEqual(0.85 + (3.182446 * Math.Sqrt(7.0 / 12 * 0.01 / 3)), estimate.Highest, 1e-6);
    }

    [TestMethod]
    public void PValue_MeanAtTheEdgeOfItsInterval_IsFivePercent()
    {
        double[] values = [0.1, -0.2, 0.3, 0.05, 0.2];
        FoldEstimate estimate = FoldEstimate.Of(values, 0.25);
        FoldEstimate moved = FoldEstimate.Of([.. values.Select(value => value - estimate.Lowest)], 0.25);

        Assert.AreEqual(0.05, moved.PValue, 1e-9);
    }

    [TestMethod]
    public void Of_ValuesThatSayNothing_HaveNoInterval()
    {
        FoldEstimate one = FoldEstimate.Of([0.9], 0.1);
        FoldEstimate alike = FoldEstimate.Of([0.1, 0.1, 0.1], 0.1);
        FoldEstimate zero = FoldEstimate.Of([0.0, 0.0, 0.0], 0.1);

        Assert.AreEqual((0.9, double.NaN, double.NaN, double.NaN), (one.Mean, one.Lowest, one.Highest, one.PValue));
        Assert.AreEqual((0.1, double.NaN, double.NaN), (alike.Mean, alike.Lowest, alike.PValue));
        Assert.AreEqual((0.0, double.NaN, 1.0), (zero.Mean, zero.Highest, zero.PValue));
        Assert.IsFalse(one.HasSpread || alike.HasSpread || zero.HasSpread);
    }

    [TestMethod]
    public void Of_NoValue_Throws() => Assert.ThrowsExactly<ArgumentException>(() => FoldEstimate.Of([], 0.1));

    /// <summary>Of 400 data sets, the interval holds the learner's accuracy in about 95 of 100, and one that takes folds for independent in far fewer.</summary>
    [TestMethod]
    public void Interval_RepeatedCrossValidations_CoversTheTrueAccuracy()
    {
        const int Sets = 400;
        var random = new SeededRandom(20260101);
        double sum = 0;
        var corrected = new FoldEstimate[Sets];
        var naive = new FoldEstimate[Sets];
        for (int s = 0; s < Sets; s++)
        {
            Validated set = CrossValidate(random);
            sum += set.TrueAccuracy;
            corrected[s] = FoldEstimate.Of(set.First, 1.0 / (Folds - 1));
            naive[s] = FoldEstimate.Of(set.First, 0);
        }

        double truth = sum / Sets;
        double coverage = corrected.Count(estimate => estimate.Lowest <= truth && truth <= estimate.Highest) / (double)Sets;
        double naiveCoverage = naive.Count(estimate => estimate.Lowest <= truth && truth <= estimate.Highest) / (double)Sets;
        Console.WriteLine($"coverage {coverage:F3}, of folds taken for independent {naiveCoverage:F3}");
        Assert.IsInRange(0.92, 0.99, coverage);
        Assert.IsLessThan(0.85, naiveCoverage);
    }

    /// <summary>Groups that differ by chance, each left out in turn: the interval holds the accuracy on new groups in about 95 of 100 sets of groups.</summary>
    [TestMethod]
    public void Interval_GroupsLeftOut_CoversTheAccuracyOnNewGroups()
    {
        const int Sets = 400;
        var random = new SeededRandom(20260104);
        double truth = 0;
        var estimates = new FoldEstimate[Sets];
        for (int s = 0; s < Sets; s++)
        {
            (double[] accuracies, double expected) = LeaveGroupsOut(random);
            estimates[s] = FoldEstimate.Of(accuracies, 1.0 / (accuracies.Length - 1));
            truth += expected / Sets;
        }

        double coverage = estimates.Count(estimate => estimate.Lowest <= truth && truth <= estimate.Highest) / (double)Sets;
        Console.WriteLine($"coverage {coverage:F3}");
        Assert.IsInRange(0.93, 1.0, coverage);
    }

    /// <summary>Two learners that are equally good: the test finds a difference in 5 of 100 data sets or fewer, one that takes folds for independent in far more.</summary>
    [TestMethod]
    public void PValue_EquallyGoodLearners_RarelyRejects()
    {
        const int Sets = 400;
        var random = new SeededRandom(20260102);
        int rejected = 0;
        int naive = 0;
        for (int s = 0; s < Sets; s++)
        {
            Validated set = CrossValidate(random);
            double[] differences = [.. set.First.Zip(set.Second, (first, second) => first - second)];
            rejected += FoldEstimate.Of(differences, 1.0 / (Folds - 1)).PValue < 0.05 ? 1 : 0;
            naive += FoldEstimate.Of(differences, 0).PValue < 0.05 ? 1 : 0;
        }

        Console.WriteLine($"rejected {rejected}, of folds taken for independent {naive}, of {Sets}");
        Assert.IsLessThanOrEqualTo(0.07 * Sets, rejected);
        Assert.IsGreaterThan(0.15 * Sets, naive);
    }

    /// <summary>A learner that looks where there is something against one that looks where there is little: found in most data sets.</summary>
    [TestMethod]
    public void PValue_OneLearnerBetter_IsFoundMostly()
    {
        const int Sets = 100;
        var random = new SeededRandom(20260103);
        int found = 0;
        for (int s = 0; s < Sets; s++)
        {
            Validated set = CrossValidate(random, secondDistance: 0.2);
            FoldEstimate difference = FoldEstimate.Of([.. set.First.Zip(set.Second, (first, second) => first - second)], 1.0 / (Folds - 1));
            found += difference.PValue < 0.05 && difference.Mean > 0 ? 1 : 0;
        }

        Assert.IsGreaterThan(80, found);
    }

    // Two classes, normal with σ 1 in two features, a distance apart in each. The first learner looks at the first feature alone, the second at the
    // second, and cuts halfway between the means of the classes.
    private static Validated CrossValidate(SeededRandom random, double secondDistance = 2)
    {
        double[] distances = [2, secondDistance];
        var features = new double[2][];
        for (int f = 0; f < 2; f++)
        {
            features[f] = [.. Enumerable.Range(0, Examples).Select(e => Normal(random) + (e % 2 * distances[f]))];
        }

        List<double>[] accuracies = [[], []];
        double truth = 0;
        for (int run = 0; run < Runs; run++)
        {
            int[] order = [.. Enumerable.Range(0, Examples / 2)];
            random.Permute<int>(order);
            int pairs = order.Length / Folds;
            for (int fold = 0; fold < Folds; fold++)
            {
                HashSet<int> test = [.. order.Skip(fold * pairs).Take(pairs).SelectMany(pair => (int[])[2 * pair, (2 * pair) + 1])];
                for (int f = 0; f < 2; f++)
                {
                    double cut = Enumerable.Range(0, Examples).Where(e => !test.Contains(e)).GroupBy(e => e % 2).Average(group => group.Average(e => features[f][e]));
                    accuracies[f].Add(test.Count(e => (features[f][e] >= cut) == (e % 2 == 1)) / (double)test.Count);
                    truth += f == 0 ? (Below(cut) + Below(distances[f] - cut)) / 2 : 0;
                }
            }
        }

        return new Validated([.. accuracies[0]], [.. accuracies[1]], truth / (Folds * Runs));
    }

    // Eight groups of twenty examples, each group shifted by a normal number with σ 0.7; a cut halfway between the means of the other groups' classes.
    private static (double[] Accuracies, double Expected) LeaveGroupsOut(SeededRandom random)
    {
        const int Groups = 8;
        const int Each = 20;
        const double Distance = 2;
        const double Shift = 0.7;
        double[][] features = [.. Enumerable.Range(0, Groups).Select(_ =>
        {
            double shift = Shift * Normal(random);
            return (double[])[.. Enumerable.Range(0, Each).Select(e => shift + Normal(random) + (e % 2 * Distance))];
        })];
        var accuracies = new double[Groups];
        double expected = 0;
        for (int left = 0; left < Groups; left++)
        {
            double cut = features.Where((_, group) => group != left).Average(group => group.Average());
            accuracies[left] = Enumerable.Range(0, Each).Count(e => (features[left][e] >= cut) == (e % 2 == 1)) / (double)Each;
            double spread = Math.Sqrt(1 + (Shift * Shift));
            expected += (Below(cut / spread) + Below((Distance - cut) / spread)) / 2 / Groups;
        }

        return (accuracies, expected);
    }

    private static double Normal(SeededRandom random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // Φ, by the t distribution with very many degrees of freedom.
    private static double Below(double x) => x < 0 ? StudentT.TwoSidedTail(x, 1e9) / 2 : 1 - (StudentT.TwoSidedTail(x, 1e9) / 2);

    private sealed record Validated(double[] First, double[] Second, double TrueAccuracy);
}
