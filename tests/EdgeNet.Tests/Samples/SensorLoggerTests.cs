using System.Globalization;
using System.Text;
using SensorLogger;

namespace EdgeNet.Tests.Samples;

/// <summary>The logger for the ESP32, compiled for the host against a sensor and a clock made for the test.</summary>
[TestClass]
public class SensorLoggerTests
{
    [TestMethod]
    public void Crc16_CheckValueOfTheCatalogue_IsThat() => Assert.AreEqual(0x29B1, Crc16.Of("123456789"u8.ToArray(), 9));

    [TestMethod]
    public void Crc16_EveryLength_IsThatOfThePlainTwin()
    {
        byte[] bytes = new byte[256];
        new Random(1).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.AreEqual(EdgeNet.Capture.LoggerLine.Check(bytes.AsSpan(0, length)), Crc16.Of(bytes, length));
        }
    }

    [TestMethod]
    [DataRow(new int[] { 0, 0, 0 })]
    [DataRow(new int[] { -32768, 32767, -1 })]
    [DataRow(new int[] { int.MinValue, int.MaxValue, 10 })]
    public void Reading_Counts_AreWrittenInDecimal(int[] counts)
    {
        LineFormat lines = Capture.LoggerLines.Make();
        int length = lines.Reading(int.MaxValue, counts);
        string line = Encoding.ASCII.GetString(lines.Buffer, 0, length);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"@2147483647,{counts[0]},{counts[1]},{counts[2]}*"), line);
        Assert.EndsWith("\n", line);
        Assert.IsLessThanOrEqualTo(LineFormat.LongestReadingBytes, lines.Reading(int.MaxValue, [-32768, -32768, -32768]));
    }

    [TestMethod]
    public void Lines_RandomCounts_AreReadBackByCapture()
    {
        var random = new Random(2);
        LineFormat lines = Capture.LoggerLines.Make(rateHz: 250, scale: 2048);
        EdgeNet.Capture.LoggerHeader? header = EdgeNet.Capture.LoggerLine.ReadHeader(lines.Header.AsSpan()[..^1]);
        Assert.AreEqual(new EdgeNet.Capture.LoggerHeader(250, 2048, "g", ["x", "y", "z"]), header);
        int[] read = new int[3];
        for (int r = 0; r < 10_000; r++)
        {
            int[] counts = [random.Next(-32768, 32768), random.Next(int.MinValue, int.MaxValue), random.Next(-5, 6)];
            int sequence = random.Next();
            int length = lines.Reading(sequence, counts);
            Assert.IsTrue(EdgeNet.Capture.LoggerLine.TryReadReading(lines.Buffer.AsSpan(0, length - 1), read, out int readSequence));
            Assert.AreEqual(sequence, readSequence);
            CollectionAssert.AreEqual(counts, read);
        }
    }

    [TestMethod]
    public void Reading_AfterTheFirst_AllocatesNothing()
    {
        LineFormat lines = Capture.LoggerLines.Make();
        int[] counts = [1, -20000, 3];
        int length = lines.Reading(0, counts);
        long allocated = Allocations.Least(() =>
        {
            for (int sequence = 1; sequence <= 1000; sequence++)
            {
                length = lines.Reading(sequence, counts);
            }
        });

        Assert.AreEqual(0, allocated);
        Assert.StartsWith("@1000,1,-20000,3*", Encoding.ASCII.GetString(lines.Buffer, 0, length));
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(100)]
    [DataRow(250)]
    public void Deadlines_AlwaysLate_DoNotDrift(int rateHz)
    {
        var random = new Random(3);
        var deadlines = new ReadingDeadlines(rateHz, 5_000_000);
        long now = 5_000_000;
        for (int r = 0; r < 100_000; r++)
        {
            deadlines.Advance(now);
            Assert.AreEqual(r, deadlines.Sequence);
            Assert.AreEqual(5_000_000 + (r * 1_000_000L / rateHz), deadlines.DueMicroseconds);
            now = deadlines.DueMicroseconds + random.Next(1_000_000 / rateHz); // never as late as the next one
        }
    }

    [TestMethod]
    public void Deadlines_LateByPeriods_LeaveOutWhatIsOver()
    {
        var deadlines = new ReadingDeadlines(100, 0);
        deadlines.Advance(0);
        deadlines.Advance(45_678);
        Assert.AreEqual((4, 40_000L), (deadlines.Sequence, deadlines.DueMicroseconds));
        deadlines.Advance(49_999);
        Assert.AreEqual((5, 50_000L), (deadlines.Sequence, deadlines.DueMicroseconds));
        deadlines.Advance(70_000);
        Assert.AreEqual((7, 70_000L), (deadlines.Sequence, deadlines.DueMicroseconds));
    }

    [TestMethod]
    public void Deadlines_AfterTheLastNumber_BeginAtNoughtAgain()
    {
        var deadlines = new ReadingDeadlines(1000, 0);
        deadlines.Advance((int.MaxValue + 3L) * 1000);
        Assert.AreEqual(2, deadlines.Sequence);
    }

    [TestMethod]
    [DataRow("7F-FF-80-00-FF-FF", 32767, -32768, -1)]
    [DataRow("00-01-40-00-C0-00", 1, 16384, -16384)] // register map, register 28: 16384 is 1 g in the range of 2 g
    public void Mpu6050_Decode_IsTwosComplementHighByteFirst(string data, int x, int y, int z)
    {
        int[] counts = new int[3];
        Mpu6050.Decode(Convert.FromHexString(data.Replace("-", string.Empty, StringComparison.Ordinal)), counts);
        CollectionAssert.AreEqual((int[])[x, y, z], counts);
    }

    [TestMethod]
    [DataRow(2, 16384, 0x00)]
    [DataRow(4, 8192, 0x08)]
    [DataRow(8, 4096, 0x10)]
    [DataRow(16, 2048, 0x18)]
    public void Mpu6050_Start_WritesTheRegisters(int range, int counts, int register)
    {
        var board = new Board();
        new Mpu6050(board).Start(range, 100, board);

        Assert.AreEqual(counts, Mpu6050.CountsPerG(range));
        CollectionAssert.AreEqual((string[])["107=128", "sleep 100", "107=1", "25=0", "26=3", FormattableString.Invariant($"28={register}")], board.Events);
    }

    [TestMethod]
    [DataRow(1, 6)]
    [DataRow(50, 4)]
    [DataRow(100, 3)]
    [DataRow(200, 2)]
    public void Mpu6050_Filter_IsUnderHalfOfTheRate(int rateHz, int bits) => Assert.AreEqual(bits, Mpu6050.FilterBits(rateHz));

    [TestMethod]
    public void Mpu6050_AnotherSensor_IsRefusedWithBothNumbers()
    {
        var board = new Board { Identity = 0x70 };
        InvalidOperationException fault = Assert.ThrowsExactly<InvalidOperationException>(() => new Mpu6050(board).Start(4, 100, board));
        Assert.AreEqual("The sensor says that it is 112; an MPU-6050 says 104.", fault.Message);
    }

    [TestMethod]
    public void Mpu6050_NoSensor_SaysWhatToCheck()
    {
        var board = new Board { IsConnected = false };
        InvalidOperationException fault = Assert.ThrowsExactly<InvalidOperationException>(() => new Mpu6050(board).Start(4, 100, board));
        Assert.StartsWith("No sensor answers: check SDA", fault.Message);
    }

    [TestMethod]
    public void Logger_TenSeconds_SendsEveryReadingInTimeAndAHeaderEachSecond()
    {
        var board = new Board { MicrosecondsPerRead = 700, MicrosecondsOfOversleep = 900 };
        Logger logger = Start(board, 100);
        for (int r = 0; r < 1000; r++)
        {
            logger.Step();
        }

        string[] lines = board.Sent.ToString().Split('\n')[..^1];
        Assert.HasCount(1010, lines);
        Assert.AreEqual(10, lines.Count(line => line.StartsWith("#EDGENET1 rate=100 scale=8192/g channels=x,y,z*", StringComparison.Ordinal)));
        Assert.StartsWith("#", lines[0]);
        Assert.AreSequenceEqual(Enumerable.Range(0, 1000).Select(r => $"@{r}"), lines.Where(line => line[0] == '@').Select(line => line.Split(',')[0]));
        for (int r = 0; r < 1000; r++)
        {
            Assert.IsGreaterThanOrEqualTo(Board.StartMicroseconds + (r * 10_000L), board.ReadAt[r]);
            Assert.IsLessThan(Board.StartMicroseconds + (r * 10_000L) + 100, board.ReadAt[r]); // the clock of the test goes on 10 us a look
        }
    }

    [TestMethod]
    public void Logger_SensorUnplugged_LeavesItsNumbersOut()
    {
        var board = new Board();
        Logger logger = Start(board, 100);
        for (int r = 0; r < 10; r++)
        {
            board.IsConnected = r is < 3 or > 5;
            logger.Step();
        }

        string[] numbers = [.. board.Sent.ToString().Split('\n').Where(line => line.StartsWith('@')).Select(line => line[1..].Split(',')[0])];
        Assert.AreSequenceEqual(["0", "1", "2", "6", "7", "8", "9"], numbers);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(251)]
    public void Logger_RateThatDoesNotFit_IsRefused(int rateHz)
    {
        ArgumentOutOfRangeException fault = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Start(new Board(), rateHz));
        Assert.Contains($"The rate must be 1 to 250 Hz; it was given {rateHz}.", fault.Message);
    }

    [TestMethod]
    public void HighestRate_LongestLines_FitTheirBaudRate()
    {
        int header = Capture.LoggerLines.Make(Logger.HighestRateHz, 16384).Header.Length;
        Assert.IsLessThanOrEqualTo(9600, (Logger.HighestRateHz * LineFormat.LongestReadingBytes) + header);
        Assert.IsLessThanOrEqualTo(11_520, (300 * LineFormat.LongestReadingBytes) + header); // what LINES.md says
    }

    [TestMethod]
    public void LinesDocument_Examples_AreWhatTheDeviceWrites()
    {
        string text = File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "firmware", "Samples", "SensorLogger", "LINES.md")).ReplaceLineEndings("\n");
        LineFormat lines = Capture.LoggerLines.Make();
        string first = Encoding.ASCII.GetString(lines.Buffer, 0, lines.Reading(0, [-12, 40, 8190]));
        string second = Encoding.ASCII.GetString(lines.Buffer, 0, lines.Reading(1, [-15, 38, 8201]));
        Assert.Contains($"```text\n{Encoding.ASCII.GetString(lines.Header)}{first}{second}```", text);
    }

    private static Logger Start(Board board, int rateHz) =>
        new(new Mpu6050(board), 4, rateHz, (buffer, count) => board.Sent.Append(Encoding.ASCII.GetString(buffer, 0, count)), board);

    /// <summary>The chip and the sensor.</summary>
    private sealed class Board : IRegisters, IClock
    {
        public const long StartMicroseconds = 1_234_567;

        private long _now = StartMicroseconds - 10;
        private short _next;

        public byte Identity { get; init; } = Mpu6050.Identity;

        public bool IsConnected { get; set; } = true;

        public int MicrosecondsPerRead { get; init; }

        public int MicrosecondsOfOversleep { get; init; }

        public List<string> Events { get; } = [];

        public List<long> ReadAt { get; } = [];

        public StringBuilder Sent { get; } = new();

        public long Microseconds => _now += 10;

        public void Sleep(int milliseconds)
        {
            Events.Add($"sleep {milliseconds}");
            _now += (milliseconds * 1000L) + MicrosecondsOfOversleep;
        }

        public bool TryWrite(byte register, byte value)
        {
            Events.Add($"{register}={value}");
            return IsConnected;
        }

        public bool TryRead(byte first, byte[] values)
        {
            if (values.Length == 1)
            {
                values[0] = Identity;
            }
            else
            {
                ReadAt.Add(_now);
                _now += MicrosecondsPerRead;
                values[0] = (byte)(++_next >> 8);
                values[1] = (byte)_next;
            }

            return IsConnected;
        }
    }
}
