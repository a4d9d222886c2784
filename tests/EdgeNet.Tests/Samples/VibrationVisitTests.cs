using EdgeNet.Fleet;
using EdgeNet.Tests.Experiments;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>When VibrationNode reports, how long it stays awake for a new model, and how it restarts into it.</summary>
[TestClass]
public class VibrationVisitTests
{
    private const string Device = "line-3/press-1";

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
        Assert.AreEqual((UpdatePhase.Testing, 12, 20), (trial.Statuses[^1].Phase, trial.Statuses[^1].Decisions, trial.Statuses[^1].WantedDecisions));
        trial.Parts.Model.Store.Sleep();
        var end = new Awake(folder.Path, [], sleptSeconds: 55, now: Boundary(600) + 100);
        Assert.IsFalse(end.Run());
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
        var node = new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2), delayMilliseconds: 45_000, chunksAtOnce: 1);

        Assert.IsFalse(node.Run());

        Assert.AreEqual(UpdatePhase.Receiving, node.Statuses[^1].Phase);
        Assert.IsInRange(Visit.MostMilliseconds, Visit.MostMilliseconds + 15_000, node.Parts.Board.Microseconds / 1000);
    }

    [TestMethod]
    public void Run_ModelThatDecidesNothing_FailsItsTrialAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 100)).Run();
        var trial = new Awake(folder.Path, []);
        trial.Parts.Pipeline.StateChanged += _ => throw new InvalidOperationException("It is broken."); // whatever a model may do

        Assert.IsTrue(trial.Run());

        Assert.Contains("The model fails: It is broken.", trial.Parts.Lines);
        Assert.Contains("Version 2 has failed its trial.", trial.Parts.Lines);
        Assert.AreEqual((UpdateOutcome.RevertedByFault, 1), (trial.Statuses[^1].Outcome, new Awake(folder.Path, []).Parts.Model.Store.RunningVersion));
        Assert.IsGreaterThan(10, trial.Parts.Lamp.Count);
    }

    [TestMethod]
    public void Run_BrokerThatIsAway_SaysWhyAndSleeps()
    {
        using var folder = new TemporaryFolder();
        var node = new Awake(folder.Path, []) { Line = { Fault = "there is no network." } };

        Assert.IsFalse(node.Run());

        Assert.Contains("No broker: there is no network.", node.Parts.Lines);
        Assert.AreEqual(12, node.Health.Decisions); // kept for the next one
        Assert.IsEmpty(node.Line.Published);
    }

    [TestMethod]
    public void Listen_QueryOnTheSerialLine_IsAnsweredBeforeItEnds()
    {
        using var folder = new TemporaryFolder();
        var parts = new VibrationParts([], folder.Path);
        var line = new FakeLine(parts.Board, 2000);
        var update = new UpdateNode(parts.Model.Store);
        long before = parts.Board.Microseconds;

        new Visit(update, null!, string.Empty, new SerialNode(update, line), parts.Board, parts.Lines.Add).Listen();

        var reader = new FrameReader(UpdateNode.ReplyLength);
        for (int at = 0; at < line.Written.Count && reader.Count == 0;)
        {
            at = reader.Read([.. line.Written], at, line.Written.Count);
        }

        Assert.AreEqual(7, reader.Sequence);
        Assert.AreEqual("vibration", NodeStatus.Read(reader.Message.AsSpan(0, reader.Count))!.Name);
        Assert.IsInRange(2000 + Visit.QuietMilliseconds, 2500 + Visit.QuietMilliseconds, (parts.Board.Microseconds - before) / 1000);
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

    /// <summary>A time awake of a node at a broker with an offer, or without one.</summary>
    private sealed class Awake
    {
        private readonly Node _node;

        public Awake(
            string folder, byte[] offered, int sleptSeconds = 0, long now = 1_000_000, int[][]? readings = null, int delayMilliseconds = 100, int dieAfter = int.MaxValue, int chunksAtOnce = MqttNode.Window)
        {
            Parts = new VibrationParts(readings ?? VibrationParts.Readings("p1", 0, 5), folder, isColdStart: sleptSeconds == 0);
            Line = new FakeConnection(Parts.Board, offered, delayMilliseconds, dieAfter, chunksAtOnce);
            Health = Parts.Model.NewHealth(1);
            var watch = new Watch(Parts.Model, Parts.Burst, Health, Parts.Lamp.Add, Parts.Board, Parts.Lines.Add);
            var visit = new Visit(new UpdateNode(Parts.Model.Store), Line, Device, null!, Parts.Board, Parts.Lines.Add);
            _node = new Node(Parts.Model, watch, Health, new Reports(Device, Parts.Model.HealthSeconds, now, sleptSeconds), visit, health =>
            {
                health.Seconds = 60;
                health.FreeBytes = 4321;
                return now + 6;
            }, sleptSeconds == 0);
        }

        public VibrationParts Parts { get; }

        public FakeConnection Line { get; }

        public HealthRecord Health { get; }

        public NodeStatus[] Statuses => [.. Line.Published.Where(each => each.Topic == $"edgenet/{Device}/status").Select(each => NodeStatus.Read(each.Payload)!)];

        public bool Run() => _node.Run();
    }

    /// <summary>A serial line on which a query comes after a while.</summary>
    private sealed class FakeLine(VibrationBoard board, int milliseconds) : ByteLine
    {
        private readonly long _due = board.Microseconds + (milliseconds * 1000L);
        private bool _isRead;

        public List<byte> Written { get; } = [];

        public override int Read(byte[] buffer)
        {
            if (_isRead || board.Microseconds < _due)
            {
                return 0;
            }

            _isRead = true;
            var writer = new FrameWriter(1);
            int count = writer.Write(7, [UpdateMessage.Query], 1);
            Array.Copy(writer.Frame, buffer, count);
            return count;
        }

        public override void Write(byte[] buffer, int count) => Written.AddRange(buffer[..count]);
    }

    /// <summary>A broker, and a PC that answers each status with the chunks that it asks for, after a while.</summary>
    private sealed class FakeConnection(VibrationBoard board, byte[] offered, int delayMilliseconds, int dieAfter, int chunksAtOnce) : Connection
    {
        private readonly Queue<(long Due, string Topic, byte[] Payload)> _coming = [];
        private bool _isOpen;

        public string? Fault { get; set; }

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
                        Send("chunk", VibrationChunks.ChunkOf(offered, chunk));
                    }
                }
            }
        }

        public override void Subscribe(string topic)
        {
            Subscribed.Add(topic);
            if (offered.Length > 0 && topic.EndsWith("/offer", StringComparison.Ordinal))
            {
                Send("offer", VibrationChunks.OfferOf(offered));
            }
        }

        internal override string Open()
        {
            Opened += Fault is null ? 1 : 0;
            _isOpen = Fault is null;
            board.OnSleep = _isOpen ? Deliver : null;
            return Fault!;
        }

        internal override void Close()
        {
            _isOpen = false;
            board.OnSleep = null;
        }

        private void Send(string topic, byte[] payload) => _coming.Enqueue((board.Microseconds + (topic == "offer" ? 100_000 : delayMilliseconds * 1000L), $"edgenet/{Device}/{topic}", payload));

        private void Deliver()
        {
            while (_coming.TryPeek(out (long Due, string Topic, byte[] Payload) next) && board.Microseconds >= next.Due)
            {
                _coming.Dequeue();
                Receiver(next.Topic, next.Payload);
            }
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
