using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Evaluation;

/// <summary>How often the interval of a threshold covers the best threshold of the distributions that the examples were drawn from: nominally 95 %.</summary>
[TestClass]
public class ThresholdCoverageTests
{
    private const double Unit = 10_000; // integer logits for a standard deviation

    public TestContext TestContext { get; set; } = null!;

    // Logits of N(1, 1) and N(-1, 1), as many of both: the best threshold is where the ratio of the densities, e^2z, is falseAlarm / miss.
    [TestMethod]
    [DataRow(10.0, 1.0, 50)]
    [DataRow(10.0, 1.0, 200)]
    [DataRow(1.0, 10.0, 50)]
    [DataRow(1.0, 10.0, 200)]
    [DataRow(1.0, 1.0, 50)]
    [DataRow(1.0, 1.0, 200)]
    public void Choose_ByCost_CoversTheBestThreshold(double miss, double falseAlarm, int examples)
    {
        (double covered, double width) = Coverage(ThresholdRule.ByCost(miss, falseAlarm), Math.Log(falseAlarm / miss) / 2, examples);

        Assert.IsGreaterThanOrEqualTo(0.90, covered);
        Assert.IsLessThan(examples == 50 ? 2.2 : 1.6, width, "An interval that covers all says nothing.");
    }

    // Recall is the share of N(1, 1) above; the best F1 is found on a fine grid.
    [TestMethod]
    [DataRow(50)]
    [DataRow(200)]
    public void Choose_ByRecallAndF1_CoversTheBestThreshold(int examples)
    {
        Assert.IsGreaterThanOrEqualTo(0.90, Coverage(ThresholdRule.ByRecall(0.9), 1 - 1.2815515655446, examples).Covered);
        double best = Enumerable.Range(-2000, 4001).Select(i => i / 1000.0).MaxBy(t => 2 * Above(t - 1) / (1 + Above(t - 1) + Above(t + 1)));
        Assert.IsGreaterThanOrEqualTo(0.90, Coverage(ThresholdRule.ByF1, best, examples).Covered);
    }

    private (double Covered, double Width) Coverage(ThresholdRule rule, double best, int examples)
    {
        const int Trials = 200;
        var choices = new ThresholdChoice[Trials];
        Parallel.For(0, Trials, trial =>
        {
            var noise = new double[examples];
            Initializer.Fill<double>(noise, 1, SeededRandom.For(trial, RandomPurpose.Bootstrap, 1));
            int[] logits = [.. noise.Select((z, e) => (int)Math.Round(Unit * (z + (e % 2 == 0 ? -1 : 1))))];
            choices[trial] = ThresholdSearch.Choose(rule, logits, [.. noise.Select((_, e) => (float)(e % 2))], trial, samples: 200);
        });
        double covered = choices.Average(choice => choice.Lowest <= best * Unit && choice.Highest >= best * Unit ? 1.0 : 0);
        double width = choices.Average(choice => (choice.Highest - choice.Lowest) / Unit);
        TestContext.WriteLine($"{rule.Kind} {rule.MissCost}:{rule.FalseAlarmCost}, {examples} examples: best {best:F2}, chosen {choices.Average(choice => choice.LogitThreshold / Unit):F2} in the mean, "
            + $"interval {choices.Average(choice => choice.Lowest / Unit):F2} to {choices.Average(choice => choice.Highest / Unit):F2}, covers {covered:P1}, width {width:F2}");
        return (covered, width);
    }

    // 1 - Φ(z), by Simpson's rule.
    private static double Above(double z)
    {
        const int Steps = 400;
        double step = (8 - z) / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double x = z + (i * step);
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-x * x / 2);
        }

        return sum * step / 3 / Math.Sqrt(2 * Math.PI);
    }
}
