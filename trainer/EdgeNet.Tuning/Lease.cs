using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace EdgeNet.Tuning;

/// <summary>Decides whether the process that took a trial still runs it.</summary>
/// <remarks>Not by SQLite's locks: they last for a transaction, and a trial runs for minutes and must outlive a killed process.</remarks>
/// <param name="self">This session.</param>
/// <param name="startOf">When a process of this machine began; null when it is not running.</param>
/// <param name="time">The clock.</param>
internal sealed class Lease(LeaseOwner self, Func<int, long?> startOf, TimeProvider time)
{
    /// <summary>How often a process reports that it is alive.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    /// <summary>After how long a silent process of another machine, or container, counts as dead.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(90);

    /// <summary>This session.</summary>
    public LeaseOwner Self => self;

    /// <summary>Now, in milliseconds since 1970.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The lease of a new session of this process.</summary>
    public static Lease New() => new(LeaseOwner.New(), ProcessClock.StartOf, TimeProvider.System);

    /// <summary>Whether the owner still holds its trial: on this machine the process itself is checked, elsewhere its last heartbeat.</summary>
    public bool IsHeld(string owner, long heartbeat) =>
        LeaseOwner.Parse(owner) is { } other
        && (other.Host == self.Host ? startOf(other.ProcessId) == other.ProcessStart : Now - heartbeat < Expiry.TotalMilliseconds);
}

/// <summary>The owner of a trial: a session of a process.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="ProcessStart">When it began, in the units of <see cref="ProcessClock"/>: a number that a later process with the same id does not have.</param>
/// <param name="Session">Tells sessions of one process apart.</param>
internal sealed record LeaseOwner(string Host, int ProcessId, long ProcessStart, string Session)
{
    /// <summary>A new session of this process.</summary>
    public static LeaseOwner New() => new(
        Environment.MachineName, Environment.ProcessId, ProcessClock.StartOf(Environment.ProcessId) ?? 0, Guid.NewGuid().ToString("N"));

    /// <summary>Reads what <see cref="ToString"/> has written; null for anything else.</summary>
    public static LeaseOwner? Parse(string text) =>
        text.Split('/') is [var host, var id, var start, var session]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int processId)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out long processStart)
            ? new LeaseOwner(host, processId, processStart, session)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}/{ProcessId}/{ProcessStart}/{Session}");
}

/// <summary>Tells when a process of this machine began, and so whether it is still the same one.</summary>
internal static class ProcessClock
{
    /// <summary>When a process began: clock ticks since boot on Linux, ticks of the calendar elsewhere; null when it is not running.</summary>
    public static long? StartOf(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            return StartInProc(processId);
        }

        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (ArgumentException)
        {
            return null; // no such process
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return null; // it has just ended, or belongs to another user
        }
    }

    // proc(5): "pid (name) state …", the 22nd field is the start time. A zombie has ended and only waits for its parent.
    private static long? StartInProc(int processId)
    {
        try
        {
            string text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
