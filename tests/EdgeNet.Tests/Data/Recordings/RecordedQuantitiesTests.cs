using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Tests.Data.Recordings;

/// <summary>Windows of recordings whose readings have quantities in place of classes.</summary>
[TestClass]
public class RecordedQuantitiesTests
{
    private static readonly RecordingColumns Columns = new() { Channels = ["x"], CountsPerUnit = [1], Targets = ["a", "b"] };

    [TestMethod]
    public void Cut_Targets_AreTheMeansOfWindowsThatKnowEveryReading()
    {
        RecordingSet set = Read("recording,x,a,b\n" + Rows("r", 7, i => $"{i * i}", i => $"{-i}") + Rows("s", 4, i => i == 1 ? string.Empty : "3", _ => "0.5") + Rows("t", 4, _ => "2", _ => "1e-3"));
        Dataset windows = RecordedWindows.Cut(set, Settings(window: 4, stride: 2));

        CollectionAssert.AreEqual((string[])["a", "b"], windows.TargetNames.ToArray());
        Assert.IsEmpty(windows.ClassNames);
        CollectionAssert.AreEqual((float[])[(0 + 1 + 4 + 9) / 4f, (4 + 9 + 16 + 25) / 4f, 2], windows.Labels.Row(0).ToArray());
        CollectionAssert.AreEqual((float[])[-1.5f, -3.5f, 1e-3f], windows.Labels.Row(1).ToArray());
        CollectionAssert.AreEqual((int[])[0, 0, 2], windows.Groups!.ToArray());
        CollectionAssert.AreEqual((int[])[0, 2, 0], windows.Windows!.Select(window => window.Start).ToArray());
        CollectionAssert.AreEqual((string[])["d.csv: 1 of 4 windows is left out, because a reading in them has no number for 'a' or 'b'."], windows.Origin.Warnings.ToArray());
    }

    [TestMethod]
    public void Cut_AnEmptyCell_LeavesOutEveryWindowWithItAndNoOther()
    {
        for (int empty = 0; empty < 12; empty++)
        {
            RecordingSet set = Read("recording,x,a,b\n" + Rows("r", 12, i => i == empty ? string.Empty : "1", _ => "2"));
            int[] starts = [.. RecordedWindows.Cut(set, Settings(window: 3, stride: 1)).Windows!.Select(window => window.Start)];
            CollectionAssert.AreEqual(Enumerable.Range(0, 10).Where(start => empty < start || empty >= start + 3).ToArray(), starts);
        }
    }

    [TestMethod]
    public void Recut_OtherWindows_KeepTheTargets()
    {
        Dataset windows = RecordedWindows.Cut(Read("recording,x,a,b\n" + Rows("r", 12, i => $"{i}", _ => "2")), Settings(window: 4, stride: 4));
        Dataset recut = RecordedWindows.Recut(windows, new StreamOptions { RateHertz = 50, Window = 6, Channels = ["x"] });

        CollectionAssert.AreEqual((float[])[2.5f, 8.5f], recut.Labels.Row(0).ToArray());
        CollectionAssert.AreEqual((string[])["a", "b"], recut.TargetNames.ToArray());
    }

    [TestMethod]
    public void Pieces_OfARecordingWithAGap_HaveTheirOwnTargets()
    {
        var recording = new Recording("r", "r.csv", [[1, 2, 3, 4, 5]], [-1, -1, -1, -1, -1], new Dictionary<string, string>(), [0, 2]) { Targets = [[1, 2, 3, 4, 5]] };
        CollectionAssert.AreEqual((float[])[3, 4, 5], recording.Pieces()[1].Targets[0]);
        Assert.AreEqual(4, recording.Pieces()[1].MeanTarget(0, 0, 3));
    }

    [TestMethod]
    [DataRow("r,1,fast,0\n", "d.csv, line 2, column 3 ('a'): 'fast' is no number; write it like 0.25, or leave the column out.")]
    [DataRow("r,1,1,0\nr,1,NaN,0\n", "d.csv, line 3, column 3 ('a'): 'NaN' is not a finite number; remove the row or correct it.")]
    [DataRow("r,1,1,-0.5\n", "d.csv, line 2, column 4 ('b'): the target -0.5 is below 0, which a ReLU output never is; correct the cell, or choose \"output\": \"linear\".")]
    public void ReadCsv_CellThatIsNoTarget_IsRefused(string rows, string message) => Assert.AreEqual(
        message, Assert.ThrowsExactly<InputException>(() => Read("recording,x,a,b\n" + rows, Columns with { HasNegativeTargets = false })).Message);

    [TestMethod]
    public void ReadCsv_NoColumnOfATarget_IsRefusedUnlessItMayLack()
    {
        const string Text = "recording,x,a\nr,1,2\nr,2,3\n";
        Assert.Contains("'b'", Assert.ThrowsExactly<InputException>(() => Read(Text)).Message);
        Recording recording = Read(Text, Columns with { MayLackLabel = true }).Recordings[0];
        CollectionAssert.AreEqual((float[])[2, 3], recording.Targets[0]);
        CollectionAssert.AreEqual((float[])[float.NaN, float.NaN], recording.Targets[1]);
    }

    [TestMethod]
    public void Cut_NotOneWindowWithTargets_SaysWhy() => Assert.AreEqual(
        "d.csv: no stretch in which each reading has 'a', 'b' is as long as a window, 4 readings; add longer recordings, or fill in the cells.",
        Assert.ThrowsExactly<InputException>(() => RecordedWindows.Cut(Read("recording,x,a,b\n" + Rows("r", 9, i => i % 3 == 0 ? string.Empty : "1", _ => "2")), Settings(4, 1))).Message);

    private static string Rows(string name, int count, Func<int, string> a, Func<int, string> b) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"{name},{i},{a(i)},{b(i)}\n"));

    private static RecordingSet Read(string text, RecordingColumns? columns = null)
    {
        using var folder = new TemporaryFolder();
        return RecordingReader.ReadCsv(folder.Write("d.csv", text), columns ?? Columns);
    }

    private static StreamSettings Settings(int window, int stride) =>
        new StreamOptions { RateHertz = 50, Window = window, Stride = stride, Channels = ["x"] }.ToSettings(new DecisionRules(0, 0));
}
