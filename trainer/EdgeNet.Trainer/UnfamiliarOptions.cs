namespace EdgeNet.Trainer;

/// <summary>How a model of classes or quantities learns what it is not familiar with.</summary>
public sealed record UnfamiliarOptions
{
    /// <summary>The default of <see cref="Share"/>.</summary>
    public const double DefaultShare = 0.05;

    /// <summary>The most prototypes.</summary>
    public const int MaxPrototypes = ModelFormat.MaxPrototypes;

    /// <summary>What is compared with that of the training examples.</summary>
    public FamiliarSource Of { get; init; }

    /// <summary>The share of known examples that may be called unfamiliar, above 0 and at most 0.5; the threshold is chosen by it on the dev part.</summary>
    public double Share { get; init; } = DefaultShare;

    /// <summary>How many prototypes describe the training examples, 1 to <see cref="MaxPrototypes"/>; null for one for 20 of them, up to 32.</summary>
    public int? Prototypes { get; init; }

    /// <summary>Throws when an option is out of its range or does not suit the others.</summary>
    internal void Validate(TrainingOptions options)
    {
        OptionRules.Require(Enum.IsDefined(Of), nameof(Of), "one of FamiliarSource");
        OptionRules.Require(Share is > 0 and <= 0.5, nameof(Share), $"above 0 and at most 0.5; it is {OptionRules.Text(Share)}");
        OptionRules.Require(Prototypes is null or (>= 1 and <= MaxPrototypes), nameof(Prototypes), $"null, or 1 to {MaxPrototypes}; it is {Prototypes}");
        OptionRules.Require(options.Anomaly is null, nameof(TrainingOptions.Unfamiliar), "null for an anomaly model, which is nothing else");
        OptionRules.Require(Of == FamiliarSource.Inputs || options.Hidden.Count > 0, nameof(Of), "Inputs without a hidden layer");
        OptionRules.Require(Of == FamiliarSource.Hidden || options.Readings is null, nameof(Of), "Hidden where the device takes integer readings");
    }
}

/// <summary>What of an example is compared with that of the training examples.</summary>
public enum FamiliarSource
{
    /// <summary>Its inputs: finds the most.</summary>
    Inputs = 0,

    /// <summary>The units of the last hidden layer, which are fewer as a rule and cost less.</summary>
    Hidden = 1,
}
