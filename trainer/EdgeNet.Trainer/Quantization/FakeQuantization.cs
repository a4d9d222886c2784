using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Makes a float network compute as its integers will, so that training sees their errors (Jacob et al., 2018).</summary>
/// <remarks>
/// Weights and biases are rounded in each forward propagation, with scales made anew from the weights; inputs and activations go to the
/// codes that a quantized network has. Floating point and integers then differ by digits that float does not have: now and then an
/// activation on the border of two codes comes out as the other.
/// </remarks>
internal static class FakeQuantization
{
    /// <summary>Puts fake quantizers into every layer.</summary>
    /// <param name="network">The network, without batch normalisation; its input must be <see cref="CodedInputs"/>.</param>
    /// <param name="quantized">Integers of the same or an earlier state of the network: its codes and the bits of its weights are taken.</param>
    /// <exception cref="ShapeException">The networks have other sizes.</exception>
    /// <exception cref="InvalidOperationException">A layer has batch normalisation.</exception>
    public static void Attach(Network<float> network, QuantizedNetwork quantized)
    {
        quantized.CheckShape(network);
        int peak = Quantizer.WeightPeak(quantized.WeightBits);
        for (int l = 0; l < network.Layers.Count; l++)
        {
            DenseLayer<float> layer = network.Layers[l];
            InputCodes input = l == 0 ? quantized.InputCodes : quantized.HiddenCodes[l - 1].ToInput();
            var weights = new FakeWeights(layer, input, peak);
            layer.WeightQuantizer = weights;
            layer.BiasQuantizer = new FakeBiases(weights);
            if (layer != network.Output)
            {
                UnitCodes codes = quantized.HiddenCodes[l];
                layer.ActivationQuantizer = layer.Shape.Activation is Activation.Tanh or Activation.Sigmoid
                    ? new FakeTable(quantized.TanhTableEntries, codes.Of(0))
                    : new FakeActivations(codes);
            }
        }
    }

    /// <summary>Takes all fake quantizers out.</summary>
    /// <param name="network">The network.</param>
    public static void Detach(Network<float> network)
    {
        foreach (DenseLayer<float> layer in network.Layers)
        {
            layer.WeightQuantizer = null;
            layer.BiasQuantizer = null;
            layer.ActivationQuantizer = null;
        }
    }

    /// <summary>Computes what the codes of raw inputs stand for: the input of a network with fake quantizers.</summary>
    /// <param name="quantized">The network whose codes are used.</param>
    /// <param name="features">X, shape (n[0], m): raw values.</param>
    /// <returns>Standardised values, shape (n[0], m).</returns>
    public static Matrix<float> CodedInputs(QuantizedNetwork quantized, Matrix<float> features)
    {
        return quantized.DequantizedInputs(features);
    }
}

/// <summary>Rounds the weights of a layer as <see cref="LayerQuantizer"/> does, by the same code, and gives what the integers stand for.</summary>
/// <remarks>
/// <c>w' = s·q/g</c> with the integer q, the step s of the unit's accumulator, and the gain g of the input's codes. Scales are made anew
/// from the weights each time. A scale spans the largest weight of its unit, so nothing is clipped and every gradient goes straight
/// through; only weights of inputs that must not count, whose gain is 0, have none.
/// </remarks>
internal sealed class FakeWeights(DenseLayer<float> layer, InputCodes input, int weightPeak) : IFakeQuantizer<float>
{
    private readonly double[] _unitScales = new double[layer.Units];
    private readonly sbyte[] _weights = new sbyte[layer.Units * layer.Inputs];
    private readonly int[] _biases = new int[layer.Units];

    public void Forward(Matrix<float> values, Matrix<float> quantized)
    {
        LayerQuantizer.Round(layer, input, weightPeak, _unitScales, _weights, _biases);
        quantized.Resize(values.Rows, values.Columns);
        double[] gains = input.Gains;
        int k = 0;
        for (int j = 0; j < values.Rows; j++)
        {
            double scale = _unitScales[j];
            Span<float> row = quantized.Row(j);
            for (int i = 0; i < row.Length; i++, k++)
            {
                row[i] = gains[i] == 0 ? 0 : (float)(_weights[k] * scale / gains[i]);
            }
        }
    }

    /// <summary>Weights of the layer.</summary>
    public int Count => _weights.Length;

    /// <summary>Words of 64 bits that the layer takes on the device, after the last forward propagation: see <see cref="PackedLayer"/>.</summary>
    public int Words
    {
        get
        {
            long[] spans = [.. Enumerable.Range(0, layer.Inputs).Select(input.Span)];
            long widest = 1;
            for (int j = 0; j < layer.Units; j++)
            {
                long span = 0;
                for (int i = 0; i < spans.Length; i++)
                {
                    span += Math.Abs((int)_weights[(j * spans.Length) + i]) * spans[i];
                }

                widest = Math.Max(widest, span);
            }

            int lanes = LanePacking.WordBits / LanePacking.BitsFor(widest);
            return (layer.Units + lanes - 1) / lanes;
        }
    }

