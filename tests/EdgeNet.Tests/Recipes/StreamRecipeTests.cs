using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Recipes;

/// <summary>The section <c>stream</c> of a recipe.</summary>
[TestClass]
public class StreamRecipeTests
{
    [TestMethod]
    public void Read_Least_HasEveryFeatureButBandsAndTheLastWindowDecides()
    {
        StreamOptions stream = Read("\"rate\": 12.5, \"window\": 20, \"channels\": [\"x\", \"y\"]").Stream!;

        Assert.AreEqual(12_500, stream.RateMillihertz);
        Assert.AreEqual(20, stream.Stride);
        CollectionAssert.AreEqual((float[])[1, 1], stream.CountsPerUnit.ToArray());
        Assert.AreEqual("recording", stream.SplitBy);
        Assert.HasCount(21, stream.Features);
        Assert.AreEqual((1, 1), (stream.Decision.Votes, stream.Decision.OfLast));
        string[] names = [.. WindowFeatureNames.Of(stream.ToSettings(new DecisionRules(0, 0)))];
        CollectionAssert.AreEqual(
            (string[])[
                "x mean", "y mean", "x standard deviation", "y standard deviation", "x root mean square", "y root mean square", "x minimum", "y minimum",
                "x maximum", "y maximum", "x peak to peak", "y peak to peak", "x mean absolute difference", "y mean absolute difference",
                "x zero crossings", "y zero crossings", "x skewness", "y skewness", "x kurtosis", "y kurtosis", "x·y correlation"],
            names);
    }

    [TestMethod]
    public void Read_Everything_IsAsTheRecipeSays()
    {
        Recipe recipe = Read("""
            "rate": 100, "window": 50, "overlap": 0.5, "channels": ["x", "y", "z"], "countsPerUnit": [1, 2, 0.5], "recording": "rec", "labelValues": ["0", "1"], "time": "ms", "timeUnit": "milliseconds",
            "splitBy": "speed", "features": [{ "kind": "band-energy", "from": 3, "to": 9.9, "channels": ["z"] }, { "kind": "correlation", "channels": ["z", "x"] }, "kurtosis"],
            "decision": { "on": 0.8, "off": 0.3, "votes": 3, "of": 5, "minimumSeconds": 1.5 }
            """);
        StreamOptions stream = recipe.Stream!;

        Assert.AreEqual(25, stream.Stride);
        CollectionAssert.AreEqual((float[])[1, 2, 0.5f], stream.CountsPerUnit.ToArray());
        Assert.AreEqual("rec", stream.Recording);
        Assert.AreEqual(("ms", TimeUnit.Milliseconds), (stream.Time, stream.TimeUnit));
        Assert.AreEqual("speed", stream.SplitBy);
        CollectionAssert.AreEqual(
            (string[])["z band 4-8 Hz", "x·z correlation", "x kurtosis", "y kurtosis", "z kurtosis"],
            WindowFeatureNames.Of(stream.ToSettings(new DecisionRules(0, 0))).ToArray());
        Assert.AreEqual((2, 4), (stream.Features[0].FirstBin, stream.Features[0].LastBin));
        Assert.AreEqual(new StreamDecision { On = 0.8, Off = 0.3, Votes = 3, OfLast = 5, MinimumSeconds = 1.5 }, stream.Decision);
    }

    [TestMethod]
    public void Read_MagnitudeAndOptions_AreFeaturesWithNames()
    {
        Recipe recipe = Read("""
            "rate": 100, "window": 50, "channels": ["x", "y", "z"], "magnitude": ["z", "x"],
            "features": [{ "kind": "band-energy", "from": 3, "to": 9.9, "channels": ["x", "magnitude"], "window": "hann", "log": true },
                         { "kind": "standard-deviation", "log": true, "channels": ["y"] }, { "kind": "standard-deviation", "log": false, "channels": ["y"] },
                         { "kind": "band-energy", "from": 3, "to": 9.9, "channels": ["x"], "window": "rectangular" }, "autocorrelation-peak",
                         { "kind": "autocorrelation-lag", "channels": ["magnitude"] }, "correlation"]
            """);
        StreamSettings settings = recipe.Stream!.ToSettings(new DecisionRules(0, 0));

        Assert.AreEqual(0b101, settings.Magnitude);
        Assert.IsTrue(settings.NeedsHeadVersion);
        CollectionAssert.AreEqual(
            (string[])[
                "log x Hann band 4-8 Hz", "log magnitude Hann band 4-8 Hz", "log y standard deviation", "y standard deviation", "x band 4-8 Hz", "x autocorrelation peak", "y autocorrelation peak",
                "z autocorrelation peak", "magnitude autocorrelation peak", "magnitude autocorrelation lag", "x·y correlation", "x·z correlation", "y·z correlation"],
            WindowFeatureNames.Of(settings).ToArray());
        Assert.AreEqual(FeatureOptions.Hann | FeatureOptions.Logarithm, settings.Features[1].Options);
    }

