using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>A random network in double with examples, labels and, or null, weights of the examples for it.</summary>
internal sealed record RandomNetwork(Network<double> Network, Matrix<double> X, Matrix<double> Y, Matrix<double>? ExampleWeights, int MaskSeed)
{
    internal static RandomNetwork Of(Activation hidden, Activation output, Loss loss, int layers, Random random) =>
        Of(new NetworkCase(hidden, output, loss), layers, random);

    /// <param name="kind">What stands in the layers.</param>
    /// <param name="layers">L.</param>
    /// <param name="random">Draws 1 to 6 units a layer, 1 to 9 examples (4 to 9 with batch normalisation), and every number.</param>
    public static RandomNetwork Of(NetworkCase kind, int layers, Random random)
    {
        int Units() => random.Next(1, 7);
        const double Slope = 0.2;
        var output = new LayerShape(random.Next(kind.Output == Activation.Softmax ? 2 : 1, 4), kind.Output, Slope);
        LayerShape[] shapes = [.. Enumerable.Range(1, layers - 1).Select(_ => kind.HiddenShape(Units(), Slope)), output];
        for (int l = 0; l < layers; l++)
        {
            // Behind a linear layer the mean would be taken away that its β, or b, has added: their gradients would be 0.
            shapes[l] = shapes[l] with { BatchNormalization = kind.BatchNormalization && (l == 0 || kind.Hidden != Activation.Linear) };
        }

        var network = new Network<double>(Units(), shapes, kind.Loss);
        foreach (DenseLayer<double> layer in network.Layers)
        {
            // A sigmoid hands on a quarter of its gradient at most; wider weights keep the first layers' gradients in sight.
            double gain = layer.Shape.Activation == Activation.Sigmoid ? 3 : 1.2;
            Initializer.Fill(layer.Weights.Values, gain / Math.Sqrt(layer.Inputs), random);
            Initializer.Fill(layer.Biases.Values, 0.3, random);
            Spread(layer.LearnedSlopes?.Slopes, 0.1, 0.9, random);
            Spread(layer.Normalization?.Scales, 0.5, 2, random);
            Spread(layer.Normalization?.RunningMeans, -1, 1, random);
            Spread(layer.Normalization?.RunningVariances, 0.5, 2, random);
        }

        int m = random.Next(kind.BatchNormalization ? 4 : 1, 10);
        Matrix<double> x = RandomMatrix.Of<double>(network.Inputs, m, random);
        Matrix<double> y = Labels(kind.Loss, network.Output.Units, m, random);
        var weights = new Matrix<double>(1, m);
        Spread(weights, 0.2, 3, random);
        return new RandomNetwork(network, x, y, kind.HasExampleWeights ? weights : null, random.Next());
    }

    /// <summary>Forward propagation of training, with the same mask of dropout each time.</summary>
    internal Matrix<double> Forward() => Network.ForwardTraining(X, new Random(MaskSeed));

    public double Cost(double l2) => Network.Cost(Y, l2, ExampleWeights);

    public void Backward(double l2) => Network.Backward(Y, l2, ExampleWeights);

    private static Matrix<double> Labels(Loss loss, int units, int m, Random random)
    {
        Matrix<double> y = RandomMatrix.Of<double>(units, m, random);
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
                y[random.Next(units), e] = 1;
            }
        }

        return y;
    }

    private static void Spread(Matrix<double>? matrix, double low, double high, Random random)
    {
        for (int i = 0; i < matrix?.Count; i++)
        {
            matrix.Values[i] = low + ((high - low) * random.NextDouble());
        }
    }
}
