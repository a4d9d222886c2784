using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>ReLU with a ceiling, such as ReLU6.</summary>
[TestClass]
public class CeilingTests
{
    [TestMethod]
    public void Forward_LogitsBelowBetweenAndAbove_AreHeldToBothEnds()
    {
        var network = new Network<double>(1, [new LayerShape(1, Activation.Relu) { Ceiling = 6 }, new LayerShape(1, Activation.Linear)], Loss.SquaredError);
        network.Layers[0].Weights[0, 0] = 1;
        network.Layers[1].Weights[0, 0] = 1;
        var x = new Matrix<double>(1, 6);
        double[] values = [-3, 0, 2.5, 6, 6.5, 1e9];
        values.CopyTo(x.Values);

        CollectionAssert.AreEqual((double[])[0, 0, 2.5, 6, 6, 6], network.Forward(x).Values.ToArray());
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    public void Network_CeilingThatIsNotAboveZero_IsRefused(double ceiling) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => new Network<double>(1, [new LayerShape(1, Activation.Relu) { Ceiling = ceiling }, new LayerShape(1, Activation.Linear)], Loss.SquaredError));

    [TestMethod]
    [DataRow(Activation.Tanh)]
    [DataRow(Activation.LeakyRelu)]
    [DataRow(Activation.Linear)]
    internal void Network_CeilingOfAnotherActivation_IsRefused(Activation activation) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => new Network<double>(1, [new LayerShape(1, activation) { Ceiling = 6 }, new LayerShape(1, Activation.Linear)], Loss.SquaredError));
}
