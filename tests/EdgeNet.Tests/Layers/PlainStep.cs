using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Gradient descent by hand, so that these tests need nothing of the stage of training.</summary>
internal static class PlainStep
{
    /// <summary>Computes <c>p = p - α dp</c> for every parameter.</summary>
    public static void Descend(Network<double> network, double learningRate)
    {
        foreach (DenseLayer<double> layer in network.Layers)
        {
            Descend(layer.Weights, layer.WeightGradients, learningRate);
            Descend(layer.Biases, layer.BiasGradients, learningRate);
        }
    }

    /// <summary>Makes some steps with all examples.</summary>
    /// <returns>The cost before the last step.</returns>
    public static double Train(Network<double> network, Matrix<double> x, Matrix<double> y, int steps, double learningRate)
    {
        double cost = double.NaN;
        for (int step = 0; step < steps; step++)
        {
            network.Forward(x);
            cost = network.Cost(y, 0);
            network.Backward(y, 0);
            Descend(network, learningRate);
        }

        return cost;
    }

    private static void Descend(Matrix<double> values, Matrix<double> gradients, double learningRate)
    {
        for (int p = 0; p < values.Count; p++)
        {
            values.Values[p] -= learningRate * gradients.Values[p];
        }
    }
}
