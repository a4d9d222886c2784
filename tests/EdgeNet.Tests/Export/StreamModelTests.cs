using EdgeNet.Files;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Export;

/// <summary>A trained model with a stream: what the file says, and that the pipeline decides as evaluation counts.</summary>
[TestClass]
public class StreamModelTests
{
    private const string Rules = """
        "decision": { "on": 0.8, "off": 0.3, "votes": 2, "of": 3, "minimumSeconds": 0.5 }
        """;

    private const string Bands = """
        "features": ["mean", "kurtosis", "zero-crossings", { "kind": "band-energy", "from": 2, "to": 10 }, "correlation"]
        """;

    [TestMethod]
    public void Build_Stream_IsReadBackFromTheFileAsTheRecipeSays()
    {
        (TrainedModel model, _, _) = Build($"{StreamFolder.DefaultStream}, \"stride\": 10, {Bands}, {Rules}");
        StreamSettings stream = model.File.Stream!;
        StreamOptions recipe = model.Parts.Train.Origin.Stream!;

        Assert.AreEqual(50_000, stream.RateMillihertz);
        Assert.AreEqual((20, 10), (stream.Window, stream.Stride));
        CollectionAssert.AreEqual((string[])["x", "y", "z"], stream.Channels);
        CollectionAssert.AreEqual((float[])[1000, 1000, 1000], stream.CountsPerUnit);
        CollectionAssert.AreEqual(recipe.Features.Select(Describe).ToArray(), stream.Features.Select(Describe).ToArray());
        Assert.AreEqual(model.Quantized.LogitThreshold(0.8), stream.Rules.OnLogit);
        Assert.AreEqual(model.Quantized.LogitThreshold(0.3), stream.Rules.OffLogit);
        Assert.AreEqual((2, 3, 25), (stream.Rules.Votes, stream.Rules.OfLast, stream.Rules.MinimumReadings));
        Assert.HasCount(2, stream.Golden);
        Assert.IsTrue(Pipeline.Load(model.File.Bytes).SelfTest());
        Assert.AreEqual(4, model.File.Bytes[4]);
    }

    [TestMethod]
    public void Build_MagnitudeAndOptions_AreInAFileOfVersionFiveWithNames()
    {
        (TrainedModel model, RecordingSet recordings, Dataset windows) = Build(StreamFolder.DefaultStream + """
            , "magnitude": ["x", "z"], "features": ["mean", { "kind": "standard-deviation", "log": true }, { "kind": "band-energy", "from": 2, "to": 10, "window": "hann", "log": true },
                                                    { "kind": "autocorrelation-lag", "channels": ["magnitude"] }, { "kind": "autocorrelation-peak", "channels": ["y"] }]
            """);
        StreamSettings stream = model.File.Stream!;

        Assert.AreEqual(5, model.File.Bytes[4]);
        Assert.AreEqual(0b101, stream.Magnitude);
        CollectionAssert.AreEqual(model.Parts.Train.Origin.Stream!.Features.Select(Describe).ToArray(), stream.Features.Select(Describe).ToArray());
        Assert.HasCount(14, model.File.FeatureNames);
        Assert.AreEqual("log magnitude Hann band 2.5-10 Hz", model.File.FeatureNames[11]);
        Assert.IsTrue(Pipeline.Load(model.File.Bytes).SelfTest());
        Assert.AreEqual(stream.Window * 3, stream.Golden[0].Readings.Length);
        var pipeline = Pipeline.Load(model.File.Bytes);
        Recording first = recordings.Recordings[0];
        for (int i = 0; i < stream.Window; i++)
        {
            Assert.AreEqual(i == stream.Window - 1, pipeline.Add(first.Readings[0][i], first.Readings[1][i], first.Readings[2][i]));
        }

        Assert.AreEqual(model.DeviceLogits(windows)[0], pipeline.LogitOf());
    }

