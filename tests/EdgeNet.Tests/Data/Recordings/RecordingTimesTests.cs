using System.Globalization;
using EdgeNet.Files;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Tests.Data.Recordings;

/// <summary>The times of recordings: their rate, their order, and the gaps that windows must not straddle.</summary>
[TestClass]
public class RecordingTimesTests
{
    private static readonly RecordingColumns Columns = new()
    {
        Channels = ["x"],
        CountsPerUnit = [1],
        RateHertz = 50,
        Time = "t",
    };

    [TestMethod]
    [DataRow(TimeUnit.Seconds, 0.02, 0)]
    [DataRow(TimeUnit.Milliseconds, 20, 5)]
    [DataRow(TimeUnit.Microseconds, 20_000, 1.7e15)] // the time of day, beyond single precision
    internal void ReadCsv_TimesOfTheRate_AreOnePiece(TimeUnit unit, double step, double first) =>
        CollectionAssert.AreEqual((int[])[0], Read(Rows(100, i => first + (step * i)), Columns with { TimeUnit = unit }).Starts.ToArray());

    [TestMethod]
    public void ReadCsv_JitterAndEqualTimes_AreOnePiece()
    {
        var random = new Random(1);
        Assert.HasCount(1, Read(Rows(200, i => (0.02 * i) + (0.005 * random.NextDouble())), Columns).Starts);
        Assert.HasCount(1, Read(Rows(200, i => Math.Floor(2.5 * i)), Columns with { RateHertz = 400, TimeUnit = TimeUnit.Milliseconds }).Starts);
        Assert.HasCount(1, Read(Rows(2, _ => 7), Columns).Starts);
        Assert.HasCount(1, Read("t,x\n3,1\n", Columns).Starts);
    }

    [TestMethod]
    [DataRow(1.49, 1)]
    [DataRow(1.51, 2)]
    [DataRow(2, 2)]
    [DataRow(3000, 2)] // a minute: no part of the rate
    public void ReadCsv_StepOfSomePeriods_IsAGapFromOneAndAHalfOn(double periods, int pieces)
    {
        Recording recording = Read(Rows(100, i => 0.02 * (i + (i >= 40 ? periods - 1 : 0))), Columns);

        Assert.HasCount(pieces, recording.Starts);
        Assert.AreEqual(pieces == 1 ? 0 : 40, recording.Starts[^1]);
    }

    [TestMethod]
    public void Pieces_TwoGaps_AreThreeRecordingsWithTheirReadings()
    {
        Recording recording = Read(Rows(10, i => (0.02 * i) + (i >= 4 ? 1 : 0) + (i >= 9 ? 1 : 0)), Columns);
        IReadOnlyList<Recording> pieces = recording.Pieces();

        CollectionAssert.AreEqual((int[])[0, 4, 9], recording.Starts.ToArray());
        CollectionAssert.AreEqual((string[])["d piece 1", "d piece 2", "d piece 3"], pieces.Select(piece => piece.Name).ToArray());
        CollectionAssert.AreEqual((short[])[0, 1, 2, 3], pieces[0].Readings[0]);
        CollectionAssert.AreEqual((short[])[4, 5, 6, 7, 8], pieces[1].Readings[0]);
        CollectionAssert.AreEqual((short[])[9], pieces[2].Readings[0]);
        Recording whole = Read(Rows(10, i => 0.02 * i), Columns);
        Assert.AreSame(whole, whole.Pieces().Single());
    }

    [TestMethod]
    [DataRow(49)]
    [DataRow(51)]
    public void ReadCsv_RateWithinAFewPercent_IsTaken(double rate) =>
        Assert.HasCount(1, Read(Rows(500, i => i / rate), Columns).Starts);

    [TestMethod]
    [DataRow(48, "48")]
    [DataRow(52, "52")]
    [DataRow(25, "25")] // every step is as long as a gap
    [DataRow(1000.0 / 3, "333.333")]
    public void ReadCsv_AnotherRate_IsRefusedWithBoth(double rate, string given) => Assert.AreEqual(
        $"d.csv, line 2, column 1 ('t'): the file has {given} readings a second by its times in seconds, and the model is for 50; record at that rate, train for the other, or correct the unit.",
        MessageOf(Rows(500, i => i / rate), Columns));

    [TestMethod]
    public void ReadCsv_AnotherUnitOrNoTimeAtAll_IsRefused()
    {
        Assert.Contains("has 0.05 readings a second by its times in seconds", MessageOf(Rows(100, i => 20 * i), Columns));
        Assert.Contains("has 50000 readings a second by its times in milliseconds", MessageOf(Rows(100, i => 0.02 * i), Columns with { TimeUnit = TimeUnit.Milliseconds }));
        Assert.Contains("has readings at one and the same time", MessageOf(Rows(100, _ => 7), Columns));
    }

