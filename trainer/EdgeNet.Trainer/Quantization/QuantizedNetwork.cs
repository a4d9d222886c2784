using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Quantization;

/// <summary>A network in integers, computed by the kernels of the device library.</summary>
internal sealed class QuantizedNetwork
{
    private readonly QuantizedLayer[] _layers;

    internal QuantizedNetwork(
        InputStage inputs,
        InputCodes inputCodes,
        QuantizedLayer[] layers,
        UnitCodes[] hiddenCodes,
        double[][] unitScales,
        string calibration,
        int weightBits,
        Standardizer? targets)
    {
        _layers = layers;
        Inputs = inputs;
        InputCodes = inputCodes;
        HiddenCodes = hiddenCodes;
        UnitScales = unitScales;
        Calibration = calibration;
        WeightBits = weightBits;
        Targets = targets;
        LogitScale = targets is null ? (float)unitScales[^1][0] : 1;
        OutputScales = targets is null ? null : [.. unitScales[^1].Select((scale, j) => (float)(scale * targets.Deviations[j]))];
        OutputOffsets = targets is null ? null : [.. targets.Means.Select(mean => (float)mean)];
        NeedsTanhTable = layers[..^1].Any(layer => layer.Activation is Activation.Tanh or Activation.Sigmoid);
        TanhTableEntries = NeedsTanhTable ? TanhTableValues.Create() : [];
    }

    /// <summary>How raw values become codes.</summary>
    internal InputStage Inputs { get; }

    /// <summary>Layers 1 to L.</summary>
    internal IReadOnlyList<QuantizedLayer> Layers => _layers;

    /// <summary>For each layer what one step of each unit's accumulator stands for.</summary>
    public IReadOnlyList<IReadOnlyList<double>> UnitScales { get; }

    /// <summary>How the ranges of the codes were chosen, for reports.</summary>
    public string Calibration { get; }

    /// <summary>Bits of a weight: 8 or 4.</summary>
    public int WeightBits { get; }

    /// <summary>n[L].</summary>
    public int Outputs => _layers[^1].Units;

    /// <summary>The logits of a classifier, divided by its temperature, are the integer logits times this; 1 in regression.</summary>
    public float LogitScale { get; private set; }

    /// <summary>In regression n[L] scales, else null: a quantity in the user's units is the integer logit times this, and the offset.</summary>
    public IReadOnlyList<float>? OutputScales { get; }

    /// <summary>In regression n[L] offsets, else null.</summary>
    public IReadOnlyList<float>? OutputOffsets { get; }

    /// <summary>Whether a hidden layer is tanh or sigmoid.</summary>
    public bool NeedsTanhTable { get; }

    /// <summary>The entries of the tanh table, none when it is not needed.</summary>
    public IReadOnlyList<sbyte> TanhTable => TanhTableEntries;

    internal InputCodes InputCodes { get; }

    /// <summary>What the codes of A[1] to A[L-1] stand for.</summary>
    internal UnitCodes[] HiddenCodes { get; }

    internal sbyte[] TanhTableEntries { get; }

    /// <summary>In regression the standardisation of the targets.</summary>
    internal Standardizer? Targets { get; }

    /// <summary>The same integers of a classifier at a temperature, which is all in the logit scale.</summary>
    /// <param name="temperature">What logits are divided by, above 0.</param>
    public QuantizedNetwork At(double temperature)
    {
        var scaled = (QuantizedNetwork)MemberwiseClone();
        scaled.LogitScale = (float)(UnitScales[^1][0] / temperature);
        return scaled;
    }

    /// <summary>Turns a probability into the integer logit at which it is reached.</summary>
    /// <param name="threshold">Between 0 and 1.</param>
    /// <returns>The smallest integer logit whose probability is not below it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not between 0 and 1.</exception>
    public int LogitThreshold(double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(threshold, 1);
        return (int)Math.Clamp(Math.Ceiling(Elementary.Log(threshold / (1 - threshold)) / LogitScale), int.MinValue, int.MaxValue);
    }

    /// <summary>Turns an integer logit of two classes into the probability of the positive one.</summary>
    /// <param name="logit">The integer logit.</param>
    /// <returns>0 to 1.</returns>
    public double ProbabilityOf(int logit) => 1 / (1 + Elementary.Exp(-(double)logit * LogitScale));

    /// <summary>Computes the exact integer logits of the first output: of the only one with two classes.</summary>
    /// <param name="features">X, shape (n[0], m): raw values.</param>
    /// <returns>m logits.</returns>
    /// <exception cref="ShapeException">X does not have n[0] rows.</exception>
    public int[] Logits(Matrix<float> features) => [.. OutputLogits(features).Select(logits => logits[0])];

