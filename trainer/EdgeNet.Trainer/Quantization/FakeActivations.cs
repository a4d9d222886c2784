using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

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
