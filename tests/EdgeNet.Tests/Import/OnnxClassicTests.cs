using EdgeNet.Interchange;
using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Tests.Import;

/// <summary>Graphs as scikit-learn's converter writes them, against ONNX Runtime.</summary>
[TestClass]
public class OnnxClassicTests
{
    private static readonly float[] Coefficients = [0.5f, -1, 2, 0.25f, 1, -0.5f, -0.75f, 0.5f, 1];

    [TestMethod]
    public void Read_ScalerAndLogisticRegressionOfTwoClasses_AgreesAndNamesTheClasses()
    {
        OnnxGraph graph = Scaled().Node(OnnxGraph.Ml, "LinearClassifier", "u", "label p", ("classlabels_strings", (string[])["no", "yes"]),
                ("coefficients", (float[])[-0.5f, 1, -2, 0.5f, -1, 2]), ("intercepts", (float[])[-0.25f, 0.25f]), ("multi_class", 0), ("post_transform", "LOGISTIC"))
            .Node(OnnxGraph.Ml, "Normalizer", "p", "probabilities", ("norm", "L1")).Output("label", DataType.String).Output("probabilities");

        ImportedNetwork network = graph.ShouldAgree(range: 5);

        Assert.AreEqual("3-1", network.Sizes);
        Assert.AreEqual(ImportedOutput.TwoProbabilities, network.Output);
        Assert.AreEqual("no,yes", string.Join(',', network.Labels!));
        Assert.AreEqual(2, network.Inputs.Maps[0].Mean);
    }

    [TestMethod]
    public void Read_MultinomialLogisticRegressionWithZipMap_AgreesAndNamesTheClasses()
    {
        OnnxGraph graph = Scaled().Node(OnnxGraph.Ml, "LinearClassifier", "u", "label p", ("classlabels_ints", (long[])[3, 5, 9]),
                ("coefficients", Coefficients), ("intercepts", (float[])[0.5f, 0, -0.5f]), ("multi_class", 1), ("post_transform", "SOFTMAX"))
            .Node(OnnxGraph.Ml, "Normalizer", "p", "q", ("norm", "L1")).Node(OnnxGraph.Ml, "Cast", "label", "l", ("to", 7)).Output("l", DataType.Int64).Output("q");
        graph.Graph.Node[^1].Domain = "";

        ImportedNetwork network = graph.ShouldAgree(range: 5);

        Assert.AreEqual("3-3", network.Sizes);
        Assert.AreEqual("3,5,9", string.Join(',', network.Labels!));
    }

    [TestMethod]
    public void Read_ZipMapBehindTheProbabilities_IsLeftOut()
    {
        OnnxGraph graph = Scaled().Node(OnnxGraph.Ml, "LinearClassifier", "u", "label p", ("classlabels_ints", (long[])[0, 1, 2]),
                ("coefficients", Coefficients), ("intercepts", (float[])[0.5f, 0, -0.5f]), ("multi_class", 1), ("post_transform", "SOFTMAX"))
            .Node(OnnxGraph.Ml, "ZipMap", "p", "z", ("classlabels_int64s", (long[])[0, 1, 2])).Output("label", DataType.Int64);
        graph.Graph.Output.Add(new Interchange.Onnx.ValueInfoProto { Name = "z" });

        ImportedNetwork network = graph.Read();

        Assert.AreEqual(ImportedOutput.Probabilities, network.Output);
        Assert.AreEqual("0,1,2", string.Join(',', network.Labels!));
    }

    [TestMethod]
    public void Read_OneVersusRest_IsRefusedByItsNormalizer()
    {
        string message = Scaled().Node(OnnxGraph.Ml, "LinearClassifier", "u", "label p", ("classlabels_ints", (long[])[0, 1, 2]),
                ("coefficients", Coefficients), ("intercepts", (float[])[0.5f, 0, -0.5f]), ("post_transform", "LOGISTIC"))
            .Node(OnnxGraph.Ml, "Normalizer", "p", "q", ("norm", "L1")).Output("label", DataType.Int64).Output("q").Refusal();

        Assert.AreEqual(
            "node 'make_q' (Normalizer) divides the probabilities of one-versus-rest classifiers by their sum, which is no softmax; train with multi_class='multinomial', or an MLPClassifier."
            + " It gives the output 'q'; name another one with --output-name if that will do.",
            message);
    }

    [TestMethod]
    public void Read_OneVersusRestByTheNameOfItsLabel_DecidesAlike()
    {
        OnnxGraph graph = Scaled().Node(OnnxGraph.Ml, "LinearClassifier", "u", "label p", ("classlabels_ints", (long[])[0, 1, 2]),
                ("coefficients", Coefficients), ("intercepts", (float[])[0.5f, 0, -0.5f]), ("post_transform", "LOGISTIC"))
            .Output("label", DataType.Int64).Output("p");
        ImportedNetwork network = graph.Read(outputName: "label");

        Assert.AreEqual(ImportedOutput.Class, network.Output);
        foreach (float[] x in (float[][])[[1, 2, 3], [-4, 0, 2], [5, -6, 7], [2, 2, -2]])
        {
            Assert.AreEqual(graph.RunLabel(x, "label"), $"{ImportedForward.Of(network, [.. x.Select(value => (double)value)])[0]}");
        }
    }

