using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Trainer.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>The whole way on the sonar echoes: search, then cross-validate what was found.</summary>
[TestClass]
public class TunedSonarTests
{
    [TestMethod]
    public void N30_BestOf64Trials_ThirteenFoldsTenTimes_ReachesEightyFivePercentAndInt8StaysWithinHalfAPointOfFloat()
    {
        var options = new TuningOptions { Trials = 64 };
        RecipeDocument document = RecipeDocument.Read(TestData.SonarFolder);
        Dataset examples = TestData.Sonar();
        using var folder = new TemporaryFolder();
        var tuner = new Tuner(document, examples, options);
        using Study study = Study.Open(folder.Combine("sonar.study.db"), tuner.Identity, options.Trials);
        tuner.Run(study);
        Trial best = TrialRanking.Rank(study.ReadTrials(), options.Metric)[0];
        IReadOnlyList<FoldScore> scores = CrossValidation.Run(tuner.Apply(best).ToRecipe(), examples, folds: 13, runs: 10);

        Assert.HasCount(130, scores);
        double real = scores.Average(score => score.FloatScore.Accuracy);
        double device = scores.Average(score => score.DeviceScore.Accuracy);
        Assert.IsGreaterThanOrEqualTo(0.85, device);
        Assert.IsLessThanOrEqualTo(0.005, Math.Abs(device - real));
    }
}
