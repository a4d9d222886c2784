using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>Many nodes, whose loops run in turn on a thread of its own.</summary>
internal sealed class SimulatedFleet : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly SimulatedClock _clock;
    private Task _running = Task.CompletedTask;

    public SimulatedFleet(SimulatedClock clock, IEnumerable<SimulatedNode> nodes)
    {
        _clock = clock;
        Nodes = [.. nodes];
    }

    public SimulatedNode[] Nodes { get; }

    public void Start()
    {
        foreach (SimulatedNode node in Nodes)
        {
            node.Start();
        }

        _running = Task.Run(async () =>
        {
            while (!_over.IsCancellationRequested)
            {
                Do(() =>
                {
                    foreach (SimulatedNode node in Nodes)
                    {
                        node.Step(_clock.Milliseconds);
                    }
                });
                await Task.Delay(1);
            }
        });
    }

    /// <summary>Waits until the broker has the statuses of so many nodes.</summary>
    public async Task ConnectedAsync(SimulatedBroker broker, int least)
    {
        while (Nodes.Count(node => broker.Retained($"{MqttTopics.DefaultPrefix}/{node.Device}/status").Length > 0) < least)
        {
            await Task.Delay(10);
        }
    }

    /// <summary>Does something between two rounds.</summary>
    public void Do(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }

    /// <summary>Rolls a model out, as 'edgenet push' does.</summary>
    public async Task<MqttRollout> PushAsync(SimulatedBroker broker, MqttTopics topics, OfferedModel model, RolloutOptions options, CancellationToken stop, Action<MqttRollout>? onTick = null)
    {
        await using var connection = new MqttConnection(broker.Address, _clock);
        var rollout = new MqttRollout(connection, topics, model, options, _clock);
        rollout.OnTick = () => onTick?.Invoke(rollout);
        await rollout.RunAsync(stop);
        return rollout;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        foreach (SimulatedNode node in Nodes)
        {
            node.Dispose();
        }
    }
}
