using EdgeNet.DeviceTests;
using EdgeNet.Networks.Layers;
using EdgeNet.Tests.Device;
using EdgeNet.Tests.Export;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Models;

/// <summary>Weights of four bits through the whole path: trained, written, loaded and generated, the same integers everywhere.</summary>
[TestClass]
public class FourBitTests
{
    public static IEnumerable<(string Name, LayerShape Hidden)> Networks() =>
        from name in (string[])["sonar", "iris", "winding"]
        from hidden in (LayerShape[])
        [
            new LayerShape(10, Activation.Relu), LayerShape.PRelu(7), new LayerShape(9, Activation.Tanh), new LayerShape(8, Activation.Sigmoid),
            new LayerShape(6, Activation.LeakyRelu) { BatchNormalization = true, Dropout = 0.1 },
        ]
        select (name, hidden);

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void Build_FourBitsWithAwareTraining_IsTheSameInEveryEngine(string name, LayerShape hidden)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts(name);
        options = options with
        {
            Hidden = [hidden],
            Epochs = 15,
            Quantization = new QuantizationOptions { WeightBits = 4, AwareEpochs = 5 },
        };
        Dataset examples = TestData.Examples(name);

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        Assert.AreEqual(4, model.Integers.WeightBits);
        Assert.IsTrue(model.Quantized.Layers.All(layer => layer.Weights.Max(weight => Math.Abs((int)weight)) == 7));
        IReadOnlyList<Predictor> generated = GeneratedClass.CreateAll(
            [.. model.Candidates.Select((candidate, c) => Trainer.Export.CSharpExporter.Write(candidate.File.Contents, className: $"Model{c}"))]);
        for (int c = 0; c < model.Candidates.Count; c++)
        {
            AssertSameLogits(model.Candidates[c], examples, generated[c]);
        }
    }

    [TestMethod]
    [DataRow("sonar")]
    [DataRow("iris")]
    [DataRow("winding")]
    public void Build_FourBits_HalvesTheBytesOfTheWeightsAndPacksAsManyLanes(string name)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts(name);
        options = options with { Epochs = 40, Quantization = new QuantizationOptions { WeightBits = 4, AwareEpochs = 3 } };

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        Assert.HasCount(3, model.Candidates);
        IntegerModel eight = model.Candidates[0];
        Assert.AreEqual((8, false, 4, false, 4, true), (
            eight.WeightBits, eight.Aware is not null,
            model.Candidates[1].WeightBits, model.Candidates[1].Aware is not null,
            model.Candidates[2].WeightBits, model.Candidates[2].Aware is not null));
        Assert.AreSame(model.Candidates[2].Aware!.IsBetter ? model.Candidates[2] : model.Candidates[1], model.Integers);
        int saved = eight.Quantized.Layers.Sum(layer => layer.Weights.Length - ((layer.Weights.Length + 1) / 2));
        foreach (IntegerModel four in model.Candidates.Skip(1))
        {
            // Arrays in the file are filled up to four bytes.
            Assert.IsLessThanOrEqualTo(4 * eight.Quantized.Layers.Count, Math.Abs(eight.File.Bytes.Length - four.File.Bytes.Length - saved));
            Assert.IsLessThanOrEqualTo(eight.Words, four.Words);
            for (int l = 0; l < eight.Quantized.Layers.Count; l++)
            {
                Assert.IsGreaterThanOrEqualTo(
                    new PackedLayer(eight.Quantized.Layers[l]).Lanes, new PackedLayer(four.Quantized.Layers[l]).Lanes);
            }
        }
    }

    [TestMethod]
    public void Run_WindingInFolds_AwareTrainingBringsFourBitsNearTheFloatNetwork()
    {
        TrainingOptions options = TestData.Parts("winding").Options;
        options = options with { Quantization = new QuantizationOptions { WeightBits = 4, AwareEpochs = QuantizationOptions.DefaultAwareEpochs } };

        IReadOnlyList<FoldScore> folds = CrossValidation.Run(options, TestData.Examples("winding"), folds: 10, runs: 1);

        double real = folds.Average(fold => fold.FloatScore.RootMeanSquareError);
        double eight = folds.Average(fold => fold.Candidates[0].Score.RootMeanSquareError);
        double plain = folds.Average(fold => fold.Candidates[1].Score.RootMeanSquareError);
        double aware = folds.Average(fold => fold.Candidates[2].Score.RootMeanSquareError);
        Assert.IsLessThan(1.05 * real, eight);
        Assert.IsGreaterThan(1.1 * real, plain);
        Assert.IsLessThan(1.15 * real, aware);
        Assert.IsLessThanOrEqualTo(aware, folds.Average(fold => fold.DeviceScore.RootMeanSquareError), "What is chosen on the training part is no worse.");
    }

    [TestMethod]
    public void Run_SonarInFolds_FourBitsStayWithinHalfAPointOfFloat()
    {
        TrainingOptions options = TestData.SonarRecipe().Options with { Quantization = new QuantizationOptions { WeightBits = 4, AwareEpochs = QuantizationOptions.DefaultAwareEpochs } };

        IReadOnlyList<FoldScore> folds = CrossValidation.Run(options, TestData.Sonar(), folds: 13, runs: 4);

        double difference = folds.Average(fold => fold.DeviceScore.Accuracy - fold.FloatScore.Accuracy);
        Assert.IsGreaterThanOrEqualTo(-0.005, difference);
        Assert.IsTrue(folds.All(fold => fold.Candidates.Count == 3));
    }

    private static void AssertSameLogits(IntegerModel model, Dataset examples, Predictor generated)
    {
        int[][] quantized = model.Quantized.OutputLogits(examples.Features);
        int[][] device = model.OutputLogits(examples);
        PlainTwin twin = PlainTwin.Read(model.File.Bytes);
        Predictor[] engines = [PlainModel.Load(model.File.Bytes), generated];
        var features = new float[model.Device.InputCount];
        var logits = new int[model.Device.OutputCount];
        for (int e = 0; e < examples.Count; e++)
        {
            examples.CopyExample(e, features);
            CollectionAssert.AreEqual(quantized[e], device[e]);
            CollectionAssert.AreEqual(quantized[e], twin.Logits(features).Select(logit => (int)logit).ToArray());
            foreach (Predictor engine in engines)
            {
                engine.Logits(features, logits);
                CollectionAssert.AreEqual(quantized[e], logits);
            }
        }

        Assert.IsTrue(model.Device.SelfTest() && generated.SelfTest());
        Assert.IsGreaterThan(examples.Count / 3, device.Select(each => each[0]).Distinct().Count());
    }
}
