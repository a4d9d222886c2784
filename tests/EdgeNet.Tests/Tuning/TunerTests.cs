using System.Text.Json.Nodes;
using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

[TestClass]
public sealed class TunerTests : IDisposable
{
    private static readonly TuningOptions Options = new() { Trials = 16, Jobs = 2 };

    private readonly TuningProblem _problem = new();

    [TestMethod]
    public void Run_OneTwoAndFourJobs_GiveTheSameStudy()
    {
        Trial[] one = [.. _problem.Search(Options with { Jobs = 1 }, "1.db")];
        Trial[] two = [.. _problem.Search(Options with { Jobs = 2 }, "2.db")];
        Trial[] four = [.. _problem.Search(Options with { Jobs = 4 }, "4.db")];

        Assert.HasCount(17, one);
        Assert.IsTrue(one.All(trial => trial.State == TrialState.Done && trial.Starts == 1));
        CollectionAssert.AreEqual(one, two);
        CollectionAssert.AreEqual(one, four);
        Assert.IsGreaterThan(10, one.Select(trial => trial.Result!.Cost).Distinct().Count());
    }

    [TestMethod]
    public void Run_OtherSeed_SearchesElsewhere()
    {
        Trial[] first = [.. _problem.Search(Options, "1.db")];
        Trial[] second = [.. _problem.Search(Options with { Seed = 2 }, "2.db")];
        CollectionAssert.AreNotEqual(first, second);
    }

    [TestMethod]
    public void Run_StoppedAfterEveryFewTrials_EndsAsIfItHadNotBeen()
    {
        Trial[] expected = [.. _problem.Search(Options with { Jobs = 1 }, "whole.db")];
        List<int> run = [];
        for (int stops = 0; run.Count < 17; stops++)
        {
            Assert.IsLessThan(16, stops);
            using var stop = new CancellationTokenSource();
            int left = 3;
            _problem.Search(Options, "stopped.db", Finish, stop.Token);

            void Finish(Trial trial)
            {
                run.Add(trial.Number);
                if (--left == 0)
                {
                    stop.Cancel();
                }
            }
        }

        CollectionAssert.AreEquivalent(Enumerable.Range(0, 17).ToArray(), run);
        Trial[] actual = [.. _problem.Search(Options, "stopped.db", _ => Assert.Fail("A finished study ran a trial."))];
        CollectionAssert.AreEqual(expected, actual.Select(trial => trial with { Starts = 1 }).ToArray());
    }

    [TestMethod]
    public void Run_TwoSessionsAtOnce_ShareTheTrialsAndFindTheSame()
    {
        Trial[] expected = [.. _problem.Search(Options with { Jobs = 1 }, "one.db")];
        var run = new System.Collections.Concurrent.ConcurrentBag<int>();
        Parallel.For(0, 2, _ =>
        {
            // Each returns when the whole study is finished, not only its own part.
            IReadOnlyList<Trial> seen = _problem.Search(Options, "two.db", trial => run.Add(trial.Number));
            Assert.IsTrue(seen.All(trial => trial.State == TrialState.Done));
            Assert.HasCount(17, seen);
        });

        CollectionAssert.AreEquivalent(Enumerable.Range(0, 17).ToArray(), run);
        CollectionAssert.AreEqual(expected, _problem.Search(Options, "two.db").ToArray());
    }

    [TestMethod]
    public void N30_Run_TestPartChanged_ChangesNoTrial()
    {
        Recipe recipe = _problem.Recipe.ToRecipe();
        StratifiedSplit split = StratifiedSplit.Create(_problem.Examples.Labels, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed);
        Assert.HasCount(30, split.Test);
        Trial[] expected = [.. _problem.Search(Options with { Repeats = 2 }, "1.db")];
        foreach (int example in split.Test)
        {
            for (int i = 0; i < 4; i++)
            {
                _problem.Examples.Features[i, example] = float.NaN;
            }
        }

        CollectionAssert.AreEqual(expected, _problem.Search(Options with { Repeats = 2 }, "2.db").ToArray());
    }

