using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Which output layers a network takes, and with which loss.</summary>
[TestClass]
public class OutputLayerTests
{
    [TestMethod]
    [DataRow(Activation.Sigmoid, Loss.CrossEntropy)]
    [DataRow(Activation.Softmax, Loss.CategoricalCrossEntropy)]
    [DataRow(Activation.Linear, Loss.SquaredError)]
    [DataRow(Activation.Relu, Loss.SquaredError)]
    [DataRow(Activation.LeakyRelu, Loss.SquaredError)]
    [DataRow(Activation.Tanh, Loss.SquaredError)]
    internal void N14_Network_NoLossNamed_TakesTheOneOfTheOutputLayer(Activation output, Loss expected)
    {
        var network = new Network<float>(4, [new LayerShape(3, Activation.Tanh), new LayerShape(2, output)]);
        Assert.AreEqual(expected, network.Loss);
        Assert.AreEqual("(2, 5)", network.Forward(new Matrix<float>(4, 5)).ToString());
    }

    [TestMethod]
    public void N14_Network_SigmoidOutputWithSquaredError_IsTaken()
    {
        var network = new Network<float>(4, [new LayerShape(2, Activation.Sigmoid)], Loss.SquaredError);
        Assert.AreEqual(Loss.SquaredError, network.Loss);
    }

    [TestMethod]
    [DataRow(Activation.Sigmoid, "sigmoid")]
    [DataRow(Activation.Linear, "linear")]
    public void N14_Network_CategoricalCrossEntropyWithoutSoftmax_IsRefused(Activation output, string name) =>
        ShouldBeRefused($"Categorical cross-entropy needs a softmax output layer; layer 2 is {name}.", output, Loss.CategoricalCrossEntropy);

    [TestMethod]
    public void N14_Network_SoftmaxWithAnotherLoss_IsRefused()
    {
        ShouldBeRefused("Cross-entropy needs a sigmoid output layer; layer 2 is softmax.", Activation.Softmax, Loss.CrossEntropy);
        ShouldBeRefused("Softmax goes with categorical cross-entropy, not with squared error; layer 2 is softmax.", Activation.Softmax, Loss.SquaredError);
    }

    [TestMethod]
    public void N14_Network_SoftmaxOfOneUnit_IsRefused()
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(
            () => new Network<float>(4, [new LayerShape(3, Activation.Relu), new LayerShape(1, Activation.Softmax)]));
        Assert.AreEqual("A softmax output layer needs at least 2 units, one for each class; layer 2 has 1.", exception.Message);
    }

    [TestMethod]
    public void N14_Network_SoftmaxInAHiddenLayer_IsRefused()
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(
            () => new Network<float>(4, [new LayerShape(3, Activation.Softmax), new LayerShape(2, Activation.Softmax)]));
        Assert.StartsWith("Softmax is for the output layer, 2; layer 1 is softmax.", exception.Message);
    }

    private static void ShouldBeRefused(string message, Activation output, Loss loss)
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(
            () => new Network<float>(4, [new LayerShape(3, Activation.Sigmoid), new LayerShape(2, output)], loss));
        Assert.StartsWith(message, exception.Message);
    }
}