    [TestMethod]
    public void Read_NormalizerOfTheInputs_IsRefused() => Assert.AreEqual(
        "node 'make_u' (Normalizer) divides each row by its own norm, which the integers of the device have not; scale each column instead, as StandardScaler does.",
        new OnnxGraph().Input("x", -1, 3).Node(OnnxGraph.Ml, "Normalizer", "x", "u", ("norm", "L2")).Gemm("u", "y", 3, 2).Output("y").Refusal());

    [TestMethod]
    public void Read_LinearRegressor_Agrees()
    {
        ImportedNetwork network = Scaled().Node(OnnxGraph.Ml, "LinearRegressor", "u", "variable", ("coefficients", (float[])[0.5f, -1, 2, 3, 4, 5]), ("intercepts", (float[])[7, -8]), ("targets", 2)).Output("variable").ShouldAgree(range: 5);

        Assert.AreEqual("3-2", network.Sizes);
    }

    [TestMethod]
    [DataRow(2, "Relu")]
    [DataRow(3, "Tanh")]
    [DataRow(4, "Sigmoid")]
    public void Read_MlpClassifier_AgreesAndNamesTheClasses(int classes, string activation)
    {
        OnnxGraph graph = new OnnxGraph(15).Input("X", -1, 5).Weights("coefficient", 5, 6).Weights("intercepts", 1, 6).Weights("coefficient1", 6, classes == 2 ? 1 : classes).Weights("intercepts1", 1, classes == 2 ? 1 : classes)
            .Floats("unity", [], 1).Integers("shape", -1)
            .Node("Cast", "X", "cast_input", ("to", 1)).Node("MatMul", "cast_input coefficient", "mul_result").Node("Add", "mul_result intercepts", "add_result").Node(activation, "add_result", "next_activations")
            .Node("MatMul", "next_activations coefficient1", "mul_result1").Node("Add", "mul_result1 intercepts1", "add_result1").Node(classes == 2 ? "Sigmoid" : "Softmax", "add_result1", "out");
        graph = classes == 2 ? graph.Node("Sub", "unity out", "negative").Node("Concat", "negative out", "probabilities", ("axis", 1)) : graph.Node("Identity", "out", "probabilities");
        graph.Constant("classes", new Interchange.Onnx.TensorProto { DataType = (int)DataType.Int32, Dims = { classes }, Int32Data = { Enumerable.Range(1, classes).Select(k => k * 10) } })
            .Node("ArgMax", "probabilities", "argmax", ("axis", 1)).Node(OnnxGraph.Ml, "ArrayFeatureExtractor", "classes argmax", "picked").Node("Cast", "picked", "wide", ("to", 7))
            .Node("Reshape", "wide shape", "label").Output("label", DataType.Int64).Output("probabilities");

        ImportedNetwork network = graph.ShouldAgree();

        Assert.AreEqual(string.Join(',', Enumerable.Range(1, classes).Select(k => k * 10)), string.Join(',', network.Labels!));
        Assert.AreEqual(classes == 2 ? "5-6-1" : $"5-6-{classes}", network.Sizes);
    }

    [TestMethod]
    public void Read_MlpRegressor_Agrees() =>
        new OnnxGraph(15).Input("X", -1, 5).Integers("shape", -1, 1).Weights("W", 5, 6).Weights("b", 1, 6).Weights("V", 6, 1).Weights("c", 1, 1)
            .Node("Cast", "X", "i", ("to", 1)).Node("MatMul", "i W", "h").Node("Add", "h b", "z").Node("Relu", "z", "a").Node("MatMul", "a V", "o").Node("Add", "o c", "p").Node("Identity", "p", "q")
            .Node("Reshape", "q shape", "variable").Output("variable").ShouldAgree();

    [TestMethod]
    public void Read_AnInputForEachColumn_AgreesAndNamesTheInputs()
    {
        ImportedNetwork network = new OnnxGraph(15).Input("speed", -1, 1).Input("count", DataType.Int64, -1, 1).Input("heat", -1, 1)
            .Node("Cast", "count", "c", ("to", 1)).Node("Concat", "speed c heat", "x", ("axis", 1))
            .Node(OnnxGraph.Ml, "Scaler", "x", "u", ("offset", (float[])[1, 2, 3]), ("scale", (float[])[0.5f, 2, 1])).Gemm("u", "h", 3, 4).Node("Relu", "h", "a").Gemm("a", "y", 4, 2).Output("y").Read();

        Assert.AreEqual("speed,count,heat", string.Join(',', network.InputNames!));
        Assert.AreEqual("3-4-2", network.Sizes);
        Assert.AreEqual(2, network.Inputs.Maps[1].Mean);
    }

    [TestMethod]
    public void Read_FloatVectorizer_Agrees() =>
        new OnnxGraph(15).Input("a", -1, 2).Input("b", -1, 1).Node(OnnxGraph.Ml, "FeatureVectorizer", "a b", "x", ("inputdimensions", (long[])[2, 1])).Gemm("x", "y", 3, 2).Output("y").ShouldAgree();

    [TestMethod]
    public void Read_ArgMaxAcrossTheExamples_IsRefused() => Assert.AreEqual(
        "node 'make_y' (ArgMax) picks the largest along another dimension than that of the classes; export the network without it.",
        new OnnxGraph().Input("x", -1, 3).Gemm("x", "z", 3, 2).Node("ArgMax", "z", "y", ("axis", 0)).Output("y", DataType.Int64).Refusal());

    private static OnnxGraph Scaled() => new OnnxGraph(15).Input("x", -1, 3).Node(OnnxGraph.Ml, "Scaler", "x", "u", ("offset", (float[])[2, -1, 0.5f]), ("scale", (float[])[0.5f, 2, 1]));
}
