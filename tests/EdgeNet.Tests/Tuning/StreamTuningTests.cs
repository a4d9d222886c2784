using System.Text.Json.Nodes;
using EdgeNet.Cli;
using EdgeNet.Files;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>The search over windows and subsets of features, weighed against what they cost on the device.</summary>
[TestClass]
public class StreamTuningTests
{
    private const string Tune = """
        , "tune": { "window": [10, 40], "features": "subsets", "layers": 1, "units": 4, "epochs": [5, 10] }
        """;

    [TestMethod]
    public void Sample_WindowAndSubsets_AreDrawnAndEveryFeatureIsSometimesLeftOut()
    {
        using var folder = new StreamFolder(rest: Tune);
        RecipeDocument document = RecipeDocument.Read(folder.Path);
        SearchSpace space = SearchSpaceReader.Read(document, 100);
        Assert.IsTrue(space.HasStream);
        var taken = new Dictionary<string, int>();
        for (int trial = 1; trial <= 100; trial++)
        {
            JsonObject stream = space.Sample(1, trial)["stream"]!.AsObject();
            Assert.IsInRange(10, 40, stream["window"]!.GetValue<int>());
            foreach (string feature in stream["features"]!.AsArray().Select(item => item!.GetValue<string>()))
            {
                taken[feature] = taken.GetValueOrDefault(feature) + 1;
            }

            document.Merge(space.Sample(1, trial)).ToRecipe(); // which checks it
        }

        Assert.HasCount(11, taken);
        Assert.IsTrue(taken.Values.All(count => count is > 30 and < 70));
    }

    [TestMethod]
    public void Around_BestTrials_KeepsWhatAllTakeAndDropsWhatNoneDoes()
    {
        var space = new SearchSpace([.. Enumerable.Range(0, 3).Select(i => new FeatureParameter(i, $"\"{"abc"[i]}\"", FeatureParameter.Both))]) { DeviceWeight = 3 };
        SearchSpace narrowed = space.Around([Patch("a", "b"), Patch("b")]);

        CollectionAssert.AreEqual((string[])["[false,true]", "[true]", "[false]"], narrowed.Parameters.Select(parameter => parameter.ToJson().ToJsonString()).ToArray());
        Assert.AreEqual(3, narrowed.DeviceWeight);
        Assert.AreEqual("""{"features":"subsets","deviceWeight":3}""", space.ToJson().ToJsonString());

        static JsonObject Patch(params string[] features) =>
            new() { ["stream"] = new JsonObject { ["features"] = new JsonArray([.. features.Select(feature => JsonValue.Create(feature))]) } };
    }

    [TestMethod]
    public void Run_Trials_TestPartIsOfOtherRecordingsAndTheDeviceIsWeighed()
    {
        using var folder = new StreamFolder(recordings: 10, rest: Tune);
        RecipeDocument document = RecipeDocument.Read(folder.Path);
        Recipe recipe = document.ToRecipe();
        Dataset examples = RecipeData.Read(recipe);
        var options = new TuningOptions { Trials = 8, Jobs = 2, Folds = 3, EndsEarly = false };
        var tuner = new Tuner(document, examples, null, options);
        using Study study = Study.Open(folder.Combine("s.db"), "m", tuner.Identity, options.Trials);
        tuner.Run(study);
        StratifiedSplit split = StratifiedSplit.Create(examples, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed);

        IReadOnlyList<Trial> trials = study.ReadTrials();
        Assert.IsTrue(trials.All(trial => trial.State == TrialState.Done));
        foreach (Trial trial in trials)
        {
            TrainedModel model = tuner.Build(trial);
            StreamSettings stream = model.File.Stream!;
            double instructions = StreamCost.Of(stream, model.Device).InstructionsPerSecond(stream, model.Integers.File.Cost);
            Assert.AreEqual(instructions, trial.Result!.Instructions, 0.05 * instructions); // another model of the same recipe
            Assert.AreEqual(trial.Result.Instructions * 1e-7, trial.Result.Penalty, 1e-12);

            Dataset test = tuner.ExamplesFor(trial, examples.Select(split.Test));
            Assert.AreEqual(model.Device.InputCount, test.FeatureNames.Count);
            CollectionAssert.AreEquivalent(
                RecordingsOf(examples.Select(split.Test)), RecordingsOf(test), "The test part of a trial is of other recordings.");
            Assert.HasCount(3, trial.Result.Folds);
        }

        Assert.IsGreaterThan(4, trials.Select(trial => trial.Result!.Instructions).Distinct().Count());
    }

