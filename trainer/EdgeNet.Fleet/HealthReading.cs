using System.Text;

namespace EdgeNet.Fleet;

/// <summary>A health record as it came from a node.</summary>
public sealed class HealthReading
{
    private readonly int[] _classCounts;
    private readonly byte[] _shares;

    private HealthReading(byte[] message)
    {
        Kind = (SignatureKind)message[HealthMessage.SignatureAt];
        ModelName = NodeText.Of(Encoding.UTF8.GetString(message, HealthMessage.NameAt, message[HealthMessage.NameLengthAt]));
        Version = UpdateMessage.Get(message, HealthMessage.VersionAt);
        KeyId = Convert.ToHexStringLower(message, HealthMessage.KeyAt, ModelKey.IdLength);
        Number = UpdateMessage.Get(message, HealthMessage.NumberAt);
        Seconds = UpdateMessage.Get(message, HealthMessage.SecondsAt);
        CoveredSeconds = UpdateMessage.Get(message, HealthMessage.CoveredAt);
        Decisions = UpdateMessage.Get(message, HealthMessage.DecisionsAt);
        LongestMicroseconds = UpdateMessage.Get(message, HealthMessage.LongestAt);
        Resets = UpdateMessage.Get(message, HealthMessage.ResetsAt);
        FreeBytes = UpdateMessage.Get(message, HealthMessage.FreeAt);
        LookedAt = UpdateMessage.Get(message, HealthMessage.LookedAt);
        EverySeconds = UpdateMessage.Get(message, HealthMessage.EveryAt);
        InputCount = UpdateMessage.GetShort(message, HealthMessage.InputsAt);
        ClassCount = UpdateMessage.GetShort(message, HealthMessage.ClassesAt);
        int flags = message[HealthMessage.FlagsAt];
        UnfamiliarDecisions = (flags & HealthMessage.KnowsUnfamiliar) == 0 ? null : UpdateMessage.Get(message, HealthMessage.UnfamiliarAt);
        IsRegression = (flags & HealthMessage.IsRegression) != 0;
        IsAnomaly = (flags & HealthMessage.IsAnomaly) != 0;
        IsOfAnyInput = (flags & HealthMessage.IsOfAnyInput) != 0;
        _classCounts = new int[message[HealthMessage.CounterCountAt]];
        for (int c = 0; c < _classCounts.Length; c++)
        {
            _classCounts[c] = UpdateMessage.Get(message, HealthMessage.CountersAt + (4 * c));
        }

        _shares = message[HealthMessage.SharesAt..(HealthMessage.SharesAt + message[HealthMessage.ShareCountAt])];
    }

    /// <summary>The name of the model that runs, of which a long one may be cut off; escape characters are made harmless.</summary>
    public string ModelName { get; }

    /// <summary>Its version; 0 for one without.</summary>
    public int Version { get; }

    /// <summary>How it is signed.</summary>
    public SignatureKind Kind { get; }

    /// <summary>The id of the key that signed it, 16 hexadecimal digits; zeros without a signature.</summary>
    public string KeyId { get; }

    /// <summary>The number of the record since the start of the node, from 1 on.</summary>
    public int Number { get; }

    /// <summary>Seconds since the start of the node.</summary>
    public int Seconds { get; }

    /// <summary>The last of these seconds, which the record covers.</summary>
    public int CoveredSeconds { get; }

    /// <summary>Seconds from one record to the next; 0 where the node does not say.</summary>
    public int EverySeconds { get; }

    /// <summary>Decisions in that time.</summary>
    public int Decisions { get; }

    /// <summary>Decisions with inputs unlike those of training; <c>null</c> where the model does not know.</summary>
    public int? UnfamiliarDecisions { get; }

    /// <summary>Microseconds of the longest decision.</summary>
    public int LongestMicroseconds { get; }

    /// <summary>Resets that the node has counted.</summary>
    public int Resets { get; }

