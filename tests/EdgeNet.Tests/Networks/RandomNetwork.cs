using EdgeNet.Tests.Numerics;
using EdgeNet.Trainer.Networks;
using EdgeNet.Trainer.Numerics;

namespace EdgeNet.Tests.Networks;

/// <summary>A random network in double with examples and labels for it.</summary>
public sealed record RandomNetwork(Network<double> Network, Matrix<double> X, Matrix<double> Y)
{
    /// <param name="hidden">g[1] to g[L-1].</param>
    /// <param name="output">g[L].</param>
    /// <param name="loss">The loss.</param>
    /// <param name="layers">L.</param>
    /// <param name="random">Draws 1 to 6 units a layer, 1 to 9 examples, and every number.</param>
    public static RandomNetwork Of(Activation hidden, Activation output, Loss loss, int layers, Random random)
    {
        int Units() => random.Next(1, 7);
        const double Slope = 0.2;
        LayerShape[] shapes = [.. Enumerable.Range(1, layers - 1).Select(_ => new LayerShape(Units(), hidden, Slope)), new LayerShape(random.Next(output == Activation.Softmax ? 2 : 1, 4), output, Slope)];
        var network = new Network<double>(Units(), shapes, loss);
        foreach (DenseLayer<double> layer in network.Layers)
        {
            // A sigmoid hands on a quarter of its gradient at most; wider weights keep the first layers' gradients in sight.
            double gain = layer.Shape.Activation == Activation.Sigmoid ? 3 : 1.2;
            Initializer.Fill(layer.Weights.Values, gain / Math.Sqrt(layer.Inputs), random);
            Initializer.Fill(layer.Biases.Values, 0.3, random);
        }

        int m = random.Next(1, 10);
        Matrix<double> x = RandomMatrix.Of<double>(network.Inputs, m, random);
        Matrix<double> y = RandomMatrix.Of<double>(network.Output.Units, m, random);
        if (loss == Loss.CrossEntropy)
        {
            foreach (ref double label in y.Values)
            {
                label = random.Next(2);
            }
        }

        if (loss == Loss.CategoricalCrossEntropy)
        {
            y.Values.Clear();
            for (int e = 0; e < m; e++)
            {
                y[random.Next(y.Rows), e] = 1;
            }
        }

        return new RandomNetwork(network, x, y);
    }
}
