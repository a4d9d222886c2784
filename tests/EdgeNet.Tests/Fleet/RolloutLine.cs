using System.Globalization;
using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>What a roll-out says, as text, in order.</summary>
internal sealed class RolloutLine : IRolloutLine
{
    public List<string> Said { get; } = [];

    /// <summary>What was said since the last call.</summary>
    public string Take()
    {
        string said = string.Join(' ', Said);
        Said.Clear();
        return said;
    }

    public void Offer(string device, byte[] offer) =>
        Said.Add(string.Create(CultureInfo.InvariantCulture, $"offer{(offer[UpdateMessage.OfferAttemptAt] is > 0 and var attempt ? $"-{attempt}" : string.Empty)}:{device}"));

    public void Withdraw(string device) => Said.Add($"withdraw:{device}");

    public void Query(string device) => Said.Add($"query:{device}");

    public void Send(string device, IReadOnlyList<byte[]> chunks) =>
        Said.Add($"chunks:{device}:{string.Join(',', chunks.Select(chunk => UpdateMessage.GetShort(chunk, UpdateMessage.ChunkNumberAt).ToString(CultureInfo.InvariantCulture)))}");
}

/// <summary>Statuses as a node would send them.</summary>
internal static class RolloutStatus
{
    public const string KeyId = "0102030405060708";

    /// <summary>A file of 20 chunks of 64 bytes, version 7.</summary>
    public static OfferedModel Model { get; } = new([.. Enumerable.Range(0, 1280).Select(i => (byte)(i * 31))], "press", 7, KeyId);

    public static NodeStatus Idle(int running = 6, UpdateOutcome outcome = UpdateOutcome.None, int of = 0, int attempt = 0) =>
        Of(UpdatePhase.Idle, running, running, outcome, of, attempt: attempt);

    public static NodeStatus Confirmed { get; } = Of(UpdatePhase.Idle, 7, 7, UpdateOutcome.Confirmed, 7);

    public static NodeStatus Staged { get; } = Of(UpdatePhase.Staged, 6, 6);

    public static NodeStatus Testing(int decisions = 1) => Of(UpdatePhase.Testing, 7, 6, decisions: decisions);

    public static NodeStatus Receiving(params int[] missing) => Of(UpdatePhase.Receiving, 6, 6, missing: missing.Length == 0 ? [.. Enumerable.Range(0, 20)] : missing);

    public static byte[] Bytes(
        UpdatePhase phase, int running, int confirmed, UpdateOutcome outcome = UpdateOutcome.None, int of = 0, int decisions = 0, int[]? missing = null, string name = "press",
        string key = KeyId, int capacity = 10_000, int protocol = 1, uint? crc = null, string reason = "", uint? runningCrc = null, int attempt = 0)
    {
        byte[] nameBytes = System.Text.Encoding.UTF8.GetBytes(name);
        byte[] reasonBytes = System.Text.Encoding.UTF8.GetBytes(reason);
        byte[] status = [.. new byte[UpdateMessage.StatusLength], .. nameBytes, .. reasonBytes];
        status[0] = UpdateMessage.Status;
        status[UpdateMessage.StatusProtocolAt] = (byte)protocol;
        status[UpdateMessage.StatusPhaseAt] = (byte)phase;
        status[UpdateMessage.StatusOutcomeAt] = (byte)outcome;
        UpdateMessage.Put(status, UpdateMessage.StatusRunningAt, running);
        UpdateMessage.Put(status, UpdateMessage.StatusRunningCrcAt, unchecked((int)(running == Model.Version ? runningCrc ?? Model.Crc : 0)));
        UpdateMessage.Put(status, UpdateMessage.StatusConfirmedAt, confirmed);
        UpdateMessage.Put(status, UpdateMessage.StatusCrcAt, unchecked((int)(phase == UpdatePhase.Idle ? 0 : crc ?? Model.Crc)));
        UpdateMessage.Put(status, UpdateMessage.StatusOutcomeVersionAt, of);
        status[UpdateMessage.StatusAttemptAt] = (byte)attempt;
        UpdateMessage.Put(status, UpdateMessage.StatusDecisionsAt, decisions);
        UpdateMessage.Put(status, UpdateMessage.StatusWantedAt, phase == UpdatePhase.Testing ? 50 : 0);
        if (missing is not null)
        {
            UpdateMessage.PutShort(status, UpdateMessage.StatusChunksAt, 20);
            UpdateMessage.PutShort(status, UpdateMessage.StatusHadAt, 20 - missing.Length);
            UpdateMessage.PutShort(status, UpdateMessage.StatusMissingAt, missing[0]);
            foreach (int chunk in missing)
            {
                status[UpdateMessage.StatusBitsAt + ((chunk - missing[0]) >> 3)] |= (byte)(1 << ((chunk - missing[0]) & 7));
            }
        }

        UpdateMessage.PutShort(status, UpdateMessage.StatusMostChunkAt, 64);
        UpdateMessage.Put(status, UpdateMessage.StatusCapacityAt, capacity);
        Convert.FromHexString(key).CopyTo(status, UpdateMessage.StatusKeyAt);
        status[UpdateMessage.StatusNameLengthAt] = (byte)nameBytes.Length;
        status[UpdateMessage.StatusReasonLengthAt] = (byte)reasonBytes.Length;
        return status;
    }

    public static NodeStatus Of(
        UpdatePhase phase, int running, int confirmed, UpdateOutcome outcome = UpdateOutcome.None, int of = 0, int decisions = 0, int[]? missing = null, string name = "press",
        string key = KeyId, int capacity = 10_000, int protocol = 1, uint? crc = null, uint? runningCrc = null, int attempt = 0) =>
        NodeStatus.Read(Bytes(phase, running, confirmed, outcome, of, decisions, missing, name, key, capacity, protocol, crc, runningCrc: runningCrc, attempt: attempt))!;
}
