namespace EdgeNet.Networks.Evaluation;

/// <summary>How reliable probabilities are: of the examples that are given 80 %, are 80 % positive?</summary>
internal sealed class CalibrationCurve
{
    /// <summary>The number of ranges unless another is given.</summary>
    public const int DefaultBins = 10;

    private readonly Bin[] _bins;

    private CalibrationCurve(Bin[] bins, double expectedError)
    {
        _bins = bins;
        ExpectedError = expectedError;
    }

    /// <summary>The ranges of probabilities, of equal width, ascending.</summary>
    public IReadOnlyList<Bin> Bins => _bins;

    /// <summary>
    /// The expected calibration error, 0 to 1: the mean over the examples of <c>|share - mean probability|</c> of their bin
    /// (Guo and others, On Calibration of Modern Neural Networks, 2017). 0 without an example.
    /// </summary>
    public double ExpectedError { get; }

    /// <summary>Puts examples into bins.</summary>
    /// <param name="probabilities">One an example, 0 to 1: of the positive class, or, with several classes, of the predicted class.</param>
    /// <param name="labels">As many: 1 if the example is of that class, otherwise 0.</param>
    /// <param name="bins">How many ranges, 1 or more.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a probability is not from 0 to 1.</exception>
    public static CalibrationCurve Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (probabilities.Length != labels.Length)
        {
            throw new ArgumentException($"There are {probabilities.Length} probabilities and {labels.Length} labels.", nameof(labels));
        }

        var counts = new int[bins];
        var positives = new int[bins];
        var sums = new double[bins];
        for (int e = 0; e < labels.Length; e++)
        {
            if (!(probabilities[e] is >= 0 and <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"Probability {e} is {probabilities[e]}; it must be from 0 to 1."), nameof(probabilities));
            }

            int bin = BinOf(probabilities[e], bins);
            counts[bin]++;
            positives[bin] += labels[e] == 1 ? 1 : 0;
            sums[bin] += probabilities[e];
        }

        var result = new Bin[bins];
        double error = 0;
        for (int b = 0; b < bins; b++)
        {
            result[b] = new Bin((double)b / bins, (double)(b + 1) / bins, counts[b], sums[b] / counts[b], (double)positives[b] / counts[b]);
            error += Math.Abs(positives[b] - sums[b]);
        }

        return new CalibrationCurve(result, error / Math.Max(1, labels.Length));
    }

    /// <summary>The range of a probability.</summary>
    internal static int BinOf(double probability, int bins = DefaultBins) => Math.Min((int)(probability * bins), bins - 1);

    /// <summary>One range of probabilities: from <paramref name="Lowest"/> to below <paramref name="Highest"/>, the last with 1.</summary>
    /// <param name="Lowest">Where it begins.</param>
    /// <param name="Highest">Where it ends.</param>
    /// <param name="Count">Its examples.</param>
    /// <param name="MeanProbability">The mean of their probabilities; NaN without an example.</param>
    /// <param name="Share">The share of those that are positive; NaN without an example.</param>
    public readonly record struct Bin(double Lowest, double Highest, int Count, double MeanProbability, double Share);
}
