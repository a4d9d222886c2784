namespace EdgeNet.Networks.Evaluation;

/// <summary>Precision and recall at every threshold.</summary>
internal sealed class PrecisionRecallCurve
{
    private readonly Point[] _points;

    private PrecisionRecallCurve(Point[] points, double averagePrecision)
    {
        _points = points;
        AveragePrecision = averagePrecision;
    }

    /// <summary>One point for each different score, from the highest threshold to the lowest, where all are called positive.</summary>
    public IReadOnlyList<Point> Points => _points;

    /// <summary>
    /// <c>Σ (R[n] - R[n-1]) P[n]</c> over the points, 0 to 1: the area under the curve as steps, which promises nothing between two points
    /// (Davis and Goadrich, The Relationship Between Precision-Recall and ROC Curves, 2006). 0 without a positive example.
    /// </summary>
    public double AveragePrecision { get; }

    /// <summary>Computes the curve.</summary>
    /// <param name="scores">Any increasing function of the probability: logits will do.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is not a number.</exception>
    public static PrecisionRecallCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var points = new List<Point>();
        double average = 0;
        double recall = 0;
        foreach ((double score, ConfusionMatrix counts) in ThresholdSweep.Of(scores, labels))
        {
            average += (counts.Recall - recall) * counts.Precision;
            recall = counts.Recall;
            points.Add(new Point(counts.Recall, counts.Precision, counts.F1, score));
        }

        return new PrecisionRecallCurve([.. points], average);
    }

    /// <summary>One threshold.</summary>
    /// <param name="Recall">Of the positive examples, those at or above the threshold, 0 to 1.</param>
    /// <param name="Precision">Of those at or above the threshold, the positive ones, 0 to 1.</param>
    /// <param name="F1">Their harmonic mean.</param>
    /// <param name="Threshold">The score.</param>
    public readonly record struct Point(double Recall, double Precision, double F1, double Threshold);
}