    [TestMethod]
    [DataRow(0.5)]
    [DataRow(1.25)]
    public void ReadCsv_CoarseClockThatKeepsToTheGrid_IsOnePiece(double period) => Assert.HasCount(
        1, Read(Rows(500, i => Math.Floor(period * i)), Columns with { RateHertz = 1000 / period, TimeUnit = TimeUnit.Milliseconds }).Starts);

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.3)]
    [DataRow(0.6)]
    public void ReadCsv_LostReadingAmongJitter_IsAGapAtItsPlace(double jitter)
    {
        var random = new Random(3);
        IReadOnlyList<int> starts = Read(Rows(500, i => 0.02 * (i + (i >= 200 ? 1 : 0) + (jitter * (random.NextDouble() - 0.5)))), Columns).Starts;
        Assert.HasCount(2, starts);
        Assert.AreEqual(200, starts[1]);
    }

    [TestMethod]
    public void ReadCsv_TimesOfWholeBursts_AreSaidToStandStill() => Assert.StartsWith(
        "d.csv, line 2, column 1 ('t'): the times of the file stand still and jump, ",
        Assert.ThrowsExactly<InputException>(() => Read(Rows(300, i => 0.64 * (i / 32)), Columns)).Message);

    [TestMethod]
    public void ReadCsv_ClockThatIsTooCoarse_IsSaidToBe() => Assert.AreEqual(
        "d.csv, line 2, column 1 ('t'): the times of the file stand still and jump, so that lost readings cannot be told from a coarse clock; take a column of a finer one, or none.",
        MessageOf(Rows(500, i => 0.02 * ((0.5 * (i % 40)) + (40 * Math.Floor(i / 40.0)))), Columns));

    [TestMethod]
    public void ReadCsv_CounterThatIsFullTwice_GoesOn()
    {
        Recording recording = Read(Rows(9000, i => (60_000 + (20L * i)) % 65_536), Columns with { TimeUnit = TimeUnit.Milliseconds });
        Assert.HasCount(1, recording.Starts);
        Assert.AreEqual("in line 279, with '4' after '65520'", recording.Wrap);
    }

    [TestMethod]
    public void ReadCsv_RateOfTheSecondRecording_IsSaidOfIt()
    {
        string rows = "recording,t,x\n" + string.Concat(Enumerable.Range(0, 100).Select(i => Line($"a,{0.02 * i:F3},1")))
            + string.Concat(Enumerable.Range(0, 100).Select(i => Line($"b,{0.01 * i:F3},1")));
        Assert.StartsWith("d.csv, line 102, column 2 ('t'): the recording 'b' has 100 readings a second", MessageOf(rows, Columns));
    }

    [TestMethod]
    [DataRow("t,x\n0,1\n0.02,1\n0.01,1\n", "d.csv, line 4, column 1 ('t'): '0.01' comes after '0.02' in the file; rows stand in the order of time. Sort them, or tell recordings apart by a column.")]
    [DataRow("recording,t,x\na,0.02,1\nb,0,1\nb,-1,1\n", "d.csv, line 4, column 2 ('t'): '-1' comes after '0' in the recording 'b'; rows stand in the order of time. Sort them, or tell recordings apart by a column.")]
    [DataRow("t,x\n0,1\n,1\n", "d.csv, line 3, column 1 ('t'): the cell is empty; fill it in or remove the row.")]
    [DataRow("t,x\n0,1\n12:00,1\n", "d.csv, line 3, column 1 ('t'): '12:00' is no number; write it like 0.25, or leave the column out.")]
    [DataRow("t,x\n0,1\nInfinity,1\n", "d.csv, line 3, column 1 ('t'): 'Infinity' is not a finite number; remove the row or correct it.")]
    [DataRow("x\n0\n", "d.csv, line 1: no column is called 't'; there is x.")]
    public void ReadCsv_TimesThatCannotBeUsed_AreSaidWithTheirPlace(string text, string message) => Assert.AreEqual(message, MessageOf(text, Columns));

    [TestMethod]
    public void ReadCsv_NoNamedColumn_LooksAtTheTimesOfCaptureAlone()
    {
        RecordingColumns unnamed = Columns with { Time = null };
        Assert.HasCount(1, Read("t,x\n0,1\n7,1\n3,1\n", unnamed).Starts);
        Assert.HasCount(2, Read("t,x,counts_per_g\n0,1,1\n7,1,1\n", unnamed).Starts);
        Assert.HasCount(1, Read("x,counts_per_g\n0,1\n7,1\n", unnamed).Starts);
        Assert.HasCount(1, Read("t,x,counts_per_g\n0,1,1\n7,1,1\n", unnamed with { RateHertz = null }).Starts);
    }

    [TestMethod]
    [DataRow(new int[0])]
    [DataRow(new[] { 1 })]
    [DataRow(new[] { 0, 2, 2 })]
    [DataRow(new[] { 0, 3 })]
    public void Recording_PiecesThatAreNone_AreRefused(int[] starts) =>
        Assert.ThrowsExactly<ShapeException>(() => new Recording("a", "a.csv", [[1, 2, 3]], [0, 0, 0], new Dictionary<string, string>(), starts));

    private static string Rows(int count, Func<int, double> time) =>
        "t,x\n" + string.Concat(Enumerable.Range(0, count).Select(i => Line($"{time(i):R},{i}")));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture) + "\n";

    private static string MessageOf(string text, RecordingColumns columns) => Assert.ThrowsExactly<InputException>(() => Read(text, columns)).Message;

    private static Recording Read(string text, RecordingColumns columns)
    {
        using var folder = new TemporaryFolder();
        return RecordingReader.ReadCsv(folder.Write("d.csv", text), columns).Recordings[^1];
    }
}
