namespace EdgeNet.Trainer.Tuning;

/// <summary>Decides whether the process that took a trial still runs it.</summary>
/// <param name="self">This session.</param>
/// <param name="startOf">When a process of this machine began; null when it is not running.</param>
/// <param name="time">The clock.</param>
internal sealed class Lease(LeaseOwner self, Func<int, long?> startOf, TimeProvider time)
{
    /// <summary>How often a process says that it lives.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    /// <summary>After how long a silent process of another machine, or container, counts as dead.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(90);

    /// <summary>This session.</summary>
    public LeaseOwner Self => self;

    /// <summary>Now, in milliseconds since 1970.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The lease of a new session of this process.</summary>
    public static Lease New() => new(LeaseOwner.New(), ProcessClock.StartOf, TimeProvider.System);

    /// <summary>Whether the owner's trial must be left to it: on this machine the process itself is looked at, elsewhere its last heartbeat.</summary>
    public bool IsHeld(string owner, long heartbeat) =>
        LeaseOwner.Parse(owner) is { } other
        && (other.Host == self.Host ? startOf(other.ProcessId) == other.ProcessStart : Now - heartbeat < Expiry.TotalMilliseconds);
}
