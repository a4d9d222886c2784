using EdgeNet.Tests.Experiments;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>The ESP32 application, compiled for the host against a sensor that plays recordings.</summary>
[TestClass]
public class VibrationNodeTests
{
    private const int BurstSeconds = 5;

    [TestMethod]
    public void Run_NormalMachine_TakesOneBurstAtItsRateAndLeavesTheLampOff()
    {
        var node = new VibrationParts(Readings("p1", 0, BurstSeconds));

        node.Watch.Run();

        Assert.AreSequenceEqual([false], node.Lamp);
        Assert.MatchesRegex(@"^State: normal, probability of the last window \d+\.\d %\.$", node.Lines.Single());
        Assert.HasCount(BurstSeconds * 100, node.Board.ReadAt);
        Assert.AreEqual(12, node.Burst.Decisions);
        for (int n = 1; n < node.Board.ReadAt.Count; n++)
        {
            Assert.AreEqual(node.Board.ReadAt[0] + (n * 10_000), node.Board.ReadAt[n], 500, "Readings are taken at multiples of the period.");
        }
    }

    [TestMethod]
    public void Run_FaultThatGoes_LightsTheLampUntilThen()
    {
        var node = new VibrationParts([.. Readings("p1", 13, BurstSeconds), .. Readings("p1", 18, BurstSeconds), .. Readings("p1", 27, BurstSeconds)]);

        for (int burst = 0; burst < 3; burst++)
        {
            node.Watch.Run();
            Assert.IsFalse(node.Watch.IsFault);
            Assert.AreEqual(burst < 2, node.Watch.IsAlarm);
        }

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
            var node = new VibrationParts(readings);

            node.Burst.Take();
            node.Burst.Decide(null!);

            Assert.AreEqual(twin.State, node.Pipeline.State);
            Assert.AreEqual(twin.Probability, node.Pipeline.Probability);
            Assert.AreEqual(0, node.Burst.Missing);
        }
    }

    [TestMethod]
    public void Run_ReadingThatFails_BeginsTheWindowAnew()
    {
        int[][] readings = Readings("p1", 0, BurstSeconds);
        var node = new VibrationParts(readings) { Board = { FailsAt = 450 } };

        node.Watch.Run();

        Assert.AreEqual("1 of 500 readings are missing; check the wires.", node.Lines[0]);
        Assert.AreEqual("State: unknown.", node.Lines[1]); // 49 readings are no window
        Assert.AreSequenceEqual([false], node.Lamp);
    }

    [TestMethod]
    public void Run_ReadingTooLate_IsMissing()
    {
        var node = new VibrationParts(Readings("p1", 0, BurstSeconds)) { Board = { LateAt = 100, LateMicroseconds = 35_000 } };

        node.Burst.Take();
        node.Burst.Decide(null!);

        Assert.IsInRange(2, 3, node.Burst.Missing);
        Assert.AreEqual(0, node.Pipeline.State);
    }

    [TestMethod]
    public void Run_SensorThatIsGone_KnowsNothingAndEnds()
    {
        var node = new VibrationParts([]) { Board = { IsConnected = false } };

        node.Watch.Run();

        Assert.IsTrue(node.Watch.Judge(true));

        Assert.AreSequenceEqual(["500 of 500 readings are missing; check the wires.", "State: unknown."], node.Lines);
        Assert.IsGreaterThan(10, node.Lamp.Count); // it blinks: dark would say that the machine is well
        Assert.IsFalse(node.Lamp[^1]);
    }

    [TestMethod]
    public void Start_NoSensor_SaysSoAndNobodyWaitsForReadings()
    {
        var node = new VibrationParts([]) { Board = { IsConnected = false } };

        Assert.AreEqual("No sensor answers: check SDA, SCL, 3.3 V, ground and the address.", node.Burst.Start(4));

        long before = node.Board.Microseconds;
        node.Burst.Take();
        Assert.AreEqual(500, node.Burst.Missing);
        Assert.IsLessThan(1_000, node.Board.Microseconds - before);
        Assert.IsEmpty(node.Board.ReadAt);
    }

    [TestMethod]
    public void Start_Sensor_TakesReadings()
    {
        var node = new VibrationParts(Readings("p1", 0, BurstSeconds));

        Assert.IsNull(node.Burst.Start(4));

        node.Burst.Take();
        Assert.AreEqual(0, node.Burst.Missing);
    }

    [TestMethod]
    public void Run_WithHealth_CountsEveryDecision()
    {
        var node = new VibrationParts(Readings("p1", 13, BurstSeconds));
        HealthRecord health = node.Model.NewHealth(3);
        var watch = new Watch(node.Model, node.Burst, health, node.Lamp.Add, node.Board, node.Lines.Add);

        watch.Run();

        var message = new byte[HealthRecord.Length];
        health.Write(message);
        Assert.AreEqual(12, health.Decisions);
        Assert.AreEqual(3, health.Resets);
        Assert.AreEqual(1, health.Version);
        Assert.AreEqual(12, UpdateMessage.Get(message, HealthMessage.LookedAt));
        Assert.IsGreaterThan(8, UpdateMessage.Get(message, HealthMessage.CountersAt + 4)); // imbalance
        Assert.IsGreaterThan(0, UpdateMessage.Get(message, HealthMessage.LongestAt));
    }

    [TestMethod]
    public void Blink_Ends_InTheDark()
    {
        var board = new VibrationBoard([]);
        var lamp = new List<bool>();
        long before = board.Microseconds;

        Watch.Blink(lamp.Add, board);

        Assert.AreEqual(10, lamp.Count(isOn => isOn));
        Assert.IsFalse(lamp[^1]);
        Assert.IsInRange(3_000_000, 8_000_000, board.Microseconds - before);
    }

    private static int[][] Readings(string name, int second, int seconds) => VibrationParts.Readings(name, second, seconds);
}
