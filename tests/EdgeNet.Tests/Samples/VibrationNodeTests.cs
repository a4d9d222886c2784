using EdgeNet.Models;
using EdgeNet.Tests.Experiments;
using EdgeNet.Trainer.Data.Recordings;
using SensorLogger;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>The ESP32 application, compiled for the host against a sensor that plays recordings.</summary>
[TestClass]
public class VibrationNodeTests
{
    private const int BurstSeconds = 5;

    [TestMethod]
    public void Load_NoFile_TakesTheBuiltIn()
    {
        (Pipeline pipeline, List<string> lines) = Load(Path.Combine(Path.GetTempPath(), "no-such-folder", "model.edgenet"));

        Assert.IsTrue(pipeline.SelfTest());
        Assert.StartsWith("There is no ", lines[0]);
        Assert.AreEqual("Model: 'vibration', built in.", lines[1]);
    }

    [TestMethod]
    public void Load_SoundFile_TakesIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        File.WriteAllBytes(path, Vibration.File);

        Assert.AreSequenceEqual([$"Model: 'vibration' from {path}."], Load(path).Lines);
    }

    [TestMethod]
    public void Load_DamagedFileOrWithoutStream_SaysWhyAndTakesTheBuiltIn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        byte[] damaged = Vibration.File;
        damaged[500] ^= 1;
        foreach ((byte[] file, string reason) in ((byte[], string)[])[
            (damaged, "CRC"), (File.ReadAllBytes(Path.Combine(TestData.SonarFolder, "sonar.edgenet")), "no stream")])
        {
            File.WriteAllBytes(path, file);

            (Pipeline pipeline, List<string> lines) = Load(path);

            Assert.AreEqual("vibration", pipeline.Predictor.Name);
            Assert.StartsWith($"{path} is refused: ", lines[0]);
            Assert.Contains(reason, lines[0]);
            Assert.AreEqual("Model: 'vibration', built in.", lines[1]);
        }
    }

    [TestMethod]
    public void SelfTest_BuiltInModel_IsExact()
    {
        var lines = new List<string>();

        Assert.IsTrue(new Watch(new Pipeline(new VibrationModel(), VibrationStream.Settings()), null!, null!, lines.Add).SelfTest());
        Assert.AreSequenceEqual(["Golden vectors and windows: all exact."], lines);
    }

    [TestMethod]
    public void Run_NormalMachine_TakesOneBurstAtItsRateAndLeavesTheLampOff()
    {
        var node = new Node(Readings("p1", 0, BurstSeconds));

        node.Watch.Run();

        Assert.AreSequenceEqual([false], node.Lamp);
        Assert.MatchesRegex(@"^State: normal, probability of the last window \d+\.\d %\.$", node.Lines.Single());
        Assert.HasCount(BurstSeconds * 100, node.Board.ReadAt);
        for (int n = 1; n < node.Board.ReadAt.Count; n++)
        {
            Assert.AreEqual(node.Board.ReadAt[0] + (n * 10_000), node.Board.ReadAt[n], 500, "Readings are taken at multiples of the period.");
        }
    }

    [TestMethod]
    public void Run_FaultThatGoes_LightsTheLampUntilThen()
    {
        var node = new Node([.. Readings("p1", 13, BurstSeconds), .. Readings("p1", 18, BurstSeconds), .. Readings("p1", 27, BurstSeconds)]);

        node.Watch.Run();

        Assert.AreSequenceEqual([true, true, false], node.Lamp);
        Assert.StartsWith("State: imbalance, ", node.Lines[0]);
        Assert.StartsWith("State: imbalance, ", node.Lines[1]);
        Assert.StartsWith("State: normal, ", node.Lines[2]);
    }

    [TestMethod]
    public void Run_Readings_GivesTheStateThatAReplayGives()
    {
        foreach (int second in (int[])[0, 5, 14, 27, 40])
        {
            int[][] readings = Readings("p2", second, BurstSeconds);
            var twin = Pipeline.Load(Vibration.File);
            Array.ForEach(readings, counts => twin.Add(counts));
            var node = new Node(readings);

            node.Burst.Take();
            node.Burst.Decide();

            Assert.AreEqual(twin.State, node.Pipeline.State);
            Assert.AreEqual(twin.Probability, node.Pipeline.Probability);
            Assert.AreEqual(0, node.Burst.Missing);
        }
    }

    [TestMethod]
    public void Run_ReadingThatFails_BeginsTheWindowAnew()
    {
        int[][] readings = Readings("p1", 0, BurstSeconds);
        var node = new Node(readings) { Board = { FailsAt = 450 } };

        node.Watch.Run();

        Assert.AreEqual("1 of 500 readings are missing; check the wires.", node.Lines[0]);
        Assert.AreEqual("State: unknown.", node.Lines[1]); // 49 readings are no window
        Assert.AreSequenceEqual([false], node.Lamp);
    }

    [TestMethod]
    public void Run_ReadingTooLate_IsMissing()
    {
        var node = new Node(Readings("p1", 0, BurstSeconds)) { Board = { LateAt = 100, LateMicroseconds = 35_000 } };

        node.Burst.Take();
        node.Burst.Decide();

        Assert.IsInRange(2, 3, node.Burst.Missing);
        Assert.AreEqual(0, node.Pipeline.State);
    }

    [TestMethod]
    public void Run_SensorThatIsGone_KnowsNothingAndEnds()
    {
        var node = new Node([]) { Board = { IsConnected = false } };

        node.Watch.Run();

        Assert.AreSequenceEqual(["500 of 500 readings are missing; check the wires.", "State: unknown."], node.Lines);
    }

    private static int[][] Readings(string name, int second, int seconds)
    {
        Recording recording = Vibration.Replay(Pipeline.Load(Vibration.File)).Recordings.Single(each => each.Name == name);
        return [.. Enumerable.Range(second * 100, seconds * 100).Select(n => (int[])[recording.Readings[0][n], recording.Readings[1][n], recording.Readings[2][n]])];
    }

    private static (Pipeline Pipeline, List<string> Lines) Load(string path)
    {
        var lines = new List<string>();
        return (ModelSource.Load(path, lines.Add), lines);
    }

    /// <summary>The parts of the node, joined as Program does it.</summary>
    private sealed class Node
    {
        public Node(int[][] readings)
        {
            Board = new Board(readings);
            Pipeline = new Pipeline(new VibrationModel(), VibrationStream.Settings());
            Burst = new Burst(Pipeline, new Mpu6050(Board), Board, BurstSeconds);
            Watch = new Watch(Pipeline, Burst, Lamp.Add, Lines.Add);
        }

        public Board Board { get; }

        public Pipeline Pipeline { get; }

        public Burst Burst { get; }

        public Watch Watch { get; }

        public List<bool> Lamp { get; } = [];

        public List<string> Lines { get; } = [];
    }

    /// <summary>The chip, and a sensor that gives readings one after the other.</summary>
    private sealed class Board(int[][] readings) : IRegisters, IClock
    {
        private long _now = 7_654_321;

        public bool IsConnected { get; set; } = true;

        public int FailsAt { get; set; } = -1;

        public int LateAt { get; set; } = -1;

        public int LateMicroseconds { get; set; }

        public List<long> ReadAt { get; } = [];

        public long Microseconds => _now += 10;

        public void Sleep(int milliseconds) => _now += milliseconds * 1000L;

        public bool TryWrite(byte register, byte value) => IsConnected;

        public bool TryRead(byte first, byte[] values)
        {
            int number = ReadAt.Count;
            ReadAt.Add(_now);
            _now += number == LateAt ? LateMicroseconds : 0;
            if (!IsConnected || number == FailsAt)
            {
                return false;
            }

            for (int c = 0; c < 3; c++)
            {
                int counts = readings[number][c];
                values[2 * c] = (byte)(counts >> 8);
                values[(2 * c) + 1] = (byte)counts;
            }

            return true;
        }
    }
}
