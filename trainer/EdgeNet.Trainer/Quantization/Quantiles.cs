namespace EdgeNet.Trainer.Quantization;

/// <summary>The ends of ranges that are worth a try: quantiles of what was seen, from a little more than all of it to its middle.</summary>
internal static class Quantiles
{
    // The share of the values that lies outside, at one end.
    private static readonly double[] Outside = [0, 0.0003, 0.001, 0.003, 0.006, 0.01, 0.02, 0.04, 0.07, 0.12, 0.2, 0.3, 0.4];

    // What few examples have not shown lies a little beyond those seen: this share of their range, over the root of their number.
    private const double Margin = 1.5;
    private const double MostMargin = 0.25;

    /// <summary>How many ends there are at each side.</summary>
    public static int Count => Outside.Length;

    /// <summary>Finds the ends.</summary>
    /// <param name="sorted">What was seen, sorted upwards, at least one.</param>
    /// <param name="examples">From how many examples it comes; 0 for no margin.</param>
    /// <returns>The lower ends and the upper ends, from the widest on; neighbours may be equal.</returns>
    public static double[][] Ends(ReadOnlySpan<float> sorted, int examples)
    {
        double margin = examples == 0 ? 0 : Math.Min(Margin / Math.Sqrt(examples), MostMargin) * ((double)sorted[^1] - sorted[0]);
        double[][] ends = [new double[Count], new double[Count]];
        for (int k = 0; k < Count; k++)
        {
            // An end that leaves nothing out of what was seen could not be judged on it.
            int outside = (int)(Outside[k] * sorted.Length);
            ends[0][k] = outside == 0 ? sorted[0] - margin : sorted[outside];
            ends[1][k] = outside == 0 ? sorted[^1] + margin : sorted[^(outside + 1)];
        }

        return ends;
    }
}
