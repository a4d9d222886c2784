using EdgeNet.Networks.Layers;

namespace EdgeNet.Tests.Layers;

[TestClass]
public class InitializerTests
{
    [TestMethod]
    [DataRow(Initialization.Small, Activation.Relu, 0.01)]
    [DataRow(Initialization.Small, Activation.Tanh, 0.01)]
    [DataRow(Initialization.He, Activation.Relu, 0.0707106781)] // √(2/400)
    [DataRow(Initialization.He, Activation.Tanh, 0.0707106781)]
    [DataRow(Initialization.Xavier, Activation.Relu, 0.0534522484)] // √(2/(400 + 300))
    [DataRow(Initialization.Xavier, Activation.Tanh, 0.0534522484)]
    [DataRow(Initialization.Auto, Activation.Relu, 0.0707106781)]
    [DataRow(Initialization.Auto, Activation.LeakyRelu, 0.0707106781)]
    [DataRow(Initialization.Auto, Activation.Tanh, 0.0534522484)]
    [DataRow(Initialization.Auto, Activation.Sigmoid, 0.0534522484)]
    [DataRow(Initialization.Auto, Activation.Linear, 0.0534522484)]
    internal void N19_Initialize_Weights_AreGaussianOfTheRightScale(Initialization initialization, Activation activation, double deviation)
    {
        var network = new Network<float>(400, [new LayerShape(300, activation), new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Initialize(network, initialization, new Random(1));
        double[] weights = [.. network.Layers[0].Weights.Values.ToArray().Select(weight => weight / deviation)];

        // Of 120,000 Gaussian numbers: each figure within five standard deviations of itself.
        double count = weights.Length;
        Assert.AreEqual(0, weights.Average(), 5 / Math.Sqrt(count), "mean");
        Assert.AreEqual(1, Math.Sqrt(weights.Average(w => w * w)), 5 / Math.Sqrt(2 * count), "standard deviation");
        Assert.AreEqual(3, weights.Average(w => w * w * w * w), 5 * Math.Sqrt(96 / count), "fourth moment");
        Assert.AreEqual(0.682689, weights.Count(w => Math.Abs(w) < 1) / count, 5 * Math.Sqrt(0.22 / count), "within one deviation");
        Assert.AreEqual(0.954500, weights.Count(w => Math.Abs(w) < 2) / count, 5 * Math.Sqrt(0.044 / count), "within two");
    }

    [TestMethod]
    public void N19_Initialize_EveryLayer_HasTheScaleOfItsOwnShape()
    {
        var network = new Network<double>(50, [new LayerShape(200, Activation.Relu), new LayerShape(100, Activation.Tanh), new LayerShape(50, Activation.Sigmoid)]);
        Initializer.Initialize(network, Initialization.Auto, new Random(2));
        double[] expected = [Math.Sqrt(2.0 / 50), Math.Sqrt(2.0 / 300), Math.Sqrt(2.0 / 150)];
        for (int l = 0; l < 3; l++)
        {
            double deviation = Math.Sqrt(network.Layers[l].Weights.Values.ToArray().Average(w => w * w));
            Assert.AreEqual(1, deviation / expected[l], 5 / Math.Sqrt(2.0 * 5000), $"layer {l + 1}");
        }
    }

    [TestMethod]
    public void N19_Initialize_Biases_AreZeroWhateverTheyWere()
    {
        foreach (Initialization initialization in Enum.GetValues<Initialization>())
        {
            var network = new Network<float>(3, [new LayerShape(5, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);
            network.SetParameters(Enumerable.Repeat(7f, network.ParameterCount).ToArray());
            Initializer.Initialize(network, initialization, new Random(1));
            Assert.IsTrue(network.Layers.All(layer => layer.Biases.Values.ToArray().All(bias => bias == 0)), $"{initialization}");
            Assert.AreEqual(initialization == Initialization.Zeros, network.Layers[0].Weights.Values.ToArray().All(weight => weight == 0));
        }
    }

    [TestMethod]
    public void N19_Initialize_SameSeed_GivesTheSameWeightsInBothPrecisions()
    {
        double[] first = Weights(new Random(42));
        CollectionAssert.AreEqual(first, Weights(new Random(42)));
        CollectionAssert.AreNotEqual(first, Weights(new Random(43)));

        var network = new Network<float>(4, [new LayerShape(3, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Initialize(network, Initialization.Auto, new Random(42));
        float[] single = new float[network.ParameterCount];
        network.CopyParametersTo(single);
        CollectionAssert.AreEqual(Array.ConvertAll(first, value => (float)value), single);
    }

    [TestMethod]
    public void N19_Initialize_UnknownInitialization_IsRefused()
    {
        var network = new Network<float>(4, [new LayerShape(1, Activation.Sigmoid)]);
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Initializer.Initialize(network, (Initialization)9, new Random(1)));
        Assert.StartsWith("No such initialization.", exception.Message);
    }

    private static double[] Weights(Random random)
    {
        var network = new Network<double>(4, [new LayerShape(3, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Initialize(network, Initialization.Auto, random);
        double[] parameters = new double[network.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }
}
