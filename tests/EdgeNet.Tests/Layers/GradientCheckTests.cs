using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

[TestClass]
public class GradientCheckTests
{
    private const double L2 = 0.1;

    internal static IEnumerable<NetworkCase> Cases() => NetworkCase.AllVariants();

    internal static IEnumerable<(string Name, Action<RandomNetwork> Mistake)> Mistakes() =>
    [
        ("L2 is in the cost alone", example => example.Network.Backward(example.Y, 0)),
        ("L2 is on the biases too", example => example.Network.Output.BiasGradients.Values[0] += L2 * example.Network.Output.Biases.Values[0]),
        ("the output's derivative is taken twice", example =>
        {
            example.Network.Output.ActivationBackward();
            example.Network.Output.Backward(L2, null);
        }),
        ("the bias gradients are sums instead of means", example =>
        {
            DenseLayer<double> layer = example.Network.Layers[1];
            layer.LogitGradients.SumColumns(layer.BiasGradients);
        }),
        ("two gradients are exchanged", example => example.Network.Layers[0].WeightGradients.Values[..2].Reverse()),
        ("one sign is wrong", example => example.Network.Layers[1].WeightGradients.Values[^1] *= -1),
        ("one gradient is off by a thousandth", example => example.Network.Layers[0].WeightGradients.Values[0] *= 1.001),
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    internal void N12_Backward_EveryParameter_AgreesWithCentralDifferences(NetworkCase kind)
    {
        for (int layers = 1; layers <= 4; layers++)
        {
            foreach (double l2 in (double[])[0, L2])
            {
                RandomNetwork example = SmoothNetwork(kind, layers, l2);
                Assert.IsLessThan(GradientCheck.Limit, GradientCheck.RelativeError(example, l2), $"{kind}, {layers} layers, λ = {l2}");
            }
        }
    }

    [TestMethod]
    [DataRow(0.2)]
    [DataRow(1.0)]
    public void N12_Backward_ReluWithACeiling_AgreesWithCentralDifferences(double ceiling)
    {
        var kind = new NetworkCase(Activation.Relu, Activation.Linear, Loss.SquaredError) { Ceiling = ceiling };
        int above = 0;
        for (int layers = 2; layers <= 4; layers++)
        {
            RandomNetwork example = SmoothNetwork(kind, layers, L2);
            Assert.IsLessThan(GradientCheck.Limit, GradientCheck.RelativeError(example, L2), $"{layers} layers, ceiling {ceiling}");
            above += example.Network.Layers.SkipLast(1).Sum(layer => layer.Logits.Values.ToArray().Count(z => z > ceiling));
        }

        Assert.IsGreaterThan(0, above, "No logit was above the ceiling.");
    }

    [TestMethod]
    [DynamicData(nameof(Mistakes))]
    internal void N12_GradientCheck_Mistake_IsCaught(string name, Action<RandomNetwork> mistake)
    {
        RandomNetwork example = SmoothNetwork(new NetworkCase(Activation.Tanh, Activation.Sigmoid, Loss.CrossEntropy), layers: 3, L2);
        Assert.IsLessThan(GradientCheck.Limit, GradientCheck.RelativeError(example, L2), "Before the mistake.");
        example.Network.Forward(example.X);
        example.Network.Backward(example.Y, L2);
        mistake(example);
        Assert.IsGreaterThan(GradientCheck.Limit, GradientCheck.RelativeErrorAsItStands(example, L2), name);
    }

    [TestMethod]
    public void N12_GradientCheck_EachGradientWrongInTurn_IsCaughtEachTime()
    {
        RandomNetwork example = SmoothNetwork(new NetworkCase(Activation.LeakyRelu, Activation.Linear, Loss.SquaredError), layers: 3, L2);
        foreach (Matrix<double> gradients in example.Network.Layers.SelectMany(layer => (Matrix<double>[])[layer.WeightGradients, layer.BiasGradients]))
        {
            for (int p = 0; p < gradients.Count; p++)
            {
                example.Network.Forward(example.X);
                example.Network.Backward(example.Y, L2);
                gradients.Values[p] += 1e-4;
                Assert.IsGreaterThan(GradientCheck.Limit, GradientCheck.RelativeErrorAsItStands(example, L2), $"Gradient {p} of {gradients}");
            }
        }
    }

    private static RandomNetwork SmoothNetwork(NetworkCase kind, int layers, double l2)
    {
        for (int seed = 0; seed < 1000; seed++)
        {
            RandomNetwork example = RandomNetwork.Of(kind, layers, new Random(seed));
            if (GradientCheck.IsSmooth(example, l2))
            {
                return example;
            }
        }

        throw new InvalidOperationException($"No seed gives a smooth network: {kind}, {layers} layers.");
    }
}
