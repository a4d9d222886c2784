using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>What a layer says about shapes that do not fit: the layer, what it expects, what it was given.</summary>
[TestClass]
public class LayerShapeTests
{
    [TestMethod]
    public void N05_Network_ShapesOfAllMatrices_AreThoseOfTheTable()
    {
        var network = new Network<double>(4, [new LayerShape(3, Activation.Relu), new LayerShape(2, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);
        int[] n = [4, 3, 2, 1];
        var x = new Matrix<double>(4, 5);
        Matrix<double> output = network.Forward(x);
        network.Backward(new Matrix<double>(1, 5), 0);

        Assert.AreEqual("(1, 5)", output.ToString());
        Assert.AreEqual((4 * 3) + 3 + (3 * 2) + 2 + 2 + 1, network.ParameterCount);
        Assert.AreEqual(4, network.Inputs);
        foreach (DenseLayer<double> layer in network.Layers)
        {
            int l = layer.Number;
            Assert.AreEqual((n[l - 1], n[l]), (layer.Inputs, layer.Units));
            ShouldBe(n[l], n[l - 1], layer.Weights, layer.WeightGradients);
            ShouldBe(n[l], 1, layer.Biases, layer.BiasGradients);
            ShouldBe(n[l], 5, layer.Logits, layer.Activations, layer.LogitGradients);
        }

        Assert.AreSame(network.Layers[2], network.Output);
    }

    [TestMethod]
    [DataRow(0, 2)]
    [DataRow(-3, 2)]
    [DataRow(4, 0)]
    [DataRow(4, -1)]
    public void N05_Layer_SizeBelowOne_SaysLayerAndSizes(int inputs, int units)
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => new DenseLayer<float>(7, inputs, new LayerShape(units, Activation.Relu)));
        Assert.AreEqual($"Layer 7 needs at least 1 input and 1 unit; it was given {inputs} and {units}.", exception.Message);
    }

    [TestMethod]
    public void N05_Network_LayerWithoutUnits_SaysWhichLayer()
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(
            () => new Network<float>(4, [new LayerShape(3, Activation.Relu), new LayerShape(0, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]));
        Assert.AreEqual("Layer 2 needs at least 1 input and 1 unit; it was given 3 and 0.", exception.Message);
    }

    [TestMethod]
    public void N05_Network_NoLayer_SaysSo()
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => new Network<float>(4, []));
        Assert.AreEqual("A network needs at least 1 layer; it was given 0.", exception.Message);
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    [DataRow(0)]
    public void N05_Forward_InputWithOtherRows_SaysLayerExpectedAndGiven(int rows)
    {
        var network = new Network<float>(4, [new LayerShape(3, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => network.Forward(new Matrix<float>(rows, 2)));
        Assert.AreEqual($"Layer 1 expects 4 rows, one for each input; it was given {rows}.", exception.Message);
        exception = Assert.ThrowsExactly<ShapeException>(() => network.Layers[1].Forward(new Matrix<float>(4, 2)));
        Assert.AreEqual("Layer 2 expects 3 rows, one for each unit of layer 1; it was given 4.", exception.Message);
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    [DataRow(-0.1)]
    [DataRow(double.NaN)]
    public void Layer_LeakySlopeOutsideItsRange_SaysWhichLayer(double slope)
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => new DenseLayer<float>(2, 3, new LayerShape(1, Activation.LeakyRelu, slope)));
        Assert.StartsWith("The slope of layer 2 must be between 0 and 1.", exception.Message);
        Assert.AreEqual(slope, exception.ActualValue);
        Assert.AreEqual(3, new DenseLayer<float>(2, 3, new LayerShape(1, Activation.Relu, slope)).Inputs, "The others ignore it.");
    }

    [TestMethod]
    [DataRow(Activation.Linear, "linear")]
    [DataRow(Activation.Relu, "relu")]
    [DataRow(Activation.Tanh, "tanh")]
    public void N14_Network_CrossEntropyWithoutSigmoidOutput_IsRefused(Activation output, string name)
    {
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(
            () => new Network<float>(4, [new LayerShape(3, Activation.Sigmoid), new LayerShape(1, output)], Loss.CrossEntropy));
        Assert.StartsWith($"Cross-entropy needs a sigmoid output layer; layer 2 is {name}.", exception.Message);
    }

    [TestMethod]
    public void Backward_BeforeForward_SaysWhichLayer()
    {
        var layer = new DenseLayer<float>(3, 2, new LayerShape(2, Activation.Relu));
        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => layer.Backward(0, null));
        Assert.AreEqual("Layer 3 has nothing to propagate back: forward propagation comes first.", exception.Message);
    }

    private static void ShouldBe(int rows, int columns, params Matrix<double>[] matrices)
    {
        foreach (Matrix<double> matrix in matrices)
        {
            Assert.AreEqual($"({rows}, {columns})", matrix.ToString());
        }
    }
}
