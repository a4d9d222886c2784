using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Turns a trained network into integers, calibrated on the training set.</summary>
public static class Quantizer
{
    /// <summary>Tries every <see cref="Calibration.Candidates"/> and keeps the one whose logits come nearest to the float network's.</summary>
    /// <remarks>With integer readings it also tries several shifts, and prefers those that leave the most units in a word of the device.</remarks>
    /// <param name="network">The trained network, which takes standardised features.</param>
    /// <param name="standardizer">Its standardisation, which is folded into the input quantization.</param>
    /// <param name="train">Raw training features, shape (n[0], m): the ranges come from them.</param>
    /// <param name="dev">Raw features on which the candidates are judged, shape (n[0], m'); the training features will do.</param>
    /// <param name="readings">The range of integer readings, where the device is to take them as they are; null for any numbers.</param>
    /// <param name="targets">In regression the standardisation of the targets, else null.</param>
    /// <param name="weightBits">8, or 4 where the coarser weights are worth more units in a word of the device.</param>
    /// <returns>The network in integers.</returns>
    /// <exception cref="ArgumentException">
    /// The output layer is neither one sigmoid unit nor softmax nor, with <paramref name="targets"/>, linear or ReLU.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The bits are neither 8 nor 4.</exception>
    public static QuantizedNetwork Quantize(
        Network<float> network,
        Standardizer standardizer,
        Matrix<float> train,
        Matrix<float> dev,
        ReadingRange? readings = null,
        Standardizer? targets = null,
        int weightBits = 8)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(standardizer);
        CheckOutput(network, targets);
        if (weightBits is not (8 or 4))
        {
            throw new ArgumentOutOfRangeException(nameof(weightBits), weightBits, "A weight has 8 bits or 4.");
        }

        float[][] seen = SortedActivations(network, standardizer.Apply(train));
        network.Forward(standardizer.Apply(dev));
        float[] logits = network.Output.Logits.Values.ToArray();
        List<(QuantizedNetwork Network, double Error)> candidates = [];
        foreach (Calibration calibration in Calibration.Candidates)
        {
            AffineScale[] hidden = HiddenScales(network, calibration, seen);
            foreach ((InputStage, InputCodes) input in InputStages.Candidates(standardizer, readings, calibration, seen[0]))
            {
                QuantizedNetwork candidate = Quantize(network, input, hidden, calibration, weightBits, targets);
                candidates.Add((candidate, RootMeanSquareError(candidate, dev, logits)));
            }
        }

        // Coarser codes of readings need narrower lanes: fewer words are worth up to twice the smallest error, which is small.
        double best = candidates.Min(candidate => candidate.Error);
        return readings is null
            ? candidates.MinBy(candidate => candidate.Error).Network
            : candidates.Where(candidate => candidate.Error <= 2 * best)
                .OrderBy(candidate => new PackedLayer(candidate.Network.Layers[0]).Words)
                .ThenBy(candidate => candidate.Error)
                .First().Network;
    }

    /// <summary>Turns a network into integers with the codes of inputs and activations that another has: only weights and biases are made anew.</summary>
    /// <param name="network">The network, of the same shape as the one that <paramref name="quantized"/> was made from.</param>
    /// <param name="quantized">Whose codes to take.</param>
    /// <returns>The network in integers.</returns>
    /// <exception cref="ShapeException">The networks have other sizes.</exception>
    public static QuantizedNetwork Requantize(Network<float> network, QuantizedNetwork quantized)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(quantized);
        quantized.CheckShape(network);
        return Quantize(
            network, (quantized.Inputs, quantized.InputCodes), [.. quantized.HiddenScales], quantized.Calibration, quantized.WeightBits, quantized.Targets);
    }

    private static QuantizedNetwork Quantize(
        Network<float> network,
        (InputStage Stage, InputCodes Codes) input,
        AffineScale[] hidden,
        Calibration calibration,
        int weightBits,
        Standardizer? targets)
    {
        int count = network.Layers.Count;
        var unitScales = new double[count][];
        var layers = new QuantizedLayer[count];
        for (int l = 0; l < count; l++)
        {
            DenseLayer<float> layer = network.Layers[l];
            unitScales[l] = new double[layer.Units];
            InputCodes codes = l == 0 ? input.Codes : InputCodes.Of(hidden[l - 1], layer.Inputs);
            layers[l] = LayerQuantizer.Quantize(layer, codes, l == count - 1 ? null : hidden[l], WeightPeak(weightBits), unitScales[l]);
        }

        return new QuantizedNetwork(input.Stage, input.Codes, layers, hidden, unitScales, calibration, weightBits, targets);
    }

    /// <summary>The largest weight of some bits: codes are symmetric about 0.</summary>
    internal static int WeightPeak(int weightBits) => (1 << (weightBits - 1)) - 1;

    private static AffineScale[] HiddenScales(Network<float> network, Calibration calibration, float[][] seen) =>
        [.. network.Layers.Take(network.Layers.Count - 1).Select((layer, l) => layer.Shape.Activation switch
        {
            Activation.Tanh => AffineScale.Tanh,
            Activation.Sigmoid => AffineScale.Sigmoid,
            _ => calibration.Choose(seen[l + 1]),
        })];

    private static void CheckOutput(Network<float> network, Standardizer? targets)
    {
        bool isRegression = network.Output.Shape.Activation is Activation.Linear or Activation.Relu;
        bool isClassifier = network.Output.Shape.Activation == Activation.Softmax
            || (network.Output.Shape.Activation == Activation.Sigmoid && network.Output.Units == 1);
        if (!isRegression && !isClassifier)
        {
            throw new ArgumentException(
                $"An output layer of {network.Output.Units} {ActivationNames.Of(network.Output.Shape.Activation)} cannot be quantized: it is one sigmoid unit, softmax, linear or ReLU.",
                nameof(network));
        }

        if (isRegression != (targets is not null))
        {
            throw new ArgumentException("A standardisation of the targets goes with a linear or ReLU output layer, and only with it.", nameof(targets));
        }
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

    private static double RootMeanSquareError(QuantizedNetwork candidate, Matrix<float> features, float[] logits)
    {
        double sum = 0;
        double[] real = candidate.RealLogits(features);
        for (int k = 0; k < real.Length; k++)
        {
            double error = real[k] - logits[k];
            sum += error * error;
        }

        return Math.Sqrt(sum / real.Length);
    }
}
