namespace EdgeNet.Trainer;

/// <summary>The limits within which an anomaly model learns on the device what is normal for the machine that it stands at: <c>EdgeNet.Adaptation</c> keeps to them.</summary>
public sealed record LearningOptions
{
    /// <summary>The default of <see cref="Examples"/> and <see cref="Calibration"/>.</summary>
    public const int DefaultExamples = 500;

    /// <summary>The default of <see cref="Drift"/>.</summary>
    public const double DefaultDrift = 3;

    /// <summary>The default of <see cref="Refuse"/>.</summary>
    public const double DefaultRefuse = 4;

    /// <summary>The default of <see cref="Refused"/> and <see cref="Saturated"/>.</summary>
    public const double DefaultShare = 0.1;

    /// <summary>The default of <see cref="Weight"/>.</summary>
    public const int DefaultWeight = 10;

    /// <summary>The most examples of a phase.</summary>
    public const int MaxExamples = LearningLimits.MostExamples;

    /// <summary>The largest score of <see cref="Drift"/> and <see cref="Refuse"/>.</summary>
    public const double MaxScore = 1000;

    /// <summary>Examples that move the prototypes, 1 to <see cref="MaxExamples"/>.</summary>
    public int Examples { get; init; } = DefaultExamples;

    /// <summary>Examples after these by which the threshold is chosen, as <see cref="AnomalyOptions.FalseAlarms"/> says; 1 to <see cref="MaxExamples"/>, and enough for that share to show.</summary>
    public int Calibration { get; init; } = DefaultExamples;

    /// <summary>The score, by the model as it was trained, beyond which a prototype may not move; 0 to <see cref="MaxScore"/>.</summary>
    public double Drift { get; init; } = DefaultDrift;

    /// <summary>The score, by the model as it was trained, beyond which an example is not learned; above 0 and up to <see cref="MaxScore"/>.</summary>
    public double Refuse { get; init; } = DefaultRefuse;

    /// <summary>The share of the examples that may not be learned; with more, the model stays as it was trained. 0 to 1.</summary>
    public double Refused { get; init; } = DefaultShare;

    /// <summary>The share of the inputs of an example that may be at an end of their range; with more it is not learned. 0 to 1.</summary>
    public double Saturated { get; init; } = DefaultShare;

    /// <summary>As many examples as a prototype counts as it was trained: the more, the slower it moves. 1 to 65,535.</summary>
    public int Weight { get; init; } = DefaultWeight;

    /// <summary>Whether prototypes that no example was near to are normal no more.</summary>
    public bool Forget { get; init; } = true;

    /// <summary>Whether a Gaussian mixture learns the widths of its prototypes too, and not the centres alone.</summary>
    public bool Widths { get; init; }

    /// <summary>Throws when an option is out of its range.</summary>
    /// <param name="falseAlarms">The share that calibration is for.</param>
    /// <exception cref="ArgumentException">The message says which, what it is and what it may be.</exception>
    internal void Validate(double falseAlarms)
    {
        (int least, int most) = CalibrationFor(falseAlarms);
        OptionRules.Require(Examples is >= 1 and <= MaxExamples, nameof(Examples), FormattableString.Invariant($"from 1 to {MaxExamples}; it is {Examples}"));
        OptionRules.Require(Calibration >= least && Calibration <= most, nameof(Calibration), FormattableString.Invariant($"from {least} to {most} with a share of false alarms of {falseAlarms}; it is {Calibration}"));
        OptionRules.Require(Drift is >= 0 and <= MaxScore, nameof(Drift), FormattableString.Invariant($"from 0 to {MaxScore}; it is {Drift}"));
        OptionRules.Require(Refuse is > 0 and <= MaxScore, nameof(Refuse), FormattableString.Invariant($"above 0 and up to {MaxScore}; it is {Refuse}"));
        OptionRules.Require(Refused is >= 0 and <= 1, nameof(Refused), FormattableString.Invariant($"from 0 to 1; it is {Refused}"));
        OptionRules.Require(Saturated is >= 0 and <= 1, nameof(Saturated), FormattableString.Invariant($"from 0 to 1; it is {Saturated}"));
        OptionRules.Require(Weight is >= 1 and <= ushort.MaxValue, nameof(Weight), FormattableString.Invariant($"from 1 to {ushort.MaxValue}; it is {Weight}"));
    }

    /// <summary>The fewest calibration examples in which a share of false alarms shows, and the most of whose farthest the device keeps that share.</summary>
    internal static (int Least, int Most) CalibrationFor(double falseAlarms) =>
        (Math.Max(1, (int)Math.Ceiling((1 / falseAlarms) - 1 - 1e-9)), (int)Math.Min(MaxExamples, Math.Floor(LearningLimits.MostAlarms / falseAlarms) - 1));

    /// <summary>The limits as they stand in the file.</summary>
    /// <param name="head">The prototypes with their threshold.</param>
    /// <param name="unitWidth">The width of a code of variance 1; 0 where widths are not learned.</param>
    /// <param name="falseAlarms">The wanted share.</param>
    internal LearningLimits LimitsOf(DistanceHead head, int unitWidth, double falseAlarms)
    {
        return new LearningLimits
        {
            Examples = Examples,
            Calibration = Calibration,
            Refuse = Math.Max(1, DistanceAt(Refuse)),
            Drift = DistanceAt(Drift),
            UnitWidth = Widths ? unitWidth : 0,
            Alarms = RankOf(Calibration, falseAlarms),
            Weight = Weight,
            Saturated = (int)(Saturated * head.Inputs),
            Options = Forget ? LearningLimits.Forgets : 0,
            Refusals = (int)(Refused * (Examples + Calibration)),
        };

        int DistanceAt(double score) => (int)Math.Min(Math.Floor(head.Threshold * score * score), DistanceHead.Farthest);
    }

    // From the farthest: that of FalseAlarmThreshold, which counts from the nearest.
    private static int RankOf(int calibration, double falseAlarms) =>
        Math.Max(1, calibration + 1 - (int)Math.Ceiling(((1 - falseAlarms) * (calibration + 1)) - 1e-9));
}
