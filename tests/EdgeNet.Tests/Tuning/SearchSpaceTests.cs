using System.Text.Json.Nodes;
using EdgeNet.Files;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

[TestClass]
public class SearchSpaceTests
{
    [TestMethod]
    public void N28_Default_SearchesEveryHyperparameter()
    {
        string[] names = [.. Space("{}").Parameters.Select(parameter => parameter.Name)];

        CollectionAssert.IsSubsetOf(
            (string[])["learningRate", "epochs", "layers", "units", "activation", "momentum", "batchSize", "l2", "schedule"], names);
        foreach (SearchParameter parameter in Space("{}").Parameters.Where(parameter => parameter.Name != "optimizer"))
        {
            Assert.IsGreaterThan(1, Enumerable.Range(1, 20).Select(trial => parameter.ValueAt(trial / 21.0).ToJsonString()).Distinct().Count(), parameter.Name);
        }
    }

    [TestMethod]
    public void N28_Sample_EveryTrial_IsARecipeWithinTheDeclaredRanges()
    {
        const string tune = """
            {
              "layers": [0, 3], "units": [2, 9], "activation": ["tanh", "leaky-relu"], "slope": [0.01, 0.2], "epochs": [5, 50], "batchSize": [2, 16],
              "learningRate": [0.001, 0.1], "optimizer": ["plain", "adam"], "momentum": [0.5, 0.95], "l2": [0.0001, 0.01], "patience": [3, 9],
              "initialization": ["he", "xavier"], "schedule": ["constant", "cosine", "exponential"], "classWeights": ["equal", "balanced"],
              "batchNormalization": [true, false], "weightBits": [8, 4], "sparsity": [0, 0.5], "dropout": [0, 0.3]
            }
            """;
        using var problem = new TuningProblem(tune);
        SearchSpace space = SearchSpaceReader.Read(problem.Recipe, problem.Examples.Count);
        Recipe[] recipes = [.. Enumerable.Range(1, 300).Select(trial => problem.Recipe.Merge(space.Sample(5, trial)).ToRecipe())];

        CollectionAssert.AreEqual((int[])[0, 1, 2, 3], recipes.Select(recipe => recipe.Options.Hidden.Count).Distinct().Order().ToArray());
        Assert.IsTrue(recipes.SelectMany(recipe => recipe.Options.Hidden).All(
            layer => layer.Units is >= 2 and <= 9 && layer.Activation is Activation.Tanh or Activation.LeakyRelu && layer.LeakySlope is >= 0.01 and <= 0.2));
        Assert.IsTrue(recipes.All(recipe => recipe.Options.Hidden.Select(layer => layer.Activation).Distinct().Count() <= 1));
        Assert.IsTrue(recipes.Any(recipe => recipe.Options.Hidden.Select(layer => layer.Units).Distinct().Count() == 3));
        DescentOptions[] options = [.. recipes.Select(recipe => recipe.Options.Training)];
        Assert.IsTrue(options.All(each => each.Epochs is >= 5 and <= 50 && each.BatchSize is >= 2 and <= 16 && each.LearningRate is >= 0.001 and <= 0.1));
        Assert.IsTrue(options.All(each => each.L2 is >= 0.0001 and <= 0.01 && each.Momentum is >= 0.5 and <= 0.95 && each.Patience is >= 3 and <= 9));
        Assert.HasCount(2, options.Select(each => each.Optimizer).Distinct());
        Assert.HasCount(2, options.Select(each => each.Initialization).Distinct());
        Assert.HasCount(3, options.Select(each => each.Schedule.Kind).Distinct());
        Assert.HasCount(2, options.Select(each => each.BalancesClasses).Distinct());
        Assert.HasCount(2, recipes.SelectMany(recipe => recipe.Options.Hidden).Select(layer => layer.BatchNormalization).Distinct());
        Assert.HasCount(2, recipes.Select(recipe => recipe.Options.Quantization.WeightBits).Distinct());
        Assert.IsTrue(recipes.All(recipe => recipe.Options.Quantization.Sparsity is >= 0 and <= 0.5));
        Assert.IsTrue(recipes.All(recipe => recipe.Options.Name == "m" && recipe.Options.DevShare == 0.25));
    }

    [TestMethod]
    public void N29_Sample_ManyTrials_SeeAsManyValuesOfEachRateAndNotAGridsFew()
    {
        SearchSpace space = Space("{}");
        JsonObject[] patches = [.. Enumerable.Range(1, 64).Select(trial => space.Sample(1, trial))];

        // A grid of 64 points over two rates would see 8 values of each.
        foreach (string rate in (string[])["learningRate", "l2"])
        {
            Assert.HasCount(64, patches.Select(patch => patch["training"]![rate]!.ToJsonString()).Distinct(), rate);
        }
    }

