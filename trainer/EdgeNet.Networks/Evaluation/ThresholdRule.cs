namespace EdgeNet.Networks.Evaluation;

/// <summary>The criterion by which a threshold is chosen.</summary>
internal enum ThresholdKind
{
    /// <summary>The highest F1 of the positive class.</summary>
    F1,

    /// <summary>The highest recall with at least the wanted precision.</summary>
    Precision,

    /// <summary>The highest precision with at least the wanted recall.</summary>
    Recall,

    /// <summary>The lowest total cost of misses and false alarms.</summary>
    Cost,
}

/// <summary>How the threshold of two classes is chosen on the dev set; <see cref="ThresholdSearch.Choose"/> says which of equally good thresholds.</summary>
public sealed record ThresholdRule
{
    private ThresholdRule(ThresholdKind kind) => Kind = kind;

    /// <summary>By the highest F1.</summary>
    public static ThresholdRule ByF1 { get; } = new(ThresholdKind.F1);

    /// <summary>The criterion.</summary>
    internal ThresholdKind Kind { get; }

    /// <summary>The wanted precision or recall, above 0 and up to 1; NaN in other rules.</summary>
    public double At { get; private init; } = double.NaN;

    /// <summary>The cost of a positive example called negative, above 0; NaN in other rules.</summary>
    public double MissCost { get; private init; } = double.NaN;

    /// <summary>The cost of a negative example called positive, above 0; NaN in other rules.</summary>
    public double FalseAlarmCost { get; private init; } = double.NaN;

    /// <summary>By a wanted precision: the threshold of the highest recall among those that reach it.</summary>
    /// <param name="at">Above 0 and up to 1.</param>
    /// <returns>The rule.</returns>
    public static ThresholdRule ByPrecision(double at) => new(ThresholdKind.Precision) { At = Share(at) };

    /// <summary>By a wanted recall: the threshold of the highest precision among those that reach it.</summary>
    /// <param name="at">Above 0 and up to 1.</param>
    /// <returns>The rule.</returns>
    public static ThresholdRule ByRecall(double at) => new(ThresholdKind.Recall) { At = Share(at) };

    /// <summary>By costs: the threshold of the lowest <c>misses · miss + false alarms · falseAlarm</c>.</summary>
    /// <param name="miss">The cost of a positive example called negative, above 0 and finite.</param>
    /// <param name="falseAlarm">The cost of a negative example called positive, above 0 and finite.</param>
    /// <returns>The rule.</returns>
    public static ThresholdRule ByCost(double miss, double falseAlarm) =>
        new(ThresholdKind.Cost) { MissCost = Positive(miss), FalseAlarmCost = Positive(falseAlarm) };

    /// <summary>Where to put a threshold within a range of equally good ones: 0 for its lower end, 1 for its upper end.</summary>
    internal double ShareFromBelow => Kind == ThresholdKind.Cost ? FalseAlarmCost / (MissCost + FalseAlarmCost) : 0.5;

    /// <summary>Whether a threshold with these counts fulfils the rule: it has the wanted precision or recall; the other rules have no condition.</summary>
    internal bool IsReachedBy(ConfusionMatrix counts) => Kind switch
    {
        ThresholdKind.Precision => counts.Precision >= At,
        ThresholdKind.Recall => counts.Recall >= At,
        _ => true,
    };

    /// <summary>Compares two thresholds by their counts: above 0 where the first is better.</summary>
    internal int Compare(ConfusionMatrix first, ConfusionMatrix second)
    {
        int reached = IsReachedBy(first).CompareTo(IsReachedBy(second));
        return reached != 0 ? reached : Merit(first, IsReachedBy(first)).CompareTo(Merit(second, IsReachedBy(second)));
    }

    // If the wanted precision is out of reach, the nearest to it is the best.
    private (double First, double Second) Merit(ConfusionMatrix counts, bool isReached) => Kind switch
    {
        ThresholdKind.F1 => (counts.F1, 0),
        ThresholdKind.Precision => isReached ? (counts.Recall, counts.Precision) : (counts.Precision, counts.Recall),
        ThresholdKind.Recall => isReached ? (counts.Precision, counts.Recall) : (counts.Recall, counts.Precision),
        _ => (-((counts.FalseNegatives * MissCost) + (counts.FalsePositives * FalseAlarmCost)), 0),
    };

    private static double Share(double at)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, 1);
        return at;
    }

    private static double Positive(double cost)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cost);
        ArgumentOutOfRangeException.ThrowIfEqual(cost, double.PositiveInfinity);
        return cost;
    }
}

/// <summary>A threshold that was chosen on examples, with its interval.</summary>
/// <param name="Rule">The rule that chose it.</param>
/// <param name="LogitThreshold">An example is called positive when its integer logit is this or higher.</param>
/// <param name="Lowest">The lower end of the 95 % bootstrap interval for the best threshold of all examples there could be, see <see cref="ThresholdSearch.Choose"/>.</param>
/// <param name="Highest">Its upper end.</param>
/// <param name="Samples">The number of bootstrap samples behind the interval.</param>
/// <param name="Confusion">The decisions on the examples it was chosen on.</param>
/// <param name="IsReached">Whether the wanted precision is reached; if not, this is the threshold of the highest precision.</param>
internal sealed record ThresholdChoice(
    ThresholdRule Rule, int LogitThreshold, int Lowest, int Highest, int Samples, ConfusionMatrix Confusion, bool IsReached)
{
    /// <summary>Whether the interval comes from smoothed samples, as for costs.</summary>
    public bool IsSmoothed => Rule.Kind == ThresholdKind.Cost;
}
