namespace EdgeNet.Trainer.Evaluation;

/// <summary>Counts of decisions, and what follows from them. A ratio without cases is 0.</summary>
/// <param name="TruePositives">Positive examples called positive.</param>
/// <param name="FalsePositives">Negative examples called positive.</param>
/// <param name="TrueNegatives">Negative examples called negative.</param>
/// <param name="FalseNegatives">Positive examples called negative.</param>
public readonly record struct ConfusionMatrix(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>All examples.</summary>
    public int Count => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>Of all, those decided rightly, 0 to 1.</summary>
    public double Accuracy => Ratio(TruePositives + TrueNegatives, Count);

    /// <summary>Of those called positive, the truly positive, 0 to 1.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>Of the truly positive, those called positive, 0 to 1.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of precision and recall, 0 to 1.</summary>
    public double F1 => Ratio(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Counts decisions.</summary>
    /// <param name="decisions">True for positive.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<bool> decisions, ReadOnlySpan<float> labels)
    {
        if (decisions.Length != labels.Length)
        {
            throw new ArgumentException($"There are {decisions.Length} decisions and {labels.Length} labels.", nameof(labels));
        }

        int truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0;
        for (int i = 0; i < decisions.Length; i++)
        {
            bool isPositive = labels[i] == 1;
            truePositives += decisions[i] && isPositive ? 1 : 0;
            falsePositives += decisions[i] && !isPositive ? 1 : 0;
            trueNegatives += !decisions[i] && !isPositive ? 1 : 0;
            falseNegatives += !decisions[i] && isPositive ? 1 : 0;
        }

        return new ConfusionMatrix(truePositives, falsePositives, trueNegatives, falseNegatives);
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
