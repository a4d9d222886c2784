using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer;

/// <summary>What a model file tells boards in the field, which take it over a line or a network: its version, its alarm, how it is tried out.</summary>
/// <remarks>The file has a seal then, without a signature: <c>edgenet sign</c> signs it.</remarks>
public sealed record UpdateOptions
{
    /// <summary>The most decisions of a trial.</summary>
    public const int MaxTrialDecisions = ModelSeal.MaxTrialDecisions;

    internal const int DefaultTrialDecisions = 100;
    internal const int DefaultHealthSeconds = 60;

    /// <summary>The version of the model, 1 or more: a board takes only a higher one than it has confirmed.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The class that is the alarm; null for the second of two, also of an anomaly model, and for none of several.</summary>
    public string? Alarm { get; init; }

    /// <summary>Decisions without a fault after which a board confirms the model, 1 to <see cref="MaxTrialDecisions"/>.</summary>
    public int TrialDecisions { get; init; } = DefaultTrialDecisions;

    /// <summary>Seconds from one health record of a board to the next; 0 for none.</summary>
    public int HealthSeconds { get; init; } = DefaultHealthSeconds;

    /// <summary>The class that is the alarm where nobody says which: the second of two, else none.</summary>
    /// <param name="classes">How many there are; 0 for quantities.</param>
    internal static int UsualAlarm(int classes) => classes == 2 ? 1 : ModelSeal.NoAlarm;

    /// <summary>Throws when an option is out of its range or does not suit the data.</summary>
    internal void Validate(Dataset data)
    {
        OptionRules.Require(Version >= 1, nameof(Version), $"1 or more; it is {Version}");
        OptionRules.Require(TrialDecisions is >= 1 and <= MaxTrialDecisions, nameof(TrialDecisions), $"1 to {MaxTrialDecisions}; it is {TrialDecisions}");
        OptionRules.Require(HealthSeconds >= 0, nameof(HealthSeconds), $"0 or more; it is {HealthSeconds}");
        OptionRules.Require(Alarm is null || data.Task != LearningTask.Regression, nameof(Alarm), "null for quantities, of which none is an alarm");
        OptionRules.Require(Alarm is null || IndexIn(data.ClassNames) is >= 0 and < ModelSeal.NoAlarm, nameof(Alarm), $"one of the first {ModelSeal.NoAlarm} classes; it is '{Alarm}'");
    }

    /// <summary>The number of the class that is the alarm.</summary>
    internal int AlarmOf(Dataset data) => Alarm is not null ? IndexIn(data.ClassNames) : UsualAlarm(data.Task == LearningTask.Regression ? 0 : data.ClassNames.Count);

    private int IndexIn(IReadOnlyList<string> classes) => Array.IndexOf([.. classes], Alarm);
}
