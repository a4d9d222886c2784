using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Anomalies;

/// <summary>The integers of an anomaly model: how inputs become codes, the layers that reconstruct them, if there are any, and the distance.</summary>
/// <param name="Stage">How raw values become codes.</param>
/// <param name="Network">The layers, all of them hidden; null for prototypes.</param>
/// <param name="Head">The distance.</param>
internal sealed record IntegerDistance(AffineStage Stage, QuantizedNetwork? Network, DistanceHead Head)
{
    /// <summary>The same with another threshold.</summary>
    /// <param name="threshold">1 to <see cref="DistanceHead.Farthest"/>.</param>
    public IntegerDistance At(int threshold) => this with { Head = new DistanceHead(Head.Inputs, Head.Biases, Head.Centres, Head.Widths, Head.Shift, threshold) };

    /// <summary>Computes the distance of raw features by the plain kernels.</summary>
    /// <param name="features">n[0] values.</param>
    public int Of(float[] features)
    {
        var origin = new int[Stage.Count];
        Stage.Quantize(features, origin);
        return Head.Distance(Network?.Encode(origin, Network.Layers.Count) ?? origin, origin);
    }

    /// <summary>The same of every example of a dataset.</summary>
    public int[] Of(Dataset examples)
    {
        var features = new float[Stage.Count];
        var distances = new int[examples.Count];
        for (int e = 0; e < distances.Length; e++)
        {
            examples.CopyExample(e, features);
            distances[e] = Of(features);
        }

        return distances;
    }
}