    /// <summary>Free bytes of memory.</summary>
    public int FreeBytes { get; }

    /// <summary>Decisions whose inputs were looked at: what the shares are of.</summary>
    public int LookedAt { get; }

    /// <summary>n[0].</summary>
    public int InputCount { get; }

    /// <summary>Classes of the model; 0 for quantities.</summary>
    public int ClassCount { get; }

    /// <summary>Whether its outputs are quantities.</summary>
    public bool IsRegression { get; }

    /// <summary>Whether it knows only what is normal.</summary>
    public bool IsAnomaly { get; }

    /// <summary>Whether there is one share, of the decisions in which any input stood at an end.</summary>
    public bool IsOfAnyInput { get; }

    /// <summary>Decisions by class; of many classes the last number is that of all the rest.</summary>
    public IReadOnlyList<int> ClassCounts => _classCounts;

    /// <summary>How many shares there are: one for each input, or for each group of neighbours.</summary>
    public int ShareCount => _shares.Length;

    /// <summary>Inputs that share a share.</summary>
    public int GroupSize => IsOfAnyInput ? InputCount : Math.Max(1, HealthMessage.GroupOf(InputCount));

    /// <summary>Returns how often an input stood at an end of its codes; of a group, the input that stood there most often.</summary>
    /// <param name="share">0 to <see cref="ShareCount"/> - 1: the inputs from share · <see cref="GroupSize"/> on.</param>
    /// <returns>0 to 1, the nearest share below the true one that the record can say; 0 only for never, 1 only for always.</returns>
    public double ShareAtEnd(int share) => Math.Pow(_shares[share] / 255.0, 2);

    /// <summary>Reads a message. Nothing in it is trusted.</summary>
    /// <param name="message">The bytes.</param>
    /// <param name="count">How many of them.</param>
    /// <returns>The record, or <c>null</c> when these bytes are none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public static HealthReading? Read(byte[] message, int count)
    {
        ArgumentNullException.ThrowIfNull(message);
        return count == HealthMessage.Length && count <= message.Length && IsSound(message) ? new HealthReading(message) : null;
    }

    private static bool IsSound(byte[] message)
    {
        int inputs = UpdateMessage.GetShort(message, HealthMessage.InputsAt);
        int classes = UpdateMessage.GetShort(message, HealthMessage.ClassesAt);
        bool isOfAnyInput = (message[HealthMessage.FlagsAt] & HealthMessage.IsOfAnyInput) != 0;
        int group = Math.Max(1, HealthMessage.GroupOf(inputs));
        return message[HealthMessage.KindAt] == UpdateMessage.Health
            && message[HealthMessage.LayoutAt] == HealthMessage.Layout
            && message[HealthMessage.SignatureAt] <= (int)SignatureKind.Ed25519
            && UpdateMessage.Get(message, HealthMessage.VersionAt) >= 0
            && inputs > 0
            && message[HealthMessage.ShareCountAt] == (isOfAnyInput ? 1 : (inputs + group - 1) / group)
            && message[HealthMessage.CounterCountAt] == Math.Min(classes, HealthMessage.MostCounters)
            && message[HealthMessage.NameLengthAt] <= HealthMessage.MostName
            && (classes == 0) == ((message[HealthMessage.FlagsAt] & HealthMessage.IsRegression) != 0)
            && AreNotNegative(message);
    }

    private static bool AreNotNegative(byte[] message)
    {
        for (int at = HealthMessage.NumberAt; at <= HealthMessage.LookedAt; at += 4)
        {
            if (UpdateMessage.Get(message, at) < 0)
            {
                return false;
            }
        }

        if (UpdateMessage.Get(message, HealthMessage.EveryAt) < 0)
        {
            return false;
        }

        for (int c = 0; c < message[HealthMessage.CounterCountAt]; c++)
        {
            if (UpdateMessage.Get(message, HealthMessage.CountersAt + (4 * c)) < 0)
            {
                return false;
            }
        }

        return true;
    }
}
