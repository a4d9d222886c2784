namespace EdgeNet.Trainer.Evaluation;

/// <summary>How well a classifier does on a set of examples.</summary>
/// <param name="Confusion">The counts at the decision threshold.</param>
/// <param name="Roc">The ROC curve.</param>
public sealed record BinaryScore(ConfusionMatrix Confusion, RocCurve Roc)
{
    /// <summary>Scores real logits against a threshold.</summary>
    /// <param name="logits">One an example.</param>
    /// <param name="threshold">Positive at this logit or above.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative.</param>
    /// <returns>The score.</returns>
    public static BinaryScore Of(ReadOnlySpan<double> logits, double threshold, ReadOnlySpan<float> labels)
    {
        var decisions = new bool[logits.Length];
        for (int i = 0; i < decisions.Length; i++)
        {
            decisions[i] = logits[i] >= threshold;
        }

        return new BinaryScore(ConfusionMatrix.Of(decisions, labels), RocCurve.Of(logits, labels));
    }
}
