using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>All parameters of a network as one row of numbers.</summary>
[TestClass]
public class NetworkParametersTests
{
    [TestMethod]
    public void SetParameters_Numbers_AreWeightsThenBiasesLayerByLayer()
    {
        Network<double> network = Small();
        network.SetParameters(Enumerable.Range(1, 13).Select(value => (double)value).ToArray());
        CollectionAssert.AreEqual((double[])[1, 2, 3, 4, 5, 6], network.Layers[0].Weights.Values.ToArray());
        CollectionAssert.AreEqual((double[])[7, 8, 9], network.Layers[0].Biases.Values.ToArray());
        CollectionAssert.AreEqual((double[])[10, 11, 12], network.Layers[1].Weights.Values.ToArray());
        CollectionAssert.AreEqual((double[])[13], network.Layers[1].Biases.Values.ToArray());
    }

    [TestMethod]
    public void CopyParametersTo_AndBack_GivesTheSameNetwork()
    {
        Network<double> network = Small();
        Initializer.Initialize(network, Initialization.Xavier, new Random(1));
        double[] parameters = new double[network.ParameterCount];
        network.CopyParametersTo(parameters);
        Network<double> other = Small();
        other.SetParameters(parameters);

        Matrix<double> x = Matrix<double>.FromRows([0.5, -1], [2, 0.25]);
        CollectionAssert.AreEqual(network.Forward(x).Values.ToArray(), other.Forward(x).Values.ToArray());
        network.Layers[0].Weights[0, 0]++;
        Assert.AreNotEqual(network.Layers[0].Weights[0, 0], parameters[0], "It is a copy.");
    }

    [TestMethod]
    public void Parameters_TooFewNumbers_AreRefused()
    {
        Network<double> network = Small();
        Assert.ThrowsExactly<ArgumentException>(() => network.CopyParametersTo(new double[12]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => network.SetParameters(new double[12]));
    }

    private static Network<double> Small() => new(2, [new LayerShape(3, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);
}
