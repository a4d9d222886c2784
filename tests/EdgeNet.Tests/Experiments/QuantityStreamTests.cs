using EdgeNet.Files;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Experiments;

/// <summary>Models that estimate quantities from a stream: how well, and that the pipeline gives the integers of the PC.</summary>
[TestClass]
public class QuantityStreamTests
{
    [TestMethod]
    public void Train_AmplitudeAndFrequencyOfAVibration_EstimatesBothOnNewRecordings()
    {
        using var folder = new QuantityFolder("[\"amplitude\", \"frequency\"]", recordings: 40);
        Experiment experiment = Experiment.Open(folder.Path);
        TrainedModel model = experiment.Train();
        Dataset test = model.Parts.Test!;
        Score score = model.ScoreDevice(test);

        Assert.IsEmpty(model.Parts.Train.Groups!.Intersect(test.Groups!));
        Assert.HasCount(8, test.Groups!.Distinct().ToArray());
        for (int target = 0; target < 2; target++)
        {
            Assert.IsLessThan(0.3 * DeviationOf(test.Labels.Row(target)), score.Targets[target].RootMeanSquareError, test.TargetNames[target]);
        }

        Assert.IsTrue(model.Device.IsRegression);
        Assert.HasCount(3, model.File.Stream!.Golden);
        Assert.AreEqual(2, model.File.Stream!.Golden[0].Logits.Length);
    }

    [TestMethod]
    [DataRow("\"amplitude\"", 25, "")]
    [DataRow("[\"frequency\", \"amplitude\"]", 10, "")]
    [DataRow("\"amplitude\"", 7, ", \"unfamiliar\": true")]
    [DataRow("\"frequency\"", 25, ", \"quantization\": { \"weightBits\": 4 }")]
    public void Pipeline_EveryWindow_GivesTheIntegersAndEstimatesOfEvaluation(string label, int stride, string rest)
    {
        using var folder = new QuantityFolder(label, QuantityFolder.DefaultStream + $", \"stride\": {stride}", rest, recordings: 12);
        TrainedModel model = Experiment.Open(folder.Path).Train();
        Recipe recipe = RecipeReader.Read(folder.Path);
        Dataset windows = RecipeData.Read(recipe);
        Pipeline pipeline = Pipeline.Load(model.File.Bytes);
        Assert.IsTrue(pipeline.SelfTest());
        float[] features = new float[model.Device.InputCount], estimates = new float[model.Device.OutputCount];
        int e = 0;
        foreach (Recording recording in RecipeData.ReadRecordings(recipe).Recordings)
        {
            pipeline.Reset();
            for (int i = 0; i < recording.Count; i++)
            {
                if (pipeline.Add([recording.Readings[0][i], recording.Readings[1][i]]))
                {
                    windows.CopyExample(e, features);
                    model.Device.Predict(features, estimates);
                    int[] logits = model.Quantized.OutputLogits(new Matrix<float>(features.Length, 1, [.. features]))[0];
                    CollectionAssert.AreEqual(logits, Enumerable.Range(0, logits.Length).Select(pipeline.LogitOf).ToArray());
                    Assert.AreEqual(estimates[0], pipeline.Probability);
                    Assert.AreEqual(Pipeline.Unknown, pipeline.State);
                    Assert.AreEqual(recording.MeanTarget(0, i - 24, 25), windows.Labels[0, e]);
                    e++;
                }
            }
        }

        Assert.AreEqual(windows.Count, e);
    }

    [TestMethod]
    public void FromRecordings_TargetColumns_TrainsTheModelOfTheRecipe()
    {
        using var folder = new QuantityFolder(recordings: 12);
        folder.Change((row, cells) => cells[3] = row == 30 ? string.Empty : cells[3]);
        TrainedModel own = Experiment.Open(folder.Path).Train();
        Recipe recipe = RecipeReader.Read(folder.Path);
        Dataset data = Dataset.FromRecordings(folder.Data, QuantityFolder.Options, ["amplitude"]);
        TrainedModel model = new Experiment(data, recipe.Options).Train();

        CollectionAssert.AreEqual(own.File.Bytes, model.File.Bytes);
        Assert.Contains("d.csv: 1 of 96 windows is left out, because a reading in them has no number for 'amplitude'.", model.Warnings.ToArray());
    }

    [TestMethod]
    public void Train_ReluOutput_IsNeverBelowZero()
    {
        using var folder = new QuantityFolder(recordings: 12);
        string recipe = File.ReadAllText(folder.Combine("recipe.json")).Replace("linear", "relu", StringComparison.Ordinal);
        folder.Write("recipe.json", recipe);
        TrainedModel model = Experiment.Open(folder.Path).Train();
        Assert.IsGreaterThan(0.5, model.ScoreDevice(model.Parts.Train).R2);

        folder.Change((row, cells) => cells[3] = row == 40 ? "-0.1" : cells[3]);
        Assert.Contains("line 42, column 4 ('amplitude'): the target -0.1 is below 0", Assert.ThrowsExactly<InputException>(() => Experiment.Open(folder.Path).Train()).Message);
    }

    [TestMethod]
    public void Train_ConstantTarget_SaysThatThereIsNothingToEstimate()
    {
        using var folder = new QuantityFolder(recordings: 12);
        folder.Change((_, cells) => cells[3] = "0.7");
        Assert.AreEqual(
            "d.csv: the target 'amplitude' has one value only in the training part, so there is nothing to estimate; add examples of others.",
            Assert.ThrowsExactly<InputException>(() => Experiment.Open(folder.Path).Train()).Message);
    }

    [TestMethod]
    public void FromRecordings_WhatSuitsNoQuantity_IsRefused()
    {
        StreamOptions stream = QuantityFolder.Options;
        (string Start, StreamOptions Stream, string[] Targets)[] bad =
        [
            ("targets must be 1 column or more", stream, []),
            ("targets must be different names", stream, ["a", "a"]),
            ("targets must be no channels of the stream", stream, ["a", "y"]),
            ("Decision must be left out", stream with { Decision = new StreamDecision { Votes = 2, OfLast = 3 } }, ["a"]),
            ("Window must be", stream with { Window = 1 }, ["a"]),
        ];
        foreach ((string start, StreamOptions options, string[] targets) in bad)
        {
            Assert.StartsWith(start, Assert.Throws<ArgumentException>(() => Dataset.FromRecordings("d.csv", options, targets)).Message);
        }
    }

    private static double DeviationOf(ReadOnlySpan<float> values) => System.Numerics.Tensors.TensorPrimitives.StdDev(values);
}