    [TestMethod]
    public void FoldJudge_WindowsCutAnew_NoRecordingIsOnBothSidesOfAFold()
    {
        using var folder = new StreamFolder(recordings: 12, rest: Tune);
        RecipeDocument document = RecipeDocument.Read(folder.Path);
        Dataset examples = RecipeData.Read(document.ToRecipe());
        Recipe wide = document.Merge(new JsonObject { ["stream"] = new JsonObject { ["window"] = 31 } }).ToRecipe();
        var judge = FoldJudge.Of(document.ToRecipe(), examples, null, new TuningOptions { Folds = 3 }, SearchSpaceReader.Read(document, 100));
        List<string> judgedOnce = [];
        for (int fold = 0; fold < judge.Count; fold++)
        {
            (ExampleParts parts, Dataset judged) = judge.PartsOf(wide, fold);
            Assert.AreEqual(31, parts.Train.Origin.Stream!.Window);
            Assert.IsEmpty(RecordingsOf(parts.Train).Intersect(RecordingsOf(judged)));
            judgedOnce.AddRange(RecordingsOf(judged));
        }

        CollectionAssert.AllItemsAreUnique(judgedOnce);
    }

    [TestMethod]
    public void Rank_Penalty_PutsTheCheapTrialFirst()
    {
        Trial[] trials = [Trial(1, 0.90, 2e6, 0.2), Trial(2, 0.85, 1e5, 0.01), Trial(3, 0.80, 3e5, 0.03)];
        CollectionAssert.AreEqual((int[])[2, 3, 1], TrialRanking.Rank(trials, TuningMetric.Accuracy).Select(trial => trial.Number).ToArray());
    }

    [TestMethod]
    public void Front_Trials_AreThoseThatNoCheaperOneMatches()
    {
        Trial[] trials = [Trial(1, 0.90, 500, 0), Trial(2, 0.80, 100, 0), Trial(3, 0.79, 200, 0), Trial(4, 0.85, 300, 0), Trial(5, 0.90, 600, 0), Trial(6, 0.80, 100, 0)];
        CollectionAssert.AreEqual((int[])[2, 4, 1], TrialRanking.Front(trials, TuningMetric.Accuracy).Select(trial => trial.Number).ToArray());
    }

    [TestMethod]
    public void Tune_Stream_PrintsWhatInstructionsBuyAndWritesARecipeThatTrains()
    {
        using var folder = new StreamFolder(rest: Tune);
        folder.Write("recipe.json", File.ReadAllText(folder.Combine("recipe.json")).Replace("\"epochs\": 20 }", "\"epochs\": 1, \"learningRate\": 1e-6 }", StringComparison.Ordinal));
        CliRun run = CliRun.Of("tune", folder.Path, "--trials", "4", "--jobs", "1", "--by", "cost");

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("What more instructions on the device buy, from the cheapest trial to the best; a million a second count as much as 0.1 of cost:", run.Output);
        CliRun trained = CliRun.Of("train", folder.Combine("recipe.tuned.json"));
        Assert.AreEqual(string.Empty, trained.Error);
    }

    [TestMethod]
    [DataRow("\"features\": \"some\"", "recipe.json: 'tune.features' must be \"subsets\", and is \"some\".")]
    [DataRow("\"window\": [1, 9]", "recipe.json: 'tune.window' must be [least, most] or one whole number, from 2 to 4096, and is [1,9].")]
    [DataRow("\"deviceWeight\": -1", "recipe.json: 'tune.deviceWeight' must be a number from 0 to below 1000000, and is -1.")]
    public void Read_WhatCannotBe_IsRefused(string tune, string message)
    {
        using var folder = new StreamFolder(rest: $", \"tune\": {{ {tune} }}");
        Assert.AreEqual(message, Assert.ThrowsExactly<RecipeException>(() => SearchSpaceReader.Read(RecipeDocument.Read(folder.Path), 100)).Message);
    }

    [TestMethod]
    public void Read_NoStream_RefusesWhatIsForOne()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "m", "data": "d.csv", "label": "label", "classes": ["no", "yes"], "tune": { "window": [2, 9] } }""");
        Assert.AreEqual(
            "recipe.json: 'tune.window', 'tune.features' and 'tune.deviceWeight' are for a recipe with a 'stream'; remove them.",
            Assert.ThrowsExactly<RecipeException>(() => SearchSpaceReader.Read(RecipeDocument.Read(folder.Path), 100)).Message);
    }

    [TestMethod]
    public void Tuner_SplitByWindows_IsRefused()
    {
        using var folder = new StreamFolder(stream: StreamFolder.DefaultStream + ", \"splitBy\": \"windows\"", rest: Tune);
        RecipeDocument document = RecipeDocument.Read(folder.Path);
        Dataset examples = RecipeData.Read(document.ToRecipe());
        Assert.AreEqual(
            "m: windows and features are searched on whole recordings, and 'stream.splitBy' is \"windows\"; choose \"recording\" or a column.",
            Assert.ThrowsExactly<InputException>(() => new Tuner(document, examples, null, new TuningOptions())).Message);
    }

    private static string[] RecordingsOf(Dataset examples) => [.. examples.Windows!.Select(window => window.Recording.Name).Distinct()];

    private static Trial Trial(int number, double accuracy, double instructions, double penalty) => new(
        number, 1, "{}", TrialState.Done, new TrialResult(1, accuracy, accuracy, 1, 1) { Instructions = instructions, Penalty = penalty }, null, 1);
}
