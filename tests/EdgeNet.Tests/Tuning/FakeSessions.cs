using System.Globalization;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>Processes and a clock that tests start, kill and set as they like.</summary>
internal sealed class FakeSessions : TimeProvider
{
    private readonly Dictionary<int, long> _running = [];

    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Begins a process, or a second session of it.</summary>
    public Lease Start(int processId, string host = "here", long start = 1)
    {
        _running[processId] = start;
        string session = string.Create(CultureInfo.InvariantCulture, $"s{processId}-{start}-{_running.Count}");
        return new Lease(new LeaseOwner(host, processId, start, session), id => _running.TryGetValue(id, out long began) ? began : null, this);
    }

    public void Kill(int processId) => _running.Remove(processId);
}
