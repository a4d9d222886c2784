namespace EdgeNet.Trainer.Evaluation;

/// <summary>A threshold that falls from the highest score to the lowest: the counts of decisions at each.</summary>
internal static class ThresholdSweep
{
    /// <summary>Counts the decisions at every threshold.</summary>
    /// <param name="scores">Any increasing function of the probability.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative.</param>
    /// <returns>Each different score, from the highest on, with the counts when that score and all above it are called positive.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is not a number.</exception>
    public static List<(double Score, ConfusionMatrix Counts)> Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        if (scores.Length != labels.Length)
        {
            throw new ArgumentException($"There are {scores.Length} scores and {labels.Length} labels.", nameof(labels));
        }

        // A score that is not even equal to itself has no place in the order.
        int unordered = scores.IndexOf(double.NaN);
        if (unordered >= 0)
        {
            throw new ArgumentException($"Score {unordered} is not a number.", nameof(scores));
        }

        double[] sorted = scores.ToArray();
        float[] sortedLabels = labels.ToArray();
        Array.Sort(sorted, sortedLabels);
        int positives = sortedLabels.Count(label => label == 1);
        int negatives = sorted.Length - positives;
        int truePositives = 0, falsePositives = 0;
        List<(double, ConfusionMatrix)> steps = [];
        for (int i = sorted.Length - 1; i >= 0;)
        {
            double score = sorted[i];
            for (; i >= 0 && sorted[i] == score; i--)
            {
                truePositives += sortedLabels[i] == 1 ? 1 : 0;
                falsePositives += sortedLabels[i] == 1 ? 0 : 1;
            }

            steps.Add((score, new ConfusionMatrix(truePositives, falsePositives, negatives - falsePositives, positives - truePositives)));
        }

        return steps;
    }
}
