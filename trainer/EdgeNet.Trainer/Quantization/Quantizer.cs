using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Turns a trained network into integers, calibrated on the training set.</summary>
public static class Quantizer
{
    /// <summary>Tries every <see cref="Calibration.Candidates"/> and keeps the one whose logits come nearest to the float network's.</summary>
    /// <param name="network">The trained network, which takes standardised features; a single sigmoid output.</param>
    /// <param name="standardizer">Its standardisation, which is folded into the input quantization.</param>
    /// <param name="train">Raw training features, shape (n[0], m): the ranges come from them.</param>
    /// <param name="dev">Raw features on which the candidates are judged, shape (n[0], m'); the training features will do.</param>
    /// <returns>The network in integers.</returns>
    /// <exception cref="ArgumentException">The output layer is not a single sigmoid unit.</exception>
    public static QuantizedNetwork Quantize(Network<float> network, Standardizer standardizer, Matrix<float> train, Matrix<float> dev)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(standardizer);
        if (network.Output.Units != 1 || network.Output.Shape.Activation != Activation.Sigmoid)
        {
            throw new ArgumentException("Only a network with a single sigmoid output can be quantized.", nameof(network));
        }

        float[][] seen = SortedActivations(network, standardizer.Apply(train));
        network.Forward(standardizer.Apply(dev));
        float[] logits = network.Output.Logits.Values.ToArray();
        QuantizedNetwork? best = null;
        double bestError = double.PositiveInfinity;
        foreach (Calibration calibration in Calibration.Candidates)
        {
            QuantizedNetwork candidate = Quantize(network, standardizer, seen, calibration);
            double error = SquaredError(candidate, dev, logits);
            if (best is null || error < bestError)
            {
                best = candidate;
                bestError = error;
            }
        }

        return best!;
    }

    private static QuantizedNetwork Quantize(Network<float> network, Standardizer standardizer, float[][] seen, Calibration calibration)
    {
        int count = network.Layers.Count;
        var scales = new AffineScale[count];
        scales[0] = calibration.Choose(seen[0]);
        for (int l = 1; l < count; l++)
        {
            scales[l] = network.Layers[l - 1].Shape.Activation switch
            {
                Activation.Tanh => AffineScale.Tanh,
                Activation.Sigmoid => AffineScale.Sigmoid,
                _ => calibration.Choose(seen[l]),
            };
        }

        var weightScales = new double[count][];
        var layers = new QuantizedLayer[count];
        for (int l = 0; l < count; l++)
        {
            DenseLayer<float> layer = network.Layers[l];
            weightScales[l] = new double[layer.Units];
            AffineScale? output = l == count - 1 ? null : scales[l + 1];
            Func<int, bool> isIgnored = l == 0 ? standardizer.IsConstant : _ => false;
            layers[l] = LayerQuantizer.Quantize(layer, scales[l], output, weightScales[l], isIgnored);
        }

        (float[] inputScales, float[] inputOffsets) = FoldStandardization(standardizer, scales[0]);
        return new QuantizedNetwork(inputScales, inputOffsets, layers, scales, weightScales, calibration);
    }

    // code = floor((x - μ)/(σ s) + 1/2) + zero point, and the device computes floor(x·scale + offset) - 128.
    private static (float[] Scales, float[] Offsets) FoldStandardization(Standardizer standardizer, AffineScale input)
    {
        var scales = new float[standardizer.Means.Count];
        var offsets = new float[scales.Length];
        for (int i = 0; i < scales.Length; i++)
        {
            double scale = standardizer.IsConstant(i) ? 0 : 1 / (standardizer.Deviations[i] * input.Scale);
            scales[i] = (float)scale;
            offsets[i] = (float)((-standardizer.Means[i] * scale) + input.ZeroPoint + InputQuantization.Centre + 0.5);
        }

        return (scales, offsets);
    }

    // A[0] to A[L-1] on the training set, each sorted: the calibrations take their ends from them.
    private static float[][] SortedActivations(Network<float> network, Matrix<float> features)
    {
        network.Forward(features);
        var seen = new float[network.Layers.Count][];
        for (int l = 0; l < seen.Length; l++)
        {
            Matrix<float> activations = l == 0 ? features : network.Layers[l - 1].Activations;
            seen[l] = activations.Values.ToArray();
            Array.Sort(seen[l]);
        }

        return seen;
    }

    private static double SquaredError(QuantizedNetwork candidate, Matrix<float> features, float[] logits)
    {
        double sum = 0;
        int[] integers = candidate.Logits(features);
        for (int e = 0; e < integers.Length; e++)
        {
            double error = (integers[e] * (double)candidate.LogitScale) - logits[e];
            sum += error * error;
        }

        return sum;
    }
}
