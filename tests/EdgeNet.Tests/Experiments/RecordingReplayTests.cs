using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Experiments;

[TestClass]
public class RecordingReplayTests
{
    [TestMethod]
    public void Run_Recording_SaysWhatThePipelineSays()
    {
        var pipeline = Pipeline.Load(Vibration.File);
        Recording recording = Vibration.Replay(pipeline).Recordings[1];

        RecordingReplay.Run(pipeline, Vibration.Replay(pipeline).Recordings[0]); // is forgotten
        StateTimeline timeline = RecordingReplay.Run(pipeline, recording);

        var other = Pipeline.Load(Vibration.File);
        int decision = 0;
        for (int n = 0; n < recording.Count; n++)
        {
            if (other.Add(recording.Readings[0][n], recording.Readings[1][n], recording.Readings[2][n]))
            {
                StateDecision said = timeline.Decisions[decision++];
                Assert.AreEqual(n, said.Reading);
                Assert.AreEqual(other.State, said.State);
                Assert.AreEqual(other.Probability, said.Probability, 1e-6f);
                Assert.AreEqual(1, said.Probabilities.Sum(), 1e-5f);
            }
        }

        Assert.HasCount(decision, timeline.Decisions);
        Assert.AreEqual(1 + ((recording.Count - pipeline.Settings.Window) / pipeline.Settings.Stride), decision);
        Assert.AreEqual("p2", timeline.Name);
        Assert.AreEqual(100, timeline.RateHertz);
        Assert.AreSequenceEqual(recording.Labels, timeline.Truth);
    }

    [TestMethod]
    public void Run_Gap_ForgetsWhatLiesBeforeIt()
    {
        var pipeline = Pipeline.Load(Vibration.File);
        Recording whole = Vibration.Replay(pipeline).Recordings[0];
        var cut = new Recording(whole.Name, whole.Source, whole.Readings, whole.Labels, whole.Groups, [0, 1001, 1050]);
        int[] starts = [.. cut.Starts];
        StateDecision[] expected = [.. cut.Pieces().SelectMany((piece, p) => RecordingReplay.Run(pipeline, piece).Decisions.Select(decision => decision with { Reading = decision.Reading + starts[p] }))];
        IReadOnlyList<StateDecision> decisions = RecordingReplay.Run(pipeline, cut).Decisions;

        Assert.IsGreaterThan(100, expected.Length);
        Assert.AreSequenceEqual(expected.Select(decision => (decision.Reading, decision.State)), decisions.Select(decision => (decision.Reading, decision.State)));
    }

    [TestMethod]
    public void Run_SimulatedMachine_FindsEveryFault()
    {
        var pipeline = Pipeline.Load(Vibration.File);
        StateTimeline[] timelines = [.. Vibration.Replay(pipeline).Recordings.Select(recording => RecordingReplay.Run(pipeline, recording))];

        var score = TimelineScore.Of(timelines, 4);

        Assert.HasCount(6, score.Detections);
        Assert.AreEqual(0, score.Missed);
        Assert.IsLessThan(3, score.LongestDelaySeconds);
        Assert.IsGreaterThan(0.85, score.ShareRight);
    }

    [TestMethod]
    public void Run_OtherChannels_SaysBothNumbers()
    {
        var pipeline = Pipeline.Load(Vibration.File);
        var recording = new Recording("r", "f", [[1, 2], [1, 2]], [-1, -1], new Dictionary<string, string>());

        ShapeException e = Assert.ThrowsExactly<ShapeException>(() => RecordingReplay.Run(pipeline, recording));

        Assert.AreEqual("The recording 'r' has 2 channels; the model takes 3.", e.Message);
    }
}

/// <summary>The model of <c>models/vibration</c> and the recordings whose state changes.</summary>
internal static class Vibration
{
    public static string Folder => TestData.ModelFolder("vibration");

    public static string ModelPath => Path.Combine(Folder, "vibration.edgenet");

    public static string ReplayPath => Path.Combine(Folder, "replay.csv");

    public static byte[] File => System.IO.File.ReadAllBytes(ModelPath);

    public static RecordingSet Replay(Pipeline pipeline) => RecordingReader.ReadCsv(ReplayPath, new RecordingColumns
    {
        Channels = pipeline.Settings.Channels,
        CountsPerUnit = pipeline.Settings.CountsPerUnit,
        Label = "label",
        ClassNames = [.. Enumerable.Range(0, pipeline.Predictor.LabelCount).Select(pipeline.Predictor.LabelOf)],
    });
}
