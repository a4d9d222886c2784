using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Export;

/// <summary>Chooses the golden vectors of a model.</summary>
public static class GoldenVectors
{
    // Far outside any sensor's range, and far from what overflows when a scale multiplies it.
    private const float Extreme = 1e30f;

    /// <summary>
    /// Chooses the examples with the lowest logit, the highest, and the one nearest to the threshold, and adds an input of extremes, which
    /// saturates every code.
    /// </summary>
    /// <param name="quantized">The network in integers.</param>
    /// <param name="features">Raw features, shape (n[0], m), m at least 1.</param>
    /// <param name="logitThreshold">The decision threshold.</param>
    /// <returns>Four vectors, fewer when one example serves twice.</returns>
    public static IReadOnlyList<GoldenVector> Choose(QuantizedNetwork quantized, Matrix<float> features, int logitThreshold)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        ArgumentNullException.ThrowIfNull(features);
        int[] logits = quantized.Logits(features);
        long[] distances = [.. logits.Select(logit => Math.Abs((long)logit - logitThreshold))];
        int[] chosen =
        [
            Array.IndexOf(logits, logits.Min()),
            Array.IndexOf(logits, logits.Max()),
            Array.IndexOf(distances, distances.Min()),
        ];

        Matrix<float> examples = features.Transpose();
        List<GoldenVector> vectors = [.. chosen.Distinct().Select(e => new GoldenVector(examples.Row(e).ToArray(), logits[e]))];
        float[] extremes = [.. Enumerable.Range(0, features.Rows).Select(i => i % 2 == 0 ? Highest(quantized.Inputs, i) : Lowest(quantized.Inputs, i))];
        int extremeLogit = quantized.Logits(new Matrix<float>(extremes.Length, 1, extremes))[0];
        vectors.Add(new GoldenVector(extremes, extremeLogit));
        return vectors;
    }

    private static float Highest(InputStage inputs, int input) => inputs is ReadingInputs readings ? readings.Highest[input] : Extreme;

    private static float Lowest(InputStage inputs, int input) => inputs is ReadingInputs readings ? readings.Lowest[input] : -Extreme;
}
