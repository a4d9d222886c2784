using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>The whole way on the sonar echoes: in every fold a search that does not see the test part, then a test of what it found.</summary>
[TestClass]
public class TunedSonarTests
{
    [TestMethod]
    public void N30_TunedAnewInEachOfThirteenFolds_ReachesEightyPercentAndInt8StaysWithinAPointOfFloat()
    {
        Dataset examples = TestData.Sonar();
        var search = new NestedSearch(RecipeDocument.Read(TestData.SonarFolder), examples, null, new TuningOptions { Trials = 64 });
        IReadOnlyList<NestedScore> scores = search.Run(FoldPlan.KFold(examples, 13, 1, 1), null, default);

        Assert.HasCount(13, scores);
        FoldScore[] tuned = [.. scores.Select(score => score.Tuned)];
        double real = tuned.Average(score => score.FloatScore.Accuracy);
        FoldEstimate device = FoldScore.EstimateOfFolds(tuned, [.. tuned.Select(score => score.DeviceScore.Accuracy)]);
        Console.WriteLine($"{device.Mean:P1}, 95 % interval {device.Lowest:P1} to {device.Highest:P1}; float {real:P1}");
        Assert.IsGreaterThanOrEqualTo(0.80, device.Mean);
        Assert.IsLessThanOrEqualTo(0.01, Math.Abs(device.Mean - real));
    }
}
