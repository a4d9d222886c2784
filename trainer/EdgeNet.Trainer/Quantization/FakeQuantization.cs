using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Lets a float network compute what its integers will, so that training sees their errors (Jacob et al., 2018).</summary>
/// <remarks>
/// Weights are rounded in each forward propagation, with scales made anew from them; inputs and activations go to the codes that a
/// quantized network has. What is left to the integers are biases and multipliers, which are 2^-20 and finer, so that an activation on
/// the border of two codes may still come out as the other.
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
            InputCodes input = l == 0 ? quantized.InputCodes : InputCodes.Of(quantized.HiddenScales[l - 1], layer.Inputs);
            layer.WeightQuantizer = new FakeWeights(layer, input, peak);
            if (layer != network.Output)
            {
                AffineScale scale = quantized.HiddenScales[l];
                layer.ActivationQuantizer = layer.Shape.Activation is Activation.Tanh or Activation.Sigmoid
                    ? new FakeTable(quantized.TanhTableEntries, scale)
                    : new FakeActivations(scale);
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
