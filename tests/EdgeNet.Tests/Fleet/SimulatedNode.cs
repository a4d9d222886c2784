using EdgeNet.Fleet;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeNet.Tests.Fleet;

/// <summary>A node with the device's own code: store, update, MQTT. Its storage outlives it.</summary>
/// <param name="device">Its name.</param>
/// <param name="broker">Where it connects to.</param>
internal sealed class SimulatedNode(string device, SimulatedBroker broker) : IDisposable
{
    private const int SlotLength = 16_384;

    private readonly SimulatedArea[] _areas = [new(SlotLength), new(SlotLength), new(1024), new(1024)];
    private readonly HashSet<int> _durable = [];
    private Line? _line;
    private ModelStore? _store;
    private UpdateNode? _update;
    private MqttNode? _mqtt;
    private uint _durableCrc;
    private int _changes;
    private bool _isCut;
    private bool _wasKilled;

    public string Device { get; } = device;

    /// <summary>Whether the application reports a fault in each trial.</summary>
    public bool IsFaulty { get; set; }

    /// <summary>Whether it sleeps: it is not connected, and remembers only its storage. The broker keeps for it what is retained.</summary>
    public bool IsAsleep
    {
        get;
        set
        {
            field = value;
            if (value)
            {
                Dispose();
            }
            else
            {
                Start();
            }
        }
    }

    /// <summary>How often the slots of its models were erased.</summary>
    public int Erasures => _areas[0].Erasures + _areas[1].Erasures;

    /// <summary>At which changes of its storage the power is cut, counted from the first one, in order.</summary>
    public Queue<int> Cuts { get; init; } = [];

    /// <summary>After how many decisions of its first trial it is killed; 0 for not at all.</summary>
    public int KilledInTrialAt { get; init; }

    /// <summary>How often a chunk was asked for that was in its storage.</summary>
    public int AskedForWhatItHad { get; private set; }

    /// <summary>How often it started.</summary>
    public int Starts { get; private set; }

    public int ConfirmedVersion => _store!.ConfirmedVersion;

    public int RunningVersion => _store!.RunningVersion;

    public UpdatePhase Phase => _store!.Phase;

    public UpdateOutcome Outcome => _store!.Outcome;

    public int ChunksHad => _store!.Receiving?.Had ?? 0;

    /// <summary>Whether the model that runs is one that was signed: the application opened it.</summary>
    public bool RunsASoundModel { get; private set; }

    /// <summary>Starts the board, or starts it anew: all but the storage is gone.</summary>
    public void Start()
    {
        Dispose();
        Starts++;
        _isCut = false;
        foreach (SimulatedArea area in _areas)
        {
            area.OnChange = Change;
        }

        RunsASoundModel = false;
        _store = new ModelStore(_areas[0], _areas[1], _areas[2], _areas[3], SimulatedModel.Key.ToModelKey(), new ModelRequirements(SimulatedModel.Name), 1);
        if (!_store.Start(Open))
        {
            RunsASoundModel = true; // the built-in one
        }

        _update = new UpdateNode(_store);
        _line = new Line(broker, Device, CountAsks);
        _mqtt = new MqttNode(_update, _line, MqttTopics.DefaultPrefix, Device);
        _line.OnMessage = _mqtt.Received;
    }

    /// <summary>One turn of the application's loop.</summary>
    public void Step(long milliseconds)
    {
        if (IsAsleep)
        {
            return;
        }

        bool waits = _mqtt!.Tick(milliseconds);
        if (_isCut)
        {
            Start();
            return;
        }

        NoteDurable();
        if (_update!.WantsRestart && !waits)
        {
            Start();
        }
        else if (_store!.Phase == UpdatePhase.Testing)
        {
            if (!_store.Decided(IsFaulty))
            {
                RunsASoundModel = !_store.Start(Open) || RunsASoundModel;
            }

            if (!_wasKilled && KilledInTrialAt > 0 && _store.TrialDecisions >= KilledInTrialAt)
            {
                _wasKilled = true;
                Start();
            }
        }

        if (_isCut)
        {
            Start();
        }
    }