    [TestMethod]
    public void N29_Around_BestTrials_DrawsInsideTheirRegionOnly()
    {
        SearchSpace space = Space("{}");
        JsonObject[] best = [.. Enumerable.Range(1, 4).Select(trial => Patch(0.002 * trial, 10 * trial, "tanh"))];
        SearchSpace region = space.Around(best);
        JsonObject[] drawn = [.. Enumerable.Range(1, 200).Select(trial => region.Sample(1, trial))];

        // The plain rule, written out: the logarithms' span, a third of it added on each side.
        double margin = Math.Log(4) / 3;
        (double least, double most) = (Math.Exp(Math.Log(0.002) - margin), Math.Exp(Math.Log(0.008) + margin));
        double[] rates = [.. drawn.Select(patch => patch["training"]!["learningRate"]!.GetValue<double>())];
        Assert.AreEqual(least, rates.Min(), 0.05 * least);
        Assert.AreEqual(most, rates.Max(), 0.05 * most);
        Assert.IsTrue(drawn.All(patch => patch["hidden"]!.AsArray().Count == 1 && patch["hidden"]![0]!["activation"]!.GetValue<string>() == "tanh"));
        Assert.IsTrue(drawn.All(patch => patch["hidden"]![0]!["units"]!.GetValue<int>() is >= 6 and <= 63));
        Assert.AreEqual("[8,63]", region.Parameters.Single(parameter => parameter.Name == "units").ToJson().ToJsonString());

        // What no trial has stays as it was.
        Assert.AreEqual("[0.8,0.95]", region.Parameters.Single(parameter => parameter.Name == "momentum").ToJson().ToJsonString());

        // As it comes from a study: read from text.
        static JsonObject Patch(double rate, int units, string activation) => JsonNode.Parse(FormattableString.Invariant(
            $$"""{ "hidden": [{ "units": {{units}}, "activation": "{{activation}}" }], "training": { "learningRate": {{rate}} } }"""))!.AsObject();
    }

    [TestMethod]
    public void Sample_SeedAndNumber_FixTheTrialWhateverElseIsDrawn()
    {
        SearchSpace space = Space("{}");
        string third = space.Sample(7, 3).ToJsonString();
        space.Sample(7, 1);

        Assert.AreEqual(third, space.Sample(7, 3).ToJsonString());
        Assert.AreNotEqual(third, space.Sample(7, 4).ToJsonString());
        Assert.AreNotEqual(third, space.Sample(8, 3).ToJsonString());

        // Another parameter changes only itself.
        JsonObject held = Space("""{ "l2": 0 }""").Sample(7, 3);
        held["training"]!["l2"] = space.Sample(7, 3)["training"]!["l2"]!.DeepClone();
        Assert.AreEqual(third, held.ToJsonString());
    }

    [TestMethod]
    public void CoordinatesOf_AnyTrial_ComposeTheSameTrialAgain()
    {
        SearchSpace space = Space("""
            { "layers": [0, 3], "dropout": [0, 0.5], "classWeights": ["equal", "balanced"], "schedule": ["step", "cosine"], "batchNormalization": [false, true], "weightBits": [4, 8, "auto"], "sparsity": [0, 0.9] }
            """);
        for (int trial = 1; trial <= 200; trial++)
        {
            JsonObject patch = JsonNode.Parse(space.Sample(3, trial).ToJsonString())!.AsObject(); // as it comes from a study
            IReadOnlyDictionary<string, double> places = space.CoordinatesOf(patch);
            Assert.IsTrue(places.Values.All(place => place is >= 0 and < 1));
            Assert.AreEqual(patch["hidden"]!.AsArray().Count, places.Keys.Count(name => name.StartsWith("units[", StringComparison.Ordinal)));
            JsonObject again = space.Compose((_, name) => places.TryGetValue(name, out double place) ? place : throw new AssertFailedException(name));
            AssertNear(patch, again, trial);
        }

        // Whole numbers and choices are the same; a real number may differ in its last digit.
        static void AssertNear(JsonNode? expected, JsonNode? actual, int trial)
        {
            if (expected is JsonObject members)
            {
                CollectionAssert.AreEqual(members.Select(member => member.Key).ToArray(), actual!.AsObject().Select(member => member.Key).ToArray());
                members.ToList().ForEach(member => AssertNear(member.Value, actual[member.Key], trial));
            }
            else if (expected is JsonArray items)
            {
                Assert.HasCount(items.Count, actual!.AsArray());
                items.Index().ToList().ForEach(item => AssertNear(item.Item, actual[item.Index], trial));
            }
            else if (expected is JsonValue value && value.TryGetValue(out double number))
            {
                Assert.AreEqual(number, actual!.GetValue<double>(), 0.001 * Math.Abs(number), $"{trial}: {value.GetPath()}");
            }
            else
            {
                Assert.AreEqual(expected?.ToJsonString(), actual?.ToJsonString(), $"{trial}");
            }
        }
    }

