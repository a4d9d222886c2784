using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

[TestClass]
public class TrialRankingTests
{
    [TestMethod]
    [DataRow(TuningMetric.Cost, 3)]
    [DataRow(TuningMetric.Accuracy, 1)]
    [DataRow(TuningMetric.F1, 2)]
    internal void N30_Rank_Metric_IsTheOneNumberThatDecides(TuningMetric metric, int best)
    {
        Trial[] trials = [Done(1, 0.5, 0.9, 0.7), Done(2, 0.4, 0.8, 0.9), Done(3, 0.3, 0.7, 0.8)];
        Assert.AreEqual(best, TrialRanking.Rank(trials, metric)[0].Number);
    }

    [TestMethod]
    public void Rank_Ties_GoByCostThenSizeThenNumber()
    {
        Trial[] trials =
        [
            Done(1, 0.4, 0.9, 0.9, bytes: 9), Done(5, 0.3, 0.9, 0.9, bytes: 9), Done(4, 0.3, 0.9, 0.9, bytes: 7), Done(3, 0.3, 0.9, 0.9, bytes: 9),
            new Trial(2, 1, "{}", TrialState.Failed, null, "diverged", 1), new Trial(6, 1, "{}", TrialState.Running, null, null, 1),
        ];
        CollectionAssert.AreEqual((int[])[4, 3, 5, 1], TrialRanking.Rank(trials, TuningMetric.Accuracy).Select(trial => trial.Number).ToArray());
    }

    [TestMethod]
    [DataRow(4, 3)] // three at least
    [DataRow(12, 3)]
    [DataRow(16, 4)]
    [DataRow(17, 5)]
    public void N29_Region_BestQuarter_SpansIt(int coarse, int best)
    {
        var space = new SearchSpace([new NumberParameter("learningRate", ParameterPlace.Training, ParameterScale.Linear, false, 0, 1000)]);
        var plan = new TrialPlan(space, 1, TuningMetric.Cost);
        Trial[] trials = [.. Enumerable.Range(1, coarse).Select(n => Done(n, n, 0, 0) with { Parameters = $"{{\"training\":{{\"learningRate\":{100 + (10 * n)}}}}}" })];

        // Evenly spaced: n values span (n-1) spaces, widened by one space on each side.
        Assert.AreEqual($"[100,{110 + (10 * best)}]", plan.Region(trials).Parameters[0].ToJson().ToJsonString());
    }

    [TestMethod]
    public void Mean_Repeats_AveragesScoresAndKeepsTheFirstSize()
    {
        TrialResult mean = TrialResult.Mean([new(0.2, 0.8, 0.6, 100, 10), new(0.4, 1.0, 0.8, 104, 10)]);
        Assert.AreEqual(0.3, mean.Cost, 1e-12);
        Assert.AreEqual(0.9, mean.Accuracy, 1e-12);
        Assert.AreEqual(0.7, mean.F1, 1e-12);
        Assert.AreEqual((100, 10), (mean.ModelBytes, mean.Macs));
    }

    private static Trial Done(int number, double cost, double accuracy, double f1, int bytes = 1) =>
        new(number, 1, "{}", TrialState.Done, new TrialResult(cost, accuracy, f1, bytes, 1), null, 1);
}
