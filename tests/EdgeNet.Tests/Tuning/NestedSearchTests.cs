using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>A search in every fold of a cross-validation.</summary>
[TestClass]
public sealed class NestedSearchTests : IDisposable
{
    private static readonly TuningOptions Options = new() { Trials = 4 };

    private readonly TuningProblem _problem = new();

    [TestMethod]
    public void Run_TestPartsChanged_ChangesNoSearchAndNoModel()
    {
        // In the fold of each test part alone: the others are trained on it.
        FoldPlan plan = FoldPlan.KFold(_problem.Examples, 3, 1, 1);
        NestedScore[] expected = [.. Search(plan)];
        Assert.HasCount(3, expected);
        for (int fold = 0; fold < 3; fold++)
        {
            using var other = new TuningProblem();
            int[] test = StratifiedSplit.CreateFolds(other.Examples, 3, 1)[fold].Test;
            foreach (int example in test)
            {
                // The classes change places, so that what was right is wrong.
                other.Examples.Labels[0, example] = 1 - other.Examples.Labels[0, example];
            }

            NestedScore score = new NestedSearch(other.Recipe, other.Examples, null, Options).Run(plan, null, default)[fold];
            Assert.AreEqual(expected[fold].Trial, score.Trial);
            Assert.AreEqual(1 - expected[fold].Tuned.DeviceScore.Accuracy, score.Tuned.DeviceScore.Accuracy, 1e-12);
            Assert.AreEqual(1 - expected[fold].AsItIs.DeviceScore.Accuracy, score.AsItIs.DeviceScore.Accuracy, 1e-12);
        }
    }

    [TestMethod]
    public void Run_Again_FindsTheSameAndWritesNoFile()
    {
        FoldPlan plan = FoldPlan.KFold(_problem.Examples, 3, 2, 1);
        NestedScore[] first = [.. Search(plan)];
        NestedScore[] second = [.. Search(plan)];

        Assert.HasCount(6, first);
        CollectionAssert.AreEqual(first.Select(Numbers).ToArray(), second.Select(Numbers).ToArray());
        Assert.IsGreaterThan(1, first.Select(score => score.Tuned.DeviceScore.Cost).Distinct().Count());
        CollectionAssert.AreEqual((string[])["recipe.json"], Directory.GetFileSystemEntries(_problem.Folder).Select(Path.GetFileName).ToArray());

        static (int, int, int, double, double) Numbers(NestedScore score) =>
            (score.Tuned.Run, score.Tuned.Fold, score.Trial, score.Tuned.DeviceScore.Cost, score.AsItIs.FloatScore.Cost);
    }

    [TestMethod]
    public void Run_RecipeAsItIs_ScoresAsInAPlainCrossValidation()
    {
        FoldPlan plan = FoldPlan.KFold(_problem.Examples, 3, 1, 1);
        IReadOnlyList<FoldScore> plain = CrossValidation.Run(_problem.Recipe.ToRecipe().Options, _problem.Examples, folds: 3, runs: 1);

        CollectionAssert.AreEqual(
            plain.Select(score => score.DeviceScore.Cost).ToArray(), Search(plan).Select(score => score.AsItIs.DeviceScore.Cost).ToArray());
        Assert.IsTrue(plain.All(score => score.TrainCount == 80 && score.DeviceScore.Count == 40));
    }

    [TestMethod]
    public void Run_Cancelled_KeepsTheFoldsThatWereDone()
    {
        using var stop = new CancellationTokenSource();
        FoldPlan plan = FoldPlan.KFold(_problem.Examples, 20, 1, 1);
        IReadOnlyList<NestedScore> scores = new NestedSearch(_problem.Recipe, _problem.Examples, null, Options).Run(plan, _ => stop.Cancel(), stop.Token);

        Assert.IsInRange(1, 19, scores.Count);
    }

    [TestMethod]
    public void Run_StreamWithWindows_TestsOnTheWindowsThatWereFound()
    {
        using var folder = new StreamFolder(recordings: 24, readings: 60, rest: """
            , "tune": { "window": [10, 15], "layers": 1, "units": 4, "epochs": [5, 10] }
            """);
        RecipeDocument document = RecipeDocument.Read(folder.Path);
        Dataset examples = RecipeData.Read(document.ToRecipe());
        IReadOnlyList<NestedScore> scores = new NestedSearch(document, examples, null, Options).Run(FoldPlan.KFold(examples, 2, 1, 1), null, default);

        Assert.HasCount(2, scores);
        foreach (NestedScore score in scores.Where(score => score.Trial != Trial.AsItIs))
        {
            Assert.IsGreaterThan(score.AsItIs.DeviceScore.Count, score.Tuned.DeviceScore.Count);
        }
    }

    [TestMethod]
    public void Check_FoldThatCannotBeDivided_IsFoundBeforeAnythingIsTrained()
    {
        using var folder = new StreamFolder(recordings: 2, rest: """, "tune": { "layers": 0 } """);
        RecipeDocument document = RecipeDocument.Read(folder.Path);
        Dataset examples = RecipeData.Read(document.ToRecipe());
        var search = new NestedSearch(document, examples, null, Options);
        InputException error = Assert.Throws<InputException>(() => search.Check(FoldPlan.KFold(examples, 2, 1, 1)));
        Assert.AreEqual("m: all examples beside the test part are of one group, so there is nothing to leave out; add groups, or lower 'split.test'.", error.Message);
    }

    public void Dispose() => _problem.Dispose();

    private IReadOnlyList<NestedScore> Search(FoldPlan plan) => new NestedSearch(_problem.Recipe, _problem.Examples, null, Options).Run(plan, null, default);
}
