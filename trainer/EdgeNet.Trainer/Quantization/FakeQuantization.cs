using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Lets a float network compute what its integers will, so that training sees their errors (Jacob et al., 2018).</summary>
/// <remarks>
/// Weights and biases are rounded in each forward propagation, with scales made anew from the weights; inputs and activations go to the
/// codes that a quantized network has. Floating point and integers then differ by digits that float does not have: now and then an
/// activation on the border of two codes comes out as the other.
/// </remarks>
public static class FakeQuantization
{
    /// <summary>Puts fake quantizers into every layer.</summary>
    /// <param name="network">The network, without batch normalisation; its input must be <see cref="CodedInputs"/>.</param>
    /// <param name="quantized">Integers of the same or an earlier state of the network: its codes and the bits of its weights are taken.</param>
    /// <exception cref="ShapeException">The networks have other sizes.</exception>
    /// <exception cref="InvalidOperationException">A layer has batch normalisation.</exception>
    public static void Attach(Network<float> network, QuantizedNetwork quantized)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(quantized);
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
        ArgumentNullException.ThrowIfNull(network);
        foreach (DenseLayer<float> layer in network.Layers)
        {
            layer.WeightQuantizer = null;
            layer.BiasQuantizer = null;
            layer.ActivationQuantizer = null;
        }
    }

    /// <summary>Computes what the codes of raw inputs stand for: the input of a network with fake quantizers.</summary>
    /// <param name="quantized">Whose codes.</param>
    /// <param name="features">X, shape (n[0], m): raw values.</param>
    /// <returns>Standardised values, shape (n[0], m).</returns>
    public static Matrix<float> CodedInputs(QuantizedNetwork quantized, Matrix<float> features)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        ArgumentNullException.ThrowIfNull(features);
        return quantized.DequantizedInputs(features);
    }
}
