using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Experiments;

/// <summary>A temperature is in the logit scale and in what follows from probabilities, and nowhere else.</summary>
[TestClass]
public class TemperatureTests
{
    // Learned by heart, so that it is too sure.
    private static readonly TrainingOptions Sure = new() { Hidden = [new LayerShape(24, Activation.Relu)], Epochs = 400, LearningRate = 0.01, DevShare = 0.4 };

    private static readonly Dataset Data = TestData.Clouds(6, 300, 5);

    [TestMethod]
    [DataRow(8)]
    [DataRow(4)]
    public void Train_LargeDevPart_DividesTheScaleAndKeepsTheIntegers(int bits)
    {
        TrainedModel plain = Experiment.Train(Data, Sure with { WeightBits = bits, Temperature = 1 });
        TrainedModel model = Experiment.Train(Data, Sure with { WeightBits = bits });

        double temperature = model.Temperature.Temperature;
        Assert.AreEqual(TemperatureReason.Chosen, model.Temperature.Reason);
        Assert.AreEqual(120, model.Temperature.Count);
        Assert.IsGreaterThan(1.5, temperature);
        Assert.AreEqual((float)(plain.Quantized.UnitScales[^1][0] / temperature), model.Device.LogitScale);
        CollectionAssert.AreEqual(plain.DeviceLogits(Data), model.DeviceLogits(Data));
        Assert.AreEqual(plain.Device.LogitThreshold, model.Device.LogitThreshold);
        Assert.IsLessThan(plain.Dev.DeviceScore.Cost, model.Dev.DeviceScore.Cost);
        Assert.IsLessThan(plain.Test.DeviceScore.Cost, model.Test.DeviceScore.Cost);
        Assert.AreEqual(plain.Test.FloatScore.Accuracy, model.Test.FloatScore.Accuracy);
        Assert.AreEqual(plain.FloatOutputs(Data)[0, 0] / temperature, model.FloatOutputs(Data)[0, 0], 1e-9);
        Assert.IsNotNull(model.CalibrationOn(model.Parts.Test));
        Assert.IsNull(plain.CalibrationOn(plain.Parts.Test));
    }

    [TestMethod]
    public void Train_ThresholdInTheRecipe_StaysAProbabilityOfTheCalibratedModel()
    {
        TrainedModel model = Experiment.Train(Data, Sure with { Temperature = 2, Threshold = 0.8 });

        Assert.AreEqual(0.8, model.Device.Threshold, 0.001);
        Assert.AreEqual(2 * Math.Log(4), model.Device.LogitThreshold * model.Quantized.UnitScales[^1][0], 0.01);
        Assert.AreEqual(0.8, model.Options.Threshold);
        Assert.AreEqual(16.0 / 17, model.FloatModel.OwnThreshold, 1e-9);
        Assert.AreEqual(model.Test.DeviceScore.Accuracy, model.Test.FloatScore.Accuracy, 0.05); // both decide there
    }

    [TestMethod]
    public void Train_ThresholdChosenOnDev_KeepsItsDecisions()
    {
        TrainedModel plain = Experiment.Train(Data, Sure with { Temperature = 1, ThresholdRule = ThresholdRule.ByCost(5, 1) });
        TrainedModel model = Experiment.Train(Data, Sure with { Temperature = 2, ThresholdRule = ThresholdRule.ByCost(5, 1) });

        Assert.AreEqual(plain.Device.LogitThreshold, model.Device.LogitThreshold);
        Assert.AreEqual(plain.FloatModel.OwnThreshold, model.FloatModel.OwnThreshold, 1e-6);
        Assert.AreEqual(plain.Test.FloatScore.Accuracy, model.Test.FloatScore.Accuracy);
        double logit = Math.Log(plain.Options.Threshold / (1 - plain.Options.Threshold));
        Assert.AreEqual(1 / (1 + Math.Exp(-logit / 2)), model.Options.Threshold, 1e-6);
    }

    [TestMethod]
    public void Train_Stream_RulesAreProbabilitiesOfTheCalibratedModel()
    {
        const string Decision = StreamFolder.DefaultStream + """, "decision": { "on": 0.7, "off": 0.2 }""";
        using var folder = new StreamFolder(stream: Decision, rest: """, "quantization": { "temperature": 4 }""");

        TrainedModel model = Experiment.Open(folder.Path).Train();

        DecisionRules rules = model.File.Stream!.Rules;
        double scale = model.Quantized.UnitScales[^1][0];
        Assert.AreEqual(4 * Math.Log(0.7 / 0.3), rules.OnLogit * scale, 2 * scale);
        Assert.AreEqual(4 * Math.Log(0.2 / 0.8), rules.OffLogit * scale, 2 * scale);
    }

    [TestMethod]
    public void Train_DevPart_OfTooFewExamplesKeepsOneUnlessAsked()
    {
        Dataset few = Data.Select([.. Enumerable.Range(0, 120)]);
        Assert.AreEqual(new TemperatureChoice(1, TemperatureReason.FewExamples, 48), Experiment.Train(few, Sure).Temperature);
        Assert.AreEqual(TemperatureReason.Chosen, Experiment.Train(few, Sure with { ChoosesTemperature = true }).Temperature.Reason);
        Assert.AreEqual(TemperatureChoice.None, Experiment.Train(few, Sure with { DevShare = 0 }).Temperature);
        Assert.AreEqual(new TemperatureChoice(3, TemperatureReason.Given, 0), Experiment.Train(few, Sure with { Temperature = 3 }).Temperature);
    }

    [TestMethod]
    public void Train_BadTemperature_IsRefused()
    {
        Refuse(Sure with { Temperature = 0.01 }, "null, or from 0.05 to 20; it is 0.01");
        Refuse(Sure with { Temperature = 2, ChoosesTemperature = true }, "null where ChoosesTemperature is true");
        Refuse(Sure with { DevShare = 0, ChoosesTemperature = true }, "false without a dev part");

        static void Refuse(TrainingOptions options, string expected) =>
            Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => Experiment.Train(Data, options)).Message);
    }

    [TestMethod]
    [DataRow("""[1, 2]""", """, "split": { "dev": 0 }""", "'quantization.temperature' is to be chosen on the dev set, and 'split.dev' is 0; set it, or make 'quantization.temperature' a number.")]
    [DataRow("", "", "'quantization.temperature' needs classes, and this recipe has none; remove it.")]
    public void Open_TemperatureThatNothingCanChoose_IsRefused(string classes, string split, string expected)
    {
        using var folder = new TemporaryFolder();
        string task = classes.Length == 0 ? "\"output\": \"linear\"" : $"\"classes\": {classes}";
        folder.Write("recipe.json", $$"""{ "name": "n", "data": "d.csv", "label": "l", {{task}}, "quantization": { "temperature": "dev" }{{split}} }""");
        Assert.Contains(expected, Assert.Throws<EdgeNet.Files.InputException>(() => Experiment.Open(folder.Path)).Message);
    }
}
