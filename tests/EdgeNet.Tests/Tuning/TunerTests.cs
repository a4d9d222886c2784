using System.Text.Json.Nodes;
using EdgeNet.Files;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

[TestClass]
public sealed class TunerTests : IDisposable
{
    private static readonly TuningOptions Options = new() { Trials = 16, Jobs = 2, Folds = 3, EndsEarly = false };

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
    [DataRow("Random", true)]
    [DataRow("Tpe", false)]
    [DataRow("Tpe", true)]
    public void Run_TrialsThatDependOnOthers_AreTheSameForAnyNumberOfJobs(string sampler, bool endsEarly)
    {
        TuningOptions options = Options with { Trials = 24, Sampler = Enum.Parse<TuningSampler>(sampler), EndsEarly = endsEarly };
        Trial[] one = [.. _problem.Search(options with { Jobs = 1 }, "1.db")];
        Trial[] four = [.. _problem.Search(options with { Jobs = 4 }, "4.db")];

        CollectionAssert.AreEqual(one, four);
        Assert.AreEqual(endsEarly, one.Any(trial => trial.State == TrialState.Stopped));
        Assert.HasCount(25, one.Select(trial => trial.Parameters).Distinct());
        Assert.AreEqual(TrialState.Done, one[0].State);
    }

    [TestMethod]
    public void Run_EndsEarly_StopsTrialsThatAreWorseThanMostBeforeThemAtTheSameRung()
    {
        Trial[] trials = [.. _problem.Search(Options with { Trials = 32, EndsEarly = true })];
        Trial[] stopped = [.. trials.Where(trial => trial.State == TrialState.Stopped)];

        Assert.IsGreaterThan(8, stopped.Length);
        foreach (Trial trial in stopped)
        {
            // The rule once more: of the trials up to four before it that came as far, it is not among the best third.
            int rung = trial.Rungs.Count - 1;
            double[] before = [.. trials.Take(trial.Number - 3).Where(other => other.Rungs.Count > rung).Select(other => other.Rungs[rung]).Order()];
            Assert.IsGreaterThanOrEqualTo(3, before.Length);
            Assert.IsGreaterThan(before[(before.Length - 1) / 3], trial.Rungs[rung]);
            Assert.IsNull(trial.Result);
        }

        Assert.IsTrue(trials.Except(stopped).All(trial => trial.Rungs.Count == 3 && trial.Result is not null));
    }