    /// <summary>Computes the exact integer logits of every output.</summary>
    /// <param name="features">X, shape (n[0], m): raw values.</param>
    /// <returns>For each of the m examples n[L] logits.</returns>
    /// <exception cref="ShapeException">X does not have n[0] rows.</exception>
    public int[][] OutputLogits(Matrix<float> features)
    {
        if (features.Rows != Inputs.Count)
        {
            throw new ShapeException($"The quantized network takes {Inputs.Count} inputs; it was given {features.Rows}.");
        }

        Matrix<float> examples = features.Transpose();
        var accumulators = new int[_layers.Max(layer => layer.Units)];
        var input = new int[Math.Max(Inputs.Count, accumulators.Length)];
        var output = new int[input.Length];
        var logits = new int[features.Columns][];
        for (int e = 0; e < logits.Length; e++)
        {
            Inputs.Quantize(examples.Row(e).ToArray(), input);
            foreach (QuantizedLayer layer in _layers)
            {
                layer.Accumulate(input, accumulators);
                if (layer != _layers[^1])
                {
                    layer.Activate(accumulators, TanhTableEntries, output);
                    (input, output) = (output, input);
                }
            }

            logits[e] = accumulators[..Outputs];
        }

        return logits;
    }

    /// <summary>Computes what a distance may look at.</summary>
    /// <param name="features">Raw values, n[0] of them.</param>
    /// <returns>The codes of the inputs, those of the last hidden layer, which without one are the inputs', and n[L] logits.</returns>
    internal (int[] Inputs, int[] Hidden, int[] Logits) CodesOf(float[] features)
    {
        var inputs = new int[Inputs.Count];
        Inputs.Quantize(features, inputs);
        int[] codes = Encode(inputs, _layers.Length - 1);
        var logits = new int[Outputs];
        _layers[^1].Accumulate(codes, logits);
        return (inputs, codes, logits);
    }

    /// <summary>Runs the first layers.</summary>
    /// <param name="codes">Of the inputs.</param>
    /// <param name="count">How many layers, 0 to L.</param>
    /// <returns>The codes of the last one that ran; the inputs' own without any.</returns>
    internal int[] Encode(int[] codes, int count)
    {
        foreach (QuantizedLayer layer in _layers.AsSpan(0, count))
        {
            var accumulators = new int[layer.Units];
            var next = new int[layer.Units];
            layer.Accumulate(codes, accumulators);
            layer.Activate(accumulators, TanhTableEntries, next);
            codes = next;
        }

        return codes;
    }

    /// <summary>How far a decision is from another one, in logits.</summary>
    /// <remarks>A single logit is compared with the threshold; of several, the largest with the second largest.</remarks>
    /// <param name="logits">n[L] of them.</param>
    /// <param name="logitThreshold">Looked at where there is a single logit; 0 in regression.</param>
    /// <returns>0 or more.</returns>
    internal static long MarginOf(int[] logits, int logitThreshold)
    {
        if (logits.Length == 1)
        {
            return Math.Abs((long)logits[0] - logitThreshold);
        }

        int[] sorted = [.. logits.Order()];
        return (long)sorted[^1] - sorted[^2];
    }

    /// <summary>Checks that a network has the sizes of the one that these integers were made from.</summary>
    internal void CheckShape(Network<float> network)
    {
        int[] expected = [Inputs.Count, .. _layers.Select(layer => layer.Units)];
        int[] given = [network.Inputs, .. network.Layers.Select(layer => layer.Units)];
        if (!expected.SequenceEqual(given))
        {
            throw new ShapeException($"The integers are of a network {string.Join('-', expected)}; it was given one of {string.Join('-', given)}.");
        }
    }

    /// <summary>Computes what the integer logits stand for before the output's activation: what Z[L] of the float network is.</summary>
    /// <param name="features">X, shape (n[0], m): raw values.</param>
    /// <returns>n[L]·m numbers, all of the first output, then all of the second …</returns>
    internal double[] RealLogits(Matrix<float> features)
    {
        int[][] logits = OutputLogits(features);
        return [.. UnitScales[^1].SelectMany((scale, j) => logits.Select(example => example[j] * scale))];
    }

    /// <summary>Computes what the codes of the inputs stand for.</summary>
    /// <param name="features">X, shape (n[0], m): raw values.</param>
    /// <returns>Standardised values, shape (n[0], m).</returns>
    internal Matrix<float> DequantizedInputs(Matrix<float> features)
    {
        Matrix<float> examples = features.Transpose();
        var codes = new int[Inputs.Count];
        for (int e = 0; e < examples.Rows; e++)
        {
            Span<float> row = examples.Row(e);
            Inputs.Quantize(row.ToArray(), codes);
            for (int i = 0; i < codes.Length; i++)
            {
                row[i] = (float)InputCodes.Dequantize(i, codes[i]);
            }
        }

        return examples.Transpose();
    }
}
