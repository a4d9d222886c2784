using EdgeNet.Interchange;
using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Tests.Import;

/// <summary>Graphs that ONNX Runtime's quantizers write, read back to float; they agree but for the steps of their codes.</summary>
[TestClass]
public class OnnxQuantizedTests
{
    private const double Steps = 0.1;

    [TestMethod]
    public void Read_WeightsBehindDequantizeLinear_AgreesExactly() =>
        new OnnxGraph().Input("x", -1, 3).Constant("q", Bytes(DataType.Int8, [3, 2], 127, -128, 5, 6, -7, 8)).Floats("s", [2], 0.01f, 0.02f).Constant("z", Bytes(DataType.Int8, [2], 0, 0))
            .Node("DequantizeLinear", "q s z", "W", ("axis", 1)).Node("MatMul", "x W", "y").Output("y").ShouldAgree();

    [TestMethod]
    public void Read_QuantizeAndDequantizePairs_AgreesButForTheSteps()
    {
        OnnxGraph graph = Qdq("x", "xq", new OnnxGraph().Input("x", -1, 5), 3 / 127f, 128).Gemm("xq", "h", 5, 4);
        Qdq("h", "hq", graph, 4 / 255f, 0).Gemm("hq", "z", 4, 1).Node("Sigmoid", "z", "p");

        ImportedNetwork network = Qdq("p", "y", graph, 1 / 255f, 0).Output("y").ShouldAgree(range: 1, tolerance: Steps);

        Assert.AreEqual("5-4-1", network.Sizes, "Codes from 0 on behind a matrix are a ReLU.");
        Assert.AreEqual(Activation.Relu, network.Layers[0].Activation);
        Assert.AreEqual(ImportedOutput.Probability, network.Output);
    }

    [TestMethod]
    [DataRow(49f)]
    [DataRow(0.1f)]
    [DataRow(1 / 3f)]
    [DataRow(103f)]
    public void Read_PairBehindSoftmax_LeavesProbabilities(float scale) =>
        Assert.AreEqual(ImportedOutput.Probabilities, Qdq("p", "y", new OnnxGraph().Input("x", -1, 5).Gemm("x", "z", 5, 3).Node("Softmax", "z", "p"), scale, 7).Output("y").Read().Output);

    [TestMethod]
    public void Read_DynamicallyQuantized_AgreesButForTheSteps()
    {
        ImportedNetwork network = new OnnxGraph().Input("x", -1, 5).Constant("q", RandomBytes(5, 4)).Constant("z", Bytes(DataType.Uint8, [], 120)).Floats("s", [], 0.01f).Weights("b", 4)
            .Node("DynamicQuantizeLinear", "x", "xq xs xz").Node("MatMulInteger", "xq q xz z", "m").Node("Cast", "m", "f", ("to", 1)).Node("Mul", "xs s", "step").Node("Mul", "f step", "g").Node("Add", "g b", "h")
            .Node("Relu", "h", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree(range: 1, tolerance: Steps);

        Assert.AreEqual("5-4-2", network.Sizes);
    }

    [TestMethod]
    public void Read_QLinearMatMul_AgreesButForTheSteps() =>
        Quantized().Constant("q", RandomBytes(5, 4)).Node("QLinearMatMul", "xq xs xz q ws wz ys yz", "m").Node("DequantizeLinear", "m ys yz", "h").Gemm("h", "y", 4, 2).Output("y").ShouldAgree(range: 1, tolerance: Steps);

    [TestMethod]
    public void Read_QGemm_AgreesButForTheSteps() =>
        Quantized().Constant("q", RandomBytes(4, 5)).Constant("b", new Interchange.Onnx.TensorProto { DataType = (int)DataType.Int32, Dims = { 4 }, Int32Data = { 100, -200, 300, 5000 } })
            .Node(OnnxGraph.Contrib, "QGemm", "xq xs xz q ws wz b ys yz", "m", ("transB", 1)).Node("DequantizeLinear", "m ys yz", "h").Gemm("h", "y", 4, 2).Output("y").ShouldAgree(range: 1, tolerance: Steps);

    [TestMethod]
    public void Read_DynamicQuantizeMatMul_AgreesButForTheSteps() =>
        new OnnxGraph().Input("x", -1, 5).Constant("q", RandomBytes(5, 4)).Constant("z", Bytes(DataType.Uint8, [], 120)).Floats("s", [], 0.01f).Weights("b", 4)
            .Node(OnnxGraph.Contrib, "DynamicQuantizeMatMul", "x q s z b", "h").Node("Relu", "h", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree(range: 1, tolerance: Steps);

    [TestMethod]
    public void Read_StepOfZero_IsRefused() => Assert.AreEqual(
        "node 'make_q' (QuantizeLinear) has a step of 0.",
        Qdq("x", "y", new OnnxGraph().Input("x", -1, 5), 0, 0).Output("y").Refusal().Replace("make_y_q", "make_q", StringComparison.Ordinal));

    private static OnnxGraph Quantized() => new OnnxGraph().Input("x", -1, 5)
        .Floats("xs", [], 1 / 127f).Constant("xz", Bytes(DataType.Uint8, [], 128)).Floats("ws", [], 0.01f).Constant("wz", Bytes(DataType.Uint8, [], 120)).Floats("ys", [], 0.05f).Constant("yz", Bytes(DataType.Uint8, [], 130))
        .Node("QuantizeLinear", "x xs xz", "xq");

    private static OnnxGraph Qdq(string from, string to, OnnxGraph graph, float scale, byte zeroPoint) =>
        graph.Floats(to + "_s", [], scale).Constant(to + "_z", Bytes(DataType.Uint8, [], zeroPoint)).Node("QuantizeLinear", $"{from} {to}_s {to}_z", to + "_q").Node("DequantizeLinear", $"{to}_q {to}_s {to}_z", to);

    private static Interchange.Onnx.TensorProto Bytes(DataType type, long[] shape, params int[] values) => new() { DataType = (int)type, Dims = { shape }, Int32Data = { values } };

    private static Interchange.Onnx.TensorProto RandomBytes(long rows, long columns)
    {
        var random = new Random(1);
        return Bytes(DataType.Uint8, [rows, columns], [.. Enumerable.Range(0, (int)(rows * columns)).Select(_ => random.Next(20, 220))]);
    }
}
