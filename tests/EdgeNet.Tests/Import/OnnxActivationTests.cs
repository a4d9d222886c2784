using EdgeNet.Interchange;

namespace EdgeNet.Tests.Import;

/// <summary>Activations inside a network and at its end, against ONNX Runtime.</summary>
[TestClass]
public class OnnxActivationTests
{
    [TestMethod]
    [DataRow("Relu", "")]
    [DataRow("Tanh", "")]
    [DataRow("Sigmoid", "")]
    [DataRow("HardSigmoid", "alpha=0.2 beta=0.5")]
    [DataRow("HardSigmoid", "alpha=0.16666667 beta=0.5")]
    [DataRow("LeakyRelu", "alpha=0.01")]
    [DataRow("LeakyRelu", "alpha=0")]
    [DataRow("LeakyRelu", "alpha=1")]
    [DataRow("LeakyRelu", "alpha=-0.4")]
    [DataRow("LeakyRelu", "alpha=1.7")]
    public void Read_HiddenActivation_Agrees(string operation, string attributes) =>
        new OnnxGraph().Input("x", -1, 5).Gemm("x", "h", 5, 6).Node(operation, "h", "a", AttributesOf(attributes)).Gemm("a", "y", 6, 3).Output("y").ShouldAgree();

    [TestMethod]
    [DataRow("Relu", "")]
    [DataRow("Tanh", "")]
    [DataRow("Sigmoid", "")]
    [DataRow("HardSigmoid", "")]
    [DataRow("LeakyRelu", "alpha=0.3")]
    [DataRow("Softmax", "")]
    [DataRow("LogSoftmax", "")]
    public void Read_ActivationAtTheEnd_Agrees(string operation, string attributes)
    {
        foreach (int units in (int[])[1, 2, 3])
        {
            if (units > 1 || !operation.EndsWith("oftmax", StringComparison.Ordinal))
            {
                new OnnxGraph().Input("x", -1, 5).Gemm("x", "h", 5, 6).Node("Relu", "h", "a").Gemm("a", "z", 6, units).Node(operation, "z", "y", AttributesOf(attributes)).Output("y").ShouldAgree();
            }
        }
    }

    [TestMethod]
    [DataRow(new float[] { 0.25f })]
    [DataRow(new float[] { -0.5f, 0, 0.3f, 1, 2.5f })]
    [DataRow(new float[] { 0, 0, 0, 0, -2 })]
    [DataRow(new float[] { 1, 1, 1, 1, 1 })]
    [DataRow(new float[] { -3, -1, -0.5f, -1, -2 })]
    public void Read_PReluOfAnySlopes_Agrees(float[] slopes)
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 4).Floats("s", [slopes.Length], slopes).Gemm("x", "h", 4, 5).Node("PRelu", "h s", "a");

        graph.Gemm("a", "y", 5, 3).Output("y").ShouldAgree();
        graph.Output("a").ShouldAgree(outputName: "a");
    }

    [TestMethod]
    public void Read_Clip6_IsAReluWithACeiling()
    {
        ImportedNetwork network = new OnnxGraph().Input("x", -1, 5).Floats("zero", [], 0).Floats("six", [], 6).Gemm("x", "h", 5, 6).Node("Clip", "h zero six", "a").Gemm("a", "y", 6, 3).Output("y").ShouldAgree(range: 8);

        Assert.AreEqual(6, network.Layers[0].Ceiling);
        Assert.AreEqual("5-6-3", network.Sizes);
    }

    [TestMethod]
    [DataRow(-1f, 1f)]
    [DataRow(0.5f, 2f)]
    [DataRow(-3f, -1f)]
    [DataRow(float.MinValue, 0.5f)]
    [DataRow(-0.5f, float.MaxValue)]
    public void Read_ClipOfHiddenUnits_Agrees(float lowest, float highest)
    {
        ImportedNetwork network = new OnnxGraph(9).Input("x", -1, 5).Gemm("x", "h", 5, 6).Node("Clip", "h", "a", ("min", lowest), ("max", highest)).Gemm("a", "y", 6, 3).Output("y").ShouldAgree();

        Assert.AreEqual("5-6-3", network.Sizes);
    }

    [TestMethod]
    public void Read_ReluAndMin_IsOneLayer()
    {
        ImportedNetwork network = new OnnxGraph().Input("x", -1, 5).Floats("six", [1], 2).Gemm("x", "h", 5, 6).Node("Relu", "h", "r").Node("Min", "r six", "a").Gemm("a", "y", 6, 3).Output("y").ShouldAgree();

        Assert.AreEqual("5-6-3", network.Sizes);
        Assert.AreEqual(2, network.Layers[0].Ceiling);
    }

    [TestMethod]
    public void Read_ClipOfInputs_HoldsThem()
    {
        ImportedNetwork network = new OnnxGraph().Input("x", -1, 3).Floats("low", [], -1).Floats("high", [], 1.5f).Floats("mean", [3], 1, 2, -1).Floats("two", [], 2)
            .Node("Clip", "x low high", "h").Node("Sub", "h mean", "c").Node("Div", "c two", "u").Node("Clip", "u low high", "v").Gemm("v", "k", 3, 4).Node("Relu", "k", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree(range: 6);

        Assert.AreEqual("3-4-2", network.Sizes);
        Assert.AreEqual(1.5, network.Inputs.Holds![0].Highest);
    }

    [TestMethod]
    public void Read_InputsHeldInOnePlaceOnly_IsRefused()
    {
        string message = new OnnxGraph().Input("x", -1, 3).Floats("low", [], -1).Floats("high", [], 1).Node("Clip", "x low high", "h").Gemm("h", "p", 3, 4).Gemm("x", "q", 3, 4).Node("Add", "p q", "y").Output("y").Refusal();

        Assert.AreEqual("node 'make_q' (Gemm) takes input 1 held to a range in one place and in another way elsewhere; hold it to the same range everywhere.", message);
    }

    [TestMethod]
    public void Read_LogOfSoftmax_IsLogSoftmax() =>
        Assert.AreEqual(ImportedOutput.LogProbabilities, new OnnxGraph().Input("x", -1, 5).Gemm("x", "z", 5, 4).Node("Softmax", "z", "p").Node("Log", "p", "y").Output("y").ShouldAgree().Output);

    [TestMethod]
    [DataRow(1)]
    [DataRow(-1)]
    public void Read_SoftmaxOfOldOpset_Agrees(int axis) =>
        Assert.AreEqual(ImportedOutput.Probabilities, new OnnxGraph(9).Input("x", -1, 5).Gemm("x", "z", 5, 4).Node("Softmax", "z", "y", ("axis", axis)).Output("y").ShouldAgree().Output);

    [TestMethod]
    public void Read_SoftmaxOfTwo_IsOneSigmoid()
    {
        ImportedNetwork network = new OnnxGraph().Input("x", -1, 5).Gemm("x", "z", 5, 2).Node("Softmax", "z", "y").Output("y").ShouldAgree();

        Assert.AreEqual("5-1", network.Sizes);
        Assert.AreEqual(Activation.Sigmoid, network.Layers[0].Activation);
    }

    private static (string, object)[] AttributesOf(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], (object)float.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)))];
}