    [TestMethod]
    public void N30_Run_Result_IsTheScoreOnTheDevSetByTheDeviceLibrary()
    {
        IReadOnlyList<Trial> trials = _problem.Search(Options);
        var tuner = new Tuner(_problem.Recipe, _problem.Examples, null, Options);
        Recipe recipe = _problem.Recipe.ToRecipe();
        StratifiedSplit split = StratifiedSplit.Create(_problem.Examples.Labels, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed);
        Dataset dev = _problem.Examples.Select(split.Dev);
        foreach (Trial trial in trials)
        {
            TrainedModel model = ModelBuilder.Build(tuner.OptionsOf(trial), _problem.Examples.Select(split.Train), dev);
            CollectionAssert.AreEqual(tuner.Build(trial).File.Bytes, model.File.Bytes);
            Assert.AreEqual(PlainCost(model, dev), trial.Result!.Cost, 1e-9);
            Assert.AreEqual(model.ScoreDevice(dev).Accuracy, trial.Result.Accuracy);
            Assert.AreEqual(model.Device.Macs, trial.Result.Macs);
        }
    }

    [TestMethod]
    public void N29_Run_SecondRound_LiesInTheRegionOfTheBestQuarter()
    {
        // The rates below 0.001 learn nothing in 20 epochs, so that the best ones lie together.
        using var problem = new TuningProblem("""{ "layers": 0, "optimizer": "adam", "learningRate": [0.000001, 0.1], "epochs": 20 }""");
        Trial[] trials = [.. problem.Search(Options with { Trials = 32 }).Where(trial => trial.Number != Trial.AsItIs)];
        double[] best = [.. trials.Take(16).OrderBy(trial => trial.Result!.Cost).Take(4).Select(Rate)];
        double margin = Math.Log(best.Max() / best.Min()) / 3;
        (double least, double most) = (Math.Max(0.000001, best.Min() * Math.Exp(-margin)), Math.Min(0.1, best.Max() * Math.Exp(margin)));

        Assert.IsTrue(trials.Take(16).All(trial => trial.Round == 1));
        Assert.IsTrue(trials.Skip(16).All(trial => trial.Round == 2 && Rate(trial) >= least * 0.999 && Rate(trial) <= most * 1.001));
        Assert.IsTrue(trials.Take(16).Any(trial => Rate(trial) < least || Rate(trial) > most));

        double Rate(Trial trial) => new Tuner(problem.Recipe, problem.Examples, null, Options).Apply(trial).ToRecipe().Options.Training.LearningRate;
    }

    [TestMethod]
    public void Run_SomeTrialsDiverge_RecordsWhyAndGoesOn()
    {
        using var problem = new TuningProblem("""{ "layers": 1, "activation": "linear", "optimizer": "plain", "learningRate": [0.01, 900], "epochs": 40 }""");
        Trial[] trials = [.. problem.Search(Options)];

        Assert.IsTrue(trials.Any(trial => trial.State == TrialState.Done));
        Trial failed = trials.First(trial => trial.State == TrialState.Failed);
        Assert.StartsWith("Training diverged in epoch ", failed.Failure);
        Assert.IsNull(failed.Result);
    }

    [TestMethod]
    public void Run_EveryTrialDiverges_SaysWhy()
    {
        using var problem = new TuningProblem("""{ "layers": 1, "activation": "linear", "optimizer": "plain", "learningRate": 900, "epochs": 40 }""");
        InputException error = Assert.ThrowsExactly<InputException>(() => problem.Search(Options with { Trials = 4 }));
        Assert.StartsWith("None of the 4 trials could be trained. The first: Training diverged in epoch ", error.Message);
    }