    /// <summary>The bias of one unit after the last forward propagation: its integer, without the offsets of the codes that are folded in.</summary>
    public double BiasOf(int unit)
    {
        double folded = 0;
        int k = unit * layer.Inputs;
        foreach (double offset in input.Offsets)
        {
            folded += _weights[k++] * offset;
        }

        return (_biases[unit] - folded) * _unitScales[unit];
    }

    public void Backward(Matrix<float> values, Matrix<float> gradients)
    {
        for (int i = 0; i < input.Gains.Length; i++)
        {
            for (int j = 0; input.Gains[i] == 0 && j < gradients.Rows; j++)
            {
                gradients[j, i] = 0;
            }
        }
    }
}

/// <summary>Rounds the biases of a layer to steps of its accumulators, as <see cref="LayerQuantizer"/> does together with the weights.</summary>
/// <param name="weights">The fake quantizer of the same layer's weights, which has run before.</param>
internal sealed class FakeBiases(FakeWeights weights) : IFakeQuantizer<float>
{
    public void Forward(Matrix<float> values, Matrix<float> quantized)
    {
        quantized.Resize(values.Rows, 1);
        for (int j = 0; j < values.Rows; j++)
        {
            quantized[j, 0] = (float)weights.BiasOf(j);
        }
    }

    public void Backward(Matrix<float> values, Matrix<float> gradients)
    {
        // Straight through.
    }
}

/// <summary>Rounds the activations of a linear, ReLU or leaky layer to the numbers that its codes stand for.</summary>
/// <remarks>
/// What lies outside the codes saturates and has no gradient; everything else has the gradient of the rounded number (Bengio et al.,
/// 2013). ReLU gives nothing below the zero point, so that its lower end needs no rule of its own.
/// </remarks>
internal sealed class FakeActivations(UnitCodes codes) : IFakeQuantizer<float>
{
    public void Forward(Matrix<float> values, Matrix<float> quantized)
    {
        quantized.Resize(values.Rows, values.Columns);
        for (int j = 0; j < values.Rows; j++)
        {
            AffineScale scale = codes.Of(j);
            ReadOnlySpan<float> source = values.Row(j);
            Span<float> target = quantized.Row(j);
            for (int e = 0; e < source.Length; e++)
            {
                target[e] = (float)scale.Dequantize(scale.Quantize(source[e]));
            }
        }
    }

    public void Backward(Matrix<float> values, Matrix<float> gradients)
    {
        for (int j = 0; j < values.Rows; j++)
        {
            AffineScale scale = codes.Of(j);
            float lowest = (float)scale.Dequantize(sbyte.MinValue);
            float highest = (float)scale.Dequantize(sbyte.MaxValue);
            ReadOnlySpan<float> source = values.Row(j);
            Span<float> target = gradients.Row(j);
            for (int e = 0; e < source.Length; e++)
            {
                target[e] = source[e] >= lowest && source[e] <= highest ? target[e] : 0;
            }
        }
    }
}

/// <summary>Rounds the activations of a tanh or sigmoid layer as the device's <see cref="TanhTable"/> does: its argument first, then its value.</summary>
/// <remarks>
/// The argument is found from the value, <c>z = artanh(tanh z)</c>; where that loses digits, near ±1, the table does not change any
/// more. Nothing is clipped, since the table covers all values: every gradient goes straight through (Bengio et al., 2013).
/// </remarks>
/// <param name="table">The entries of the table.</param>
/// <param name="scale">What a code stands for: of tanh, or of sigmoid as <c>(1 + tanh(z/2)) / 2</c>.</param>
internal sealed class FakeTable(sbyte[] table, AffineScale scale) : IFakeQuantizer<float>
{
    public void Forward(Matrix<float> values, Matrix<float> quantized)
    {
        quantized.Resize(values.Rows, values.Columns);
        ReadOnlySpan<float> source = values.Values;
        Span<float> target = quantized.Values;
        for (int k = 0; k < source.Length; k++)
        {
            double tanh = ((source[k] / scale.Scale) + scale.ZeroPoint) / TanhTable.Peak;
            double index = Math.Floor((Elementary.Atanh(tanh) * TanhTable.StepsPerUnit) + TanhTable.Centre + 0.5);
            target[k] = (float)scale.Dequantize(table[(int)Math.Clamp(index, 0, TanhTable.Length - 1)]);
        }
    }

    public void Backward(Matrix<float> values, Matrix<float> gradients)
    {
        // Straight through.
    }
}
