using System.Globalization;
using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>A node on MQTT: what it publishes and when, by a clock of hand and without a broker.</summary>
[TestClass]
public class MqttNodeTests
{
    private const int Chunk = 64;

    private readonly Line _line = new();
    private readonly MqttNode _node;
    private readonly byte[] _file = [.. Enumerable.Range(0, 20 * Chunk).Select(i => (byte)(i * 31))];
    private readonly OfferedModel _model;
    private long _now = 1_000_000;

    public MqttNodeTests()
    {
        _model = new OfferedModel(_file, "press", 7, "00");
        _node = Make("line-3/press-1");
    }

    [TestMethod]
    public void Tick_Connected_SubscribesAndTellsItsStatus()
    {
        Assert.IsFalse(_node.Tick(_now));

        Assert.AreEqual("chunk query offer", string.Join(' ', _line.Subscribed.Select(topic => topic["edgenet/line-3/press-1/".Length..])));
        Assert.AreEqual("edgenet/line-3/press-1/status, retained", _line.Published.Single().Topic);
        Assert.AreEqual(UpdatePhase.Idle, _line.Last.Phase);
        Assert.AreEqual("press", _line.Last.Name);
    }

    [TestMethod]
    public void Tick_NothingHappens_PublishesAndAllocatesNothing()
    {
        _node.Tick(_now);
        _line.Published.Clear();

        int ticks = 0;
        long bytes = Allocations.Least(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                _node.Tick(_now += 10);
                ticks++;
            }
        });

        Assert.AreEqual(0, bytes);
        Assert.IsGreaterThanOrEqualTo(500, ticks);
        Assert.IsEmpty(_line.Published);
        Pass(600_000);
        Assert.HasCount(1, _line.Published); // once in ten minutes, that it is known to be there
    }

    [TestMethod]
    public void Offer_Taken_AsksForAWindowAtATime()
    {
        Offer();
        CollectionAssert.AreEqual((int[])[0, 1, 2, 3, 4, 5, 6, 7], _line.Last.Missing(MqttNode.Window));
        _line.Published.Clear();

        Send(0, 1, 2, 3, 4, 5, 6);
        Assert.IsEmpty(_line.Published);
        Send(7);
        Assert.HasCount(1, _line.Published);
        CollectionAssert.AreEqual((int[])[8, 9, 10, 11, 12, 13, 14, 15], _line.Last.Missing(MqttNode.Window));
    }

    [TestMethod]
    public void Chunks_SomeLost_AreAskedForAndTheOthersAreNot()
    {
        Offer();
        _line.Published.Clear();

        Send(0, 1, 3, 4, 6, 7); // 2 and 5 were lost, the last of the window came

        CollectionAssert.AreEqual((int[])[2, 5, 8, 9, 10, 11, 12, 13], _line.Last.Missing(MqttNode.Window));
    }

    [TestMethod]
    public void Chunks_NoneCome_AreAskedForMoreAndMoreSeldom()
    {
        Offer();
        var waits = new List<long>();
        long last = _now;
        while (waits.Count < 8)
        {
            int before = _line.Published.Count;
            Pass(10);
            if (_line.Published.Count > before)
            {
                waits.Add(_now - last);
                last = _now;
            }
        }

        for (int i = 0; i < waits.Count; i++)
        {
            long least = Math.Min(1000L << i, 30_000);
            Assert.IsTrue(waits[i] >= least && waits[i] <= (least * 3 / 2) + 20, string.Join(' ', waits));
        }

        // Something comes: the wait is short again.
        Send(0);
        int count = _line.Published.Count;
        Pass(1600);
        Assert.AreEqual(count + 1, _line.Published.Count);
    }

    [TestMethod]
    public void Chunks_AnswerOfAnOlderRequest_IsNoReasonToAsk()
    {
        Offer();
        Send(0, 1, 2, 3, 4, 5, 6, 7);
        _line.Published.Clear();

        Send(0, 1, 2, 3, 4, 5, 6, 7);

        Assert.IsEmpty(_line.Published);
    }

    [TestMethod]
    public void Waits_OfNodesWithOtherNames_Differ()
    {
        var times = new HashSet<string>();
        foreach (string name in (string[])["a", "b", "c", "d"])
        {
            var line = new Line();
            MqttNode node = Make(name, line);
            long now = 0;
            node.Tick(now);
            node.Received($"edgenet/{name}/offer", _model.Offer(Chunk));
            var at = new List<long>();
            for (; now < 20_000; now += 10)
            {
                int before = line.Published.Count;
                node.Tick(now);
                if (line.Published.Count > before)
                {
                    at.Add(now);
                }
            }

            times.Add(string.Join(' ', at));
        }

        Assert.HasCount(4, times);
    }

    [TestMethod]
    public void Offer_TakenBack_EndsTheAsking()
    {
        Offer();
        Receive("offer", []);
        _line.Published.Clear();
        Pass(120_000);
        Assert.IsEmpty(_line.Published);

        Offer();
        Pass(60_000);
        Assert.IsGreaterThan(3, _line.Published.Count);
    }

    [TestMethod]
    public void Connection_Lost_SubscribesAnewAndAsksWhenAnOfferComes()
    {
        Offer();
        Send(0, 1, 2);
        _line.IsThere = false;
        Pass(60_000);
        _line.Published.Clear();
        _line.Subscribed.Clear();

        _line.IsThere = true;
        Pass(10);
        Assert.HasCount(3, _line.Subscribed);
        Assert.HasCount(1, _line.Published);
        Pass(60_000);
        Assert.HasCount(1, _line.Published); // no offer stands: nobody would answer

        Offer();
        Assert.AreEqual(3, _line.Last.ChunksHad);
        CollectionAssert.AreEqual((int[])[3, 4, 5, 6, 7, 8, 9, 10], _line.Last.Missing(MqttNode.Window));
    }

    [TestMethod]
    public void Connected_LossThatTickDidNotSee_SubscribesAnew()
    {
        _node.Tick(_now);
        _line.Subscribed.Clear();
        _node.Connected();
        _node.Tick(_now);
        Assert.HasCount(3, _line.Subscribed);
    }

    [TestMethod]
    public void Offer_OfARefusedFile_IsAskedForAgain()
    {
        Offer();
        for (int first = 0; first < 20; first += 5)
        {
            Send([.. Enumerable.Range(first, 5)]); // no model: it is refused
        }

        Assert.IsTrue(_line.Last.HasFailed(7), _line.Last.OutcomeText);
        _line.Published.Clear();

        Offer(); // nothing of it was damaged for certain but on the way
        Pass(60_000);
        Assert.AreEqual(UpdatePhase.Receiving, _line.Last.Phase);
    }

    [TestMethod]
    public void Offer_OfAFileThatFailedItsTrial_IsTakenWithAHigherAttempt()
    {
        var line = new Line();
        var store = new ModelStore(
            new SimulatedArea(8192), new SimulatedArea(8192), new SimulatedArea(1024), new SimulatedArea(1024), SimulatedModel.Key.ToModelKey(), new ModelRequirements(SimulatedModel.Name), 1);
        store.Start(_ => null!);
        var node = new MqttNode(new UpdateNode(store), line, "edgenet", "n");
        OfferedModel model = SimulatedModel.Offered(3);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            Take("offer", model.Offer(1024, attempt));
            foreach (int chunk in line.Last.Missing(8))
            {
                Take("chunk", model.Chunk(chunk, 1024));
            }

            Assert.AreEqual(UpdatePhase.Staged, line.Last.Phase);
            Assert.IsTrue(store.Start(_ => null!));
            Assert.IsFalse(store.Decided(isFault: true));
            store.Start(_ => null!);
            Take("query", [UpdateMessage.Query]);
            Assert.IsTrue(line.Last.HasFailed(3, attempt));
            Assert.IsFalse(line.Last.HasFailed(3, attempt + 1));

            for (int same = 0; same < 2; same++)
            {
                Take("offer", model.Offer(1024, attempt));
                Assert.AreEqual(UpdatePhase.Idle, line.Last.Phase);
                Assert.AreEqual(UpdateOutcome.RevertedByFault, line.Last.Outcome);
            }
        }

        void Take(string kind, byte[] payload)
        {
            node.Received($"edgenet/n/{kind}", payload);
            while (node.Tick(_now))
            {
                _now++;
            }
        }
    }

    [TestMethod]
    public void Query_Always_IsAnswered()
    {
        _node.Tick(_now);
        _line.Published.Clear();
        Receive("query", [UpdateMessage.Query]);
        Receive("query", [UpdateMessage.Query]);
        Assert.HasCount(2, _line.Published);
    }

    [TestMethod]
    public void Received_WhatMakesNoSense_IsCountedAndPassedOver()
    {
        _node.Tick(_now);
        _line.Published.Clear();
        Receive("chunk", []);
        Receive("chunk", [UpdateMessage.Query]);
        Receive("query", [UpdateMessage.Offer, 1, 2]);
        Receive("offer", new byte[5000]);
        Assert.AreEqual(4, _node.Ignored);
        _node.Received("edgenet/line-3/press-2/query", [UpdateMessage.Query]); // another node's
        _node.Received("edgenet/line-3/press-1/query", null!);
        Assert.IsFalse(_node.Tick(_now));
        Assert.IsEmpty(_line.Published);

        Receive("offer", [UpdateMessage.Offer]);
        Assert.AreEqual(UpdateOutcome.RefusedMessage, _line.Last.Outcome);
    }

    [TestMethod]
    public void Received_FasterThanTicks_KeepsWhatFits()
    {
        Offer();
        for (int i = 0; i < 20; i++)
        {
            _node.Received("edgenet/line-3/press-1/chunk", _model.Chunk(i, Chunk));
        }

        int ticks = 1;
        while (_node.Tick(_now))
        {
            ticks++;
        }

        Assert.AreEqual(12, ticks);
        Assert.AreEqual(8, _node.Ignored);
        Pass(2000);
        Assert.AreEqual(12, _line.Last.ChunksHad);
    }

    [TestMethod]
    public async Task Received_OnAnotherThread_LosesNothingThatItTook()
    {
        Offer();
        var sending = Task.Run(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                _node.Received("edgenet/line-3/press-1/chunk", _model.Chunk(i % 20, Chunk));
            }
        });
        int handled = 0;
        while (!sending.IsCompleted)
        {
            handled += _node.Tick(_now) ? 1 : 0;
        }

        await sending;
        while (_node.Tick(_now))
        {
            handled++;
        }

        Assert.IsGreaterThan(0, handled);
        Assert.IsLessThanOrEqualTo(2000, handled + _node.Ignored);
    }

    [TestMethod]
    public void PublishHealth_Always_IsRetained()
    {
        Assert.IsTrue(_node.PublishHealth([1, 2, 3, 4], 3));
        Assert.AreEqual("edgenet/line-3/press-1/health, retained", _line.Published.Single().Topic);
        CollectionAssert.AreEqual((byte[])[1, 2, 3], _line.Published.Single().Payload);
        _line.IsThere = false;
        Assert.IsFalse(_node.PublishHealth([1, 2, 3, 4], 3));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("press/+")]
    [DataRow("#")]
    public void MqttNode_NameThatIsNoTopic_IsRefused(string name)
    {
        Assert.ThrowsExactly<ArgumentException>(() => Make(name));
    }

    private static UpdateNode MakeUpdateNode()
    {
        var store = new ModelStore(new SimulatedArea(8192), new SimulatedArea(8192), new SimulatedArea(1024), new SimulatedArea(1024), new SimulatedKey(), new ModelRequirements("press"), 0);
        store.Start(_ => null!);
        return new UpdateNode(store);
    }

    private MqttNode Make(string name, Line? line = null) => new(MakeUpdateNode(), line ?? _line, "edgenet", name);

    private void Offer() => Receive("offer", _model.Offer(Chunk));

    private void Send(params int[] chunks)
    {
        foreach (int chunk in chunks)
        {
            Receive("chunk", _model.Chunk(chunk, Chunk));
        }
    }

    private void Receive(string kind, byte[] payload)
    {
        _node.Tick(_now);
        _node.Received($"edgenet/line-3/press-1/{kind}", payload);
        while (_node.Tick(_now))
        {
            _now++;
        }
    }

    private void Pass(long milliseconds)
    {
        for (long end = _now + milliseconds; _now < end;)
        {
            _node.Tick(_now += 10);
        }
    }

    private sealed class Line : MqttLine
    {
        public List<(string Topic, byte[] Payload)> Published { get; } = [];

        public List<string> Subscribed { get; } = [];

        public bool IsThere { get; set; } = true;

        public override bool IsConnected => IsThere;

        public NodeStatus Last => NodeStatus.Read(Published[^1].Payload)!;

        public override void Publish(string topic, byte[] payload, int count, bool retain) =>
            Published.Add((string.Create(CultureInfo.InvariantCulture, $"{topic}{(retain ? ", retained" : string.Empty)}"), payload[..count]));

        public override void Subscribe(string topic) => Subscribed.Add(topic);
    }
}
