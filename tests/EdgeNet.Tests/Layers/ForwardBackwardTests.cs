using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Forward and backward propagation against <see cref="PlainNetwork"/>.</summary>
[TestClass]
public class ForwardBackwardTests
{
    internal static IEnumerable<NetworkCase> Cases() => NetworkCase.AllVariants();

    [TestMethod]
    [DynamicData(nameof(Cases))]
    internal void N10_N11_ForwardAndBackward_EveryKindOfNetwork_AgreeWithPlainLoops(NetworkCase kind)
    {
        for (int i = 0; i < 20; i++)
        {
            RandomNetwork example = Moderate(kind, layers: 1 + (i % 4), seed: i);
            double l2 = i % 3 == 0 ? 0 : 0.1 * i;

            // Where the examples of a step hardly differ, normalisation divides by little and magnifies what was rounded.
            double tolerance = kind.BatchNormalization ? 1e-10 : 1e-13;
            ShouldAgree(example.Network, example.X, example.Y, l2, tolerance, example.ExampleWeights, example.MaskSeed);
        }
    }

    [TestMethod]
    public void N10_N11_ForwardAndBackward_FloatNetworkOfTrainingSize_AgreesWithPlainLoops()
    {
        var random = new Random(5);
        var network = new Network<float>(60, [new LayerShape(33, Activation.Relu), new LayerShape(17, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Initialize(network, Initialization.Auto, random);
        foreach (int m in (int[])[1, 13, 64])
        {
            Matrix<float> x = RandomMatrix.Of<float>(60, m, random);
            var y = new Matrix<float>(1, m, [.. Enumerable.Range(0, m).Select(_ => (float)random.Next(2))]);
            ShouldAgree(network, x, y, 0.01, tolerance: 2e-6);
        }
    }

    [TestMethod]
    public void N10_N11_ForwardAndBackward_BatchesOfChangingSize_AgreeWithPlainLoops()
    {
        // The last mini-batch of an epoch is smaller: nothing of the one before may be left.
        Network<double> network = RandomNetwork.Of(Activation.Tanh, Activation.Sigmoid, Loss.CrossEntropy, layers: 3, new Random(8)).Network;
        foreach (int m in (int[])[7, 3, 7, 20, 1, 8])
        {
            Matrix<double> x = RandomMatrix.Of<double>(network.Inputs, m, new Random(m));
            var y = new Matrix<double>(network.Output.Units, m);
            y.Row(0).Fill(1);
            ShouldAgree(network, x, y, 0.3, tolerance: 1e-13);
        }
    }

    [TestMethod]
    public void N11_LayerBackward_InputGradients_AreWeightsTransposedTimesLogitGradients()
    {
        var random = new Random(6);
        var layer = new DenseLayer<double>(2, 5, new LayerShape(3, Activation.Relu));
        Initializer.Fill(layer.Weights.Values, 1, random);
        layer.Forward(RandomMatrix.Of<double>(5, 4, random));
        layer.LogitGradients.Resize(3, 4);
        Initializer.Fill(layer.LogitGradients.Values, 1, random);
        var inputGradients = new Matrix<double>(0, 0);
        layer.Backward(0, inputGradients);

        Assert.AreEqual("(5, 4)", inputGradients.ToString());
        for (int i = 0; i < 5; i++)
        {
            for (int e = 0; e < 4; e++)
            {
                double expected = Enumerable.Range(0, 3).Sum(j => layer.Weights[j, i] * layer.LogitGradients[j, e]);
                Assert.AreEqual(expected, inputGradients[i, e], 1e-14);
            }
        }
    }

    /// <summary>The plain cost takes the logarithm of 1 - a, which has no digits left where the sigmoid is near 1.</summary>
    private static RandomNetwork Moderate(NetworkCase kind, int layers, int seed)
    {
        while (true)
        {
            RandomNetwork example = RandomNetwork.Of(kind, layers, new Random(seed));
            example.Forward();
            if (example.Network.Output.Logits.Values.ToArray().All(z => Math.Abs(z) < 5))
            {
                return example;
            }

            seed += 1000;
        }
    }

    private static void ShouldAgree<T>(
        Network<T> network, Matrix<T> x, Matrix<T> y, double l2, double tolerance, Matrix<T>? weights = null, int maskSeed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var plain = PlainNetwork.Of(network);
        plain.Run(InDouble(x), InDouble(y), l2, weights is null ? null : InDouble(weights), maskSeed);
        Matrix<T> output = network.ForwardTraining(x, new Random(maskSeed));
        double cost = double.CreateChecked(network.Cost(y, T.CreateChecked(l2), weights));
        network.Backward(y, T.CreateChecked(l2), weights);

        Assert.AreSame(network.Output.Activations, output);
        Assert.AreEqual(plain.Cost, cost, 10 * tolerance * plain.Cost, "J");
        for (int l = 0; l < plain.Layers.Count; l++)
        {
            DenseLayer<T> layer = network.Layers[l];
            PlainDense twin = plain.Layers[l];
            ShouldBeNear(layer.Logits, (j, e) => twin.Z(e)[j], $"Z[{l + 1}]", tolerance);
            ShouldBeNear(layer.Activations, (j, e) => twin.A(e)[j], $"A[{l + 1}]", tolerance);
            ShouldBeNear(layer.LogitGradients, (j, e) => twin.DZ(e)[j], $"dZ[{l + 1}]", 10 * tolerance);
            ShouldBeNear(layer.WeightGradients, (j, i) => twin.WeightGradients[j, i], $"dW[{l + 1}]", 10 * tolerance);
            ShouldBeNear(layer.BiasGradients, (j, _) => twin.BiasGradients[j], $"db[{l + 1}]", 10 * tolerance);
            if (layer.Normalization is not null)
            {
                ShouldBeNear(layer.Normalization.ScaleGradients, (j, _) => twin.ScaleGradients[j], $"dγ[{l + 1}]", 10 * tolerance);
            }

            if (layer.LearnedSlopes is not null)
            {
                ShouldBeNear(layer.LearnedSlopes.Gradients, (j, _) => twin.SlopeGradients[j], $"dα[{l + 1}]", 10 * tolerance);
            }
        }
    }

    /// <summary>The difference as a whole is no more than a share of the whole.</summary>
    private static void ShouldBeNear<T>(Matrix<T> actual, Func<int, int, double> expected, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double difference = 0, size = 0;
        for (int r = 0; r < actual.Rows; r++)
        {
            for (int c = 0; c < actual.Columns; c++)
            {
                difference += Math.Pow(double.CreateChecked(actual[r, c]) - expected(r, c), 2);
                size += Math.Pow(expected(r, c), 2);
            }
        }

        Assert.IsLessThanOrEqualTo(tolerance * Math.Sqrt(size), Math.Sqrt(difference), $"{name} of {typeof(T).Name}, shape {actual}");
    }

    private static Matrix<double> InDouble<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(matrix.Rows, matrix.Columns, Array.ConvertAll(matrix.Values.ToArray(), double.CreateChecked));
}