    [TestMethod]
    public void Read_MagnitudeWithoutFeatures_HasTheDefaultOnes()
    {
        StreamSettings settings = Read("\"rate\": 100, \"window\": 4096, \"channels\": [\"x\", \"y\"], \"magnitude\": [\"x\"]").Stream!.ToSettings(new DecisionRules(0, 0));
        Assert.HasCount(31, settings.Features);
        Assert.AreEqual(10, settings.Features.Count(feature => feature.Channel == 2));
    }

    [TestMethod]
    [DataRow("\"channels\": [\"x\"], \"magnitude\": [\"y\"]", "recipe.json: 'stream.magnitude' names 'y', which 'stream.channels' does not; there are x.")]
    [DataRow("\"channels\": [\"x\", \"magnitude\"], \"magnitude\": [\"x\"]", "recipe.json: 'stream.magnitude' is one more channel with the name 'magnitude', and one of 'stream.channels' has it; rename that column.")]
    [DataRow("\"channels\": [\"x\"], \"features\": [{ \"kind\": \"mean\", \"channels\": [\"magnitude\"] }]", "recipe.json: 'stream.features[0].channels' names 'magnitude', which 'stream.channels' does not; there are x.")]
    [DataRow("\"channels\": [\"x\"], \"features\": [{ \"kind\": \"autocorrelation-lag\" }]", "recipe.json: 'stream.features[0]' is an autocorrelation, and 'stream.window' is 1025; with autocorrelations 1024 readings are the most.")]
    public void Read_ImpossibleMagnitudeOrFeature_SaysSo(string keys, string message)
    {
        RecipeException refusal = Assert.ThrowsExactly<RecipeException>(() => Read("\"rate\": 100, \"window\": 1025, " + keys));
        Assert.AreEqual(message, refusal.Message);
    }

