using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Experiments;

[TestClass]
public class FoldScoresTests
{
    [TestMethod]
    public void OfFolds_TestParts_CountByTheExamplesThatTheyTakeFromTraining()
    {
        FoldScore[] scores = [Of(0, 0, 10, 30), Of(0, 1, 10, 30), Of(0, 2, 10, 30), Of(0, 3, 10, 30)];
        FoldEstimate estimate = FoldScore.EstimateOfFolds(scores, [0.8, 0.9, 0.8, 0.9]);

        Assert.AreEqual(FoldEstimate.Of([0.8, 0.9, 0.8, 0.9], 1.0 / 3), estimate);
    }

    [TestMethod]
    public void OfGroups_RunsOfAGroup_AreOneValueHoweverLargeTheGroup()
    {
        FoldScore[] scores = [Of(0, 0, 10, 90), Of(0, 1, 60, 40), Of(0, 2, 30, 70), Of(1, 0, 10, 90), Of(1, 1, 60, 40), Of(1, 2, 30, 70)];
        FoldEstimate estimate = FoldScore.EstimateOfGroups(scores, [0.7, 0.8, 1.0, 0.9, 0.8, 0.8]);

        Assert.AreEqual(2, estimate.DegreesOfFreedom);
        Assert.AreEqual(FoldEstimate.Of([0.8, 0.8, 0.9], 0.5).StandardError, estimate.StandardError, 1e-12);
        Assert.AreEqual(2.5 / 3, estimate.Mean, 1e-12);
    }

    [TestMethod]
    public void Run_RecipesOfOnePlan_AreTestedOnTheSameExamples()
    {
        Dataset examples = TestData.Clouds(features: 2, examples: 30, seed: 5);
        FoldPlan plan = FoldPlan.KFold(examples, 5, 2, 7);
        IReadOnlyList<FoldTask> first = plan.Run(task => task, null, default);
        IReadOnlyList<FoldTask> second = plan.Run(task => task, null, default);

        Assert.HasCount(10, first);
        for (int i = 0; i < first.Count; i++)
        {
            CollectionAssert.AreEqual(first[i].Split.Test, second[i].Split.Test);
            Assert.AreEqual((i, i / 5, i % 5, first[i].Seed), (first[i].Index, first[i].Run, first[i].Fold, second[i].Seed));
        }

        Assert.AreEqual(10, first.Select(task => task.Seed).Distinct().Count());
    }

    // A score of so many examples, half of each class.
    private static FoldScore Of(int run, int fold, int test, int train)
    {
        float[] labels = [.. Enumerable.Range(0, test).Select(e => (float)(e % 2))];
        Score score = Score.OfBinary(new double[test], 0, labels);
        return new FoldScore(run, fold, score, score) { TrainCount = train, Words = new WordCount(1, 1, 1, 1) };
    }
}
