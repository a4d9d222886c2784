using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

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
