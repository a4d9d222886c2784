using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

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
