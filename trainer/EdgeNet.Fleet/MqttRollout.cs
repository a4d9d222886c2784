using System.Threading.Channels;

namespace EdgeNet.Fleet;

/// <summary>Rolls a model out to the nodes of a broker.</summary>
/// <remarks>
/// All decisions are those of <see cref="Rollout"/>, made by one loop; sending is done beside it, in order for each node. When the process ends,
/// however it does, the statuses and offers that the broker keeps are all that another run needs.
/// </remarks>
internal sealed class MqttRollout : IRolloutLine
{
    /// <summary>What to look at where an old broker may have passed messages over without a word.</summary>
    public const string AccessLists = "By MQTT 3.1.1, a broker does not say when it forbids a message: check its access lists, too.";

    private const int MostNodes = 10_000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly MqttConnection _connection;
    private readonly MqttTopics _topics;
    private readonly RolloutOptions _options;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly Channel<Action> _events = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, Task> _sending = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withdrawals = new(StringComparer.Ordinal);
    private InputException? _fault;
    private TimeSpan _lastNew;

    /// <summary>Makes a roll-out.</summary>
    /// <param name="connection">The broker; not yet open.</param>
    /// <param name="topics">Which nodes.</param>
    /// <param name="model">What they get.</param>
    /// <param name="options">In which order.</param>
    /// <param name="clock">The clock.</param>
    public MqttRollout(MqttConnection connection, MqttTopics topics, OfferedModel model, RolloutOptions options, TimeProvider clock)
    {
        _connection = connection;
        _topics = topics;
        _options = options;
        _clock = clock;
        _start = clock.GetTimestamp();
        Rollout = new Rollout(model, options, this);
    }

    /// <summary>Where it stands; only within the callbacks, and when the run is over.</summary>
    public Rollout Rollout { get; }

    /// <summary>Called once, before anything is sent.</summary>
    public Action? OnFound { get; set; }

    /// <summary>Called from time to time, and after each change.</summary>
    public Action? OnTick { get; set; }

    /// <summary>Called with what the connection does.</summary>
    public Action<string>? OnNotice { get; set; }

    /// <summary>Whether the broker says so when it does not take a message.</summary>
    public bool TellsRefusals => _connection.TellsRefusals;

    /// <summary>Messages that were no status of a node.</summary>
    public int Ignored { get; private set; }

    /// <summary>Nodes whose offers could not be taken back in the end.</summary>
    public IReadOnlyCollection<string> OffersLeft => _withdrawals;

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <summary>Finds the nodes, and rolls the model out until all is done, it is stopped, or a rule stops it.</summary>
    /// <exception cref="InputException">The broker cannot be reached or does not let in, or there is no node.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        _connection.OnMessage = message => _events.Writer.TryWrite(() => Hear(message));
        _connection.OnRefused = what => _events.Writer.TryWrite(() => OnNotice?.Invoke(what));
        _connection.OnConnected = isConnected => _events.Writer.TryWrite(() => Connected(isConnected));
        try
        {
            await _connection.OpenAsync(_topics.FiltersOf(MqttTopics.Status, MqttTopics.Offer), stop).ConfigureAwait(false);
            await FindAsync(stop).ConfigureAwait(false);
            OnFound?.Invoke();
            Rollout.Begin(Now);
            while (!Rollout.IsOver && _fault is null)
            {
                await WaitAsync(stop).ConfigureAwait(false);
                Rollout.Tick(Now);
                OnTick?.Invoke();
            }

            Rollout.Finish();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Rollout.Stop("Stopped by request.");
        }
        finally
        {
            await FinishAsync().ConfigureAwait(false);
        }

