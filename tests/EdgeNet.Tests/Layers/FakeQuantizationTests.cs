using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Fake quantization in the forward direction, straight through on the way back.</summary>
[TestClass]
public class FakeQuantizationTests
{
    private const double Step = 0.125;
    private const double Limit = 1;

    [TestMethod]
    public void ForwardAndBackward_Quantizers_ActAsRoundedNetworkWithGates()
    {
        var random = new Random(3);
        Network<double> network = RandomNetwork.Of(Activation.Tanh, Activation.Sigmoid, Loss.CrossEntropy, layers: 3, random).Network;
        Matrix<double> x = RandomMatrix.Of<double>(network.Inputs, 12, random);
        Matrix<double> y = new(network.Output.Units, 12);
        double[] weights = network.Layers[1].Weights.Values.ToArray();
        foreach (DenseLayer<double> layer in network.Layers)
        {
            layer.WeightQuantizer = new Steps(Step, Limit);
            layer.ActivationQuantizer = layer == network.Output ? null : new Steps(Step, 0.7);
        }

        network.ForwardTraining(x, random);
        network.Backward(y, 0.1);

        // The same by hand: rounded weights, rounded activations, derivatives of what was not rounded.
        Matrix<double> a0 = x;
        List<(Matrix<double> In, Matrix<double> G, Matrix<double> W)> seen = [];
        foreach (DenseLayer<double> layer in network.Layers)
        {
            Matrix<double> w = Each(layer.Weights, Round);
            Matrix<double> z = Product(w, a0);
            Matrix<double> g = new(z.Rows, z.Columns);
            for (int j = 0; j < z.Rows; j++)
            {
                for (int e = 0; e < z.Columns; e++)
                {
                    g[j, e] = ScalarActivation.Value(layer.Shape.Activation, 0, z[j, e] + layer.Biases[j, 0]);
                }
            }

            seen.Add((a0, g, w));
            a0 = layer == network.Output ? g : Each(g, value => Math.Clamp(Math.Round(value / Step) * Step, -0.7, 0.7));
            ShouldBe(w, layer.EffectiveWeights);
            ShouldBe(a0, layer.Activations);
        }

        Matrix<double> dz = a0 - y;
        for (int l = 2; l >= 0; l--)
        {
            (Matrix<double> input, _, Matrix<double> w) = seen[l];
            Matrix<double> dw = Product(dz, input.Transpose());
            Matrix<double> raw = network.Layers[l].Weights;
            for (int i = 0; i < dw.Count; i++)
            {
                double gated = Math.Abs(raw.Values[i]) <= Limit ? dw.Values[i] / 12 : 0;
                Assert.AreEqual(gated + (0.1 * raw.Values[i]), network.Layers[l].WeightGradients.Values[i], 1e-13);
            }

            if (l > 0)
            {
                Matrix<double> g = seen[l - 1].G;
                dz = Product(w.Transpose(), dz) * Each(g, value => Math.Abs(value) <= 0.7 ? 1 - (value * value) : 0);
            }
        }

        CollectionAssert.AreEqual(weights, network.Layers[1].Weights.Values.ToArray(), "The weights themselves stay as they are.");
    }

    [TestMethod]
    public void Forward_BiasQuantizer_AddsRoundedBiasesAndLeavesThemAsTheyAre()
    {
        var layer = new DenseLayer<double>(1, 1, new LayerShape(2, Activation.Linear)) { BiasQuantizer = new Steps(Step, Limit) };
        layer.Biases[0, 0] = 0.3;
        layer.Biases[1, 0] = -7;

        Matrix<double> activations = layer.Forward(new Matrix<double>(1, 1));

        Assert.AreEqual((0.25, -1.0), (activations[0, 0], activations[1, 0]));
        Assert.AreEqual((0.3, -7.0), (layer.Biases[0, 0], layer.Biases[1, 0]));
    }

