using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Makes a network that takes one affine map of the features take another one, with the same answers.</summary>
/// <remarks>
/// Whatever scale training saw, quantization begins with standardised inputs: they share one scale of codes, which would be too coarse for
/// features of a small range if others have a large one. With <c>u = (x - μ)/σ</c> and <c>v = (x - ν)/τ</c> it is <c>u = v τ/σ + (ν - μ)/σ</c>,
/// so that the first layer gets the weights <c>W τ/σ</c> and the biases <c>b + W (ν - μ)/σ</c>. A constant feature is 0 in both.
/// </remarks>
internal static class RestatedInputs
{
    /// <summary>Changes the first layer, in place.</summary>
    /// <param name="network">A network without batch normalisation.</param>
    /// <param name="from">The map that the network takes.</param>
    /// <param name="to">The map that it is to take; the same features are constant.</param>
    public static void Restate(Network<float> network, Standardizer from, Standardizer to)
    {
        DenseLayer<float> first = network.Layers[0];
        for (int j = 0; j < first.Units; j++)
        {
            double bias = first.Biases[j, 0];
            for (int i = 0; i < first.Inputs; i++)
            {
                if (!from.IsConstant(i))
                {
                    double weight = first.Weights[j, i];
                    bias += weight * (to.Means[i] - from.Means[i]) / from.Deviations[i];
                    first.Weights[j, i] = (float)(weight * to.Deviations[i] / from.Deviations[i]);
                }
            }

            first.Biases[j, 0] = (float)bias;
        }
    }
}
