using System.Runtime.InteropServices;
using EdgeNet.Files;
using EdgeNet.Interchange.Onnx;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Tests.OnnxExport;

/// <summary>The float form in ONNX Runtime gives what the trainer's network gives, and holds its numbers bit for bit.</summary>
[TestClass]
public class OnnxFloatTests
{
    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<(Activation Hidden, bool LearnsSlope)> Kinds() => HiddenActivations.All.Select(hidden => (hidden, false)).Append((Activation.LeakyRelu, true));

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void ToOnnx_EveryTask_IsNearTheTrainer(Activation hidden, bool learnsSlope)
    {
        LayerShape[] layers = learnsSlope
            ? [LayerShape.PRelu(9), LayerShape.PRelu(5, 0.1)]
            : [new LayerShape(9, hidden, 0.03) { BatchNormalization = true }, new LayerShape(5, hidden, 0.2)];
        var options = new TrainingOptions { Hidden = layers, Epochs = 20, LearningRate = 0.02 };
        Dataset quantities = OnnxData.Quantities();
        foreach ((Dataset data, bool hasNegative) in ((Dataset, bool)[])[(OnnxData.Binary(), true), (OnnxData.Classes(4), true), (quantities, true), (quantities, false)])
        {
            TrainedModel model = Experiment.Train(data, options with { HasNegativeTargets = hasNegative });
            Assert.IsTrue(model.Standardizer.IsConstant(OnnxData.Constant));
            Assert.AreEqual(learnsSlope, model.Network.Layers[0].LearnedSlopes is not null);
            Assert.IsNotNull(model.Standardizer.Holds[OnnxData.WithCodes]);

            double largest = FloatComparison.AssertNear(model, FloatComparison.RowsAround(data, seed: 1));

            TestContext.WriteLine($"{data.Task}, negative {hasNegative}: {largest:G2}");
        }
    }

    [TestMethod]
    [DataRow("iris")]
    [DataRow("sonar")]
    [DataRow("vibration")]
    [DataRow("winding")]
    public void ToOnnx_ExampleModels_AreNearTheTrainer(string name)
    {
        var experiment = Experiment.Open(TestData.ModelFolder(name));
        TrainedModel model = experiment.Train();

        double largest = FloatComparison.AssertNear(model, FloatComparison.RowsAround(experiment.Data, seed: 2));

        TestContext.WriteLine($"{name}: {largest:G2}");
        Assert.AreSequenceEqual(model.ToOnnx("{}"), model.ToOnnx("{}"));
    }

    [TestMethod]
    public void ToOnnx_Constants_AreTheNumbersOfTheModelBitForBit()
    {
        var options = new TrainingOptions { Hidden = [LayerShape.PRelu(6), new LayerShape(4, Activation.LeakyRelu, 0.07)], Epochs = 5 };
        TrainedModel model = Experiment.Train(OnnxData.Quantities(), options);

        GraphProto graph = ModelProto.Parser.ParseFrom(model.ToOnnx(null)).Graph;

        Standardizer inputs = model.Standardizer;
        Standardizer targets = model.FloatModel.TargetStandardizer!;
        AssertBits([.. inputs.Means], "input.means");
        AssertBits([.. inputs.Deviations.Select(deviation => deviation == 0 ? double.PositiveInfinity : deviation)], "input.deviations");
        AssertBits([.. inputs.Holds.Select(hold => hold?.LowFence ?? double.NegativeInfinity)], "input.lowFences");
        AssertBits([.. inputs.Holds.Select(hold => hold?.HighFence ?? double.PositiveInfinity)], "input.highFences");
        AssertBits([.. inputs.Holds.Select(hold => hold?.Lowest ?? double.NegativeInfinity)], "input.lowest");
        AssertBits([.. inputs.Holds.Select(hold => hold?.Highest ?? double.PositiveInfinity)], "input.highest");
        AssertBits([.. targets.Means], "output.means");
        AssertBits([.. targets.Deviations], "output.deviations");
        foreach ((DenseLayer<float> layer, string name) in model.Network.Layers.Zip(["layer1", "layer2", "output"]))
        {
            AssertBits(layer.Weights.Values.ToArray(), name + ".weights");
            AssertBits(layer.Biases.Values.ToArray(), name + ".biases");
        }

        AssertBits(model.Network.Layers[0].LearnedSlopes!.Slopes.Values.ToArray(), "layer1.slopes");
        Assert.AreEqual(0.07f, graph.Node.Single(node => node.OpType == "LeakyRelu").Attribute[0].F);

        void AssertBits<T>(T[] expected, string name)
            where T : unmanaged
        {
            TensorProto tensor = graph.Initializer.Single(each => each.Name == name);
            Assert.AreSequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan()).ToArray(), tensor.RawData.ToByteArray(), name);
        }
    }

    [TestMethod]
    public void ToOnnx_WithoutErrorCodes_HasNoFences()
    {
        TrainedModel model = Experiment.Train(TestData.Clouds(3, 100, seed: 4), new TrainingOptions { Epochs = 2 });

        string[] operations = [.. ModelProto.Parser.ParseFrom(model.ToOnnx(null)).Graph.Node.Select(node => node.OpType)];

        Assert.AreSequenceEqual(["Cast", "Sub", "Div", "Cast", "Gemm", "Sigmoid"], operations);
    }

    [TestMethod]
    public void SaveOnnx_BothForms_WriteWhatTheyMake()
    {
        TrainedModel model = Experiment.Train(TestData.Clouds(3, 100, seed: 4), new TrainingOptions { Epochs = 2 });
        using var folder = new TemporaryFolder();

        model.SaveOnnx(folder.Combine("a.onnx"));
        model.SaveOnnxInteger(folder.Combine("b.onnx"));

        Assert.AreSequenceEqual(model.ToOnnx(null), File.ReadAllBytes(folder.Combine("a.onnx")));
        Assert.AreSequenceEqual(model.File.ToOnnxInteger(), File.ReadAllBytes(folder.Combine("b.onnx")));
        Assert.HasCount(2, folder.FileNames.ToArray());
        foreach (Action<string> save in (Action<string>[])[model.SaveOnnx, model.SaveOnnxInteger])
        {
            string path = Path.Combine(folder.Path, "none", "c.onnx");
            InputException error = Assert.ThrowsExactly<InputException>(() => save(path));
            Assert.StartsWith(path + ": cannot be written: ", error.Message);
            Assert.DoesNotContain('\n', error.Message);
            Assert.ThrowsExactly<ArgumentNullException>(() => save(null!));
        }
    }
}