    [TestMethod]
    public void Tuner_NoDevPart_SaysWhatToDo()
    {
        RecipeDocument recipe = _problem.Recipe.Merge(new() { ["split"] = new JsonObject { ["dev"] = 0 } });
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => new Tuner(recipe, _problem.Examples, null, Options));
        Assert.AreEqual("m: no example is left for the dev set, on which trials are judged; raise 'split.dev' or add examples.", error.Message);
    }

    [TestMethod]
    public void Tuner_RegressionByAccuracy_SaysWhatToJudgeBy()
    {
        RecipeDocument recipe = _problem.Recipe.Merge(new() { ["classes"] = null, ["output"] = "linear" });
        Dataset examples = Dataset.ForRegression(_problem.Examples.Features, _problem.Examples.Labels, _problem.Examples.FeatureNames, ["kind"]);
        InputException error = Assert.ThrowsExactly<InputException>(() => new Tuner(recipe, examples, null, Options with { Metric = TuningMetric.Accuracy }));
        Assert.AreEqual("m: accuracy and F1 are of classes, and this recipe estimates a quantity; judge by cost.", error.Message);
    }

    [TestMethod]
    public void Apply_KeysThatNoTrialDraws_AreThoseOfTheRecipesLayers()
    {
        RecipeDocument recipe = _problem.Recipe.Merge(JsonNode.Parse("""{ "hidden": [{ "units": 4, "slope": 0.2 }, { "units": 5, "slope": 0.3 }] }""")!.AsObject());
        var trial = new Trial(1, 1, """{ "hidden": [{ "units": 7 }, { "units": 8 }, { "units": 9 }], "training": { "epochs": 3 } }""", TrialState.Open, null, null, 0);
        Recipe applied = new Tuner(recipe, _problem.Examples, null, Options).Apply(trial).ToRecipe();

        CollectionAssert.AreEqual((int[])[7, 8, 9], applied.Options.Hidden.Select(layer => layer.Units).ToArray());
        CollectionAssert.AreEqual((double[])[0.2, 0.3, 0.3], applied.Options.Hidden.Select(layer => layer.LeakySlope).ToArray());
        Assert.AreEqual(3, applied.Options.Training.Epochs);
    }

    [TestMethod]
    public void Divide_Repeats_DrawOtherDevPartsAndNeverTheTestPart()
    {
        Recipe recipe = _problem.Recipe.ToRecipe();
        Dataset numbered = Numbered(_problem.Examples);
        StratifiedSplit own = StratifiedSplit.Create(numbered.Labels, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed);
        IReadOnlyList<DevPart> parts = DevPart.Divide(recipe, numbered, null, 4);
        int[] rest = [.. own.Train.Concat(own.Dev).Order()];

        CollectionAssert.AreEqual(own.Dev, NumbersOf(parts[0].Dev));
        CollectionAssert.AreEqual(own.Train, NumbersOf(parts[0].Train));
        Assert.AreEqual(4, parts.Select(part => string.Join(' ', NumbersOf(part.Dev).Order())).Distinct().Count());
        foreach (DevPart part in parts)
        {
            CollectionAssert.AreEqual(rest, NumbersOf(part.Train).Concat(NumbersOf(part.Dev)).Order().ToArray());
            Assert.AreEqual(own.Dev.Length, part.Dev.Count, 1);
            Assert.AreEqual(part.Dev.Count / 2.0, part.Dev.PositiveCount, 1);
        }

        static int[] NumbersOf(Dataset part) => [.. part.Features.Row(0).ToArray().Select(number => (int)number)];
    }

    public void Dispose() => _problem.Dispose();

    private static Dataset Numbered(Dataset examples)
    {
        for (int e = 0; e < examples.Count; e++)
        {
            examples.Features[0, e] = e;
        }

        return examples;
    }

    private static double PlainCost(TrainedModel model, Dataset dev)
    {
        double sum = 0;
        var features = new float[model.Device.InputCount];
        for (int e = 0; e < dev.Count; e++)
        {
            dev.CopyExample(e, features);
            double p = 1 / (1 + Math.Exp(-model.Device.Logit(features) * (double)model.Device.LogitScale));
            sum -= Math.Log(dev.Labels[0, e] == 1 ? p : 1 - p);
        }

        return sum / dev.Count;
    }
}
