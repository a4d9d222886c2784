using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Turns a trained network into integers, calibrated on the training set.</summary>
internal static class Quantizer
{
    /// <summary>Searches a range for each input and each layer that costs the task least; see <see cref="RangeSearch"/>.</summary>
    /// <remarks>Of integer readings it searches the shifts, and prefers those that leave the most units in a word of the device.</remarks>
    /// <param name="network">The trained network, which takes standardised features.</param>
    /// <param name="standardizer">Its standardisation, which is folded into the input quantization.</param>
    /// <param name="train">Raw training features, shape (n[0], m).</param>
    /// <param name="dev">Further raw features, shape (n[0], m'), or the same: ranges come from all of them, and no label is looked at.</param>
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
        (int Lowest, int Highest)? readings = null,
        Standardizer? targets = null,
        int weightBits = 8)
    {
        CheckOutput(network, targets);
        if (weightBits is not (8 or 4))
        {
            throw new ArgumentOutOfRangeException(nameof(weightBits), weightBits, "A weight has 8 bits or 4.");
        }

        Matrix<float> raw = dev == train ? train : Join(train, dev);
        Matrix<float> standardized = standardizer.Apply(raw);
        InputOptions inputs = readings is { } range ? new ReadingOptions(standardizer, range) : new AffineOptions(standardizer, standardized);
        UnitCodes[] hidden = new RangeSearch(network, inputs, raw, standardized, WeightPeak(weightBits)).Run();
        return Quantize(network, (inputs.Stage, inputs.Codes), hidden, inputs.Name, weightBits, targets);
    }

    /// <summary>Turns a network into integers with the codes of inputs and activations that another has: only weights and biases are made anew.</summary>
    /// <param name="network">The network, of the same shape as the one that <paramref name="quantized"/> was made from.</param>
    /// <param name="quantized">The network whose codes are taken.</param>
    /// <returns>The network in integers.</returns>
    /// <exception cref="ShapeException">The networks have other sizes.</exception>
    public static QuantizedNetwork Requantize(Network<float> network, QuantizedNetwork quantized)
    {
        return Requantize(network, quantized, quantized.WeightBits);
    }

    /// <summary>The same with weights of other bits.</summary>
    internal static QuantizedNetwork Requantize(Network<float> network, QuantizedNetwork quantized, int weightBits)
    {
        quantized.CheckShape(network);
        return Quantize(
            network, (quantized.Inputs, quantized.InputCodes), quantized.HiddenCodes, quantized.Calibration, weightBits, quantized.Targets);
    }

    /// <summary>Turns a network that reconstructs its inputs into integers: its last layer is a hidden one whose codes stand for what those of the inputs stand for.</summary>
    /// <param name="network">The trained network, which takes standardised features and gives as many; its last layer is linear.</param>
    /// <param name="standardizer">Its standardisation.</param>
    /// <param name="inputs">How raw values become codes; not changed.</param>
    /// <param name="raw">Raw features, shape (n[0], m): ranges of the layers between come from them.</param>
    /// <param name="weightBits">8 or 4.</param>
    /// <returns>The network in integers, without an output layer.</returns>
    public static QuantizedNetwork QuantizeReconstruction(Network<float> network, Standardizer standardizer, AffineStage inputs, Matrix<float> raw, int weightBits)
    {
        var options = new FixedOptions(inputs, standardizer);
        UnitCodes[] hidden = new RangeSearch(network, options, raw, standardizer.Apply(raw), WeightPeak(weightBits)).Run();
        InputCodes codes = options.Codes;
        Network<float> moved = network.Fold();
        for (int j = 0; j < codes.Gains.Length; j++)
        {
            moved.Output.Biases[j, 0] -= (float)codes.Dequantize(j, 0);
        }

        double coarsest = codes.Gains.Max();
        var output = new UnitCodes([.. codes.Gains.Select(gain => gain > 0 ? gain : coarsest > 0 ? coarsest : 1)], 0);
        return Quantize(moved, (inputs, codes), hidden, options.Name, weightBits, null, output);
    }

    private static QuantizedNetwork Quantize(
        Network<float> network,
        (InputStage Stage, InputCodes Codes) input,
        UnitCodes[] hidden,
        string calibration,
        int weightBits,
        Standardizer? targets,
        UnitCodes? output = null)
    {
        int count = network.Layers.Count;
        var unitScales = new double[count][];
        var layers = new QuantizedLayer[count];
        for (int l = 0; l < count; l++)
        {
            DenseLayer<float> layer = network.Layers[l];
            unitScales[l] = new double[layer.Units];
            InputCodes codes = l == 0 ? input.Codes : hidden[l - 1].ToInput();
            layers[l] = LayerQuantizer.Quantize(layer, codes, l == count - 1 ? output : hidden[l], WeightPeak(weightBits), unitScales[l]);
        }

        return new QuantizedNetwork(input.Stage, input.Codes, layers, hidden, unitScales, calibration, weightBits, targets);
    }

    /// <summary>The largest weight of some bits: codes are symmetric about 0.</summary>
    internal static int WeightPeak(int weightBits) => (1 << (weightBits - 1)) - 1;

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

    private static Matrix<float> Join(Matrix<float> left, Matrix<float> right)
    {
        var joined = new Matrix<float>(left.Rows, left.Columns + right.Columns);
        for (int i = 0; i < left.Rows; i++)
        {
            left.Row(i).CopyTo(joined.Row(i));
            right.Row(i).CopyTo(joined.Row(i)[left.Columns..]);
        }

        return joined;
    }
}

