namespace EdgeNet.Trainer;

/// <summary>How an anomaly model learns what is normal.</summary>
public sealed record AnomalyOptions
{
    /// <summary>The default of <see cref="FalseAlarms"/>.</summary>
    public const double DefaultFalseAlarms = 0.01;

    /// <summary>The most prototypes.</summary>
    public const int MaxPrototypes = ModelFormat.MaxPrototypes;

    /// <summary>The classes that are normal; the first one where none is named. All others are unusual: no model is fitted to them.</summary>
    public IReadOnlyList<string> Normal
    {
        get;
        init => field = value is null ? null! : [.. value];
    } = [];

    /// <summary>The kind of model.</summary>
    public AnomalyKind Kind { get; init; } = AnomalyKind.Auto;

    /// <summary>Prototypes, 1 to <see cref="MaxPrototypes"/>; null for one for 20 normal examples, up to 32 centres or 16 components.</summary>
    public int? Prototypes { get; init; }

    /// <summary>The share of normal examples that may be called unusual, above 0 and below 0.5: the threshold is chosen by it on the dev part.</summary>
    public double FalseAlarms { get; init; } = DefaultFalseAlarms;

    /// <summary>The limits within which the model learns on the device what is normal there; null for a model that does not learn.</summary>
    public LearningOptions? Learning { get; init; }

    /// <summary>What the classes of every anomaly model are called.</summary>
    internal static IReadOnlyList<string> Classes { get; } = ["normal", "unusual"];

    /// <summary>Throws when an option is out of its range.</summary>
    /// <exception cref="ArgumentException">The message says which, what it is and what it may be.</exception>
    internal void Validate(IReadOnlyList<string> classes)
    {
        OptionRules.Require(Normal is not null && Normal.All(classes.Contains), nameof(Normal), $"names of classes: {NameList.Of([.. classes])}");
        OptionRules.Require(Normal!.Distinct().Count() < classes.Count || classes.Count == 1, nameof(Normal), "some of the classes and not all");
        OptionRules.Require(Prototypes is null or (>= 1 and <= MaxPrototypes), nameof(Prototypes), $"from 1 to {MaxPrototypes}, or null; it is {Prototypes}");
        OptionRules.Require(Prototypes is null || Kind != AnomalyKind.Autoencoder, nameof(Prototypes), "null for an autoencoder, which has none");
        OptionRules.Require(FalseAlarms is > 0 and < 0.5, nameof(FalseAlarms), $"above 0 and below 0.5; it is {OptionRules.Text(FalseAlarms)}");
        OptionRules.Require(Learning is null || Kind != AnomalyKind.Autoencoder, nameof(Learning), "null for an autoencoder, which has no prototypes to move");
        OptionRules.Require(Learning is not { Widths: true } || Kind != AnomalyKind.KMeans, nameof(Learning), "without Widths for k-means, which has one width for all inputs");
        Learning?.Validate(FalseAlarms);
    }
}

/// <summary>What normal is described by.</summary>
public enum AnomalyKind
{
    /// <summary>The better of <see cref="GaussianMixture"/> and <see cref="KMeans"/>: by the area under the ROC curve where the dev part has unusual examples, else by the likelihood of the normal ones.</summary>
    Auto,

    /// <summary>Components, each with a width of its own in every input.</summary>
    GaussianMixture,

    /// <summary>Centres, each with one width for all inputs.</summary>
    KMeans,

    /// <summary>
    /// A network that reconstructs its inputs by way of a layer of few units; its squared error is the score. Layers and training are those of the options; where there
    /// are no hidden layers, half as many ReLU units as inputs (8 to 64), an eighth of linear ones (2 at the least), and half again.
    /// </summary>
    Autoencoder,
}
