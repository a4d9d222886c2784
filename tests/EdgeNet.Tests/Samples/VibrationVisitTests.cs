using EdgeNet.Tests.Experiments;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>When VibrationNode reports, how long it stays awake for a new model, and how it restarts into it.</summary>
[TestClass]
public class VibrationVisitTests
{
    private const string Device = Awake.Device;

    // Milliseconds of a cold start's burst, and of listening to the serial line before.
    private const int Listening = 5_000 + Visit.QuietMilliseconds;

    [TestMethod]
    public void Run_ColdStart_ReportsHealthAndStatusOnce()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, []);

        Assert.IsFalse(node.Run());

        Assert.AreSequenceEqual([$"edgenet/{Device}/chunk", $"edgenet/{Device}/query", $"edgenet/{Device}/offer"], node.Line.Subscribed);
        byte[] health = node.Line.Published.Single(each => each.Topic == $"edgenet/{Device}/health").Payload;
        Assert.HasCount(HealthRecord.Length, health);
        Assert.AreEqual(12, UpdateMessage.Get(health, HealthMessage.DecisionsAt));
        Assert.AreEqual(4321, UpdateMessage.Get(health, HealthMessage.FreeAt));
        Assert.AreEqual(UpdatePhase.Idle, node.Statuses.Single().Phase);
        Assert.AreEqual(1, node.Line.Opened);
        Assert.IsFalse(node.Line.IsConnected);
        Assert.AreEqual(0, node.Health.Decisions); // the next record begins anew
    }

    [TestMethod]
    public void Run_AfterASleepWithinThePeriod_StaysOffline()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, [], sleptSeconds: 55, now: Boundary(3600) + 100);

        Assert.IsFalse(node.Run());

        Assert.AreEqual(0, node.Line.Opened);
        Assert.AreEqual(12, node.Health.Decisions);
    }

    [TestMethod]
    public void Run_AfterASleepOverABoundary_Reports()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, [], sleptSeconds: 55, now: Boundary(3600) + 10);

        Assert.IsFalse(node.Run());

        Assert.AreEqual(1, node.Line.Opened);
    }

    [TestMethod]
    public void Run_AlarmThatBegins_IsReportedAtOnce()
    {
        using var folder = new TemporaryFolder();
        int[][] readings = [.. VibrationParts.Readings("p1", 13, 5), .. VibrationParts.Readings("p1", 18, 5), .. VibrationParts.Readings("p1", 27, 5)];
        var node = new Awake(folder.Path, [], sleptSeconds: 55, now: Boundary(3600) + 100, readings: readings);

        Assert.IsFalse(node.Run());

        Assert.AreSequenceEqual([true, true, false], node.Parts.Lamp);
        Assert.AreEqual(1, node.Line.Opened); // and not at each burst of the same alarm
        Assert.AreEqual(24, node.Health.Decisions);
    }

    [TestMethod]
    public void Run_OfferAtTheBroker_StaysUntilItIsStagedAndRestarts()
    {
        using var folder = new TemporaryFolder();
        byte[] file = VibrationParts.Signed(Vibration.File, 2, trial: 20);
        var node = new Awake(folder.Path, file, delayMilliseconds: 300);

        Assert.IsTrue(node.Run());

        Assert.AreEqual(UpdatePhase.Staged, node.Statuses[^1].Phase);
        Assert.AreSequenceEqual(Enumerable.Range(0, node.Line.Chunks.Max() + 1), node.Line.Chunks.Order()); // none twice

        // The trial begins with a start, goes on after a sleep, and is told at every time awake.
        var trial = new Awake(folder.Path, []);
        Assert.IsFalse(trial.Run());
        Assert.AreEqual((UpdatePhase.Testing, 0, 20), (trial.Statuses[^1].Phase, trial.Statuses[^1].Decisions, trial.Statuses[^1].WantedDecisions));
        Assert.AreEqual(12, trial.Parts.Model.Store.TrialDecisions); // they count after the visit
        trial.Parts.Model.Store.Sleep();
        var end = new Awake(folder.Path, [], sleptSeconds: 55, now: Boundary(600) + 100);
        Assert.IsFalse(end.Run());
        Assert.AreEqual((UpdatePhase.Testing, 12), (end.Statuses[0].Phase, end.Statuses[0].Decisions));
        Assert.AreEqual((UpdatePhase.Idle, 2), (end.Statuses[^1].Phase, end.Statuses[^1].Confirmed));
        Assert.AreEqual(UpdateOutcome.Confirmed, end.Statuses[^1].Outcome);
        var after = new Awake(folder.Path, [], sleptSeconds: 55, now: Boundary(600) + 160);
        Assert.IsFalse(after.Run());
        Assert.AreEqual(0, after.Line.Opened);
    }

    [TestMethod]
    public void Run_PcThatDies_EndsAndTheNextVisitGoesOn()
    {
        using var folder = new TemporaryFolder();
        byte[] file = VibrationParts.Signed(Vibration.File, 2);
        var node = new Awake(folder.Path, file, dieAfter: 3);
        long before = node.Parts.Board.Microseconds;

        Assert.IsFalse(node.Run());

        Assert.AreEqual(UpdatePhase.Receiving, node.Statuses[^1].Phase);
        Assert.IsInRange(Visit.ReceivingMilliseconds, Visit.ReceivingMilliseconds + 20_000, (node.Parts.Board.Microseconds - before) / 1000);
        var next = new Awake(folder.Path, file);
        Assert.IsTrue(next.Run());
        Assert.DoesNotContain(0, next.Line.Chunks);
        Assert.HasCount(next.Line.Chunks.Max() + 1 - 3, next.Line.Chunks);
    }

    [TestMethod]
    public void Run_PcThatNeverEnds_IsLeftAfterTheLimit()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2), delayMilliseconds: 45_000, chunksAtOnce: 1) { Line = { FirstMilliseconds = 1_000 } };

        Assert.IsFalse(node.Run());

        Assert.AreEqual(UpdatePhase.Receiving, node.Statuses[^1].Phase);
        Assert.IsInRange(Visit.MostMilliseconds, Visit.MostMilliseconds + 20_000, node.Parts.Board.Microseconds / 1000);
    }

    [TestMethod]
    public void Run_OfferThatSomebodyLeftBehind_CostsNoVisitAMinute()
    {
        using var folder = new TemporaryFolder();
        byte[] file = VibrationParts.Signed(Vibration.File, 2);
        for (int visit = 0; visit < 2; visit++)
        {
            var node = new Awake(folder.Path, file, dieAfter: 0);
            long before = node.Parts.Board.Microseconds;

            Assert.IsFalse(node.Run());

            Assert.AreEqual(UpdatePhase.Receiving, node.Statuses[^1].Phase);
            Assert.IsInRange(Visit.OfferedMilliseconds, Listening + Visit.OfferedMilliseconds + 1_000, (node.Parts.Board.Microseconds - before) / 1000);
        }
    }

    [TestMethod]
    public void Run_OfferThatIsWithdrawn_EndsSoon()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2), dieAfter: 3) { Line = { WithdrawsAfter = 1_000 } };
        long before = node.Parts.Board.Microseconds;

        Assert.IsFalse(node.Run());

        Assert.AreEqual(UpdatePhase.Receiving, node.Statuses[^1].Phase);
        Assert.HasCount(3, node.Line.Chunks);
        Assert.IsLessThan(Listening + Visit.QuietMilliseconds + 2_000, (node.Parts.Board.Microseconds - before) / 1000);
    }

    [TestMethod]
    public void Run_PushOverTheSerialLine_StaysUntilItIsStagedAndRestarts()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, null, serial: board => new FakeLine(board, 2_500, 300) { Pushed = VibrationParts.Signed(Vibration.File, 2) });

        Assert.IsTrue(node.Run());

        Assert.AreEqual(UpdatePhase.Staged, node.Serial.Answers[^1].Phase);
        Assert.IsEmpty(node.Parts.Board.ReadAt); // before the first burst
    }

    [TestMethod]
    public void Run_SerialCableThatIsPulled_EndsSoon()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, null, serial: board => new FakeLine(board, 100, 100) { Pushed = VibrationParts.Signed(Vibration.File, 2), DiesAfter = 4 });
        long before = node.Parts.Board.Microseconds;

        Assert.IsFalse(node.Run());

        Assert.AreEqual(UpdatePhase.Receiving, node.Parts.Model.Store.Phase);
        Assert.IsLessThan(Listening + Visit.OfferedMilliseconds + (2 * Visit.QuietMilliseconds), (node.Parts.Board.Microseconds - before) / 1000);
    }

    [TestMethod]
    public void Run_NoStore_PrintsItsHealth()
    {
        var parts = new VibrationParts(VibrationParts.Readings("p1", 0, 5));
        HealthRecord health = parts.Model.NewHealth(1);
        var watch = new Watch(parts.Model, parts.Burst, health, parts.Lamp.Add, parts.Board, parts.Lines.Add);

        Assert.IsFalse(new Node(parts.Model, watch, health, new Reports(Device, 3600, 1_000_000, 0), null!, _ => 1_000_006, parts.Lines.Add, true).Run());

        Assert.StartsWith("health model=vibration version=1 signature=none record=1 seconds=0 covers=0 decisions=12 ", parts.Lines[^1]);
        Assert.AreEqual((0, 2), (health.Decisions, health.Number));
    }

    [TestMethod]
    public void Run_BrokerThatIsAway_SaysWhyAndSleeps()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, []) { Line = { Fault = "there is no network." } };

        Assert.IsFalse(node.Run());

        Assert.Contains("No broker: there is no network.", node.Parts.Lines);
        Assert.AreEqual(12, node.Health.Decisions); // kept for the next one, although the serial line had it
        Assert.AreEqual(1, node.Serial.Records);
        Assert.IsEmpty(node.Line.Published);
        Assert.IsFalse(node.Parts.Lines.Exists(each => each.StartsWith("health ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Listen_QueryOnTheSerialLine_IsAnsweredAndKeepsNobodyAwake()
    {
        using var folder = new TemporaryFolder();
        var parts = new VibrationParts([], folder.Path);
        var line = new FakeLine(parts.Board, 2000);
        var update = new UpdateNode(parts.Model.Store);
        long before = parts.Board.Microseconds;

        new Visit(update, null!, string.Empty, new SerialNode(update, line), parts.Board, parts.Lines.Add).Listen();

        Assert.AreEqual("vibration", line.Answers.Single().Name);
        Assert.IsInRange(Visit.QuietMilliseconds, Visit.QuietMilliseconds + 500, (parts.Board.Microseconds - before) / 1000);
    }

    [TestMethod]
    public void IsDue_EveryMinuteOfADay_IsDueOnceAPeriod()
    {
        foreach (string device in (string[])["a", "line-3/press-1", "line-3/press-2"])
        {
            int due = 0;
            const int Awake = 7;
            for (long wake = 1_000_000; wake < 1_000_000 + 86_400; wake += 55 + Awake)
            {
                due += new Reports(device, 3600, wake, 55).IsDue(wake + Awake) ? 1 : 0;
            }

            Assert.IsInRange(23, 27, due); // and twice where a boundary is within the slack
        }
    }

    [TestMethod]
    public void IsDue_OtherNodes_HaveOtherBoundaries()
    {
        long[] firsts = [.. Enumerable.Range(1, 20).Select(n => Enumerable.Range(0, 3600).First(second => IsBoundary($"line-3/press-{n}", second)) + 0L)];

        Assert.IsGreaterThan(15, firsts.Distinct().Count());

        static bool IsBoundary(string device, int second)
        {
            var reports = new Reports(device, 3600, 100_000 + second - 1, 1);
            reports.IsDue(100_000 + second - 1);
            return reports.IsDue(100_000 + second);
        }
    }

    [TestMethod]
    public void IsDue_WhileAwake_LooksAtTheClock()
    {
        long boundary = Boundary(60);
        var reports = new Reports(Device, 60, boundary + 20, 10);

        Assert.IsFalse(reports.IsDue(boundary + 25));
        Assert.IsFalse(reports.IsDue(boundary + 59));
        Assert.IsTrue(reports.IsDue(boundary + 61));
        Assert.IsFalse(reports.IsDue(boundary + 62));
        Assert.IsTrue(reports.IsDue(2_000_000_000)); // an NTP server set it
    }

    // The first second of a period of this node.
    private static long Boundary(int period)
    {
        for (long second = 1_000_000; ; second++)
        {
            var reports = new Reports(Device, period, second, 1);
            reports.IsDue(second);
            if (reports.IsDue(second + 1))
            {
                return second + 1;
            }
        }
    }
}