/// <summary>The candidate ends of a range: quantiles of the values seen, from a little beyond all of them to their middle.</summary>
internal static class Quantiles
{
    // The share of the values outside, at one end.
    private static readonly double[] Outside = [0, 0.0003, 0.001, 0.003, 0.006, 0.01, 0.02, 0.04, 0.07, 0.12, 0.2, 0.3, 0.4];

    // With few examples, new values lie a little beyond those seen: by this share of their range, over the root of their number.
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
            // An end beyond all values seen could not be judged on them.
            int outside = (int)(Outside[k] * sorted.Length);
            ends[0][k] = outside == 0 ? sorted[0] - margin : sorted[outside];
            ends[1][k] = outside == 0 ? sorted[^1] + margin : sorted[^(outside + 1)];
        }

        return ends;
    }
}

/// <summary>Finds columns whose numbers are whole multiples of one step: counts, levels, flags, and readings of a coarse sensor.</summary>
internal static class Lattice
{
    // As a share of a step: the rounding of a number such as 0.3 in single precision.
    private const double Tolerance = 0.02;

    /// <summary>Finds the step.</summary>
    /// <param name="sorted">The values, sorted upwards, at least one.</param>
    /// <returns>The step, counted from the smallest value; 0 where there is none.</returns>
    public static double StepOf(ReadOnlySpan<float> sorted)
    {
        double step = double.PositiveInfinity;
        for (int k = 1; k < sorted.Length; k++)
        {
            double gap = (double)sorted[k] - sorted[k - 1];
            step = gap > 0 ? Math.Min(step, gap) : step;
        }

        for (int k = 1; k < sorted.Length; k++)
        {
            double steps = ((double)sorted[k] - sorted[0]) / step;
            if (Math.Abs(steps - Math.Round(steps)) > Tolerance)
            {
                return 0;
            }
        }

        return double.IsFinite(step) ? step : 0;
    }
}

/// <summary>How a trained network becomes integers.</summary>
internal sealed record QuantizationOptions
{
    /// <summary>Epochs of quantization-aware training where it is needed and no number is given: enough to bring weights of four bits near the float network.</summary>
    public const int DefaultAwareEpochs = 100;

    /// <summary>
    /// Epochs of quantization-aware training after the float ones, 0 for none; null for <see cref="DefaultAwareEpochs"/> where integers of eight bits
    /// lose noticeably without it.
    /// </summary>
    public int? AwareEpochs { get; init; }

    /// <summary>α of the first of these epochs, above 0; null for <see cref="AwareTraining.DefaultLearningRateShare"/> of the float training's. It falls to 0 along a cosine.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Bits of a weight: 8 or 4; null for 4 where they are as good and save words of the device, else 8.</summary>
    public int? WeightBits { get; init; } = 8;

    /// <summary>The share of the words of the device that pruning removes, 0 to below 1; 0 for none.</summary>
    public double Sparsity { get; init; }

    /// <summary>Whether pruning searches the share on the dev set, in place of <see cref="Sparsity"/>.</summary>
    public bool ChoosesSparsity { get; init; }

    /// <summary>Classes: the temperature that logits are divided by; null to choose it on the dev set where that is large enough.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether the temperature is chosen on the dev set however few examples it has.</summary>
    public bool ChoosesTemperature { get; init; }

    /// <summary>Whether words are pruned.</summary>
    public bool IsPruned => Sparsity > 0 || ChoosesSparsity;

    /// <summary>Throws when an option is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(AwareEpochs ?? 0, nameof(AwareEpochs));
        if (LearningRate is { } rate)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(LearningRate));
            ArgumentOutOfRangeException.ThrowIfEqual(rate, double.PositiveInfinity, nameof(LearningRate));
        }

        if (WeightBits is not (null or 8 or 4))
        {
            throw new ArgumentOutOfRangeException(nameof(WeightBits), WeightBits, "A weight has 8 bits or 4.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Sparsity);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Sparsity, 1);
        if (ChoosesSparsity && Sparsity > 0)
        {
            throw new ArgumentException("The share of the words to remove is either searched or given, not both.", nameof(Sparsity));
        }
    }
}
