using EdgeNet.Fleet;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>A time awake of a node at a broker with an offer, or without one; null: without a broker. It has a serial line, as in Program.</summary>
internal sealed class Awake
{
    public const string Device = "line-3/press-1";

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
internal sealed class FakeLine(VibrationBoard board, int firstMilliseconds, int everyMilliseconds = int.MaxValue) : ByteLine
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
internal sealed class FakeConnection(VibrationBoard board, byte[] offered, int delayMilliseconds, int dieAfter, int chunksAtOnce) : Connection
{
    private readonly Queue<(long Due, string Topic, byte[] Payload)> _coming = [];
    private bool _isOpen;
    private long _drops;
    private (long Due, string Topic, byte[] Payload)? _withdrawn;

    public string? Fault { get; set; }

    /// <summary>Milliseconds until the first chunk, where they are others.</summary>
    public int? FirstMilliseconds { get; set; }

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
                    Send("chunk", VibrationChunks.ChunkOf(offered, chunk), Chunks.Count == 1 ? FirstMilliseconds ?? delayMilliseconds : delayMilliseconds);
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
                _withdrawn = (board.Microseconds + (WithdrawsAfter * 1000L), $"edgenet/{Awake.Device}/offer", []);
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

    private void Send(string topic, byte[] payload, int milliseconds) => _coming.Enqueue((board.Microseconds + (milliseconds * 1000L), $"edgenet/{Awake.Device}/{topic}", payload));

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
