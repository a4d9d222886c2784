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
        var plan = new TrialPlan(space, new TuningOptions(), 2 * coarse);
        Trial[] trials = [.. Enumerable.Range(1, coarse).Select(n => Done(n, n, 0, 0) with { Parameters = $"{{\"training\":{{\"learningRate\":{100 + (10 * n)}}}}}" })];

        // Evenly spaced: n values span (n-1) spaces, widened by one space on each side.
        Assert.AreEqual($"[100,{110 + (10 * best)}]", plan.Region(trials).Parameters[0].ToJson().ToJsonString());
    }

    [TestMethod]
    public void Order_FinishedTrials_DoneThenStoppedByHowFarTheyCameThenFailed()
    {
        Trial[] trials =
        [
            Done(1, 0.5, 0, 0),
            Stopped(2, 0.9), Stopped(3, 0.8, 0.7), Stopped(4, 0.8, 0.6),
            new Trial(5, 1, "{}", TrialState.Failed, null, "diverged", 1),
            Done(6, 0.4, 0, 0),
        ];
        CollectionAssert.AreEqual((int[])[6, 1, 4, 3, 2, 5], TrialRanking.Order(trials, new TuningOptions()).Select(trial => trial.Number).ToArray());

        static Trial Stopped(int number, params double[] rungs) => new(number, 1, "{}", TrialState.Stopped, null, null, 1) { Rungs = new ValueList(rungs) };
    }

    [TestMethod]
    public void Order_DeviceIsASecondAim_FrontAfterFront()
    {
        // Cheap and bad, dear and good, and both worse in both than one of them.
        Trial[] trials = [Cost(1, 0.9, 100), Cost(2, 0.1, 900), Cost(3, 0.2, 950), Cost(4, 0.95, 200), Cost(5, 0.5, 300)];
        CollectionAssert.AreEqual((int[])[2, 5, 1, 3, 4], TrialRanking.Order(trials, new TuningOptions { WeighsDevice = true }).Select(trial => trial.Number).ToArray());

        static Trial Cost(int number, double cost, double instructions) =>
            new(number, 1, "{}", TrialState.Done, new TrialResult(cost, 0, 0, 1, 1) { Instructions = instructions }, null, 1);
    }

    private static Trial Done(int number, double cost, double accuracy, double f1, int bytes = 1) =>
        new(number, 1, "{}", TrialState.Done, new TrialResult(cost, accuracy, f1, bytes, 1), null, 1);
}
