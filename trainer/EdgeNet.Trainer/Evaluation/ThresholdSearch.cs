namespace EdgeNet.Trainer.Evaluation;

/// <summary>Chooses the decision threshold of two classes: it is a hyperparameter, and belongs on the dev set.</summary>
public static class ThresholdSearch
{
    /// <summary>The bootstrap samples where nothing else is said.</summary>
    public const int DefaultSamples = 1000;

    // 2.5 % are left out at either end.
    private const double Tail = 0.025;

    /// <summary>Chooses a threshold, and says by the bootstrap how far other examples could have moved it.</summary>
    /// <remarks>
    /// <para>
    /// Every threshold is tried that decides differently: one between each two neighbouring logits, one below all and one above all. It is put
    /// into the middle between its neighbours, as far from both as can be; below all it is the lowest logit, above all the highest and one.
    /// </para>
    /// <para>
    /// The interval is the percentile interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): the threshold is chosen
    /// again on each of the samples, drawn with replacement within each class, so that every sample has as many of both as the examples.
    /// </para>
    /// </remarks>
    /// <param name="rule">By what.</param>
    /// <param name="logits">The integer logits of the device library, one an example.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative; both occur.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="samples">How many, 1 or more.</param>
    /// <returns>The threshold; where a wanted precision cannot be reached, that of the highest precision.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a class has no example.</exception>
    public static ThresholdChoice Choose(
        ThresholdRule rule, ReadOnlySpan<int> logits, ReadOnlySpan<float> labels, int seed, int samples = DefaultSamples)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (logits.Length != labels.Length)
        {
            throw new ArgumentException($"There are {logits.Length} logits and {labels.Length} labels.", nameof(labels));
        }

        var counts = LogitCounts.Of(logits, labels);
        if (counts.PositiveCount == 0 || counts.NegativeCount == 0)
        {
            throw new ArgumentException(
                $"A threshold is chosen on examples of both classes; there are {counts.PositiveCount} positive and {counts.NegativeCount} negative.", nameof(labels));
        }

        (int threshold, ConfusionMatrix confusion) = Best(rule, counts);
        var thresholds = new int[samples];
        var random = SeededRandom.For(seed, RandomPurpose.Bootstrap);
        LogitCounts sample = counts.Empty();
        for (int s = 0; s < samples; s++)
        {
            sample.Resample(counts, random);
            thresholds[s] = Best(rule, sample).Threshold;
        }

        Array.Sort(thresholds);
        int left = (int)(Tail * samples);
        return new ThresholdChoice(
            rule, threshold, thresholds[left], thresholds[^(left + 1)], samples, confusion, rule.IsReachedBy(confusion));
    }

    // From the highest threshold down, so that of equally good ones the highest stays.
    private static (int Threshold, ConfusionMatrix Confusion) Best(ThresholdRule rule, LogitCounts counts)
    {
        ReadOnlySpan<int> logits = counts.Logits;
        var confusion = new ConfusionMatrix(0, 0, counts.NegativeCount, counts.PositiveCount);
        (int Threshold, ConfusionMatrix Confusion) best = default;
        bool hasBest = false;
        long above = (long)counts.Highest + 2;
        for (int i = logits.Length - 1; i >= -1; i--)
        {
            // Of a sample, some logits have no example.
            if (i >= 0 && counts.IsEmptyAt(i))
            {
                continue;
            }

            long below = i >= 0 ? logits[i] : above - 1;
            long threshold = below + ((above - below + 1) / 2);
            if (threshold <= int.MaxValue && (!hasBest || rule.Compare(confusion, best.Confusion) > 0))
            {
                best = ((int)threshold, confusion);
                hasBest = true;
            }

            if (i >= 0)
            {
                (int positives, int negatives) = counts.At(i);
                confusion = new ConfusionMatrix(
                    confusion.TruePositives + positives, confusion.FalsePositives + negatives, confusion.TrueNegatives - negatives, confusion.FalseNegatives - positives);
                above = below;
            }
        }

        return best;
    }
}
