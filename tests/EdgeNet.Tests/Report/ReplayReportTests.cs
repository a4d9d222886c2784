using System.Xml.Linq;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Report;
using EdgeNet.Tests.Experiments;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Report;

[TestClass]
public class ReplayReportTests
{
    [TestMethod]
    public void Write_Replay_DrawsEveryRecordingWithItsDelays()
    {
        ReplaySource source = SourceOf("faults");
        byte[] page = ReplayReport.Write(source);
        XElement root = Reports.Parse(page);

        CollectionAssert.AreEqual((string[])["replay", "timelines"], Reports.SectionsOf(root));
        XElement timelines = Reports.SectionOf(root, "timelines");
        Assert.AreSequenceEqual(["p1", "p2"], timelines.Descendants("figcaption").Select(caption => caption.Value));
        StateDetection first = TimelineScore.Of(source.Timelines, 4).Detections[0];
        Assert.Contains(FormattableString.Invariant($"Found: imbalance at 12.0 s after {first.DelaySeconds:F2} s; normal at 24.0 s after "), timelines.Value);
        Assert.AreSequenceEqual(
            ["normal", "imbalance", "looseness", "bearing"], timelines.Descendants("ul").First().Elements("li").Select(item => item.Value));
        Assert.AreSequenceEqual(["all", "p1", "p2"], Reports.SectionOf(root, "replay").Descendants("tbody").Single().Descendants("th").Select(row => row.Value));
        CollectionAssert.AreEqual(page, ReplayReport.Write(SourceOf("faults")), "The same replay gives the same bytes.");
    }

    [TestMethod]
    public void Write_ManyRecordings_DrawsTheFirstAndSaysSo()
    {
        ReplaySource one = SourceOf("faults");
        var source = one with { Timelines = [.. Enumerable.Range(0, 30).Select(_ => one.Timelines[0])] };

        XElement root = Reports.Parse(ReplayReport.Write(source));

        Assert.HasCount(ReplayReport.MaxDrawn, root.Descendants("svg").ToArray());
        Assert.Contains("The first 12 of 30 recordings.", root.Value);
    }

    [TestMethod]
    [DataRow("faults", 390, false)]
    [DataRow("faults", 390, true)]
    [DataRow("faults", 1280, false)]
    [DataRow("faults", 1280, true)]
    [DataRow("alarms", 390, true)]
    [DataRow("alarms", 1280, false)]
    [DataRow("unlabelled", 390, false)]
    public void Page_InChromium_FitsAndSaysNothing(string replay, int width, bool isDark)
    {
        Browser browser = Browser.FindOrSkip();
        using var folder = new TemporaryFolder();
        browser.AssertFits(folder.Combine("replay.html"), ReplayReport.Write(SourceOf(replay)), width, isDark);
    }

    // The faults of models/vibration; the same with states that flicker; and without the truth.
    private static ReplaySource SourceOf(string replay)
    {
        var pipeline = Pipeline.Load(Vibration.File);
        StateTimeline[] timelines = [.. Vibration.Replay(pipeline).Recordings.Select(recording => RecordingReplay.Run(pipeline, recording))];
        return new ReplaySource(pipeline.Predictor, pipeline.Settings, "replay.csv", [.. timelines.Select(Change)]);

        StateTimeline Change(StateTimeline timeline) => replay switch
        {
            "alarms" => new StateTimeline(
                new string('W', 70), timeline.RateHertz, timeline.Truth, [.. timeline.Decisions.Select((each, i) => each with { State = i / 5 % 4 })]),
            "unlabelled" => new StateTimeline(timeline.Name, timeline.RateHertz, [.. timeline.Truth.Select(_ => -1)], timeline.Decisions),
            _ => timeline,
        };
    }
}
