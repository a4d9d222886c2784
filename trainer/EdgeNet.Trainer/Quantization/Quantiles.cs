namespace EdgeNet.Trainer.Quantization;

/// <summary>The ends of ranges that are worth a try: quantiles of what was seen, from all of it to its middle.</summary>
internal static class Quantiles
{
    // The share of the values that lies outside, at one end.
    private static readonly double[] Outside = [0, 0.0003, 0.001, 0.003, 0.006, 0.01, 0.02, 0.04, 0.07, 0.12, 0.2, 0.3, 0.4];

    /// <summary>How many ends there are at each side.</summary>
    public static int Count => Outside.Length;

    /// <summary>Finds the ends.</summary>
    /// <param name="values">What was seen, in any order, at least one.</param>
    /// <returns>The lower ends and the upper ends, from the widest on; neighbours may be equal.</returns>
    public static double[][] Ends(ReadOnlySpan<float> values)
    {
        float[] sorted = values.ToArray();
        Array.Sort(sorted);
        return
        [
            [.. Outside.Select(share => (double)sorted[(int)(share * sorted.Length)])],
            [.. Outside.Select(share => (double)sorted[^((int)(share * sorted.Length) + 1)])],
        ];
    }
}
