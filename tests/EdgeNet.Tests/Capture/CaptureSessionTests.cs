using EdgeNet.Capture;
using EdgeNet.Cli;
using EdgeNet.Files;

namespace EdgeNet.Tests.Capture;

/// <summary>What a capture makes of given bytes at given times; nothing waits.</summary>
[TestClass]
public sealed class CaptureSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    private string OutputPath => _folder.Combine("out.csv");

    private string[] Rows => File.ReadAllLines(OutputPath);

    [TestMethod]
    public void Run_SixtySeconds_EndsOnTimeAndMeasuresTheRate()
    {
        CaptureResult result = Run(60, LoggerLines.Header, Steady(first: 700, seconds: 70, perSecond: 100));

        Assert.AreEqual(CaptureEnd.Complete, result.End);
        Assert.AreEqual((6010L, 1, 0L, 0L), (result.Readings, result.Recordings, result.LostLines, result.DamagedLines));
        Assert.AreEqual(60, result.ElapsedSeconds, 0.11);
        Assert.AreEqual(100, result.MeasuredRateHz, 0.01);
        Assert.IsFalse(result.IsRateWrong);
        Assert.AreEqual("shaking-20260504-030201-1,0,700,-27260,-700,8192,shaking", Rows[1]);
        Assert.AreEqual("shaking-20260504-030201-1,60.09,6709,-21125,-6709,8192,shaking", Rows[^1]);
    }

    [TestMethod]
    [DataRow(97, true)]
    [DataRow(99, false)]
    [DataRow(101, false)]
    [DataRow(103, true)]
    public void Run_RateOfTheClock_IsComparedWithTheDeclaredOne(int perSecond, bool isWrong)
    {
        CaptureResult result = Run(10, LoggerLines.Header, [.. Enumerable.Range(0, 30).Select(s => (1.0, LoggerLines.Readings(s * perSecond, perSecond)))]);
        Assert.AreEqual(perSecond, result.MeasuredRateHz, 1e-9);
        Assert.AreEqual(isWrong, result.IsRateWrong);
    }

    [TestMethod]
    public void Run_ReadingsThatHadWaited_DoNotFalsifyTheRate()
    {
        CaptureResult result = Run(10, [.. LoggerLines.Header, .. LoggerLines.Readings(0, 900)], Steady(first: 900, seconds: 20, perSecond: 100));
        Assert.AreEqual(100, result.MeasuredRateHz, 0.01);
    }

    [TestMethod]
    public void Run_TooShortToMeasure_SaysNothingOfTheRate()
    {
        CaptureResult result = Run(1, LoggerLines.Header, Steady(first: 0, seconds: 2, perSecond: 300));
        Assert.IsTrue(double.IsNaN(result.MeasuredRateHz));
        Assert.IsFalse(result.IsRateWrong);
    }

    [TestMethod]
    public void Run_GapAndRestart_BeginNewRecordings()
    {
        CaptureResult result = Run(
            60,
            [.. LoggerLines.Header, .. LoggerLines.Readings(5, 2), .. LoggerLines.Readings(10, 1), .. LoggerLines.Header, .. LoggerLines.Readings(0, 2)]);

        Assert.AreEqual((5L, 3, 3L, 1), (result.Readings, result.Recordings, result.LostLines, result.Restarts));
        CollectionAssert.AreEqual(
            (string[])["recording,t", "shaking-20260504-030201-1,0", "shaking-20260504-030201-1,0.01", "shaking-20260504-030201-2,0", "shaking-20260504-030201-3,0", "shaking-20260504-030201-3,0.01"],
            Rows.Select(row => string.Join(',', row.Split(',')[..2])).ToArray());
    }

    [TestMethod]
    public void Run_DamagedLine_IsCountedAndSplitsTheRecording()
    {
        byte[] damaged = LoggerLines.Reading(1);
        damaged[4] ^= 1;
        CaptureResult result = Run(60, [.. LoggerLines.Header, .. LoggerLines.Reading(0), .. damaged, .. LoggerLines.Reading(2)]);
        Assert.AreEqual((2L, 2, 1L, 1L), (result.Readings, result.Recordings, result.LostLines, result.DamagedLines));
    }

    [TestMethod]
    public void Run_LineWithoutEnd_TakesNoMemoryAndIsOneDamagedLine()
    {
        byte[] noise = new byte[60_000];
        Array.Fill(noise, (byte)'7');
        (double, byte[])[] pieces = [.. Enumerable.Range(0, 100).Select(_ => (0.01, noise)), (0.01, [(byte)'\n', .. LoggerLines.Reading(0)])];
        CaptureResult result = Run(60, LoggerLines.Header, pieces);
        Assert.AreEqual((1L, 1L), (result.Readings, result.DamagedLines));
    }

    [TestMethod]
    public void Run_BeginsInTheMiddleOfALine_WaitsForTheHeader()
    {
        byte[] stream = [.. LoggerLines.Readings(0, 3)[7..], .. LoggerLines.Header, .. LoggerLines.Reading(3)];
        CaptureResult result = Run(60, stream);
        Assert.AreEqual((1L, 0L, 0L), (result.Readings, result.LostLines, result.DamagedLines));
        Assert.HasCount(2, Rows);
    }

    [TestMethod]
    public void Run_NothingForFiveSeconds_EndsSilentWithWhatCame()
    {
        CaptureResult result = Run(60, endsUnplugged: false, CancellationToken.None, (0.1, [.. LoggerLines.Header, .. LoggerLines.Readings(0, 9)]));
        Assert.AreEqual((CaptureEnd.Silent, 9L), (result.End, result.Readings));
        Assert.HasCount(10, Rows);
    }

    [TestMethod]
    [DataRow("headers")]
    [DataRow("damaged readings")]
    [DataRow("comments")]
    [DataRow("readings of another number of channels")]
    [DataRow("a line without an end")]
    [DataRow("noise")]
    public void Run_HeaderAndNoReading_EndsByItself(string what)
    {
        byte[] damaged = LoggerLines.Reading(3);
        damaged[^2] ^= 1;
        byte[] noise = new byte[60_000];
        new Random(11).NextBytes(noise);
        byte[] piece = what switch
        {
            "headers" => LoggerLines.Header,
            "damaged readings" => [.. LoggerLines.Header, .. damaged],
            "comments" => "# nothing to say\n"u8.ToArray(),
            "readings of another number of channels" => "@0,1*EB56\n"u8.ToArray(),
            "noise" => noise,
            _ => Enumerable.Repeat((byte)'@', 60_000).ToArray(),
        };
        CaptureResult result = Run(60, endsUnplugged: false, CancellationToken.None, [(0.1, LoggerLines.Header), .. Enumerable.Repeat((0.5, piece), 100)]);

        Assert.AreEqual((CaptureEnd.NoReadings, 0L), (result.End, result.Readings));
        Assert.AreEqual(0.1 + CaptureSession.SilenceSeconds, _time.GetElapsedTime(0).TotalSeconds, 0.01);
    }

    [TestMethod]
    public void Run_SensorFallsSilentInTheMiddle_EndsWithWhatCame()
    {
        (double, byte[])[] pieces = [(0.1, [.. LoggerLines.Header, .. LoggerLines.Readings(0, 9)]), .. Enumerable.Repeat((1.0, LoggerLines.Header), 100)];
        CaptureResult result = Run(60, endsUnplugged: false, CancellationToken.None, pieces);
        Assert.AreEqual((CaptureEnd.NoReadings, 9L), (result.End, result.Readings));
        Assert.HasCount(10, Rows);
    }

    [TestMethod]
    public void Run_ProcessWasHeldUp_TakesWhatWaited()
    {
        CaptureResult result = Run(60, LoggerLines.Header, (20, LoggerLines.Readings(0, 9)), (20, LoggerLines.Readings(9, 9)));
        Assert.AreEqual((CaptureEnd.Unplugged, 18L, 0L), (result.End, result.Readings, result.LostLines));
    }

    [TestMethod]
    public void FaultOf_NoReadings_AsksForTheSensorAndNamesDamage()
    {
        var result = new CaptureResult((LoggerHeader?)null) { End = CaptureEnd.NoReadings };
        Assert.AreEqual("COM3: header lines come and no reading; does the sensor answer?", CaptureCommand.FaultOf(result, "COM3"));
        Assert.AreEqual(
            "COM3: header lines come and no reading; does the sensor answer? 1,200 lines came damaged: check the cable, and --baud. What came is kept; the same command appends to it.",
            CaptureCommand.FaultOf(result with { DamagedLines = 1200, Readings = 3 }, "COM3"));
        Assert.IsNull(CaptureCommand.FaultOf(result with { End = CaptureEnd.Complete }, "COM3"));
    }

    [TestMethod]
    public void Run_Cancelled_KeepsWhatCame()
    {
        using var cancellation = new CancellationTokenSource();
        byte[] stream = [.. LoggerLines.Header, .. LoggerLines.Readings(0, 9)];
        var options = new CaptureOptions("/dev/ttyTEST", "shaking", 60, OutputPath);
        using var source = new ScriptedSource(_time, endsUnplugged: false, (0.1, stream), (0.1, LoggerLines.Reading(9)));
        CaptureResult result;
        using (RecordingFile file = RecordingFile.Open(OutputPath))
        {
            result = new CaptureSession(options, file, _ => cancellation.Cancel(), _time).Run(source, cancellation.Token);
        }

        Assert.AreEqual((CaptureEnd.Cancelled, 9L), (result.End, result.Readings));
        Assert.HasCount(10, Rows);
    }

    [TestMethod]
    public void Run_NothingAtAll_SaysWhatToCheckAndLeavesNoFile()
    {
        InputException fault = Assert.ThrowsExactly<InputException>(() => Run(60, endsUnplugged: false, CancellationToken.None));
        Assert.AreEqual("/dev/ttyTEST: nothing came in 5 s; is SensorLogger running, and its transmit pin connected to RX?", fault.Message);
        Assert.IsEmpty(_folder.FileNames);
    }

    [TestMethod]
    public void Run_NoiseOfAWrongBaudRate_SaysSo()
    {
        byte[] noise = new byte[1000];
        new Random(4).NextBytes(noise);
        InputException fault = Assert.ThrowsExactly<InputException>(
            () => Run(60, endsUnplugged: false, CancellationToken.None, [.. Enumerable.Repeat((0.1, noise), 100)]));
        Assert.MatchesRegex("^/dev/ttyTEST: [0-9,]+ bytes came in 5 s at 115200 baud, and no header line of a sensor logger; check --baud, ", fault.Message);
        Assert.IsEmpty(_folder.FileNames);
    }

    [TestMethod]
    public void Run_AnotherRateThanAsked_IsRefusedWithBoth()
    {
        var options = new CaptureOptions("/dev/ttyTEST", "shaking", 60, OutputPath) { RateHz = 50 };
        using var source = new ScriptedSource(_time, endsUnplugged: true, (0.1, LoggerLines.Header));
        using (RecordingFile file = RecordingFile.Open(OutputPath))
        {
            InputException fault = Assert.ThrowsExactly<InputException>(() => new CaptureSession(options, file, _ => { }, _time).Run(source, CancellationToken.None));
            Assert.StartsWith("/dev/ttyTEST: the logger gives 100 readings a second; 50 are asked for.", fault.Message);
        }

        Assert.IsEmpty(_folder.FileNames);
    }

    [TestMethod]
    public void Run_LoggerThatChanges_EndsWithWhatCame()
    {
        InputException fault = Assert.ThrowsExactly<InputException>(
            () => Run(60, [.. LoggerLines.Header, .. LoggerLines.Readings(0, 3), .. LoggerLines.Make(rateHz: 50).Header, .. LoggerLines.Readings(0, 3)]));
        Assert.AreEqual(
            $"/dev/ttyTEST: the logger has changed: it said 100 Hz, x, y, z, 8192 counts per g, and now 50 Hz, x, y, z, 8192 counts per g. 3 readings are kept in {OutputPath}.",
            fault.Message);
        Assert.HasCount(4, Rows);
    }

    public void Dispose() => _folder.Dispose();

    private static (double, byte[])[] Steady(int first, int seconds, int perSecond) =>
        [.. Enumerable.Range(0, seconds * 10).Select(tenth => (0.1, LoggerLines.Readings(first + (tenth * perSecond / 10), perSecond / 10)))];

    private CaptureResult Run(int seconds, byte[] first, params (double, byte[])[] pieces) =>
        Run(seconds, endsUnplugged: true, CancellationToken.None, [(0, first), .. pieces]);

    private CaptureResult Run(int seconds, bool endsUnplugged, CancellationToken cancellation, params (double, byte[])[] pieces)
    {
        var options = new CaptureOptions("/dev/ttyTEST", "shaking", seconds, OutputPath);
        using var source = new ScriptedSource(_time, endsUnplugged, pieces);
        using RecordingFile file = RecordingFile.Open(OutputPath);
        return new CaptureSession(options, file, _ => { }, _time).Run(source, cancellation);
    }
}
