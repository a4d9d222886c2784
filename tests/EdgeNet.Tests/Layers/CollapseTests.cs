using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Linear hidden layers are one linear map.</summary>
[TestClass]
public class CollapseTests
{
    [TestMethod]
    [DataRow(Activation.Sigmoid, false)]
    [DataRow(Activation.Softmax, false)]
    [DataRow(Activation.Linear, true)]
    [DataRow(Activation.Relu, true)]
    public void N15_Collapse_LinearHiddenLayers_GivesTheEqualSingleLayer(Activation output, bool batchNormalization)
    {
        for (int layers = 1; layers <= 5; layers++)
        {
            var kind = new NetworkCase(Activation.Linear, output, OutputLayer.LossOf(output)) { BatchNormalization = batchNormalization };
            RandomNetwork example = RandomNetwork.Of(kind, layers, new Random(layers));
            Network<double> collapsed = example.Network.Collapse();

            Assert.HasCount(1, collapsed.Layers);
            Assert.AreEqual((example.Network.Inputs, example.Network.Output.Units), (collapsed.Inputs, collapsed.Output.Units));
            Assert.AreEqual(layers > 1, example.Network.HasOnlyLinearHiddenLayers);
            Assert.IsFalse(collapsed.HasOnlyLinearHiddenLayers);
            Matrix<double> x = RandomMatrix.Of<double>(example.Network.Inputs, 30, new Random(1));
            double[] expected = example.Network.Forward(x).Values.ToArray();
            double[] actual = collapsed.Forward(x).Values.ToArray();
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual(expected[i], actual[i], 1e-12 * (1 + Math.Abs(expected[i])));
            }
        }
    }

    [TestMethod]
    public void N15_Collapse_HiddenLayerThatIsNotLinear_IsRefused()
    {
        var network = new Network<float>(2, [new LayerShape(3, Activation.Linear), new LayerShape(3, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);
        Assert.IsFalse(network.HasOnlyLinearHiddenLayers);
        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(network.Collapse);
        Assert.AreEqual("Only linear hidden layers collapse into one; layer 2 is relu.", exception.Message);
    }
}
