using EdgeNet.Files;
using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Tests.Import;

/// <summary>What is no dense network is refused with the node, its operator and what would do instead.</summary>
[TestClass]
public class OnnxRefusalTests
{
    [TestMethod]
    [DataRow("Conv", "is no part of a dense network; flatten the input and use dense layers, or train on features of it.")]
    [DataRow("LSTM", "is no part of a dense network; use features of a window of readings, which EdgeNet's streams compute on the device.")]
    [DataRow("Gelu", "is no part of a dense network; train with ReLU, leaky ReLU, tanh or sigmoid there.")]
    [DataRow("LayerNormalization", "is no part of a dense network; it needs the mean of each example; use batch normalisation, which costs the device nothing.")]
    [DataRow("TreeEnsembleClassifier", "is no part of a dense network; train an MLP or a logistic regression.")]
    [DataRow("Imputer", "is no part of a dense network; prepare the columns before, and export the part of the pipeline behind it.")]
    [DataRow("Foo\u001b[31m", "is no part of a dense network; export the part of the model that is dense layers and activations.")]
    public void Read_UnknownOperator_NamesNodeAndWayOut(string operation, string rest) => Assert.AreEqual(
        $"node 'make_h' ({operation.Replace('\u001b', '?')}) {rest}",
        new OnnxGraph().Input("x", -1, 3).Node(operation, "x", "h").Gemm("h", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_OperatorOfAnotherDomain_IsRefused() => Assert.AreEqual(
        "node 'make_h' (Relu) is an operator of 'my.own', which is not part of ONNX; export the network with the operators of ONNX.",
        new OnnxGraph().Input("x", -1, 3).Node("my.own", "Relu", "x", "h").Gemm("h", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_Residual_IsRefused() => Assert.AreEqual(
        "node 'make_r' (Add) joins two branches, and a dense network has one; train it as a chain of layers.",
        new OnnxGraph().Input("x", -1, 3).Gemm("x", "h", 3, 3).Node("Relu", "h", "a").Node("Add", "a x", "r").Gemm("r", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_Gate_IsRefused() => Assert.AreEqual(
        "node 'make_g' (Mul) combines two values that both depend on the example, as attention, SiLU and gated layers do; train with ReLU, leaky ReLU, tanh or sigmoid instead.",
        new OnnxGraph().Input("x", -1, 3).Gemm("x", "h", 3, 3).Node("Sigmoid", "h", "s").Node("Mul", "h s", "g").Gemm("g", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_SoftmaxInside_IsRefused() => Assert.AreEqual(
        "node 'make_p' (Softmax): softmax stands inside the network; the device has it in the output layer only. Cut the network before it, or train one with ReLU there.",
        new OnnxGraph().Input("x", -1, 3).Gemm("x", "h", 3, 4).Node("Softmax", "h", "p").Gemm("p", "y", 4, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_MeanOfEachRow_IsRefused() => Assert.AreEqual(
        "node 'make_m' (ReduceMean) computes with all numbers of an example, as a mean or a norm of each row does; scale each column instead, or use batch normalisation.",
        new OnnxGraph(13).Input("x", -1, 3).Node("ReduceMean", "x", "m", ("axes", (long[])[1])).Node("Sub", "x m", "u").Gemm("u", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_NormalizationInTrainingMode_IsRefused()
    {
        foreach (int opset in (int[])[12, 15])
        {
            OnnxGraph graph = new OnnxGraph(opset).Input("x", -1, 3);
            foreach (string name in (string[])["g", "b", "m", "v"])
            {
                graph.Floats(name, [3], 1, 2, 3);
            }

            graph.Node("BatchNormalization", "x g b m v", opset < 14 ? "n m2 v2 m3 v3" : "n m2 v2", [.. opset < 14 ? ((string, object)[])[] : [("training_mode", 1)]]);
            Assert.AreEqual("node 'make_n' (BatchNormalization) is in training mode; export the network after eval().", graph.Gemm("n", "y", 3, 2).Output("y").Refusal());
        }
    }

    [TestMethod]
    public void Read_TwoHeads_AsksForOne()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3).Gemm("x", "h", 3, 4).Node("Relu", "h", "a").Gemm("a", "y", 4, 2).Gemm("a", "z", 4, 1).Output("y").Output("z");

        Assert.AreEqual("has several outputs, y, z; name one with --output-name.", graph.Refusal());
        Assert.AreEqual("3-4-1", graph.ShouldAgree(outputName: "z").Sizes);
    }

    [TestMethod]
    public void Read_OutputThatIsNotThere_NamesThoseThatAre()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3).Gemm("x", "y", 3, 2).Output("y");

        Assert.EndsWith("has no output 'q'; its outputs are y.", Assert.ThrowsExactly<InputException>(() => graph.Read(outputName: "q")).Message);
    }

    [TestMethod]
    public void Read_OldOpset_IsRefused() => Assert.AreEqual(
        "is of opset 6, and 7 is the earliest that can be read; export it with a later one.", new OnnxGraph(6).Input("x", -1, 3).Gemm("x", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_NoLayer_IsRefused() =>
        Assert.AreEqual("there is no dense layer between the inputs and the output.", new OnnxGraph().Input("x", -1, 3).Node("Identity", "x", "y").Output("y").Refusal());

    [TestMethod]
    public void Read_TextInput_IsRefused() => Assert.AreEqual(
        "the input 'x' takes texts; export the part of the model that takes numbers.", new OnnxGraph().Input("x", DataType.String, -1, 3).Gemm("x", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_OpenImage_IsRefused() => Assert.AreEqual(
        "the file leaves the number of inputs of 'x' open; export it with fixed dimensions.", new OnnxGraph().Input("x", -1, 3, -1).Node("Flatten", "x", "f").Gemm("f", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_WeightsThatAreNoNumber_IsRefused() => Assert.AreEqual(
        "the output: a weight or bias is no finite number; the training of the network has diverged, or the file is damaged.",
        new OnnxGraph().Input("x", -1, 1).Floats("W", [1, 1], float.NaN).Node("MatMul", "x W", "y").Output("y").Refusal());

    [TestMethod]
    public void Read_ScalingThatIsNoNumber_IsRefused() => Assert.AreEqual(
        "the scaling of an input or output is no finite number; the file is damaged, or a scaler was fitted to constant data.",
        new OnnxGraph().Input("x", -1, 1).Floats("s", [1], float.PositiveInfinity).Node("Mul", "x s", "u").Gemm("u", "y", 1, 1).Output("y").Refusal());

    [TestMethod]
    public void Read_DivisionByZero_IsRefused() => Assert.AreEqual(
        "node 'make_u' (Div) divides by 0.", new OnnxGraph().Input("x", -1, 2).Floats("s", [2], 1, 0).Node("Div", "x s", "u").Gemm("u", "y", 2, 1).Output("y").Refusal());

    [TestMethod]
    public void Read_WidthsThatDoNotFit_SaysBoth() => Assert.AreEqual(
        "node 'make_y' (Gemm) multiplies 3 numbers by a matrix for 4.", new OnnxGraph().Input("x", -1, 3).Gemm("x", "y", 4, 1).Output("y").Refusal());
}
