using System.Threading.Channels;

namespace EdgeNet.Fleet;

/// <summary>Brings what the nodes of a broker tell to a <see cref="FleetWatch"/>, until it is stopped.</summary>
/// <param name="connection">The broker; not yet open.</param>
/// <param name="topics">Which nodes.</param>
/// <param name="watch">Where it goes.</param>
/// <param name="clock">The clock.</param>
internal sealed class MqttMonitor(MqttConnection connection, MqttTopics topics, FleetWatch watch, TimeProvider clock)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>Called when something came, and from time to time.</summary>
    public Action? OnTick { get; set; }

    /// <summary>Called with what the connection does.</summary>
    public Action<string>? OnNotice { get; set; }

    /// <summary>Listens.</summary>
    /// <param name="duration">How long; null for ever.</param>
    /// <param name="stop">Ends it; that is no error.</param>
    /// <exception cref="InputException">The broker cannot be reached or does not let in, or the database cannot be written.</exception>
    public async Task RunAsync(TimeSpan? duration, CancellationToken stop)
    {
        Channel<Action> events = Channel.CreateBounded<Action>(new BoundedChannelOptions(100_000) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        connection.OnMessage = message => Post(() => watch.Hear(topics, message, clock.GetUtcNow()));
        connection.OnConnected = isConnected => Post(() => OnNotice?.Invoke(isConnected ? "The broker is there again." : $"The connection to the broker is lost{connection.LostBecause}; trying again."));
        try
        {
            await connection.OpenAsync(topics.FiltersOf(MqttTopics.Status, MqttTopics.Health), stop).ConfigureAwait(false);
            long start = clock.GetTimestamp();
            while (duration is null || clock.GetElapsedTime(start) < duration)
            {
                using var step = CancellationTokenSource.CreateLinkedTokenSource(stop);
                Task<bool> news = events.Reader.WaitToReadAsync(step.Token).AsTask();
                await Task.WhenAny(news, Task.Delay(Step, clock, step.Token)).ConfigureAwait(false);
                await step.CancelAsync().ConfigureAwait(false);
                await ((Task)news).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stop.ThrowIfCancellationRequested();
                while (events.Reader.TryRead(out Action? happen))
                {
                    happen();
                }

                OnTick?.Invoke();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What came is kept.
        }

        // A flood waits at the broker and not here.
        void Post(Action happen)
        {
            if (!events.Writer.TryWrite(happen))
            {
                events.Writer.WriteAsync(happen, stop).AsTask().Wait(stop);
            }
        }
    }
}