    [TestMethod]
    public void Run_FirstTrial_IsWhatSuitsMostTablesWithinTheSpace()
    {
        Recipe first = new Tuner(_problem.Recipe, _problem.Examples, null, Options).Apply(_problem.Search(Options)[1]).ToRecipe();
        Assert.AreEqual(10, first.Options.Training.Epochs); // the most that the space allows, where 1,000 would suit
        Assert.AreEqual(32, first.Options.Training.BatchSize);
        Assert.AreEqual(0.01, first.Options.Training.LearningRate, 1e-5);
        CollectionAssert.AreEqual((int[])[8], first.Options.Hidden.Select(layer => layer.Units).ToArray());
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
    public void N30_Run_Result_IsTheScoreOfTheFoldsByTheDeviceLibrary()
    {
        IReadOnlyList<Trial> trials = _problem.Search(Options);
        var tuner = new Tuner(_problem.Recipe, _problem.Examples, null, Options);
        Recipe recipe = _problem.Recipe.ToRecipe();
        StratifiedSplit split = StratifiedSplit.Create(_problem.Examples.Labels, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed);
        Dataset rest = _problem.Examples.Select([.. split.Train.Concat(split.Dev).Order()]);
        FoldPlan plan = FoldPlan.KFold(rest, 3, 1, recipe.Options.Seed);
        foreach (Trial trial in trials)
        {
            double[] costs = [.. plan.Run<object>(
                fold =>
                {
                    TrainedModel model = ModelBuilder.Build(tuner.OptionsOf(trial) with { Seed = fold.Seed }, rest.Select(fold.Split.Train), null);
                    return PlainCost(model, rest.Select(fold.Split.Test));
                },
                null,
                CancellationToken.None).Cast<double>()];
            for (int f = 0; f < 3; f++)
            {
                Assert.AreEqual(costs[f], trial.Result!.Folds[f], 1e-9);
            }

            Assert.AreEqual(costs.Average(), trial.Result!.Cost, 1e-9); // 90 examples in three folds of 30
        }
    }

    [TestMethod]
    public void N29_Run_SecondRound_LiesInTheRegionOfTheBestQuarter()
    {
        // The rates below 0.001 learn nothing in 20 epochs, so that the best ones lie together.
        using var problem = new TuningProblem("""{ "layers": 0, "optimizer": "adam", "learningRate": [0.000001, 0.1], "epochs": 20 }""");
        Trial[] trials = [.. problem.Search(Options with { Trials = 32, Sampler = TuningSampler.Random }).Where(trial => trial.Number != Trial.AsItIs)];
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
    public void Tuner_ClassInOneFoldAlone_SaysWhatToDo()
    {
        Dataset examples = _problem.Examples;
        int[] positive = [.. Enumerable.Range(0, examples.Count).Where(example => examples.Labels[0, example] == 1).Take(1)];
        Dataset few = examples.Select([.. Enumerable.Range(0, examples.Count).Where(example => examples.Labels[0, example] == 0), .. positive]);
        RecipeDocument recipe = _problem.Recipe.Merge(new() { ["split"] = new JsonObject { ["test"] = 0 } });
        InputException error = Assert.ThrowsExactly<InputException>(() => new Tuner(recipe, few, null, Options));
        Assert.AreEqual("m: 'yes' has 1 example beside the test part, so that a fold leaves none to train on; add examples of 'yes'.", error.Message);
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
    [DataRow("cosine", null, null)] // what another kind of schedule has does not stay
    [DataRow("step", 0.3, 7)]
    public void Apply_Schedule_KeepsWhatIsOfTheSameKind(string kind, double? factor, int? every)
    {
        RecipeDocument recipe = _problem.Recipe.Merge(JsonNode.Parse("""{ "training": { "schedule": { "kind": "step", "factor": 0.3, "every": 7 } } }""")!.AsObject());
        var trial = new Trial(1, 1, $$"""{ "training": { "schedule": { "kind": "{{kind}}" } } }""", TrialState.Open, null, null, 0);
        LearningRateSchedule schedule = new Tuner(recipe, _problem.Examples, null, Options).Apply(trial).ToRecipe().Options.Training.Schedule;
        LearningRateSchedule plain = new();
        Assert.AreEqual((factor ?? plain.Factor, every ?? plain.Every), (schedule.Factor, schedule.Every));
    }

    [TestMethod]
    public void FoldJudge_Deals_AreOtherFoldsOfAllButTheTestPart()
    {
        Recipe recipe = _problem.Recipe.ToRecipe();
        double[] first = Losses(1, 0), both = Losses(2, 0), second = Losses(1, 1);
        CollectionAssert.AreEqual(both, first.Concat(second).ToArray());
        CollectionAssert.AreNotEqual(first, second);

        double[] Losses(int repeats, int deal) =>
            [.. FoldJudge.Of(recipe, _problem.Examples, null, Options with { Repeats = repeats }, null, deal).Judge(recipe, default)!.Folds];
    }

    [TestMethod]
    public void FoldJudge_Groups_StayWholeAndLimitTheFolds()
    {
        // Three people: three folds, however many are asked for.
        Dataset examples = _problem.Examples.WithGroups([.. Enumerable.Range(0, _problem.Examples.Count).Select(example => example % 3)], ["a", "b", "c"]);
        RecipeDocument recipe = _problem.Recipe.Merge(new() { ["split"] = new JsonObject { ["test"] = 0, ["dev"] = 0 } });
        var judge = FoldJudge.Of(recipe.ToRecipe(), examples, null, Options with { Folds = 10 });
        Assert.AreEqual(3, judge.Count);
        IReadOnlyList<FoldScore> expected = CrossValidation.Run(recipe.ToRecipe().Options, examples, folds: 3, runs: 1);
        CollectionAssert.AreEqual(expected.Select(score => score.DeviceScore.Cost).ToArray(), judge.Judge(recipe.ToRecipe(), default)!.Folds.ToArray());
    }

    [TestMethod]
    public void FoldJudge_EarlyStopping_LooksAtADevPartOfTheFoldsTrainingSide()
    {
        RecipeDocument document = _problem.Recipe.Merge(JsonNode.Parse("""{ "training": { "epochs": 60, "patience": 3 } }""")!.AsObject());
        Recipe recipe = document.ToRecipe();
        var judge = FoldJudge.Of(recipe, _problem.Examples, null, Options);
        (ExampleParts parts, Dataset judged) = judge.PartsOf(recipe, 1);

        Assert.AreEqual((44, 16, 30), (parts.Train.Count, parts.Dev!.Count, judged.Count)); // of 90; a quarter of each class for the dev part
        Assert.IsNull(parts.Test);
        string[] all = [.. ((Dataset[])[parts.Train, parts.Dev, judged]).SelectMany(part => Enumerable.Range(0, part.Count).Select(e => string.Join(' ', Enumerable.Range(0, 4).Select(i => part.Features[i, e]))))];
        Assert.HasCount(90, all.Distinct());
        IReadOnlyList<FoldScore> expected = CrossValidation.Run(
            recipe.Options, _problem.Examples.Select([.. RestOf(recipe)]), folds: 3, runs: 1);
        CollectionAssert.AreEqual(expected.Select(score => score.DeviceScore.Cost).ToArray(), judge.Judge(recipe, default)!.Folds.ToArray());
    }

    [TestMethod]
    public void MetricFor_Skew_AsksForF1()
    {
        Dataset examples = _problem.Examples;
        Assert.AreEqual(TuningMetric.Accuracy, TuningOptions.MetricFor(examples));
        int[] rare = [.. Enumerable.Range(0, examples.Count).Where(example => examples.Labels[0, example] == 0), .. Enumerable.Range(0, examples.Count).Where(example => examples.Labels[0, example] == 1).Take(5)];
        Assert.AreEqual(TuningMetric.F1, TuningOptions.MetricFor(examples.Select(rare)));

        // F1 of a class that is nearly always there says nothing.
        int[] frequent = [.. Enumerable.Range(0, examples.Count).Where(example => examples.Labels[0, example] == 1), .. rare[..5]];
        Assert.AreEqual(TuningMetric.Cost, TuningOptions.MetricFor(examples.Select(frequent)));
        Assert.AreEqual(TuningMetric.Cost, TuningOptions.MetricFor(Dataset.ForRegression(examples.Features, examples.Labels, examples.FeatureNames, ["kind"])));
    }

    public void Dispose() => _problem.Dispose();

    private int[] RestOf(Recipe recipe)
    {
        StratifiedSplit split = StratifiedSplit.Create(_problem.Examples, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Seed);
        return [.. split.Train.Concat(split.Dev).Order()];
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