    /// <summary>Damages both slots, and starts.</summary>
    public void Damage()
    {
        _areas[0].Damage(SlotLength / 10);
        _areas[1].Damage(SlotLength / 10);
        Start();
    }

    public void Dispose() => _line?.Dispose();

    private void Change()
    {
        _changes++;
        if (Cuts.TryPeek(out int cut) && _changes >= cut)
        {
            Cuts.Dequeue();
            _isCut = true;
        }

        if (_isCut)
        {
            throw new IOException("The power was cut.");
        }
    }

    private string? Open(byte[] file)
    {
        RunsASoundModel = Model.Load(file).FirstGoldenMismatch() < 0;
        return RunsASoundModel ? null : "golden vectors";
    }

    private void NoteDurable()
    {
        StoreSlot? slot = _store!.Receiving;
        if (slot is not null)
        {
            uint crc = unchecked((uint)slot.FileCrc);
            if (crc != _durableCrc)
            {
                _durableCrc = crc;
                _durable.Clear();
            }

            for (int k = 0; k < slot.Count; k++)
            {
                if (slot.Has(k))
                {
                    _durable.Add(k);
                }
            }
        }
    }

    private void CountAsks(NodeStatus status)
    {
        if (!_isCut && status.Phase == UpdatePhase.Receiving && status.Crc == _durableCrc)
        {
            AskedForWhatItHad += status.Missing(64).Count(_durable.Contains);
        }
    }

    /// <summary>The connection of a node, by MQTTnet in place of M2Mqtt; messages come on a thread of their own there, too.</summary>
    private sealed class Line : MqttLine, IDisposable
    {
        private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
        private readonly CancellationTokenSource _over = new();
        private readonly Action<NodeStatus> _onStatus;

        public Line(SimulatedBroker broker, string device, Action<NodeStatus> onStatus)
        {
            _onStatus = onStatus;
            _client.ApplicationMessageReceivedAsync += received =>
            {
                OnMessage?.Invoke(received.ApplicationMessage.Topic, received.ApplicationMessage.Payload.FirstSpan.ToArray());
                return Task.CompletedTask;
            };
            MqttClientOptions options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithClientId(device.Replace('/', '-'))
                .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V311).WithCleanSession().WithTimeout(TimeSpan.FromSeconds(20)).Build(); // M2Mqtt's default
            _ = KeepAsync(options, _over.Token);
        }

        public Action<string, byte[]>? OnMessage { get; set; }

        public override bool IsConnected => _client.IsConnected;

        public override void Publish(string topic, byte[] payload, int count, bool retain)
        {
            if (NodeStatus.Read(payload.AsSpan(0, count)) is { } status)
            {
                _onStatus(status);
            }

            MqttApplicationMessage message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload[..count]).WithRetainFlag(retain).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
            _ = Quietly(() => _client.PublishAsync(message, _over.Token));
        }

        public override void Subscribe(string topic)
        {
            MqttClientSubscribeOptions options = new MqttClientSubscribeOptionsBuilder().WithTopicFilter(topic, MqttQualityOfServiceLevel.AtLeastOnce).Build();
            _ = Quietly(() => _client.SubscribeAsync(options, _over.Token));
        }

        public void Dispose()
        {
            OnMessage = null;
            _over.Cancel();
            _client.Dispose();
        }

        private static async Task Quietly(Func<Task> work)
        {
            try
            {
                await work();
            }
            catch (Exception)
            {
                // What is lost is sent again by the node.
            }
        }

        private async Task KeepAsync(MqttClientOptions options, CancellationToken over)
        {
            while (!over.IsCancellationRequested)
            {
                if (!_client.IsConnected)
                {
                    await Quietly(() => _client.ConnectAsync(options, over));
                }

                await Quietly(() => Task.Delay(50, over));
            }
        }
    }
}
