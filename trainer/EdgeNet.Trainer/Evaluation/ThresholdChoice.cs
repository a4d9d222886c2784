namespace EdgeNet.Trainer.Evaluation;

/// <summary>A threshold that was chosen on examples, and how sure it is.</summary>
/// <param name="Rule">By what it was chosen.</param>
/// <param name="LogitThreshold">An example is called positive when its integer logit is this or higher.</param>
/// <param name="Lowest">The lower end of the 95 % bootstrap interval for the best threshold of all examples there could be, see <see cref="ThresholdSearch.Choose"/>.</param>
/// <param name="Highest">Its upper end.</param>
/// <param name="Samples">The bootstrap samples that the interval is of.</param>
/// <param name="Confusion">What the threshold decides on the examples it was chosen on.</param>
/// <param name="IsReached">Whether the wanted precision is reached; if not, this is the threshold of the best one there is.</param>
public sealed record ThresholdChoice(
    ThresholdRule Rule, int LogitThreshold, int Lowest, int Highest, int Samples, ConfusionMatrix Confusion, bool IsReached)
{
    /// <summary>Whether the interval is of smoothed samples, as it is by costs.</summary>
    public bool IsSmoothed => Rule.Kind == ThresholdKind.Cost;
}
