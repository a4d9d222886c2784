namespace EdgeNet.Networks.Evaluation;

/// <summary>Chooses the decision threshold of two classes: a hyperparameter, chosen on the dev set.</summary>
internal static class ThresholdSearch
{
    /// <summary>The default number of bootstrap samples.</summary>
    public const int DefaultSamples = 1000;

    // 2.5 % are cut off at either end.
    private const double Tail = 0.025;

    /// <summary>Chooses a threshold, and estimates by the bootstrap how far other examples could have moved it.</summary>
    /// <remarks>
    /// <para>
    /// Every threshold is tried that decides differently: one between each two neighbouring logits, one below all and one above all. It is put
    /// in the middle between its neighbours; below all it is the lowest logit, above all the highest plus one.
    /// Of equally good thresholds the highest is taken. By costs it is the one nearest to the point that lies the share
    /// <c>falseAlarm / (miss + falseAlarm)</c> above the lowest of them, and between its neighbours it stands at the same share: the dearer a miss,
    /// the lower. Costs that are equal give the middle.
    /// </para>
    /// <para>
    /// The interval is meant to cover the threshold that is the best by the rule for all examples there could be, with shares of the classes like
    /// those here. It is the percentile interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): the threshold is chosen
    /// again on each of the samples, drawn with replacement within each class, so that every sample has as many of both as the examples.
    /// By costs the samples are smoothed, see <see cref="SmoothedLogits"/>: the cost has its minimum where examples are few, and a sample of the
    /// same few examples never finds it beyond them, so that the interval without smoothing covers half of what it should. Where the best
    /// threshold lies beyond nearly all examples, no interval from them can cover it.
    /// </para>
    /// </remarks>
    /// <param name="rule">The rule.</param>
    /// <param name="logits">The integer logits of the device library, one an example.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative; both occur.</param>
    /// <param name="seed">The seed of the bootstrap samples.</param>
    /// <param name="samples">The number of bootstrap samples, 1 or more.</param>
    /// <returns>The threshold; where a wanted precision cannot be reached, that of the highest precision.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a class has no example.</exception>
    public static ThresholdChoice Choose(
        ThresholdRule rule, ReadOnlySpan<int> logits, ReadOnlySpan<float> labels, int seed, int samples = DefaultSamples)
    {
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
        var smoothed = new SmoothedLogits(logits, labels);
        LogitCounts sample = counts.Empty();
        for (int s = 0; s < samples; s++)
        {
            if (rule.Kind == ThresholdKind.Cost)
            {
                sample = smoothed.Draw(random);
            }
            else
            {
                sample.Resample(counts, random);
            }

            thresholds[s] = Best(rule, sample).Threshold;
        }

        Array.Sort(thresholds);
        int left = (int)(Tail * samples);
        return new ThresholdChoice(
            rule, threshold, thresholds[left], thresholds[^(left + 1)], samples, confusion, rule.IsReachedBy(confusion));
    }

    // All thresholds as good as the best, from the highest down.
    private static (int Threshold, ConfusionMatrix Confusion) Best(ThresholdRule rule, LogitCounts counts)
    {
        ReadOnlySpan<int> logits = counts.Logits;
        var confusion = new ConfusionMatrix(0, 0, counts.NegativeCount, counts.PositiveCount);
        var best = new List<Gap>();
        long above = (long)counts.Highest + 1;
        for (int i = logits.Length - 1; i >= -1; i--)
        {
            // In a sample, some logits have no example.
            if (i >= 0 && counts.IsEmptyAt(i))
            {
                continue;
            }

            long below = i >= 0 ? logits[i] : above - 1;
            if (below < int.MaxValue)
            {
                int comparison = best.Count == 0 ? 1 : rule.Compare(confusion, best[0].Confusion);
                if (comparison > 0)
                {
                    best.Clear();
                }

                if (comparison >= 0)
                {
                    best.Add(new Gap(below, above, confusion));
                }
            }

            if (i >= 0)
            {
                (int positives, int negatives) = counts.At(i);
                confusion = new ConfusionMatrix(
                    confusion.TruePositives + positives, confusion.FalsePositives + negatives, confusion.TrueNegatives - negatives, confusion.FalseNegatives - positives);
                above = below;
            }
        }

        Gap gap = rule.Kind == ThresholdKind.Cost ? Nearest(best, best[^1].Below + ((best[0].Above - best[^1].Below) * rule.ShareFromBelow)) : best[0];
        return (gap.ThresholdAt(rule.ShareFromBelow), gap.Confusion);
    }

    private static Gap Nearest(List<Gap> gaps, double point)
    {
        Gap nearest = gaps[0];
        foreach (Gap gap in gaps)
        {
            nearest = gap.DistanceTo(point) < nearest.DistanceTo(point) ? gap : nearest;
        }

        return nearest;
    }

    // Thresholds that decide alike: above the logit below, up to the logit above.
    private readonly record struct Gap(long Below, long Above, ConfusionMatrix Confusion)
    {
        public double DistanceTo(double point) => Math.Max(0, Math.Max(Below - point, point - Above));

        public int ThresholdAt(double share) => (int)(Below + Math.Clamp((long)Math.Ceiling((Above - Below) * share), 1, Above - Below));
    }
}

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

        // NaN has no place in the order.
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
