namespace EdgeNet.Networks.Evaluation;

/// <summary>The receiver operating characteristic: what a falling threshold gains and costs.</summary>
internal sealed class RocCurve
{
    private readonly Point[] _points;

    private RocCurve(Point[] points, double area)
    {
        _points = points;
        Area = area;
    }

    /// <summary>From (0, 0) to (1, 1), one point for each different score.</summary>
    public IReadOnlyList<Point> Points => _points;

    /// <summary>
    /// The area under the curve, 0 to 1: the probability that a positive example scores higher than a negative one, ties counted half.
    /// 0.5 when a class is missing.
    /// </summary>
    public double Area { get; }

    /// <summary>Computes the area where false positives are few, standardised such that chance is 0.5 and the best 1.</summary>
    /// <remarks>With A the area to f it is <c>½(1 + (A - f²/2)/(f - f²/2))</c> (McClish, "Analyzing a Portion of the ROC Curve", 1989).</remarks>
    /// <param name="most">f, the largest false positive rate, above 0 and at most 1.</param>
    public double PartialArea(double most)
    {
        double area = 0;
        for (int p = 1; p < _points.Length && _points[p - 1].FalsePositiveRate < most; p++)
        {
            (double left, double low) = (_points[p - 1].FalsePositiveRate, _points[p - 1].TruePositiveRate);
            (double right, double high) = (_points[p].FalsePositiveRate, _points[p].TruePositiveRate);
            double end = Math.Min(right, most);
            double at = right > left ? low + ((high - low) * (end - left) / (right - left)) : high;
            area += (end - left) * (low + at) / 2;
        }

        double chance = most * most / 2;
        return 0.5 * (1 + ((area - chance) / (most - chance)));
    }

    /// <summary>Computes the curve.</summary>
    /// <param name="scores">Any increasing function of the probability: logits will do.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is not a number.</exception>
    public static RocCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var points = new List<Point> { new(0, 0, double.PositiveInfinity) };
        int truePositives = 0, falsePositives = 0;
        int positives = 0, negatives = 0;
        double area = 0;
        foreach ((double score, ConfusionMatrix counts) in ThresholdSweep.Of(scores, labels))
        {
            // A trapezium; its slanted side counts ties half.
            area += (counts.FalsePositives - falsePositives) * (counts.TruePositives + truePositives) / 2.0;
            (truePositives, falsePositives) = (counts.TruePositives, counts.FalsePositives);
            positives = counts.TruePositives + counts.FalseNegatives;
            negatives = counts.FalsePositives + counts.TrueNegatives;
            points.Add(new Point((double)falsePositives / Math.Max(1, negatives), (double)truePositives / Math.Max(1, positives), score));
        }

        return new RocCurve([.. points], positives == 0 || negatives == 0 ? 0.5 : area / positives / negatives);
    }

    /// <summary>One threshold.</summary>
    /// <param name="FalsePositiveRate">Of the negative examples, those at or above the threshold, 0 to 1.</param>
    /// <param name="TruePositiveRate">Of the positive examples, those at or above it, 0 to 1.</param>
    /// <param name="Threshold">The score.</param>
    public readonly record struct Point(double FalsePositiveRate, double TruePositiveRate, double Threshold);
}
