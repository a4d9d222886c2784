using System.Globalization;

namespace EdgeNet.Trainer.Tuning;

/// <summary>Who runs a trial: a session of a process.</summary>
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
