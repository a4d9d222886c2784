using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

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
