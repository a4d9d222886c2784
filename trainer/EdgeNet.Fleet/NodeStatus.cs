using System.Buffers.Binary;
using System.Text;

namespace EdgeNet.Fleet;

/// <summary>A node's status as it came: what runs there, what it receives, and how the last update ended.</summary>
internal sealed record NodeStatus
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private readonly byte[] _missing = [];

    private NodeStatus()
    {
    }

    /// <summary>The protocol; where it is not <see cref="UpdateMessage.Protocol"/>, nothing else is known.</summary>
    public int Protocol { get; private init; }

    public UpdatePhase Phase { get; private init; }

    public UpdateOutcome Outcome { get; private init; }

    /// <summary>The version that <see cref="Outcome"/> speaks of; 0 for none.</summary>
    public int OutcomeVersion { get; private init; }

    /// <summary>The attempt that <see cref="Outcome"/> speaks of; 0 for the first.</summary>
    public int Attempt { get; private init; }

    /// <summary>The version of the model that runs.</summary>
    public int Running { get; private init; }

    /// <summary>The CRC of the file that runs; 0 for the built-in model.</summary>
    public uint RunningCrc { get; private init; }

    /// <summary>The version that was confirmed last; 0 for the built-in model.</summary>
    public int Confirmed { get; private init; }

    /// <summary>The CRC of the file that is received, staged or on trial; 0 for none.</summary>
    public uint Crc { get; private init; }

    /// <summary>Decisions of the trial so far.</summary>
    public int Decisions { get; private init; }

    /// <summary>Decisions of the trial in all.</summary>
    public int WantedDecisions { get; private init; }

    public int Chunks { get; private init; }

    public int ChunksHad { get; private init; }

    /// <summary>The most bytes of a chunk that it takes.</summary>
    public int MostChunk { get; private init; }

    /// <summary>The most bytes of a file.</summary>
    public int Capacity { get; private init; }

    /// <summary>The id of the key that it trusts, in hexadecimal digits.</summary>
    public string KeyId { get; private init; } = string.Empty;

    /// <summary>The name of the models that it takes; as the node sent it, which may be anything.</summary>
    public string Name { get; private init; } = string.Empty;

    /// <summary>Why, in the node's words; may be empty.</summary>
    public string Reason { get; private init; } = string.Empty;

    /// <summary>The first chunk that is missing.</summary>
    public int FirstMissing { get; private init; }

    /// <summary>Whether it remembers, also over a restart, that the file failed there: it takes it again only with a higher attempt.</summary>
    public bool IsRemembered => Outcome is UpdateOutcome.RevertedByRestart or UpdateOutcome.RevertedByFault or UpdateOutcome.RefusedIdentity or UpdateOutcome.RefusedSelfTest;

    /// <summary>Whether an update to a version has failed there, in this attempt or a later one, so that offering it once more would change nothing.</summary>
    /// <param name="version">The version.</param>
    /// <param name="attempt">The attempt that is offered.</param>
    /// <returns>False where the outcome is about the confirmed model, which is damaged: the same file repairs it.</returns>
    public bool HasFailed(int version, int attempt = 0) => HasRefused(version) && Attempt >= attempt && !IsToBeRepaired;

    /// <summary>Whether the outcome is a failure, and about this version.</summary>
    public bool HasRefused(int version) => OutcomeVersion == version && MqttNode.IsFailure((int)Outcome);

    private bool IsToBeRepaired => OutcomeVersion == Confirmed && Running != Confirmed
        && Outcome is UpdateOutcome.RefusedFile or UpdateOutcome.RefusedSignature or UpdateOutcome.RefusedIdentity or UpdateOutcome.RefusedSelfTest or UpdateOutcome.RefusedStorage;

    /// <summary>The first chunks that are missing.</summary>
    /// <param name="most">How many at most.</param>
    public int[] Missing(int most) =>
        [.. Enumerable.Range(0, 8 * _missing.Length).Where(i => (_missing[i >> 3] >> (i & 7) & 1) != 0).Select(i => FirstMissing + i).Where(chunk => chunk < Chunks).Take(most)];

    /// <summary>Reads a message.</summary>
    /// <returns>Null if it is no status, or damaged.</returns>
    public static NodeStatus? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < 2 || message[0] != UpdateMessage.Status)
        {
            return null;
        }

        int protocol = message[UpdateMessage.StatusProtocolAt];
        if (protocol != UpdateMessage.Protocol)
        {
            return new NodeStatus { Protocol = protocol };
        }

        if (message.Length < UpdateMessage.StatusLength)
        {
            return null;
        }

        int name = message[UpdateMessage.StatusNameLengthAt];
        int reason = message[UpdateMessage.StatusReasonLengthAt];
        if (name + reason > UpdateMessage.MostText || message.Length != UpdateMessage.StatusLength + name + reason)
        {
            return null;
        }

        var status = new NodeStatus(message.Slice(UpdateMessage.StatusBitsAt, UpdateMessage.StatusBitsLength).ToArray())
        {
            Protocol = protocol,
            Phase = (UpdatePhase)message[UpdateMessage.StatusPhaseAt],
            Outcome = (UpdateOutcome)message[UpdateMessage.StatusOutcomeAt],
            Attempt = message[UpdateMessage.StatusAttemptAt],
            Running = Get(message, UpdateMessage.StatusRunningAt),
            RunningCrc = BinaryPrimitives.ReadUInt32LittleEndian(message[UpdateMessage.StatusRunningCrcAt..]),
            Confirmed = Get(message, UpdateMessage.StatusConfirmedAt),
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(message[UpdateMessage.StatusCrcAt..]),
            OutcomeVersion = Get(message, UpdateMessage.StatusOutcomeVersionAt),
            Decisions = Get(message, UpdateMessage.StatusDecisionsAt),
            WantedDecisions = Get(message, UpdateMessage.StatusWantedAt),
            Chunks = GetShort(message, UpdateMessage.StatusChunksAt),
            ChunksHad = GetShort(message, UpdateMessage.StatusHadAt),
            FirstMissing = GetShort(message, UpdateMessage.StatusMissingAt),
            MostChunk = GetShort(message, UpdateMessage.StatusMostChunkAt),
            Capacity = Get(message, UpdateMessage.StatusCapacityAt),
            KeyId = Convert.ToHexStringLower(message.Slice(UpdateMessage.StatusKeyAt, ModelKey.IdLength)),
            Name = Utf8.GetString(message.Slice(UpdateMessage.StatusLength, name)),
            Reason = Utf8.GetString(message.Slice(UpdateMessage.StatusLength + name, reason)),
        };
        bool isKnown = status.Phase <= UpdatePhase.Testing && status.Outcome <= UpdateOutcome.RefusedMessage;
        bool isPossible = status is { Running: >= 0, Confirmed: >= 0, OutcomeVersion: >= 0, Decisions: >= 0, WantedDecisions: >= 0, Capacity: >= 0 }
            && status.ChunksHad <= status.Chunks && status.FirstMissing <= status.Chunks;
        return isKnown && isPossible ? status : null;

        static int Get(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadInt32LittleEndian(message[at..]);

        static int GetShort(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16LittleEndian(message[at..]);
    }

    private NodeStatus(byte[] missing) => _missing = missing;

    /// <summary>How it ended, in words.</summary>
    public string OutcomeText =>
        Reason.Length == 0 || Outcome is UpdateOutcome.RevertedByRestart or UpdateOutcome.RevertedByFault ? Words : $"{Words} ({Reason.TrimEnd('.')})";

    private string Words => Outcome switch
    {
        UpdateOutcome.None => "nothing",
        UpdateOutcome.Confirmed => "confirmed",
        UpdateOutcome.RevertedByRestart => "it started anew before its trial was over",
        UpdateOutcome.RevertedByFault => "the application reported a fault in its trial",
        UpdateOutcome.RefusedFile => "the file is damaged, or no model",
        UpdateOutcome.RefusedSignature => "it is not signed by the key that the node trusts",
        UpdateOutcome.RefusedVersion => "it is not newer than the model there",
        UpdateOutcome.RefusedIdentity => "it is a model of something else",
        UpdateOutcome.RefusedSelfTest => "its golden vectors give something else on this board, or it does not fit into memory",
        UpdateOutcome.RefusedSize => "it is too long for the node's storage",
        UpdateOutcome.RefusedBusy => "another model is staged or on trial there",
        UpdateOutcome.RefusedStorage => "the node's storage is full or worn",
        _ => "the node does not understand the message",
    };
}