    [TestMethod]
    public void Forward_InferenceWithQuantizers_RoundsToo()
    {
        Network<double> network = RandomNetwork.Of(Activation.Relu, Activation.Linear, Loss.SquaredError, layers: 2, new Random(1)).Network;
        network.Layers[0].ActivationQuantizer = new Steps(Step, Limit);
        network.Forward(RandomMatrix.Of<double>(network.Inputs, 9, new Random(2)));
        double[] a = network.Layers[0].Activations.Values.ToArray();
        Assert.IsTrue(a.All(value => Math.Round(value / Step) * Step == value && value <= Limit));
        Assert.IsTrue(a.Any(value => value != 0));
    }

    [TestMethod]
    public void Backward_DropoutBehindAQuantizer_DerivesWhatWasNotRounded()
    {
        var layer = new DenseLayer<double>(1, 1, new LayerShape(1, Activation.Sigmoid) { Dropout = 0.5 }) { ActivationQuantizer = new Steps(Step, Limit) };
        layer.Weights[0, 0] = 1;
        Matrix<double> x = RandomMatrix.Of<double>(1, 50, new Random(1));
        double[] a = layer.ForwardTraining(x, new Random(2)).Values.ToArray();
        layer.LogitGradients.Resize(1, 50);
        layer.LogitGradients.Values.Fill(1);
        layer.ActivationBackward();
        for (int e = 0; e < 50; e++)
        {
            double sigmoid = ScalarActivation.Sigmoid(x[0, e]);
            Assert.IsTrue(a[e] == 0 || a[e] == 2 * Math.Round(sigmoid / Step) * Step);
            Assert.AreEqual(a[e] == 0 ? 0 : 2 * sigmoid * (1 - sigmoid), layer.LogitGradients[0, e], 1e-14);
        }
    }

    [TestMethod]
    public void Backward_ActivationQuantizerOnTheOutput_IsRefused()
    {
        var network = new Network<double>(1, [new LayerShape(1, Activation.Sigmoid)]);
        network.Output.ActivationQuantizer = new Steps(Step, Limit);
        network.Forward(new Matrix<double>(1, 2));
        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => network.Backward(new Matrix<double>(1, 2), 0));
        Assert.StartsWith("Layer 1 is the output layer", exception.Message);
    }

    [TestMethod]
    public void WeightQuantizer_LayerWithBatchNormalization_IsRefused()
    {
        var layer = new DenseLayer<double>(3, 1, new LayerShape(1, Activation.Relu) { BatchNormalization = true });
        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => layer.WeightQuantizer = new Steps(Step, Limit));
        Assert.AreEqual("Layer 3 has batch normalisation, which changes its weights on the device: fold the network before it is quantized.", exception.Message);
        exception = Assert.ThrowsExactly<InvalidOperationException>(() => layer.BiasQuantizer = new Steps(Step, Limit));
        Assert.StartsWith("Layer 3 has batch normalisation", exception.Message);
    }

    private static double Round(double value) => Math.Clamp(Math.Round(value / Step) * Step, -Limit, Limit);

    private static Matrix<double> Each(Matrix<double> matrix, Func<double, double> function) =>
        new(matrix.Rows, matrix.Columns, [.. matrix.Values.ToArray().Select(function)]);

    private static Matrix<double> Product(Matrix<double> left, Matrix<double> right)
    {
        var result = new Matrix<double>(0, 0);
        MatrixProduct.Multiply(left, right, result);
        return result;
    }

    private static void ShouldBe(Matrix<double> expected, Matrix<double> actual)
    {
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.AreEqual(expected.Values[i], actual.Values[i], 1e-13);
        }
    }

    /// <summary>Multiples of a step between two limits.</summary>
    private sealed class Steps(double step, double limit) : IFakeQuantizer<double>
    {
        public void Forward(Matrix<double> values, Matrix<double> quantized)
        {
            quantized.Resize(values.Rows, values.Columns);
            for (int i = 0; i < values.Count; i++)
            {
                quantized.Values[i] = Math.Clamp(Math.Round(values.Values[i] / step) * step, -limit, limit);
            }
        }

        public void Backward(Matrix<double> values, Matrix<double> gradients)
        {
            for (int i = 0; i < values.Count; i++)
            {
                gradients.Values[i] = Math.Abs(values.Values[i]) <= limit ? gradients.Values[i] : 0;
            }
        }
    }
}