    [TestMethod]
    public void Build_NoRules_VotesAtTheThreshold()
    {
        (TrainedModel model, _, _) = Build(StreamFolder.DefaultStream, rest: ", \"threshold\": 0.7");
        DecisionRules rules = model.File.Stream!.Rules;

        Assert.AreEqual(model.Device.LogitThreshold, rules.OnLogit);
        Assert.AreEqual(model.Device.LogitThreshold, rules.OffLogit);
        Assert.AreEqual((1, 1, 0), (rules.Votes, rules.OfLast, rules.MinimumReadings));
    }

    [TestMethod]
    public void Build_ChosenThresholdBelowOff_IsRefused()
    {
        InputException error = Assert.ThrowsExactly<InputException>(() => Build(
            $"{StreamFolder.DefaultStream}, \"decision\": {{ \"off\": 0.499999 }}", rest: ", \"threshold\": { \"by\": \"recall\", \"at\": 1 }", recordings: 16, chaos: true));
        Assert.Contains("'stream.decision.off' is 0.499999, and the threshold that was chosen is 0.", error.Message);
    }

    [TestMethod]
    public void Build_GoldenWindows_AreOfDifferentClasses()
    {
        (TrainedModel model, _, _) = Build(StreamFolder.DefaultStream);
        int[] classes = [.. model.File.Stream!.Golden.Select(golden => golden.Logits[0] >= model.Device.LogitThreshold ? 1 : 0)];
        CollectionAssert.AreEquivalent((int[])[0, 1], classes);
    }

    [TestMethod]
    [DataRow(20)]
    [DataRow(7)]
    public void Build_Pipeline_DecidesEveryWindowAsEvaluationCounts(int stride)
    {
        (TrainedModel model, RecordingSet recordings, Dataset windows) = Build($"{StreamFolder.DefaultStream}, \"stride\": {stride}, {Bands}");
        int[] logits = model.DeviceLogits(windows);
        Pipeline pipeline = Pipeline.Load(model.File.Bytes);
        int e = 0, right = 0;
        foreach (Recording recording in recordings.Recordings)
        {
            pipeline.Reset();
            for (int i = 0; i < recording.Count; i++)
            {
                if (pipeline.Add(recording.Readings[0][i], recording.Readings[1][i], recording.Readings[2][i]))
                {
                    Assert.AreEqual(logits[e], pipeline.LogitOf());
                    Assert.AreEqual(windows.Features[3, e], pipeline.FeatureOf(3));
                    right += pipeline.State == windows.ClassOf(e) ? 1 : 0;
                    e++;
                }
            }
        }

        Score score = model.ScoreDevice(windows);
        Assert.AreEqual(windows.Count, e);
        Assert.AreEqual(score.Accuracy, (double)right / e, 1e-12);
        Assert.IsGreaterThan(0.75, score.Accuracy); // by lot it would be a half
    }

    private static string Describe(StreamFeature feature) =>
        $"{feature.Kind} {feature.Channel} {feature.SecondChannel} {feature.FirstBin} {feature.LastBin} {(int)feature.Options}";

    private static (TrainedModel Model, RecordingSet Recordings, Dataset Windows) Build(string stream, string rest = "", int recordings = 8, bool chaos = false)
    {
        using var folder = new StreamFolder(recordings, stream: stream, rest: rest);
        if (chaos)
        {
            // Labels that nothing tells: recall of 1 takes a threshold near 0.
            string[] lines = File.ReadAllLines(folder.Combine("d.csv"));
            folder.Write("d.csv", string.Join('\n', lines.Select((line, i) => i == 0 ? line : line[..line.LastIndexOf(',')] + (i / 200 % 3 == 0 ? ",still" : ",shaking"))));
        }

        Recipe recipe = RecipeReader.Read(folder.Path);
        Dataset windows = RecipeData.Read(recipe);
        StratifiedSplit split = StratifiedSplit.Create(windows, 0.25, 0, 1);
        return (ModelBuilder.Build(recipe.Options, windows.Select(split.Train), windows.Select(split.Dev)), RecipeData.ReadRecordings(recipe), windows);
    }
}
