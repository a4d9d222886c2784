using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Export;

/// <summary>Chooses the golden vectors of a model.</summary>
public static class GoldenVectors
{
    // Far outside any sensor's range, and far from what overflows when a scale multiplies it.
    private const float Extreme = 1e30f;

    /// <summary>
    /// Chooses the examples with the lowest logit of the first output, the highest, and the one that is hardest to decide, and adds an input
    /// of extremes, which saturates every code.
    /// </summary>
    /// <remarks>
    /// Hardest is what is nearest to the threshold, with several classes what has the two highest logits nearest to each other, and in
    /// regression what is nearest to an accumulator of 0.
    /// </remarks>
    /// <param name="quantized">The network in integers.</param>
    /// <param name="features">Raw features, shape (n[0], m), m at least 1.</param>
    /// <param name="logitThreshold">The decision threshold.</param>
    /// <returns>Four vectors, fewer when one example serves twice.</returns>
    public static IReadOnlyList<GoldenVector> Choose(QuantizedNetwork quantized, Matrix<float> features, int logitThreshold)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        ArgumentNullException.ThrowIfNull(features);
        int[][] all = quantized.OutputLogits(features);
        int[] logits = [.. all.Select(outputs => outputs[0])];
        long[] distances = [.. all.Select(outputs => Margin(outputs, logitThreshold))];
        int[] chosen =
        [
            Array.IndexOf(logits, logits.Min()),
            Array.IndexOf(logits, logits.Max()),
            Array.IndexOf(distances, distances.Min()),
        ];

        Matrix<float> examples = features.Transpose();
        List<GoldenVector> vectors = [.. chosen.Distinct().Select(e => new GoldenVector(examples.Row(e).ToArray(), all[e]))];
        float[] extremes = [.. Enumerable.Range(0, features.Rows).Select(i => i % 2 == 0 ? Highest(quantized.Inputs, i) : Lowest(quantized.Inputs, i))];
        vectors.Add(new GoldenVector(extremes, quantized.OutputLogits(new Matrix<float>(extremes.Length, 1, extremes))[0]));
        return vectors;
    }

    private static long Margin(int[] outputs, int logitThreshold)
    {
        if (outputs.Length == 1)
        {
            return Math.Abs((long)outputs[0] - logitThreshold);
        }

        int[] sorted = [.. outputs.Order()];
        return (long)sorted[^1] - sorted[^2];
    }

    private static float Highest(InputStage inputs, int input) => inputs is ReadingStage readings ? readings.Highest[input] : Extreme;

    private static float Lowest(InputStage inputs, int input) => inputs is ReadingStage readings ? readings.Lowest[input] : -Extreme;
}