    [TestMethod]
    [DataRow("\"window\": 20, \"channels\": [\"x\"]", "recipe.json: the key 'stream.rate' is missing; add it.")]
    [DataRow("\"rate\": 50, \"channels\": [\"x\"]", "recipe.json: the key 'stream.window' is missing; add it.")]
    [DataRow("\"rate\": 50, \"window\": 1, \"channels\": [\"x\"]", "recipe.json: 'stream.window' must be a whole number from 2 to 4096, and is 1.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\", \"x\"]", "recipe.json: 'stream.channels' names 'x' twice; name each once.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"stride\": 21, \"channels\": [\"x\"]", "recipe.json: 'stream.stride' must be a whole number from 1 to 20, and is 21.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"stride\": 2, \"overlap\": 0.9, \"channels\": [\"x\"]", "recipe.json: 'stream.stride' and 'stream.overlap' say the same thing; remove one.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"countsPerUnit\": [1, 2]", "recipe.json: 'stream.countsPerUnit' has 2 numbers for 1 channels; give one for each, or a single one.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"features\": []", "recipe.json: 'stream.features' must be a list of features, and is [].")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"features\": [7]", "recipe.json: 'stream.features[0]' must be the name of a feature or an object in braces, and is 7.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"features\": [\"mean\", \"mean\"]", "recipe.json: 'stream.features' has 'x mean' twice; name each feature once.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"features\": [\"correlation\"]", "recipe.json: 'stream.features[0]' is a correlation of 1 channel; it needs two or more.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"features\": [{ \"kind\": \"mean\", \"channels\": [\"q\"] }]", "recipe.json: 'stream.features[0].channels' names 'q', which 'stream.channels' does not; there are x.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"features\": [\"band-energy\"]", "recipe.json: the key 'stream.features[0].from' is missing; add it.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"features\": [{ \"kind\": \"band-energy\", \"from\": 2.6, \"to\": 4.9 }]", "recipe.json: 'stream.features[0]' is a band from 2.6 to 4.9 Hz without a frequency in it; a window of 20 readings at 50 Hz has the multiples of 2.5 Hz up to 25 Hz.")]
    [DataRow("\"rate\": 50, \"window\": 2000, \"channels\": [\"x\"], \"features\": [{ \"kind\": \"band-energy\", \"from\": 2, \"to\": 4 }]", "recipe.json: 'stream.features[0]' is a band, and 'stream.window' is 2000; with bands 1024 readings are the most.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"labelValues\": [\"0\", \"1\", \"2\"]", "recipe.json: 'stream.labelValues' has 3 values for 2 classes; give one for each, in their order.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"decision\": { \"off\": 0.6 }", "recipe.json: 'stream.decision.off' is 0.6 and 'on' is 0.5; 'off' must not be above it.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"decision\": { \"votes\": 3, \"of\": 2 }", "recipe.json: 'stream.decision.votes' is 3 and 'of' is 2; a state cannot need more votes than windows vote.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"time\": 3", "recipe.json: 'stream.time' must be a text in quotes, and is 3.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"time\": \"x\"", "recipe.json: 'stream.time' is 'x', which is one of 'stream.channels' too; a network learns nothing from a clock. Remove it from one.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"time\": \"t\", \"timeUnit\": \"ms\"", "recipe.json: 'stream.timeUnit' must be one of \"seconds\", \"milliseconds\", \"microseconds\", and is \"ms\".")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"timeUnit\": \"seconds\"", "recipe.json: 'stream.timeUnit' is the unit of 'stream.time', which is missing; name the column of the times there.")]
    [DataRow("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], \"labelFrom\": \"folder\"", "recipe.json: 'label' names a column, and 'stream.labelFrom' takes the class from the folder's name; remove one.")]
    public void Read_WhatCannotBe_IsRefused(string stream, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<RecipeException>(() => Read(stream)).Message);

    [TestMethod]
    [DataRow("\"decision\": { \"votes\": 2, \"of\": 4 }", "recipe.json: 'stream.decision.votes' is 2 of 4; with 3 classes it must be more than half, or two could win at once.")]
    [DataRow("\"decision\": { \"on\": 0.5 }", "recipe.json: 'stream.decision.on' and 'off' are for two classes; with 3 a window votes for the most probable one. Remove them.")]
    public void Read_RulesOfTwoClassesForThree_AreRefused(string decision, string message) => Assert.AreEqual(
        message, Assert.ThrowsExactly<RecipeException>(() => Read($"\"rate\": 50, \"window\": 20, \"channels\": [\"x\"], {decision}", classes: "\"a\", \"b\", \"c\"")).Message);

    [TestMethod]
    [DataRow("\"readings\": { \"lowest\": 0, \"highest\": 9 }", "readings")]
    [DataRow("\"images\": {}", "images")]
    public void Read_KeyThatGoesWithNoStream_IsRefused(string other, string key) => Assert.AreEqual(
        $"recipe.json: 'stream' and '{key}' exclude each other: a stream takes its inputs from windows of recordings; remove one.",
        Assert.ThrowsExactly<RecipeException>(() => Read("\"rate\": 50, \"window\": 20, \"channels\": [\"x\"]", rest: ", " + other)).Message);

    [TestMethod]
    [DataRow("linear", true)]
    [DataRow("relu", false)]
    public void Read_Output_EstimatesTheColumnsOfTheLabel(string output, bool mayBeNegative)
    {
        Recipe recipe = ReadQuantity($"\"label\": [\"v\", \"w\"], \"output\": \"{output}\"", string.Empty);

        CollectionAssert.AreEqual((string[])["v", "w"], recipe.Labels.ToArray());
        Assert.IsEmpty(recipe.Classes);
        Assert.AreEqual(mayBeNegative, recipe.Options.HasNegativeTargets);
        Assert.AreEqual(2, recipe.Layers[^1].Units);
    }

    [TestMethod]
    [DataRow("\"label\": \"v\"", ", \"decision\": {}", "recipe.json: 'stream.decision' makes a state of classes, and with 'output' a quantity is estimated and nothing decided; remove it.")]
    [DataRow("\"label\": \"v\"", ", \"labelFrom\": \"folder\"", "recipe.json: 'stream.labelFrom' says where a class is found, and with 'output' the columns of 'label' hold numbers; remove it.")]
    [DataRow("\"label\": \"v\"", ", \"labelValues\": [0, 1]", "recipe.json: 'stream.labelValues' says where a class is found, and with 'output' the columns of 'label' hold numbers; remove it.")]
    [DataRow("\"label\": [\"v\", \"x\"]", "", "recipe.json: 'label' names 'x', which is one of 'stream.channels' too; a network must not see what it is to say. Remove it from one.")]
    [DataRow("\"label\": \"v\", \"classes\": [\"a\", \"b\"]", "", "recipe.json: 'classes' and 'output' exclude each other: 'classes' is for a label that names a class, 'output' for one that is a number; remove one.")]
    [DataRow("\"label\": \"v\", \"threshold\": 0.4", "", "recipe.json: 'threshold' is for two classes; a number is estimated and nothing decided. Remove it.")]
    [DataRow("\"seed\": 2", "", "recipe.json: the key 'label' is missing; add it.")]
    public void Read_OutputWithWhatIsOfClasses_IsRefused(string keys, string stream, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<RecipeException>(() => ReadQuantity(keys + ", \"output\": \"linear\"", stream)).Message);

    private static Recipe ReadQuantity(string keys, string stream)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", $$"""{ "name": "m", "data": "d.csv", {{keys}}, "stream": { "rate": 50, "window": 20, "channels": ["x"]{{stream}} } }""");
        return RecipeReader.Read(folder.Path);
    }

    private static Recipe Read(string stream, string classes = "\"no\", \"yes\"", string rest = "")
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", $$"""{ "name": "m", "data": "d.csv", "label": "label", "classes": [{{classes}}], "stream": { {{stream}} } {{rest}} }""");
        return RecipeReader.Read(folder.Path);
    }
}
