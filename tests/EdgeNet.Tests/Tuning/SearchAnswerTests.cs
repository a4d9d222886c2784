using EdgeNet.Files;
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
    private const double Overlap = 0.25;

    private static readonly TuningOptions ByCost = new();

    [TestMethod]
    public void Run_Trial0_IsTheRecipeAsItIsJudgedAsInACrossValidationOfAllButTheTestPart()
    {
        using var problem = new TuningProblem();
        Trial own = problem.Search(new TuningOptions { Trials = 2, Folds = 4 })[0];
        Recipe recipe = problem.Recipe.ToRecipe();
        StratifiedSplit split = StratifiedSplit.Create(problem.Examples, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed);
        Dataset rest = problem.Examples.Select([.. split.Train.Concat(split.Dev).Order()]);
        IReadOnlyList<FoldScore> scores = CrossValidation.Run(recipe.Options, rest, folds: 4, runs: 1);

        Assert.AreEqual((Trial.AsItIs, 0, "{}", TrialState.Done), (own.Number, own.Round, own.Parameters, own.State));
        CollectionAssert.AreEqual(scores.Select(score => score.DeviceScore.Cost).ToArray(), own.Result!.Folds.ToArray());
        Assert.AreEqual(scores.Sum(score => score.DeviceScore.Accuracy * score.DeviceScore.Count) / rest.Count, own.Result.Accuracy, 1e-12);
    }

    [TestMethod]
    // Gains of the best trial in the folds of the search and in three fresh ones.
    [DataRow(new double[] { 0.2, 0.1, 0.3 }, new double[] { 0.15, 0.25, 0.2 }, true)]
    [DataRow(new double[] { 0.2, 0.1, 0.3 }, new double[] { -0.1, 0.3, -0.1 }, false)] // good in the folds that it was chosen by alone
    [DataRow(new double[] { 0.2, 0.1, 0.3 }, new double[] { -0.1, -0.2, -0.1 }, false)]
    public void Of_FreshFolds_DecideByMoreThanTheNoise(double[] before, double[] fresh, bool isBetter)
    {
        SearchAnswer answer = SearchAnswer.Of(
            [Done(0, [0.9, 0.9, 0.9]), Done(7, [.. before.Select(gain => 0.9 - gain)])], [Done(0, [0.8, 0.8, 0.8]), Done(7, [.. fresh.Select(gain => 0.8 - gain)])], ByCost, Overlap);

        // By hand: the deviation of all six differences, and √((1/3 + 1/4) s²).
        double[] all = [.. before, .. fresh];
        double variance = all.Sum(gain => (gain - all.Average()) * (gain - all.Average())) / 5;
        Assert.AreEqual(fresh.Average(), answer.Gain, 1e-12);
        Assert.AreEqual(Math.Sqrt((1.0 / 3 + Overlap) * variance), answer.Noise, 1e-12);
        Assert.AreEqual((isBetter, isBetter ? 7 : 0), (answer.IsBetter, answer.Taken.Number));
    }

    [TestMethod]
    public void Of_SeveralFinalists_TakesTheOneThatIsBestInFreshFolds()
    {
        Trial[] before = [Done(0, [0.9, 0.9]), Done(4, [0.1, 0.11]), Done(5, [0.2, 0.21])];
        Trial[] fresh = [Done(0, [0.9, 0.9]), Done(4, [0.3, 0.31]), Done(5, [0.2, 0.21])];
        Assert.AreEqual(5, SearchAnswer.Of(before, fresh, ByCost, Overlap).Taken.Number);
    }

    [TestMethod]
    [DataRow(0.02, 1)] // trial 7 leads by 0.02, with a deviation of 0.1: by chance
    [DataRow(0.2, 7)]
    public void Of_WhatSuitsMostTables_GivesWayToAClearLeadOnly(double lead, int taken)
    {
        double[] costs = [0.4, 0.5, 0.45];
        Trial[] trials = [Done(0, [0.9, 0.91, 0.92]), Done(1, costs), Done(7, [costs[0] - lead - 0.1, costs[1] - lead + 0.1, costs[2] - lead])];
        Assert.AreEqual(taken, SearchAnswer.Of(trials, trials, ByCost, Overlap).Taken.Number);
    }

    [TestMethod]
    public void Of_WhatSuitsMostTables_DoesNotHideAClearGainOfTheBest()
    {
        // A deviation of about 4 in every pair: the suited trial gains 3 and the best 6, which is no clear lead over the suited one.
        Trial[] trials = [Done(0, [80, 84, 76]), Done(1, [73, 79, 79]), Done(7, [78, 74, 70])];
        SearchAnswer answer = SearchAnswer.Of(trials, trials, ByCost, Overlap);
        Assert.IsFalse(SearchAnswer.Of(trials[..2], trials[..2], ByCost, Overlap).IsBetter);
        Assert.AreEqual((true, 7), (answer.IsBetter, answer.Taken.Number));
    }

    [TestMethod]
    public void Of_RecipeThatMayNotStay_IsNoCandidate()
    {
        Trial[] trials = [Done(0, [0.1, 0.11]), Done(4, [0.3, 0.31])];
        SearchAnswer answer = SearchAnswer.Of(trials, trials, ByCost, Overlap, mayKeepOwn: false);
        Assert.AreEqual((true, 4, null), (answer.IsBetter, answer.Taken.Number, answer.Own));
    }

    [TestMethod]
    public void Of_DeviceIsAnAim_TakesTheCheapestThatIsAsGoodAsTheBest()
    {
        Trial[] trials = [Done(0, [0.30, 0.32, 0.28], 900), Done(1, [0.29, 0.31, 0.30], 1000), Done(2, [0.34, 0.29, 0.29], 300), Done(3, [0.6, 0.7, 0.5], 100)];
        SearchAnswer answer = SearchAnswer.Of(trials, trials, ByCost with { WeighsDevice = true }, Overlap);
        Assert.AreEqual((true, true, 2), (answer.IsBetter, answer.IsCheaper, answer.Taken.Number));

        // With the recipe the cheapest of them, nothing is better.
        Trial[] cheap = [trials[0] with { Result = trials[0].Result! with { Instructions = 50 } }, .. trials[1..]];
        SearchAnswer kept = SearchAnswer.Of(cheap, cheap, ByCost with { WeighsDevice = true }, Overlap);
        Assert.AreEqual((false, 0), (kept.IsBetter, kept.Taken.Number));
    }

    [TestMethod]
    public void Answer_Search_JudgesTheBestFourAnewByFoldsOfTheirOwn()
    {
        using var problem = new TuningProblem();
        TuningOptions options = new() { Trials = 8, Folds = 3, EndsEarly = false };
        var tuner = new Tuner(problem.Recipe, problem.Examples, null, options);
        using Study study = Study.InMemory(tuner.Identity, options.Trials);
        tuner.Run(study);
        IReadOnlyList<Trial> trials = study.ReadTrials();
        string? name = null;
        SearchAnswer answer = tuner.Answer(
            (suffix, identity, count) =>
            {
                Assert.AreEqual((4, tuner.Identity), (count, identity));
                name = suffix;
                return Study.InMemory(identity, count);
            },
            trials)!;

        int[] best = [.. TrialRanking.Rank(trials, options.Metric).Select(trial => trial.Number).Where(number => number != Trial.AsItIs).Take(4)];
        best = best.Contains(Trial.Suited) ? best : [.. best[..3], Trial.Suited];
        Assert.AreEqual("/finals/" + StudyIdentity.HashOf(best.Select(number => trials[number].Parameters).Append(tuner.Identity.ToString())), name);
        Assert.Contains(answer.Best!.Number, best);
        Recipe recipe = problem.Recipe.ToRecipe();
        FoldJudge judge = FoldJudge.Of(recipe, problem.Examples, null, options, deal: 1);
        CollectionAssert.AreEqual(judge.Judge(recipe, default)!.Folds.ToArray(), answer.Own!.Result!.Folds.ToArray());
        CollectionAssert.AreEqual(judge.Judge(tuner.Apply(answer.Best).ToRecipe(), default)!.Folds.ToArray(), answer.Best.Result!.Folds.ToArray());
        CollectionAssert.AreNotEqual(trials[0].Result!.Folds.ToArray(), answer.Own.Result.Folds.ToArray());
    }

    [TestMethod]
    public void Answer_RecipeThatCannotBeTrained_TakesTheBestTrial()
    {
        using var problem = new TuningProblem();
        var tuner = new Tuner(problem.Recipe, problem.Examples, null, new TuningOptions());
        var failed = new Trial(0, 0, "{}", TrialState.Failed, null, "Training diverged.", 1);
        SearchAnswer answer = tuner.Answer(NoFinals, [failed, Done(1, [0.4])])!;

        Assert.IsTrue(answer.IsBetter);
        Assert.AreEqual((1, null, double.NaN), (answer.Taken.Number, answer.Own, answer.Gain));
    }

    [TestMethod]
    [DataRow(0.30, 0.31, true)]
    [DataRow(0.31, 0.31, false)]
    public void Answer_DevFile_HasNoFreshFoldsAndTakesATrialThatIsBetterAtAll(double best, double own, bool isBetter)
    {
        using var problem = new TuningProblem();
        var tuner = new Tuner(problem.Recipe, problem.Examples, problem.Examples, new TuningOptions());
        SearchAnswer answer = tuner.Answer(NoFinals, [Done(0, [own]), Done(1, [best])])!;
        Assert.AreEqual((isBetter, double.NaN), (answer.IsBetter, answer.Noise));
    }

    [TestMethod]
    public void Answer_NoTrialFitsTheBoard_SaysWhatTheSmallestNeeds()
    {
        using var problem = new TuningProblem();
        var tuner = new Tuner(problem.Recipe, problem.Examples, null, new TuningOptions { WeighsDevice = true });
        DeviceTarget tiny = DeviceTarget.Esp32 with { HeapBytes = 10, Description = "a pebble" };
        Trial[] trials = [Done(0, [0.4]) with { Parameters = "{}" }, Done(1, [0.3])];
        InputException error = Assert.ThrowsExactly<InputException>(() => tuner.Answer(NoFinals, trials, tiny));
        Assert.AreEqual("m: no trial fits a pebble; the smallest, trial 1, needs 5,000 bytes of heap. Search fewer units or layers.", error.Message);
    }

    private static Study NoFinals(string suffix, StudyIdentity identity, int trials) => throw new AssertFailedException("Nothing is judged anew.");

    private static Trial Done(int number, double[] costs, double instructions = 1) =>
        new(number, Math.Min(1, number), "{}", TrialState.Done, new TrialResult(costs.Average(), 0.9, 0.9, 100, 10) { Folds = new ValueList(costs), Instructions = instructions, HeapBytes = 5000 }, null, 1);
}
