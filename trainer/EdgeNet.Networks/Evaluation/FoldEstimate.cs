namespace EdgeNet.Networks.Evaluation;

/// <summary>The estimate of a cross-validation from its test parts: a mean with its 95 % interval, and whether it differs from 0.</summary>
/// <remarks>
/// The models of two folds are trained on much the same examples, so that their scores are correlated, and the mean varies more than s²/n. Its
/// variance is estimated by <c>(1/n + m_test/m_train) s²</c>, with n-1 degrees of freedom (Nadeau and Bengio, "Inference for the Generalization
/// Error", 2003; for repeated k-fold cross-validation Bouckaert and Frank, "Evaluating the Replicability of Significance Tests for Comparing
/// Learning Algorithms", 2004).
/// </remarks>
/// <param name="Mean">Over the test parts.</param>
/// <param name="StandardError">The estimated deviation of <paramref name="Mean"/>; NaN with one test part.</param>
/// <param name="DegreesOfFreedom">n-1.</param>
internal sealed record FoldEstimate(double Mean, double StandardError, int DegreesOfFreedom)
{
    private const double Tail = 0.05;

    /// <summary>Whether the values differ at all: those of one test part, or all equal, say nothing about the error of their mean.</summary>
    public bool HasSpread => StandardError > 0;

    /// <summary>The lower end of the interval of 95 %; NaN without spread.</summary>
    public double Lowest => Mean - HalfWidth;

    /// <summary>The upper end of the interval of 95 %; NaN without spread.</summary>
    public double Highest => Mean + HalfWidth;

    /// <summary>
    /// For differences: the probability of a mean at least as far from 0 if the true mean is 0. 1 if all of them are 0; NaN if they are all the
    /// same other number.
    /// </summary>
    public double PValue => HasSpread ? StudentT.TwoSidedTail(Mean / StandardError, DegreesOfFreedom) : Mean == 0 && DegreesOfFreedom > 0 ? 1 : double.NaN;

    private double HalfWidth => HasSpread ? StandardError * StudentT.TwoSidedQuantile(Tail, DegreesOfFreedom) : double.NaN;

    /// <summary>Estimates a mean.</summary>
    /// <param name="values">One for each test part: scores, or the differences of two recipes' scores.</param>
    /// <param name="testToTrain">m_test/m_train, the examples of a test part for each one that its model saw.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static FoldEstimate Of(IReadOnlyList<double> values, double testToTrain)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("There is no test part to estimate from.", nameof(values));
        }

        // A part without a value, such as one that lacks a class, says nothing.
        values = [.. values.Where(value => !double.IsNaN(value))];
        if (values.Count == 0)
        {
            return new FoldEstimate(double.NaN, double.NaN, 0);
        }

        double mean = values.Average();
        if (values.Count == 1)
        {
            return new FoldEstimate(mean, double.NaN, 0);
        }

        // Equal values have no variance, whatever the rounding of their mean.
        double variance = values.All(value => value == values[0]) ? 0 : values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new FoldEstimate(variance == 0 ? values[0] : mean, Math.Sqrt(((1.0 / values.Count) + testToTrain) * variance), values.Count - 1);
    }
}
