using EdgeNet.Fleet;
using EdgeNet.Tests.Experiments;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>When VibrationNode reports, how long it stays awake for a new model, and how it restarts into it.</summary>
[TestClass]
public class VibrationVisitTests
{
    private const string Device = "line-3/press-1";

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
    public void Run_PushThatAsksEveryTwoSeconds_DoesNotStopTheTrial()
    {
        using var folder = new TemporaryFolder();
        Assert.IsTrue(new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 36)).Run());
        for (int wake = 1; wake <= 3; wake++)
        {
            var node = new Awake(folder.Path, [], sleptSeconds: wake == 1 ? 0 : 55, serial: board => new FakeLine(board, 500, 2000));
            long before = node.Parts.Board.Microseconds;

            Assert.IsFalse(node.Run());

            Assert.IsGreaterThan(1, node.Serial.Answers.Count);
            Assert.AreEqual(wake == 3 ? 0 : 12 * wake, node.Parts.Model.Store.TrialDecisions);
            Assert.IsLessThan(Listening + (2 * Visit.QuietMilliseconds) + 500, (node.Parts.Board.Microseconds - before) / 1000);
            node.Parts.Model.Store.Sleep();
        }

        Assert.AreEqual(2, new Awake(folder.Path, []).Parts.Model.Store.ConfirmedVersion);
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
    public void Run_ModelThatFails_FailsItsTrialAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 100)).Run();
        var trial = new Awake(folder.Path, []) { Line = { Fault = "there is no network." } }; // no matter: a fault is a fault
        trial.Parts.Pipeline.StateChanged += _ => throw new InvalidOperationException("It is broken."); // whatever a model may do

        Assert.IsTrue(trial.Run());

        Assert.Contains("The model fails: It is broken.", trial.Parts.Lines);
        Assert.Contains("Version 2 has failed its trial.", trial.Parts.Lines);
        Assert.IsGreaterThan(10, trial.Parts.Lamp.Count);
        var next = new Awake(folder.Path, []);
        Assert.IsFalse(next.Run());
        Assert.AreEqual((UpdateOutcome.RevertedByFault, 1), (next.Statuses[^1].Outcome, next.Statuses[^1].Running));
    }

    [TestMethod]
    public void Run_ModelThatDecidesNothing_BlinksAndEndsItsTrialAfterTwentyTimesAwake()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.SignedUnseen(VibrationParts.WithAllVotes())).Run();
        int[][] readings = [.. VibrationParts.Readings("p1", 2, 2), .. VibrationParts.Readings("p1", 14, 3)]; // a machine that changes in each burst
        for (int wake = 0; wake < 20; wake++)
        {
            var trial = new Awake(folder.Path, [], sleptSeconds: wake == 0 ? 0 : 55, readings: readings);

            Assert.IsFalse(trial.Run());

            Assert.AreSequenceEqual(["State: unknown.", "The model decides nothing, although no reading is missing."], trial.Parts.Lines);
            Assert.AreEqual(10, trial.Parts.Lamp.Count(isOn => isOn));
            Assert.AreEqual((UpdatePhase.Testing, 0), (trial.Statuses[^1].Phase, trial.Parts.Model.Store.TrialDecisions));
            trial.Parts.Model.Store.Sleep();
        }

        var end = new Awake(folder.Path, [], sleptSeconds: 55);
        Assert.AreEqual((UpdateOutcome.RevertedByFault, 1), (end.Parts.Model.Store.Outcome, end.Parts.Model.Store.RunningVersion));
    }

    [TestMethod]
    public void Run_SensorThatIsDead_NodeReportsAndTakesModels()
    {
        using var folder = new TemporaryFolder();
        byte[] file = VibrationParts.Signed(Vibration.File, 2);
        var node = new Awake(folder.Path, file, hasSensor: false);

        Assert.IsTrue(node.Run());

        byte[] health = node.Line.Published.First(each => each.Topic == $"edgenet/{Device}/health").Payload;
        Assert.AreEqual(0, UpdateMessage.Get(health, HealthMessage.DecisionsAt));
        Assert.AreEqual(UpdatePhase.Staged, node.Statuses[^1].Phase);
        Assert.Contains("500 of 500 readings are missing; check the wires.", node.Parts.Lines);
        Assert.AreEqual(10, node.Parts.Lamp.Count(isOn => isOn));

        // The wire is loose during the trial, too; then somebody mends it.
        for (int wake = 0; wake < 5; wake++)
        {
            var loose = new Awake(folder.Path, [], sleptSeconds: wake == 0 ? 0 : 55, hasSensor: false);
            Assert.IsFalse(loose.Run());
            Assert.AreEqual((UpdatePhase.Testing, 0), (loose.Statuses[^1].Phase, loose.Statuses[^1].Decisions));
            loose.Parts.Model.Store.Sleep();
        }

        var mended = new Awake(folder.Path, [], sleptSeconds: 55);
        Assert.IsFalse(mended.Run());
        Assert.AreEqual((UpdateOutcome.Confirmed, 2), (mended.Statuses[^1].Outcome, mended.Statuses[^1].Confirmed));
    }

    [TestMethod]
    public void Run_BuiltInModelThatDiffers_IsNotAskedAndANewOneIsTaken()
    {
        using var folder = new TemporaryFolder();
        StreamSettings sound = EdgeNet.Models.VibrationStream.Settings();
        sound.Golden[0].Features[0]++;
        var node = new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2), builtIn: () => new Pipeline(new EdgeNet.Models.VibrationModel(), sound));

        Assert.IsTrue(node.Run());

        Assert.AreEqual(UpdatePhase.Staged, node.Statuses[^1].Phase);
        Assert.IsEmpty(node.Parts.Board.ReadAt);
        Assert.AreEqual(10, node.Parts.Lamp.Count(isOn => isOn));
        Assert.AreEqual(2, new Awake(folder.Path, []).Parts.Model.Store.RunningVersion);
    }

    [TestMethod]
    public void Run_ModelThatCutsTheNodeOff_IsNotConfirmed()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 12)).Run();
        for (int wake = 0; wake < 20; wake++)
        {
            var trial = new Awake(folder.Path, [], sleptSeconds: wake == 0 ? 0 : 55) { Line = { Fault = "no memory is left for TLS." } };

            Assert.IsFalse(trial.Run());

            Assert.AreEqual(12, trial.Health.Decisions);
            Assert.AreEqual((UpdatePhase.Testing, 0), (trial.Parts.Model.Store.Phase, trial.Parts.Model.Store.TrialDecisions));
            trial.Parts.Model.Store.Sleep();
        }

        Assert.AreEqual(1, new Awake(folder.Path, [], sleptSeconds: 55).Parts.Model.Store.RunningVersion);
    }

    [TestMethod]
    public void Run_BrokerThatDropsTheNode_DoesNotCount()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 12)).Run();
        var trial = new Awake(folder.Path, []) { Line = { DropsAfter = 1_000 } };

        Assert.IsFalse(trial.Run());

        Assert.AreEqual((UpdatePhase.Testing, 0), (trial.Parts.Model.Store.Phase, trial.Parts.Model.Store.TrialDecisions));
    }

    [TestMethod]
    public void Run_NodeWithoutBroker_TakesDecisionsAndPrintsItsHealth()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 12)).Run();
        var alone = new Awake(folder.Path, null);

        Assert.IsFalse(alone.Run());

        Assert.Contains("Version 2 is confirmed.", alone.Parts.Lines);
        string line = alone.Parts.Lines.Single(each => each.StartsWith("health ", StringComparison.Ordinal));
        Assert.StartsWith("health model=vibration version=2 signature=ed25519 record=1 seconds=60 covers=60 decisions=12 classes=11,0,0,0 ", line);
        Assert.EndsWith(" free=4321", line);
        Assert.AreEqual(1, alone.Serial.Records); // and in a frame, for who listens there
        Assert.AreEqual(0, alone.Health.Decisions);
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

    /// <summary>A time awake of a node at a broker with an offer, or without one; null: without a broker. It has a serial line, as in Program.</summary>
    private sealed class Awake
    {
        private readonly Node _node;

        public Awake(
            string folder, byte[]? offered, int sleptSeconds = 0, long now = 1_000_000, int[][]? readings = null, int delayMilliseconds = 100, int dieAfter = int.MaxValue,
            int chunksAtOnce = MqttNode.Window, Func<VibrationBoard, FakeLine>? serial = null, bool hasSensor = true, Func<Pipeline>? builtIn = null)
        {
            Parts = new VibrationParts(readings ?? VibrationParts.Readings("p1", 0, 5), folder, sleptSeconds == 0, builtIn) { Board = { IsConnected = hasSensor } };
            Line = new FakeConnection(Parts.Board, offered ?? [], delayMilliseconds, dieAfter, chunksAtOnce);
            Serial = serial?.Invoke(Parts.Board) ?? new FakeLine(Parts.Board, int.MaxValue);
            Health = Parts.Model.NewHealth(1);
            Assert.AreEqual(hasSensor, Parts.Burst.Start(4) is null);
            var watch = new Watch(Parts.Model, Parts.Burst, Health, Parts.Lamp.Add, Parts.Board, Parts.Lines.Add);
            var update = new UpdateNode(Parts.Model.Store);
            var visit = new Visit(update, offered is null ? null! : Line, Device, new SerialNode(update, Serial), Parts.Board, Parts.Lines.Add);
            _node = new Node(Parts.Model, watch, Health, new Reports(Device, Parts.Model.HealthSeconds, now, sleptSeconds), visit, health =>
            {
                health.Seconds = 60;
                health.FreeBytes = 4321;
                return now + 6;
            }, Parts.Lines.Add, sleptSeconds == 0);
        }

        public VibrationParts Parts { get; }

        public FakeConnection Line { get; }

        public FakeLine Serial { get; }

        public HealthRecord Health { get; }

        public NodeStatus[] Statuses => [.. Line.Published.Where(each => each.Topic == $"edgenet/{Device}/status").Select(each => NodeStatus.Read(each.Payload)!)];

        public bool Run() => _node.Run();
    }

    /// <summary>A serial line on which queries come after a while, or a model.</summary>
    private sealed class FakeLine(VibrationBoard board, int firstMilliseconds, int everyMilliseconds = int.MaxValue) : ByteLine
    {
        private readonly Queue<byte> _coming = [];
        private readonly FrameReader _reader = new(Math.Max(UpdateNode.ReplyLength, HealthRecord.Length));
        private long _due = board.Microseconds + (firstMilliseconds * 1000L);
        private int _sequence;

        public byte[]? Pushed { get; init; }

        /// <summary>Requests after which the cable is pulled.</summary>
        public int DiesAfter { get; init; } = int.MaxValue;

        public List<NodeStatus> Answers { get; } = [];

        public int Records { get; private set; }

        public override int Read(byte[] buffer)
        {
            if (board.Microseconds >= _due && _sequence < DiesAfter)
            {
                _due = board.Microseconds + (everyMilliseconds * 1000L);
                Send(Next());
            }

            int count = Math.Min(buffer.Length, _coming.Count);
            for (int i = 0; i < count; i++)
            {
                buffer[i] = _coming.Dequeue();
            }

            return count;
        }

        public override void Write(byte[] buffer, int count)
        {
            for (int at = 0; at < count;)
            {
                at = _reader.Read(buffer, at, count);
                if (_reader.Count > 0 && NodeStatus.Read(_reader.Message.AsSpan(0, _reader.Count)) is { } status)
                {
                    Assert.AreEqual(_sequence, _reader.Sequence);
                    Answers.Add(status);
                }
                else if (_reader.Count > 0)
                {
                    Records++;
                }
            }
        }

        private byte[] Next() => Pushed is null || Answers.Count == 0 ? [UpdateMessage.Query]
            : Answers[^1].Phase == UpdatePhase.Receiving ? VibrationChunks.ChunkOf(Pushed, Answers[^1].Missing(64).First()) : VibrationChunks.OfferOf(Pushed);

        private void Send(byte[] message)
        {
            var writer = new FrameWriter(message.Length);
            int count = writer.Write(++_sequence, message, message.Length);
            Array.ForEach(writer.Frame[..count], _coming.Enqueue);
        }
    }

    /// <summary>A broker, and a PC that answers each status with the chunks that it asks for, after a while.</summary>
    private sealed class FakeConnection(VibrationBoard board, byte[] offered, int delayMilliseconds, int dieAfter, int chunksAtOnce) : Connection
    {
        private readonly Queue<(long Due, string Topic, byte[] Payload)> _coming = [];
        private bool _isOpen;
        private long _drops;
        private (long Due, string Topic, byte[] Payload)? _withdrawn;

        public string? Fault { get; set; }

        /// <summary>Milliseconds until the first chunk, where they are others.</summary>
        public int FirstMilliseconds { get; set; } = delayMilliseconds;

        /// <summary>Milliseconds from the connection until the offer is taken back; 0 for never.</summary>
        public int WithdrawsAfter { get; set; }

        /// <summary>Milliseconds after which the connection is lost; 0 for never.</summary>
        public int DropsAfter { get; set; }

        public int Opened { get; private set; }

        public List<string> Subscribed { get; } = [];

        public List<(string Topic, byte[] Payload)> Published { get; } = [];

        /// <summary>The chunks that were sent.</summary>
        public List<int> Chunks { get; } = [];

        public override bool IsConnected => _isOpen;

        public override void Publish(string topic, byte[] payload, int count, bool retain)
        {
            Published.Add((topic, payload[..count]));
            if (NodeStatus.Read(payload.AsSpan(0, count)) is { Phase: UpdatePhase.Receiving } status)
            {
                foreach (int chunk in status.Missing(64).Take(chunksAtOnce))
                {
                    if (Chunks.Count < dieAfter)
                    {
                        Chunks.Add(chunk);
                        Send("chunk", VibrationChunks.ChunkOf(offered, chunk), Chunks.Count == 1 ? FirstMilliseconds : delayMilliseconds);
                    }
                }
            }
        }

        public override void Subscribe(string topic)
        {
            Subscribed.Add(topic);
            if (offered.Length > 0 && topic.EndsWith("/offer", StringComparison.Ordinal))
            {
                Send("offer", VibrationChunks.OfferOf(offered), 100);
                if (WithdrawsAfter > 0)
                {
                    _withdrawn = (board.Microseconds + (WithdrawsAfter * 1000L), $"edgenet/{Device}/offer", []);
                }
            }
        }

        internal override string Open()
        {
            Opened += Fault is null ? 1 : 0;
            _isOpen = Fault is null;
            _drops = board.Microseconds + (DropsAfter * 1000L);
            board.OnSleep = _isOpen ? Deliver : null;
            return Fault!;
        }

        internal override void Close()
        {
            _isOpen = false;
            board.OnSleep = null;
        }

        private void Send(string topic, byte[] payload, int milliseconds) => _coming.Enqueue((board.Microseconds + (milliseconds * 1000L), $"edgenet/{Device}/{topic}", payload));

        private void Deliver()
        {
            while (_coming.TryPeek(out (long Due, string Topic, byte[] Payload) next) && board.Microseconds >= next.Due)
            {
                _coming.Dequeue();
                Receiver(next.Topic, next.Payload);
            }

            if (_withdrawn is { } withdrawn && board.Microseconds >= withdrawn.Due)
            {
                _withdrawn = null;
                Receiver(withdrawn.Topic, withdrawn.Payload);
            }

            _isOpen &= DropsAfter == 0 || board.Microseconds < _drops;
        }
    }
}

/// <summary>An offer and its chunks, as a PC sends them.</summary>
internal static class VibrationChunks
{
    private const int Chunk = 256;

    public static byte[] OfferOf(byte[] file)
    {
        byte[] name = System.Text.Encoding.UTF8.GetBytes(NodeModel.Name);
        var offer = new byte[UpdateMessage.OfferLength + name.Length];
        offer[0] = UpdateMessage.Offer;
        offer[1] = UpdateMessage.Protocol;
        UpdateMessage.PutShort(offer, UpdateMessage.OfferChunkAt, Chunk);
        UpdateMessage.Put(offer, UpdateMessage.OfferLengthAt, file.Length);
        UpdateMessage.Put(offer, UpdateMessage.OfferCrcAt, BitConverter.ToInt32(file, file.Length - 4));
        UpdateMessage.Put(offer, UpdateMessage.OfferVersionAt, Fleet.SealedModels.Read(file).Version);
        offer[UpdateMessage.OfferNameAt] = (byte)name.Length;
        name.CopyTo(offer, UpdateMessage.OfferLength);
        return offer;
    }

    public static byte[] ChunkOf(byte[] file, int number) => DeviceTests.SealedModel.ChunkOf(file, number, Chunk);
}