    [TestMethod]
    public void Read_EpochsNotDeclared_FollowTheNumberOfExamples()
    {
        using var problem = new TuningProblem("{}");
        Assert.AreEqual("[50,400]", Epochs(214)); // 192,000 / 214 are 900, to two digits
        Assert.AreEqual("[15,90]", Epochs(1_000_000));

        string Epochs(int examples) => SearchSpaceReader.Read(problem.Recipe, examples).Parameters.Single(parameter => parameter.Name == "epochs").ToJson().ToJsonString();
    }

    [TestMethod]
    public void Sample_PlainOptimizer_HasNoMomentum()
    {
        JsonObject patch = Space("""{ "optimizer": "plain" }""").Sample(1, 1);
        Assert.IsFalse(patch["training"]!.AsObject().ContainsKey("momentum"));
    }

    [TestMethod]
    [DataRow(1, 1, "momentum", 0.9409252808146678)]
    [DataRow(1, 2, "momentum", 0.33150507038083354)]
    [DataRow(2, 1, "l2", 0.31781553942651064)]
    public void UniformDraw_KnownNames_AreTheSameOnEveryMachine(int seed, int trial, string parameter, double expected)
    {
        Assert.AreEqual(expected, UniformDraw.Of(seed, trial, parameter));
    }

    [TestMethod]
    [DataRow("""{ "rate": 1 }""", "unknown key 'tune.rate'; the keys here are layers, units, activation, slope, dropout, epochs, batchSize, learningRate, optimizer, momentum, l2, patience, window, initialization, schedule, classWeights, batchNormalization, weightBits, sparsity, features, deviceWeight.")]
    [DataRow("""{ "learningRate": [0.1, 0.001] }""", "'tune.learningRate' must be [least, most] or one number, from 1E-09 to 999, and is [0.1,0.001].")]
    [DataRow("""{ "learningRate": [0, 0.1] }""", "'tune.learningRate' must be [least, most] or one number, from 1E-09 to 999, and is [0,0.1].")]
    [DataRow("""{ "learningRate": "fast" }""", "'tune.learningRate' must be [least, most] or one number, from 1E-09 to 999, and is \"fast\".")]
    [DataRow("""{ "l2": [0, 0.1] }""", "'tune.l2' must be [least, most] or one number, from 0 to 999, in a range above 0 because the scale is logarithmic, and is [0,0.1].")]
    [DataRow("""{ "units": [4.5, 8] }""", "'tune.units' must be [least, most] or one whole number, from 1 to 65535, and is [4.5,8].")]
    [DataRow("""{ "layers": [0, 99] }""", "'tune.layers' must be [least, most] or one whole number, from 0 to 31, and is [0,99].")]
    [DataRow("""{ "momentum": [0.9, 1] }""", "'tune.momentum' must be [least, most] or one number, from 0 to 0.99999, and is [0.9,1].")]
    [DataRow("""{ "epochs": [1, 2, 3] }""", "'tune.epochs' must be [least, most] or one whole number, from 1 to 1000000, and is [1,2,3].")]
    [DataRow("""{ "activation": ["relu", "softmax"] }""", "'tune.activation' must be one or several of \"linear\", \"relu\", \"leaky-relu\", \"tanh\", \"sigmoid\", \"prelu\", and is [\"relu\",\"softmax\"].")]
    [DataRow("""{ "optimizer": [] }""", "'tune.optimizer' must be one or several of \"plain\", \"momentum\", \"adam\", \"rms-prop\", and is [].")]
    [DataRow("""{ "optimizer": ["adam", "adam"] }""", "'tune.optimizer' must be one or several of \"plain\", \"momentum\", \"adam\", \"rms-prop\", and is [\"adam\",\"adam\"].")]
    [DataRow("[1]", "'tune' must be an object in braces, and is [1].")]
    public void Read_ImpossibleSpace_SaysWhichKeyInOneLine(string tune, string expected)
    {
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => Space(tune));
        Assert.AreEqual("recipe.json: " + expected, error.Message);
    }

    [TestMethod]
    public void Read_OneValue_HoldsItFixed()
    {
        SearchSpace space = Space("""{ "layers": 2, "units": 7, "activation": "tanh", "l2": 0, "batchSize": 0, "optimizer": ["adam"] }""");
        foreach (int trial in (int[])[1, 2, 3])
        {
            JsonObject patch = space.Sample(1, trial);
            Assert.AreEqual("""[{"units":7,"activation":"tanh"},{"units":7,"activation":"tanh"}]""", patch["hidden"]!.ToJsonString());
            Assert.AreEqual("0", patch["training"]!["l2"]!.ToJsonString());
            Assert.AreEqual("0", patch["training"]!["batchSize"]!.ToJsonString());
        }
    }

    [TestMethod]
    public void ToJson_ReadBack_IsTheSameSpace()
    {
        SearchSpace space = Space(TuningProblem.Tune);
        Assert.AreEqual(space.ToJson().ToJsonString(), Space(space.ToJson().ToJsonString()).ToJson().ToJsonString());
    }

    private static SearchSpace Space(string tune)
    {
        using var problem = new TuningProblem(tune);
        return SearchSpaceReader.Read(problem.Recipe, problem.Examples.Count);
    }
}
