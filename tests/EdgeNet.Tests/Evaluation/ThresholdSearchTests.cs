using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class ThresholdSearchTests
{
    [TestMethod]
    [DataRow(3, 0.5, DisplayName = "many ties")]
    [DataRow(20, 0.5, DisplayName = "ties")]
    [DataRow(100000, 0.5, DisplayName = "hardly a tie")]
    [DataRow(30, 0.05, DisplayName = "few positive")]
    [DataRow(30, 0.95, DisplayName = "few negative")]
    public void N31_Choose_RandomLogits_IsTheBestOfAllThresholds(int span, double positiveShare)
    {
        var random = new Random(span);
        ThresholdRule[] rules =
        [
            ThresholdRule.ByF1, ThresholdRule.ByPrecision(0.5), ThresholdRule.ByPrecision(0.9), ThresholdRule.ByPrecision(1),
            ThresholdRule.ByRecall(0.3), ThresholdRule.ByRecall(0.95), ThresholdRule.ByRecall(1), ThresholdRule.ByCost(10, 1), ThresholdRule.ByCost(1, 3),
        ];
        for (int trial = 0; trial < 60; trial++)
        {
            (int[] logits, float[] labels) = Draw(random, random.Next(2, 40), span, positiveShare);
            foreach (ThresholdRule rule in rules)
            {
                ThresholdChoice choice = ThresholdSearch.Choose(rule, logits, labels, 1, samples: 1);

                (ConfusionMatrix best, bool isReached) = PlainBest(rule, logits, labels);
                if (rule.Kind == ThresholdKind.Cost)
                {
                    Assert.AreEqual(Cost(rule, best), Cost(rule, choice.Confusion), $"Trial {trial}, {rule}.");
                }
                else
                {
                    Assert.AreEqual(best, choice.Confusion, $"Trial {trial}, {rule}.");
                }

                Assert.AreEqual(isReached, choice.IsReached, $"Trial {trial}, {rule}.");
                Assert.AreEqual(choice.Confusion, At(choice.LogitThreshold, logits, labels), "The threshold decides what it says.");
            }
        }
    }

    [TestMethod]
    public void N31_Choose_KnownLogits_StandsInTheMiddleOfTheGap()
    {
        int[] logits = [-50, -40, -10, 20, 31, 60];
        float[] labels = [0, 0, 1, 0, 1, 1];

        Assert.AreEqual(-25, Threshold(ThresholdRule.ByF1), "F1 6/7: the gap from -40 to -10.");
        Assert.AreEqual(26, Threshold(ThresholdRule.ByPrecision(0.9)), "Precision 1: the gap from 20 to 31, its middle rounded up.");
        Assert.AreEqual(-25, Threshold(ThresholdRule.ByRecall(1)));
        Assert.AreEqual(26, Threshold(ThresholdRule.ByRecall(0.6)));

        int Threshold(ThresholdRule rule) => ThresholdSearch.Choose(rule, logits, labels, 1, 1).LogitThreshold;
    }

    [TestMethod]
    public void Choose_ByCost_StandsInTheRangeOfEqualsAsTheCostsSay()
    {
        int[] logits = [-50, -40, -10, 20, 31, 60];
        float[] labels = [0, 0, 1, 0, 1, 1];

        Assert.AreEqual(-37, Threshold(10, 1), "From -40 to -10, 1/11 of the way up.");
        Assert.AreEqual(-34, Threshold(4, 1), "A fifth of the way up.");
        Assert.AreEqual(28, Threshold(1, 2), "From 20 to 31, two thirds of the way up.");
        Assert.AreEqual(-25, Threshold(1, 1), "One error either way, from -40 to -10 or from 20 to 31: -4.5 is in the middle of all, and the lower gap nearer.");
        Assert.AreEqual(-50, ThresholdSearch.Choose(ThresholdRule.ByCost(10, 1), [-50, 10], [1, 0], 1, 1).LogitThreshold, "Below all: the lowest logit.");
        Assert.AreEqual(11, ThresholdSearch.Choose(ThresholdRule.ByCost(1, 10), [-50, 10], [1, 0], 1, 1).LogitThreshold, "Above all: the highest and one.");

        int Threshold(double miss, double falseAlarm) => ThresholdSearch.Choose(ThresholdRule.ByCost(miss, falseAlarm), logits, labels, 1, 1).LogitThreshold;
    }

    [TestMethod]
    public void N31_Choose_EqualLogits_CallsAllPositiveOrNone()
    {
        int[] logits = [7, 7, 7, 7];
        float[] labels = [1, 0, 0, 0];

        Assert.AreEqual(7, ThresholdSearch.Choose(ThresholdRule.ByF1, logits, labels, 1).LogitThreshold);
        Assert.AreEqual(8, ThresholdSearch.Choose(ThresholdRule.ByCost(1, 1), logits, labels, 1).LogitThreshold);
    }

    [TestMethod]
    public void N31_Choose_LogitsAtTheEndsOfTheIntegers_DoesNotOverflow()
    {
        ThresholdChoice choice = ThresholdSearch.Choose(ThresholdRule.ByF1, [int.MinValue, int.MaxValue], [0f, 1f], 1);

        Assert.AreEqual(0, choice.LogitThreshold);
        Assert.AreEqual(1, choice.Confusion.F1);
        choice = ThresholdSearch.Choose(ThresholdRule.ByCost(1, 5), [int.MaxValue, int.MaxValue], [0f, 1f], 1);
        Assert.AreEqual(new ConfusionMatrix(1, 1, 0, 0), choice.Confusion, "No integer is above it.");
    }

    [TestMethod]
    public void N31_Choose_PrecisionOutOfReach_TakesTheBestThereIs()
    {
        ThresholdChoice choice = ThresholdSearch.Choose(ThresholdRule.ByPrecision(0.9), [1, 2, 3, 4, 5], [1f, 1, 1, 0, 0], 1);

        Assert.IsFalse(choice.IsReached);
        Assert.AreEqual(0.6, choice.Confusion.Precision);
        Assert.AreEqual(1, choice.LogitThreshold);
        Assert.IsTrue(ThresholdSearch.Choose(ThresholdRule.ByPrecision(0.6), [1, 2, 3, 4, 5], [1f, 1, 1, 0, 0], 1).IsReached);
    }

    [TestMethod]
    public void N31_Choose_SameSeed_GivesTheSameInterval()
    {
        (int[] logits, float[] labels) = Draw(new Random(5), 60, 1000, 0.4);

        ThresholdChoice first = ThresholdSearch.Choose(ThresholdRule.ByF1, logits, labels, 3);
        ThresholdChoice second = ThresholdSearch.Choose(ThresholdRule.ByF1, logits, labels, 3);
        ThresholdChoice other = ThresholdSearch.Choose(ThresholdRule.ByF1, logits, labels, 4, samples: 100);

        Assert.AreEqual(first, second);
        Assert.AreEqual(first.LogitThreshold, other.LogitThreshold, "The threshold itself is of the examples, not of the samples.");
        Assert.AreNotEqual((first.Lowest, first.Highest), (other.Lowest, other.Highest));
        Assert.IsTrue(first.Lowest <= first.Highest);
    }

    [TestMethod]
    public void N31_Choose_OneSampleOfTheBootstrap_IsTheChoiceOnADrawOfBothClasses()
    {
        // All that a draw can give: 2 examples of each class with replacement.
        int[] logits = [0, 10, 20, 30];
        float[] labels = [0, 1, 0, 1];
        var possible = new HashSet<int>();
        foreach ((int a, int b) in Pairs(0, 20))
        {
            foreach ((int c, int d) in Pairs(10, 30))
            {
                possible.Add(ThresholdSearch.Choose(ThresholdRule.ByF1, [a, b, c, d], [0f, 0, 1, 1], 1, 1).LogitThreshold);
            }
        }

        var seen = new HashSet<int>();
        for (int seed = 0; seed < 200; seed++)
        {
            ThresholdChoice choice = ThresholdSearch.Choose(ThresholdRule.ByF1, logits, labels, seed, 1);
            Assert.AreEqual(choice.Lowest, choice.Highest, "One sample is its own interval.");
            seen.Add(choice.Lowest);
        }

        CollectionAssert.AreEquivalent(possible.ToArray(), seen.ToArray());

        static IEnumerable<(int First, int Second)> Pairs(int low, int high) => [(low, low), (low, high), (high, high)];
    }

    [TestMethod]
    public void N31_Interval_TwoNormalDistributions_MostlyCoversTheBestThreshold()
    {
        // Logits of N(-1, 1) and N(1, 1), as many of both, errors of equal cost: 0 is the best threshold of all.
        const int Trials = 200;
        int covered = 0;
        double width = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            var random = new Random(trial);
            float[] labels = [.. Enumerable.Range(0, 200).Select(i => (float)(i % 2))];
            int[] logits = [.. labels.Select(label => (int)Math.Round(10000 * (Normal(random) + (2 * label) - 1)))];

            ThresholdChoice choice = ThresholdSearch.Choose(ThresholdRule.ByCost(1, 1), logits, labels, trial, samples: 200);

            covered += choice.Lowest <= 0 && choice.Highest >= 0 ? 1 : 0;
            width += (choice.Highest - choice.Lowest) / 10000.0 / Trials;
        }

        Assert.IsGreaterThanOrEqualTo(0.90 * Trials, covered, $"{covered} of {Trials}");
        Assert.IsLessThan(1.5, width, "An interval that covers all says nothing.");
    }

    [TestMethod]
    public void N31_Choose_ClassWithoutExample_SaysHowMany()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => ThresholdSearch.Choose(ThresholdRule.ByF1, [1, 2], [0f, 0], 1));
        Assert.StartsWith("A threshold is chosen on examples of both classes; there are 0 positive and 2 negative.", error.Message);
        error = Assert.ThrowsExactly<ArgumentException>(() => ThresholdSearch.Choose(ThresholdRule.ByF1, [1, 2], [0f], 1));
        Assert.StartsWith("There are 2 logits and 1 labels.", error.Message);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.1)]
    [DataRow(double.NaN)]
    public void N31_ThresholdRule_ShareOutOfRange_IsRefused(double at)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.ByPrecision(at));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.ByRecall(at));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.ByCost(0, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ThresholdRule.ByCost(1, double.PositiveInfinity));
    }

    // Each integer that can decide differently, from the highest down, judged by what the rule says and nothing else.
    private static (ConfusionMatrix Best, bool IsReached) PlainBest(ThresholdRule rule, int[] logits, float[] labels)
    {
        ConfusionMatrix[] all = [.. logits.Select(logit => logit + 1).Concat(logits).Distinct().OrderDescending().Select(t => At(t, logits, labels))];
        switch (rule.Kind)
        {
            case ThresholdKind.F1:
                return (all.First(c => c.F1 == all.Max(o => o.F1)), true);
            case ThresholdKind.Cost:
                return (all.MinBy(c => Cost(rule, c)), true);
            case ThresholdKind.Recall:
                return (all.Where(c => c.Recall >= rule.At).OrderByDescending(c => c.Precision).ThenByDescending(c => c.Recall).First(), true);
            default:
                ConfusionMatrix[] reaching = [.. all.Where(c => c.Precision >= rule.At)];
                return reaching.Length > 0
                    ? (reaching.OrderByDescending(c => c.Recall).ThenByDescending(c => c.Precision).First(), true)
                    : (all.OrderByDescending(c => c.Precision).ThenByDescending(c => c.Recall).First(), false);
        }
    }

    private static double Cost(ThresholdRule rule, ConfusionMatrix counts) => (counts.FalseNegatives * rule.MissCost) + (counts.FalsePositives * rule.FalseAlarmCost);

    private static ConfusionMatrix At(int threshold, int[] logits, float[] labels) =>
        ConfusionMatrix.Of([.. logits.Select(logit => logit >= threshold)], labels);

    private static (int[] Logits, float[] Labels) Draw(Random random, int count, int span, double positiveShare)
    {
        float[] labels = [.. Enumerable.Range(0, count).Select(i => i < 2 ? i : random.NextDouble() < positiveShare ? 1f : 0)];
        return ([.. labels.Select(label => random.Next(-span, span + 1) + (int)(label * span / 3))], labels);
    }

    // Box and Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
