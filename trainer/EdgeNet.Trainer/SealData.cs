namespace EdgeNet.Trainer;

/// <summary>What a seal says of a model, but for the signature.</summary>
/// <param name="Version">The version of the model, 1 or more.</param>
/// <param name="Alarm">The class that is the alarm; <see cref="ModelSeal.NoAlarm"/> for none.</param>
/// <param name="TrialDecisions">Decisions after which a board confirms the model.</param>
/// <param name="HealthSeconds">Seconds from one health record to the next; 0 for none.</param>
internal sealed record SealData(int Version, int Alarm, int TrialDecisions, int HealthSeconds)
{
    /// <summary>n[0] shares of the training examples at an end of an input's codes, in 255ths and rounded up; none where they are not known.</summary>
    public IReadOnlyList<byte> Shares { get; init; } = [];

    /// <summary>What the seal of a file says.</summary>
    public static SealData Of(ModelSeal seal) => new(seal.Version, seal.Alarm, seal.TrialDecisions, seal.HealthSeconds)
    {
        Shares = seal.HasShares ? [.. Enumerable.Range(0, seal.InputCount).Select(input => (byte)seal.ShareAtEnd(input))] : [],
    };
}