        if (_fault is not null)
        {
            throw _fault;
        }
    }

    void IRolloutLine.Offer(string device, byte[] offer)
    {
        _withdrawals.Remove(device);
        Enqueue(device, () => _connection.PublishAsync(_topics.Of(device, MqttTopics.Offer), offer, isRetained: true, CancellationToken.None));
    }

    void IRolloutLine.Withdraw(string device)
    {
        _withdrawals.Add(device);
        Withdraw(device);
    }

    void IRolloutLine.Query(string device) =>
        Enqueue(device, () => _connection.PublishAsync(_topics.Of(device, MqttTopics.Query), [UpdateMessage.Query], isRetained: false, CancellationToken.None));

    void IRolloutLine.Send(string device, IReadOnlyList<byte[]> chunks) => Enqueue(device, async () =>
    {
        string topic = _topics.Of(device, MqttTopics.Chunk);
        await Task.WhenAll(chunks.Select(chunk => _connection.PublishAsync(topic, chunk, isRetained: false, CancellationToken.None))).ConfigureAwait(false);
        _events.Writer.TryWrite(() => Rollout.Sent(device));
    });

    private void Withdraw(string device) => Enqueue(device, async () =>
    {
        if (await _connection.PublishAsync(_topics.Of(device, MqttTopics.Offer), [], isRetained: true, CancellationToken.None).ConfigureAwait(false))
        {
            _events.Writer.TryWrite(() => _withdrawals.Remove(device));
        }
    });

    private async Task FindAsync(CancellationToken stop)
    {
        _lastNew = Now;
        while (Now - _lastNew < _options.Discovery)
        {
            await WaitAsync(stop).ConfigureAwait(false);
        }

        if (_topics.IsOneDevice && Rollout.Nodes.Count == 0)
        {
            Rollout.Expect(_topics.Filter, Now);
        }

        if (Rollout.Nodes.Count == 0)
        {
            throw new InputException($"No node below '{_topics.Prefix}/{_topics.Filter}' has told its status to this broker; check --devices, and whether the nodes are connected.{(TellsRefusals ? string.Empty : $" {AccessLists}")}");
        }
    }

    // Until something happens, a step of time at most; then everything that has happened.
    private async Task WaitAsync(CancellationToken stop)
    {
        using var step = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<bool> news = _events.Reader.WaitToReadAsync(step.Token).AsTask();
        await Task.WhenAny(news, Task.Delay(Step, _clock, step.Token)).ConfigureAwait(false);
        await step.CancelAsync().ConfigureAwait(false);
        await ((Task)news).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        while (_events.Reader.TryRead(out Action? happen))
        {
            happen();
        }
    }

    private void Hear(MqttMessage message)
    {
        if (!_topics.TryRead(message.Topic, out string device, out string kind))
        {
            Ignored++;
            return;
        }

        if (kind == MqttTopics.Offer)
        {
            if (Rollout.SeeOffer(device, message.Payload))
            {
                _withdrawals.Remove(device); // ours is gone already
            }
        }
        else if (kind == MqttTopics.Status)
        {
            if (message.Payload.Length > 0 && NodeStatus.Read(message.Payload) is { } status && Rollout.Nodes.Count < MostNodes)
            {
                int nodes = Rollout.Nodes.Count;
                Rollout.Hear(device, status, message.IsRetained, Now);
                _lastNew = Rollout.Nodes.Count > nodes ? Now : _lastNew;
            }
            else
            {
                Ignored++;
            }
        }
    }

    private void Connected(bool isConnected)
    {
        OnNotice?.Invoke(isConnected ? "The broker is there again." : $"The connection to the broker is lost{_connection.LostBecause}; trying again.");
        if (isConnected)
        {
            Rollout.Reconnected(Now);
            foreach (string device in _withdrawals.ToArray())
            {
                Withdraw(device);
            }
        }
    }

    // In order for each node; faults of the connection are told by the nodes' statuses.
    private void Enqueue(string device, Func<Task> send)
    {
        Task before = _sending.GetValueOrDefault(device, Task.CompletedTask);
        _sending[device] = Task.Run(async () =>
        {
            await before.ConfigureAwait(false);
            try
            {
                await send().ConfigureAwait(false);
            }
            catch (InputException e)
            {
                _events.Writer.TryWrite(() => _fault ??= e);
            }
        });
    }

    private async Task FinishAsync()
    {
        // The offers are taken back; where the broker cannot be reached, each attempt fails at once.
        await Task.WhenAll(_sending.Values).ConfigureAwait(false);
        while (_events.Reader.TryRead(out Action? happen))
        {
            happen();
        }
    }
}
