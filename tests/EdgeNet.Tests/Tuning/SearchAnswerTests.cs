using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>Trial 0, the recipe as it is, and whether any other one is better.</summary>
[TestClass]
public class SearchAnswerTests
{
    [TestMethod]
    public void Run_Trial0_IsTheRecipeAsItIsJudgedAsAllOthersAre()
    {
        using var problem = new TuningProblem();
        Trial own = problem.Search(new TuningOptions { Trials = 2 })[0];
        Recipe recipe = problem.Recipe.ToRecipe();
        StratifiedSplit split = StratifiedSplit.Create(problem.Examples, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed);
        Dataset dev = problem.Examples.Select(split.Dev);
        TrainedModel model = ModelBuilder.Build(recipe.Options, problem.Examples.Select(split.Train), dev);

        Assert.AreEqual((Trial.AsItIs, 0, "{}", TrialState.Done), (own.Number, own.Round, own.Parameters, own.State));
        Assert.AreEqual(model.ScoreDevice(dev).Cost, own.Result!.Cost, 1e-12);
        Assert.AreEqual(model.ScoreDevice(dev).Accuracy, own.Result.Accuracy);
    }

    [TestMethod]
    [DataRow(0.30, 0.31, true)]
    [DataRow(0.31, 0.31, false)]
    [DataRow(0.32, 0.31, false)]
    public void Answer_OneRepeat_TakesATrialThatIsBetterAtAll(double best, double own, bool isBetter)
    {
        using var problem = new TuningProblem();
        var tuner = new Tuner(problem.Recipe, problem.Examples, null, new TuningOptions());

        // Of the same cost the smaller model ranks above the recipe, and is no better for that.
        SearchAnswer answer = tuner.Answer([Done(0, own, 200), Done(1, best, 100), Done(2, 0.9, 100)]);

        Assert.AreEqual((isBetter, isBetter ? 1 : 0), (answer.IsBetter, answer.Taken.Number));
        Assert.AreEqual(own - best, answer.Gain, 1e-12);
    }

    [TestMethod]
    [DataRow(0.05, 0.04, true)]
    [DataRow(0.04, 0.04, false)]
    [DataRow(0.04, 0.05, false)]
    [DataRow(-0.01, double.NaN, false)]
    public void IsBetter_SeveralRepeats_AsksForMoreThanTheNoise(double gain, double noise, bool isBetter) =>
        Assert.AreEqual(isBetter, new SearchAnswer(Done(0, 0.5, 1), Done(1, 0.5 - gain, 1), gain, noise).IsBetter);

    [TestMethod]
    public void Answer_ThreeRepeats_TellsTheStandardErrorOfThePairedDifferences()
    {
        using var problem = new TuningProblem();
        TuningOptions options = new() { Trials = 6, Repeats = 3 };
        var tuner = new Tuner(problem.Recipe, problem.Examples, null, options);
        using Study study = Study.InMemory(tuner.Identity, options.Trials);
        tuner.Run(study);
        IReadOnlyList<Trial> trials = study.ReadTrials();
        SearchAnswer answer = tuner.Answer(trials);

        // By hand: both recipes in each repeat.
        Recipe recipe = problem.Recipe.ToRecipe();
        DevJudge judge = DevJudge.Of(recipe, problem.Examples, null, options);
        Recipe best = tuner.Apply(answer.Best!).ToRecipe();
        double[] gains = [.. Enumerable.Range(0, 3).Select(r => judge.Judge(recipe, r, default)!.Cost - judge.Judge(best, r, default)!.Cost)];
        Assert.AreEqual(gains.Average(), answer.Gain, 1e-12);
        Assert.IsGreaterThan(0, answer.Gain);
        Assert.AreEqual(FoldEstimate.Of(gains, (double)judge.Own.Dev.Count / judge.Own.Train.Count).StandardError, answer.Noise, 1e-12);
        Assert.AreEqual(answer.Gain > answer.Noise, answer.IsBetter);
    }

    [TestMethod]
    public void Answer_RecipeThatCannotBeTrained_TakesTheBestTrial()
    {
        using var problem = new TuningProblem();
        var tuner = new Tuner(problem.Recipe, problem.Examples, null, new TuningOptions());
        var failed = new Trial(0, 0, "{}", TrialState.Failed, null, "Training diverged.", 1);
        SearchAnswer answer = tuner.Answer([failed, Done(1, 0.4, 100)]);

        Assert.IsTrue(answer.IsBetter);
        Assert.AreEqual((1, null, double.NaN), (answer.Taken.Number, answer.Own, answer.Gain));
    }

    private static Trial Done(int number, double cost, int bytes) => new(number, Math.Min(1, number), "{}", TrialState.Done, new TrialResult(cost, 0.9, 0.9, bytes, 10), null, 1);
}
