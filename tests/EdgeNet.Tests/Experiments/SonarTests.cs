using System.Numerics;
using EdgeNet.Files;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Experiments;

/// <summary>The whole path on the sonar echoes of Gorman and Sejnowski (1988).</summary>
[TestClass]
public class SonarTests
{
    [TestMethod]
    public void Build_EveryRow_DeviceTwinAndQuantizerAgreeExactly()
    {
        Dataset examples = TestData.Sonar();
        TrainedModel model = Build(TestData.SonarRecipe().Options, examples);
        PlainTwin twin = PlainTwin.Read(model.File.Bytes);
        int[] quantized = model.Quantized.Logits(examples.Features);
        int[] device = model.DeviceLogits(examples);

        Assert.HasCount(208, device);
        CollectionAssert.AreEqual(quantized, device);
        var features = new float[60];
        for (int e = 0; e < device.Length; e++)
        {
            examples.CopyExample(e, features);
            Assert.AreEqual((BigInteger)device[e], twin.Logit(features));
            double exact = 1 / (1 + Math.Exp(-device[e] * (double)model.Device.LogitScale));
            Assert.AreEqual(exact, model.Device.Predict(features), 1e-6);
        }

        Assert.IsTrue(model.Device.SelfTest());
    }

    [TestMethod]
    public void Build_Twice_GivesTheSameBytes()
    {
        Dataset examples = TestData.Sonar();
        TrainingOptions options = TestData.SonarRecipe().Options;
        TrainedModel first = Build(options, examples);
        TrainedModel second = Build(options, examples);
        TrainedModel other = Build(options with { Seed = 2 }, examples);

        CollectionAssert.AreEqual(first.File.Bytes, second.File.Bytes);
        CollectionAssert.AreEqual(first.HistoryCsv(), second.HistoryCsv());
        CollectionAssert.AreNotEqual(first.File.Bytes, other.File.Bytes);
    }

    [TestMethod]
    public void Run_ThirteenFoldsTenTimes_ReachesThePaperAndInt8StaysWithinHalfAPointOfFloat()
    {
        IReadOnlyList<FoldScore> scores = CrossValidation.Run(TestData.SonarRecipe().Options, TestData.Sonar(), folds: 13, runs: 10);

        Assert.HasCount(130, scores);
        Assert.IsTrue(scores.All(score => score.DeviceScore.Count == 16));
        double real = scores.Average(score => score.FloatScore.Accuracy);
        double device = scores.Average(score => score.DeviceScore.Accuracy);
        Assert.IsGreaterThanOrEqualTo(0.83, device);
        Assert.IsLessThanOrEqualTo(0.005, Math.Abs(device - real));
    }

    [TestMethod]
    public void Run_Twice_GivesTheSameScoresInTheSameOrder()
    {
        TrainingOptions options = TestData.SonarRecipe().Options;
        options = options with { Epochs = 10, Patience = 3 };
        Dataset examples = TestData.Sonar();
        FoldScore[] first = [.. CrossValidation.Run(options, examples, folds: 5, runs: 2)];
        FoldScore[] second = [.. CrossValidation.Run(options, examples, folds: 5, runs: 2)];

        CollectionAssert.AreEqual(
            first.Select(score => (score.Run, score.Fold, score.DeviceScore.Accuracy, score.DeviceScore.Cost, score.FloatScore.Roc!.Area)).ToArray(),
            second.Select(score => (score.Run, score.Fold, score.DeviceScore.Accuracy, score.DeviceScore.Cost, score.FloatScore.Roc!.Area)).ToArray());
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 10).Select(i => (i / 5, i % 5)).ToArray(), first.Select(score => (score.Run, score.Fold)).ToArray());
    }

    [TestMethod]
    public void Build_ConstantColumn_TrainsWithAWarning()
    {
        Dataset examples = TestData.Sonar();
        examples.Features.Row(4).Fill(0.1f);
        TrainedModel model = Build(TestData.SonarRecipe().Options, examples);

        Assert.HasCount(1, model.Training.Warnings);
        Assert.Contains("column 'band_05' has one value only", model.Training.Warnings[0]);
        Assert.IsGreaterThan(0.9, model.ScoreDevice(examples).Accuracy);
    }

    [TestMethod]
    public void Build_OneClassOnlyInTraining_SaysWhich()
    {
        Dataset examples = TestData.Sonar();
        int[] mines = [.. Enumerable.Range(0, examples.Count).Where(e => examples.Labels[0, e] == 1)];
        InputException error = Assert.ThrowsExactly<InputException>(() => ModelBuilder.Build(TestData.SonarRecipe().Options, examples.Select(mines), null));
        Assert.Contains("no example of 'rock' is left for training", error.Message);
    }

    private static TrainedModel Build(TrainingOptions options, Dataset examples)
    {
        StratifiedSplit split = StratifiedSplit.Create(examples.Labels, options.DevShare, options.TestShare, options.Training.Seed);
        return ModelBuilder.Build(options, examples.Select(split.Train), examples.Select(split.Dev));
    }
}
