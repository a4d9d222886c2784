using EdgeNet.Interchange;
using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Tests.Import;

/// <summary>Dense layers in the dresses that exporters give them, against ONNX Runtime.</summary>
[TestClass]
public class OnnxDenseTests
{
    [TestMethod]
    [DataRow(7)]
    [DataRow(9)]
    [DataRow(11)]
    [DataRow(13)]
    [DataRow(17)]
    [DataRow(21)]
    public void Read_GemmAndRelu_AgreesAtEachOpset(int opset)
    {
        ImportedNetwork network = new OnnxGraph(opset).Input("x", -1, 5).Gemm("x", "h", 5, 4).Node("Relu", "h", "a").Gemm("a", "y", 4, 3).Output("y").ShouldAgree();

        Assert.AreEqual("5-4-3", network.Sizes);
        Assert.AreEqual(Activation.Relu, network.Layers[0].Activation);
        Assert.AreEqual(ImportedOutput.Numbers, network.Output);
    }

    [TestMethod]
    public void Read_GemmTransposedWithAlphaAndBeta_Agrees() =>
        new OnnxGraph().Input("x", -1, 5).Weights("W", 4, 5).Weights("b", 1, 4)
            .Node("Gemm", "x W b", "y", ("transB", 1), ("alpha", 0.5f), ("beta", 2f)).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_GemmWithoutBias_Agrees() =>
        new OnnxGraph().Input("x", -1, 5).Weights("W", 5, 4).Node("Gemm", "x W", "h").Node("Tanh", "h", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_MatMulAndAddWithTheBiasFirst_Agrees() =>
        new OnnxGraph().Input("x", -1, 5).Weights("W", 5, 4).Weights("b", 4).Node("MatMul", "x W", "h").Node("Add", "b h", "z").Node("Relu", "z", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_FusedGemmAndFusedMatMul_Agrees()
    {
        ImportedNetwork network = new OnnxGraph().Input("x", -1, 5).Weights("W", 5, 4).Weights("b", 4).Weights("V", 3, 4)
            .Node(OnnxGraph.Contrib, "FusedGemm", "x W b", "h", ("activation", "Relu"))
            .Node(OnnxGraph.Contrib, "FusedMatMul", "h V", "y", ("transB", 1), ("alpha", 0.25f)).Output("y").ShouldAgree();

        Assert.AreEqual("5-4-3", network.Sizes);
    }

    [TestMethod]
    public void Read_TransposedConstant_Agrees() =>
        new OnnxGraph().Input("x", -1, 5).Weights("W", 4, 5).Node("Transpose", "W", "Wt", ("perm", (long[])[1, 0])).Node("MatMul", "x Wt", "h").Node("Sigmoid", "h", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_ScalingByConstantsBeforeAndBehind_AgreesAndKeepsTheScaling()
    {
        ImportedNetwork network = new OnnxGraph().Input("x", -1, 3)
            .Floats("mean", [1, 3], 10, -20, 0.5f).Floats("deviation", [3], 2, 4, 0.1f).Floats("factor", [], 3).Floats("shift", [1], 7)
            .Node("Sub", "x mean", "c").Node("Div", "c deviation", "u").Gemm("u", "h", 3, 4).Node("Relu", "h", "a").Gemm("a", "z", 4, 2)
            .Node("Mul", "factor z", "s").Node("Add", "s shift", "y").Output("y").ShouldAgree(range: 20);

        Assert.AreEqual(-20, network.Inputs.Maps[1].Mean);
        Assert.AreEqual(4, network.Inputs.Maps[1].Deviation);
        Assert.AreEqual(3, network.OutputMaps[0].Scale);
        Assert.AreEqual(7, network.OutputMaps[0].Offset);
    }

    [TestMethod]
    public void Read_ConstantLessTheSignal_Agrees() =>
        new OnnxGraph().Input("x", -1, 3).Floats("one", [], 1).Node("Sub", "one x", "u").Node("Neg", "u", "v").Gemm("v", "y", 3, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_BatchNormalizationBeforeAndBehindALayer_IsFolded()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3);
        foreach (string name in (string[])["p", "q"])
        {
            graph.Floats(name + "g", [3], 0.5f, -2, 1).Floats(name + "b", [3], 1, 2, 3).Floats(name + "m", [3], 0.1f, 5, -1).Floats(name + "v", [3], 0.3f, 2, 9);
        }

        ImportedNetwork network = graph.Node("BatchNormalization", "x pg pb pm pv", "n", ("epsilon", 1e-3f)).Gemm("n", "h", 3, 3)
            .Node("BatchNormalization", "h qg qb qm qv", "k").Node("Relu", "k", "a").Gemm("a", "y", 3, 2).Output("y").ShouldAgree();

        Assert.AreEqual("3-3-2", network.Sizes);
    }

    [TestMethod]
    public void Read_FlattenReshapeAndDynamicShape_AgreesOnImages() =>
        new OnnxGraph().Input("x", -1, 2, 3).Integers("zero", 0).Integers("rest", -1).Integers("back", 0, 3, 2)
            .Node("Reshape", "x back", "r").Node("Shape", "r", "s").Node("Gather", "s zero", "batch").Node("Concat", "batch rest", "to", ("axis", 0))
            .Node("Reshape", "r to", "f").Gemm("f", "h", 6, 4).Node("Relu", "h", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_ShapeWithStartAndEndAsDynamoWritesIt_Agrees() =>
        new OnnxGraph(18).Input("x", -1, 2, 3).Integers("rest", -1).Node("Shape", "x", "batch", ("start", 0), ("end", 1)).Node("Concat", "batch rest", "to", ("axis", 0))
            .Node("Reshape", "x to", "f", ("allowzero", 1)).Gemm("f", "y", 6, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_SqueezeAndUnsqueezeWithAxesAsInputs_Agrees() =>
        new OnnxGraph(18).Input("x", -1, 4).Integers("axis", 1).Node("Unsqueeze", "x axis", "u").Node("Squeeze", "u axis", "v").Gemm("v", "h", 4, 1).Node("Sigmoid", "h", "y").Output("y").ShouldAgree();

    [TestMethod]
    public void Read_SlicesSplitsAndConcat_Agrees() =>
        new OnnxGraph().Input("x", -1, 6).Integers("start", 1).Integers("end", 3).Integers("axis", 1).Integers("five", 5, 0)
            .Node("Slice", "x start end axis", "p").Node("Gather", "x five", "q", ("axis", 1)).Node("Split", "x", "r s", ("axis", 1))
            .Node("Concat", "p q s r", "c", ("axis", 1)).Gemm("c", "h", 10, 4).Node("Relu", "h", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_LayerOverTheLastDimension_BecomesOneLayer()
    {
        ImportedNetwork network = new OnnxGraph().Input("x", -1, 3, 2).Weights("W", 2, 4).Weights("b", 4).Node("MatMul", "x W", "h").Node("Add", "h b", "z").Node("Relu", "z", "a")
            .Node("Flatten", "a", "f").Gemm("f", "y", 12, 2).Output("y").ShouldAgree();

        Assert.AreEqual("6-12-2", network.Sizes);
    }

    [TestMethod]
    public void Read_TwoLinearLayers_BecomeOneWhereThatIsFewerWeights() =>
        Assert.AreEqual("5-3", new OnnxGraph().Input("x", -1, 5).Gemm("x", "h", 5, 4).Gemm("h", "y", 4, 3).Output("y").ShouldAgree().Sizes);

    [TestMethod]
    public void Read_ABottleneckOfLinearLayers_StaysTwo() =>
        Assert.AreEqual("20-2-20", new OnnxGraph().Input("x", -1, 20).Gemm("x", "h", 20, 2).Gemm("h", "y", 2, 20).Output("y").ShouldAgree().Sizes);

    [TestMethod]
    public void Read_FixedBatchOfOne_Agrees() =>
        new OnnxGraph().Input("x", 1, 2, 3).Integers("to", 1, 6).Node("Reshape", "x to", "f").Gemm("f", "h", 6, 4).Node("Relu", "h", "a").Gemm("a", "y", 4, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_DoublePrecision_Agrees()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", DataType.Double, -1, 3).Gemm("x", "h", 3, 4).Node("Tanh", "h", "a").Gemm("a", "y", 4, 2).Output("y", DataType.Double);
        foreach (var tensor in graph.Graph.Initializer)
        {
            tensor.DoubleData.Add(tensor.FloatData.Select(value => (double)value));
            tensor.FloatData.Clear();
            tensor.DataType = (int)DataType.Double;
        }

        graph.ShouldAgree();
    }

    [TestMethod]
    public void Read_ConstantsAsNodesAndIdentities_Agrees() =>
        new OnnxGraph().Input("x", -1, 2).Node("Constant", "_", "W", ("value", OnnxGraph.FloatTensor([2, 2], 1, 2, 3, 4))).Node("Constant", "_", "b", ("value_floats", (float[])[0.5f, -1]))
            .Node("Identity", "x", "i").Node("Dropout", "i", "d").Node("Cast", "d", "c", ("to", 1)).Node("Identity", "W", "V").Node("Gemm", "c V b", "y").Output("y").ShouldAgree();

    [TestMethod]
    public void Read_WeightNormalisationLeftInTheGraph_Agrees() =>
        new OnnxGraph(13).Input("x", -1, 5).Weights("v", 4, 5).Weights("g", 4, 1).Weights("b", 4)
            .Node("ReduceL2", "v", "n", ("axes", (long[])[1]), ("keepdims", 1)).Node("Div", "v n", "d").Node("Mul", "d g", "W").Node("Gemm", "x W b", "y", ("transB", 1)).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_FunctionsOfTheModel_AreOpened()
    {
        OnnxGraph graph = new OnnxGraph(18).Input("x", -1, 3).Weights("W", 3, 4).Weights("b", 4).Weights("V", 4, 2).Weights("c", 2)
            .Node("own", "Layer", "x W b", "h", ("slope", 0.25f)).Node("own", "Layer", "h V c", "y", ("slope", 1.5f)).Output("y");
        graph.Model.OpsetImport.Add(new Interchange.Onnx.OperatorSetIdProto { Domain = "own", Version = 1 });
        var node = OnnxGraph.NodeOf("", "LeakyRelu", "z", "r");
        node.Attribute.Add(new Interchange.Onnx.AttributeProto { Name = "alpha", RefAttrName = "slope", Type = Interchange.Onnx.AttributeProto.Types.AttributeType.Float });
        graph.Model.Functions.Add(new Interchange.Onnx.FunctionProto
        {
            Name = "Layer", Domain = "own", Input = { "a", "w", "v" }, Output = { "r" }, Attribute = { "slope" },
            OpsetImport = { new Interchange.Onnx.OperatorSetIdProto { Domain = "", Version = 18 } },
            Node = { OnnxGraph.NodeOf("", "Gemm", "a w v", "z"), node },
        });

        Assert.AreEqual("3-4-2-2", graph.ShouldAgree().Sizes);
    }

    [TestMethod]
    public void Read_OpenNumberOfInputs_IsTakenFromTheWeights() =>
        Assert.AreEqual("5-2", new OnnxGraph().Input("x", -1, -1).Gemm("x", "y", 5, 2).Output("y").ShouldAgree().Sizes);

    [TestMethod]
    public void Read_ConstantsInAFileBesideIt_Agrees()
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[64];
        float[] weights = [1, 2, 3, 4, 5, 6];
        Buffer.BlockCopy(weights, 0, bytes, 16, 24);
        File.WriteAllBytes(folder.Combine("weights.bin"), bytes);
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3).Node("MatMul", "x W", "y").Output("y").Constant("W", External("weights.bin", offset: "16"));
        File.WriteAllBytes(folder.Combine("net.onnx"), graph.ToBytes());

        ImportedNetwork network = Interchange.Onnx.OnnxReader.Read(folder.Combine("net.onnx"));

        Assert.AreEqual(22.0 + 0, ImportedForward.Of(network, [1, 2, 3])[0]);
    }

    internal static Interchange.Onnx.TensorProto External(string location, string? offset = null, string? length = null)
    {
        var tensor = new Interchange.Onnx.TensorProto { DataType = (int)DataType.Float, Dims = { 3, 2 }, DataLocation = Interchange.Onnx.TensorProto.Types.DataLocation.External };
        foreach ((string key, string? value) in ((string, string?)[])[("location", location), ("offset", offset), ("length", length)])
        {
            if (value is not null)
            {
                tensor.ExternalData.Add(new Interchange.Onnx.StringStringEntryProto { Key = key, Value = value });
            }
        }

        return tensor;
    }
}
