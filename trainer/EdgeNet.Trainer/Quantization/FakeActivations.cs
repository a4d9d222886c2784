using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Rounds the activations of a linear, ReLU or leaky layer to the numbers that its codes stand for.</summary>
/// <remarks>
/// What lies outside the codes saturates and has no gradient; everything else has the gradient of the rounded number (Bengio et al.,
/// 2013). ReLU gives nothing below the zero point, so that its lower end needs no rule of its own.
/// </remarks>
internal sealed class FakeActivations(AffineScale scale) : IFakeQuantizer<float>
{
    public void Forward(Matrix<float> values, Matrix<float> quantized)
    {
        quantized.Resize(values.Rows, values.Columns);
        ReadOnlySpan<float> source = values.Values;
        Span<float> target = quantized.Values;
        for (int k = 0; k < source.Length; k++)
        {
            target[k] = (float)scale.Dequantize(scale.Quantize(source[k]));
        }
    }

    public void Backward(Matrix<float> values, Matrix<float> gradients)
    {
        float lowest = (float)scale.Dequantize(sbyte.MinValue);
        float highest = (float)scale.Dequantize(sbyte.MaxValue);
        ReadOnlySpan<float> source = values.Values;
        Span<float> target = gradients.Values;
        for (int k = 0; k < source.Length; k++)
        {
            target[k] = source[k] >= lowest && source[k] <= highest ? target[k] : 0;
        }
    }
}
