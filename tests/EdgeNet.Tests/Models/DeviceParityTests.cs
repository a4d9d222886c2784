using EdgeNet.DeviceTests;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Export;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Models;

/// <summary>Every row of the example models, and of a regression with two outputs, through the quantizer and every engine: the same integers.</summary>
[TestClass]
public class DeviceParityTests
{
    [TestMethod]
    public void N14_Build_Iris_DecidesTheSameInEveryEngine()
    {
        (TrainingOptions options, Dataset train, Dataset dev, Dataset test) = TestData.Parts("iris");
        Dataset examples = TestData.Examples("iris");

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        int[][] logits = AssertSameLogits(model, examples);
        Predictor[] engines = Engines(model);
        var features = new float[4];
        var probabilities = new float[3];
        for (int e = 0; e < examples.Count; e++)
        {
            examples.CopyExample(e, features);
            int decision = Array.IndexOf(logits[e], logits[e].Max());
            double[] powers = [.. logits[e].Select(logit => Math.Exp((logit - logits[e].Max()) * (double)model.Device.LogitScale))];
            foreach (Predictor engine in engines)
            {
                Assert.AreEqual(decision, engine.ClassOf(features));
                engine.Predict(features, probabilities);
                for (int c = 0; c < 3; c++)
                {
                    Assert.AreEqual(powers[c] / powers.Sum(), probabilities[c], 1e-6);
                }
            }
        }

        CollectionAssert.AreEqual(
            examples.ClassNames.ToArray(), Enumerable.Range(0, model.Device.LabelCount).Select(model.Device.LabelOf).ToArray());
        Assert.IsTrue(engines.All(engine => engine.SelfTest()));
        Assert.IsLessThan(0.02, Math.Abs(model.ScoreFloat(examples).Accuracy - model.ScoreDevice(examples).Accuracy)); // two flowers of 150
        Assert.IsGreaterThanOrEqualTo(0.9, model.ScoreDevice(test).Accuracy);
    }

    [TestMethod]
    public void N14_Build_Winding_EstimatesTheSameInEveryEngine()
    {
        (TrainingOptions options, Dataset train, Dataset dev, Dataset test) = TestData.Parts("winding");

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        AssertSameEstimates(model, TestData.Examples("winding"));
        Score real = model.ScoreFloat(test);
        Score device = model.ScoreDevice(test);
        Assert.IsLessThan(2, device.RootMeanSquareError);
        Assert.IsLessThan(0.1, Math.Abs(device.RootMeanSquareError - real.RootMeanSquareError));
        Assert.IsLessThan(0.005, Math.Abs(device.R2 - real.R2));
    }

    [TestMethod]
    public void N14_Build_TwoReluOutputs_AreTheSameInEveryEngineAndNeverNegative()
    {
        Dataset pumps = Pumps();
        TrainingOptions options = TestData.Parts("winding").Options with { HasNegativeTargets = false };

        TrainedModel model = ModelBuilder.Build(options, pumps, null);

        double[] estimates = AssertSameEstimates(model, pumps);
        Assert.AreEqual(0, estimates.Min());
        Score device = model.ScoreDevice(pumps);
        Assert.HasCount(2, device.Targets);
        Assert.IsGreaterThan(0.97, device.Targets.Min(target => target.R2));
    }

    // Flow and power of a pump from its speed and the height to be overcome: nothing flows below a certain speed.
    private static Dataset Pumps()
    {
        var random = new Random(5);
        var features = new Matrix<float>(2, 300);
        var targets = new Matrix<float>(2, 300);
        for (int e = 0; e < features.Columns; e++)
        {
            features[0, e] = 3000 * random.NextSingle();
            features[1, e] = 10 * random.NextSingle();
            targets[0, e] = Math.Max(0, (features[0, e] / 100) - (2 * features[1, e]));
            targets[1, e] = 0.001f * Math.Max(0, features[0, e] - 500);
        }

        return Dataset.ForRegression(features, targets, ["rpm", "metres"], ["litres", "kilowatts"]);
    }

    private static double[] AssertSameEstimates(TrainedModel model, Dataset examples)
    {
        int[][] logits = AssertSameLogits(model, examples);
        Standardizer targets = model.FloatModel.TargetStandardizer!;
        Predictor[] engines = Engines(model);
        var features = new float[model.Device.InputCount];
        var outputs = new float[model.Device.OutputCount];
        List<double> estimates = [];
        for (int e = 0; e < examples.Count; e++)
        {
            examples.CopyExample(e, features);
            foreach (Predictor engine in engines)
            {
                engine.Predict(features, outputs);
                for (int t = 0; t < outputs.Length; t++)
                {
                    // What a step of the accumulator stands for, in standard deviations, and these in the user's units.
                    double standardized = logits[e][t] * model.Quantized.UnitScales[^1][t];
                    standardized = !model.Options.HasNegativeTargets ? Math.Max(0, standardized) : standardized;
                    double expected = (standardized * targets.Deviations[t]) + targets.Means[t];
                    Assert.AreEqual(expected, outputs[t], 1e-5 * (Math.Abs(expected) + targets.Deviations[t]));
                    estimates.Add(outputs[t]);
                }
            }
        }

        Assert.IsTrue(engines.All(engine => engine.SelfTest()));
        return [.. estimates];
    }

    private static int[][] AssertSameLogits(TrainedModel model, Dataset examples)
    {
        int[][] quantized = model.Quantized.OutputLogits(examples.Features);
        int[][] device = model.Integers.OutputLogits(examples);
        Predictor[] engines = Engines(model);
        var features = new float[model.Device.InputCount];
        var logits = new int[model.Device.OutputCount];
        for (int e = 0; e < examples.Count; e++)
        {
            examples.CopyExample(e, features);
            CollectionAssert.AreEqual(quantized[e], device[e]);
            foreach (Predictor engine in engines)
            {
                engine.Logits(features, logits);
                CollectionAssert.AreEqual(quantized[e], logits);
            }
        }

        Assert.IsGreaterThan(examples.Count / 2, device.Select(each => each[0]).Distinct().Count()); // they did compute
        return device;
    }

    private static Predictor[] Engines(TrainedModel model) =>
        [PlainModel.Load(model.File.Bytes), Model.Load(model.File.Bytes), GeneratedClass.Create(model.File.Bytes)];
}
