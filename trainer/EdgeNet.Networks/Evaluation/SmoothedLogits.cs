using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Evaluation;

/// <summary>Draws samples of the smoothed bootstrap: examples with replacement within each class, each logit with Gaussian noise.</summary>
/// <remarks>
/// The samples come from the kernel estimate of each class's density in place of its examples (Efron and Tibshirani, 1993, chapter 16; for minima of
/// steps, whose plain bootstrap is inconsistent, Kosorok, "Bootstrapping the Grenander Estimator", 2008). The noise has the standard deviation
/// <c>1.06 σ n^(-1/5)</c>, for a class of n examples with the standard deviation σ (Silverman, Density Estimation, 1986, section 3.4.2).
/// </remarks>
internal sealed class SmoothedLogits
{
    private readonly int[][] _classes;
    private readonly double[] _widths;
    private readonly int[] _logits;
    private readonly float[] _labels;
    private readonly double[] _noise;

    /// <summary>Measures the examples.</summary>
    public SmoothedLogits(ReadOnlySpan<int> logits, ReadOnlySpan<float> labels)
    {
        _logits = logits.ToArray();
        float[] truth = labels.ToArray();
        _classes = [[.. _logits.Where((_, e) => truth[e] == 0)], [.. _logits.Where((_, e) => truth[e] == 1)]];
        _widths = [.. _classes.Select(WidthOf)];
        _labels = [.. _classes.SelectMany((members, label) => members.Select(_ => (float)label))];
        _noise = new double[_labels.Length];
    }

    /// <summary>Draws a sample with as many examples of each class.</summary>
    public LogitCounts Draw(SeededRandom random)
    {
        Initializer.Fill<double>(_noise, 1, random);
        for (int e = 0; e < _logits.Length; e++)
        {
            int label = (int)_labels[e];
            double logit = _classes[label][random.Next(_classes[label].Length)] + (_widths[label] * _noise[e]);
            _logits[e] = (int)Math.Clamp(Math.Round(logit), int.MinValue, int.MaxValue);
        }

        return LogitCounts.Of(_logits, _labels);
    }

    private static double WidthOf(int[] logits)
    {
        if (logits.Length < 2)
        {
            return 0;
        }

        double mean = logits.Average(logit => (double)logit);
        double deviation = Math.Sqrt(logits.Sum(logit => (logit - mean) * (logit - mean)) / (logits.Length - 1));
        return 1.06 * deviation * Elementary.Exp(-0.2 * Elementary.Log(logits.Length));
    }
}
