using EdgeNet.Files;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;
using EdgeNet.Tests.Export;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Experiments;

/// <summary>The whole path with pruned words: what is left, what it saves, and which share is taken.</summary>
[TestClass]
public class PruningTests
{
    [TestMethod]
    [DataRow("sonar", 8, null)]
    [DataRow("sonar", 4, 10)]
    [DataRow("iris", 8, 10)]
    [DataRow("winding", 8, null)]
    public void Build_Sparse_LeavesThatShareAndNeedsFewerInstructions(string name, int bits, int? awareEpochs)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts(name);
        var quantization = new QuantizationOptions { WeightBits = bits, AwareEpochs = awareEpochs };
        TrainedModel dense = ModelBuilder.Build(options with { Epochs = 20, Quantization = quantization }, train, dev);
        TrainedModel sparse = ModelBuilder.Build(options with { Epochs = 20, Quantization = quantization with { Sparsity = 0.5 } }, train, dev);

        Pruning pruning = sparse.Pruning!;
        Assert.IsNull(dense.Pruning);
        Assert.AreEqual(pruning.Words / 2.0, pruning.Taken!.WordsLeft, 4);
        foreach (IntegerModel integers in sparse.Candidates.Where(integers => integers.WeightBits == bits)) // others have other words
        {
            Assert.IsLessThanOrEqualTo(pruning.Taken.WordsLeft, integers.File.Words.Left, "Quantization and its training keep zeros.");
        }

        int saved = dense.File.Words.Left - sparse.File.Words.Left;
        Assert.IsGreaterThan(0, saved);
        Assert.IsGreaterThanOrEqualTo(4 * saved, dense.File.Generated!.Cost.Instructions - sparse.File.Generated!.Cost.Instructions, "A word is four instructions.");
    }

    [TestMethod]
    [DataRow(OptimizerKind.Adam, 8)]
    [DataRow(OptimizerKind.Momentum, 4)]
    public void Build_AwareTrainingAfterPruning_KeepsEveryZero(OptimizerKind optimizer, int bits)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("sonar");
        options = options with { Epochs = 20, Optimizer = optimizer, L2 = 0.05, Quantization = new QuantizationOptions { WeightBits = bits, AwareEpochs = 15, Sparsity = 0.7 } };

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        Network<float> aware = model.Candidates.Last(integers => integers.Aware is not null).Aware!.Network;
        int zeros = 0;
        for (int l = 0; l < 2; l++)
        {
            float[] pruned = model.Network.Layers[l].Weights.Values.ToArray();
            float[] tuned = aware.Layers[l].Weights.Values.ToArray();
            CollectionAssert.AreNotEqual(pruned, tuned, "It did train.");
            for (int k = 0; k < pruned.Length; k++)
            {
                Assert.AreEqual(BitConverter.SingleToInt32Bits(pruned[k]) == 0, BitConverter.SingleToInt32Bits(tuned[k]) == 0);
                zeros += pruned[k] == 0 ? 1 : 0;
            }
        }

        Assert.IsGreaterThan(400, zeros);
    }

    [TestMethod]
    public void Build_Twice_GivesTheSameBytesAndAnotherSeedOthers()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("iris");
        options = options with { Epochs = 15, Sparsity = 0.4, Hidden = [new LayerShape(9, Activation.Relu) { Dropout = 0.2, BatchNormalization = true }] };

        byte[] first = ModelBuilder.Build(options, train, dev).File.Bytes;

        CollectionAssert.AreEqual(first, ModelBuilder.Build(options, train, dev).File.Bytes);
        CollectionAssert.AreNotEqual(first, ModelBuilder.Build(options with { Seed = 2 }, train, dev).File.Bytes);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Logit_UnusedInputs_AreNotReadAndTheEnginesAgree(bool takesReadings)
    {
        (TrainingOptions options, Dataset train, _, _) = TestData.Parts("sonar");
        train = takesReadings ? AsReadings(train, 999) : train;
        options = options with { Epochs = 20, Sparsity = 0.8, Readings = takesReadings ? (0, 999) : null };

        TrainedModel model = ModelBuilder.Build(options, train, null);

        Assert.IsLessThan(45, model.File.Words.InputsUsed);
        CheckEngines(model, train, takesReadings);
    }

    [TestMethod]
    [DataRow(false, 1023)]
    [DataRow(true, 1023)]
    [DataRow(true, 999)]
    public void Logit_StagedClass_ReadsUsedInputsOnlyAndTheEnginesAgree(bool takesReadings, int highest)
    {
        Dataset train = TestData.Clouds(260, 60, seed: 4);
        train = takesReadings ? AsReadings(train, highest) : train;
        var options = new TrainingOptions { Hidden = [14, 5], Epochs = 12, LearningRate = 0.01, Sparsity = 0.7, Readings = takesReadings ? (0, highest) : null };

        TrainedModel model = ModelBuilder.Build(options, train, null);

        Assert.Contains("private readonly long[] _codes", model.File.Generated!.Source);
        Assert.IsLessThan(200, model.File.Words.InputsUsed);
        Assert.DoesNotContain("AreWithin", model.File.Generated.Source);
        CheckEngines(model, train, takesReadings);
    }

    [TestMethod]
    public void Pack_LayerWithZeros_HasTheFewestProductsAndADenseOneTheFewestWords()
    {
        // Six units of 16 bits, four of which fit a word; the first two look at three inputs, the others at the other three.
        var weights = new sbyte[6 * 6];
        for (int unit = 0; unit < 6; unit++)
        {
            weights.AsSpan((unit * 6) + (unit < 2 ? 0 : 3), 3).Fill(80);
        }

        int[][] sparse = UnitsOf(weights);
        int[][] dense = UnitsOf([.. Enumerable.Repeat((sbyte)34, 36)]);

        Assert.AreEqual("0,1 2,3,4,5", string.Join(' ', sparse.Select(units => string.Join(',', units))));
        Assert.AreEqual("0,1,2,3 4,5", string.Join(' ', dense.Select(units => string.Join(',', units))));

        static int[][] UnitsOf(sbyte[] weights) =>
            [.. LaneWord.Pack(new QuantizedLayer(6, Activation.Sigmoid, weights, new int[6], null, null, 0, 0, null)).Select(word => word.Lanes.Select(lane => lane.Unit).ToArray())];
    }

    [TestMethod]
    [DataRow("sonar")]
    [DataRow("winding")]
    public void Build_Auto_HalvesTheRangeAndTakesTheLargestShareThatIsGoodEnough(string name)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts(name);
        options = options with { Epochs = 20, ChoosesSparsity = true };

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        Pruning pruning = model.Pruning!;
        Assert.IsTrue(pruning.IsChosen);
        Assert.HasCount(Pruner.Steps, pruning.Trials);
        double share = 0.5;
        double step = 0.25;
        double largest = 0;
        foreach (PruningTrial trial in pruning.Trials)
        {
            Assert.AreEqual(share, trial.Share);
            bool isAsGood = dev.Task == LearningTask.Regression
                ? trial.Score.RootMeanSquareError <= 1.015 * pruning.Dense.RootMeanSquareError
                : trial.Score.Accuracy >= pruning.Dense.Accuracy - 0.005 - 1e-9;
            Assert.AreEqual(isAsGood, trial.IsAsGood);
            largest = isAsGood ? Math.Max(largest, share) : largest;
            share += isAsGood ? step : -step;
            step /= 2;
        }

        Assert.AreEqual(largest, pruning.Taken?.Share ?? 0);
        Assert.AreEqual(pruning.Taken?.Score.Cost ?? pruning.Dense.Cost, model.ScoreFloat(dev).Cost);
        Assert.AreEqual(dev.Task != LearningTask.Regression, model.OwnWarnings.Any(warning => warning.StartsWith($"The dev part has {dev.Count} examples, each of which is ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Build_ShareThatCostsPoints_WarnsWithBothScores()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("iris");

        TrainedModel model = ModelBuilder.Build(options with { Epochs = 40, Sparsity = 0.95 }, train, dev);

        string warning = model.OwnWarnings.Single(line => line.StartsWith("Without 95 % of its words the network is right in ", StringComparison.Ordinal));
        Assert.EndsWith("of the dense one on dev: lower 'quantization.sparsity', or set it to \"auto\".", warning);
    }

    [TestMethod]
    public void Build_ShareOfNoWholeWord_SaysSo()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("iris");

        TrainedModel model = ModelBuilder.Build(options with { Epochs = 5, Hidden = [], Sparsity = 0.05 }, train, dev);

        Assert.AreEqual("'quantization.sparsity' 0.05 of 4 words is no whole word: nothing was removed.", model.Pruning!.Warnings.Single());
    }

    [TestMethod]
    public void Build_TooLargeForAClass_SaysThatNothingIsSaved()
    {
        Dataset train = TestData.Clouds(400, 40, seed: 6);

        TrainedModel model = ModelBuilder.Build(new TrainingOptions { Hidden = [60], Epochs = 2, Sparsity = 0.1 }, train, null);

        Assert.IsNull(model.File.Generated);
        Assert.StartsWith("Pruning saves nothing on the device: ", model.OwnWarnings[^1]);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Run_Cancelled_KeepsWhatIsWholeAndSaysSo(bool isSearch)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("iris");
        options = options with { Epochs = 10, Sparsity = isSearch ? 0 : 0.5, ChoosesSparsity = isSearch };
        FloatModel dense = ModelTrainer.Train(options, train, dev);
        var parts = new ExampleParts(train, dev, null);
        using var source = new CancellationTokenSource();
        int epochs = 0;

        FloatModel pruned = Pruner.Run(
            dense, parts, (_, _) =>
            {
                epochs++;
                if (epochs == (isSearch ? 15 : 5))
                {
                    source.Cancel();
                }
            },
            source.Token);

        Assert.IsTrue(pruned.Pruning!.IsCancelled);
        Assert.HasCount(isSearch ? 1 : 0, pruned.Pruning.Trials);
        Assert.AreEqual(pruned.Pruning.Taken is null, ReferenceEquals(dense.Network, pruned.Network));
        Assert.StartsWith("Pruning was stopped before ", pruned.Pruning.Warnings.Single());
        Assert.IsTrue(ModelBuilder.Deploy(pruned, parts).IsCancelled);
    }

    [TestMethod]
    public void Train_Progress_HasAPhaseForEachPruning()
    {
        var phases = new List<string>();
        var experiment = new Experiment(TestData.Examples("iris"), new TrainingOptions { Epochs = 4, Sparsity = 0.25 });

        experiment.Train(new Phases(phases));

        CollectionAssert.AreEqual((string[])["training", "pruning 25 %"], phases.Distinct().ToArray());
        Assert.HasCount(8, phases);
    }

    [TestMethod]
    public void Options_BadSparsity_AreRefused()
    {
        Dataset data = TestData.Examples("iris");
        foreach (TrainingOptions bad in (TrainingOptions[])[new() { Sparsity = 1 }, new() { Sparsity = -0.1 }, new() { Sparsity = 0.5, ChoosesSparsity = true }, new() { ChoosesSparsity = true, DevShare = 0 }])
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => new Experiment(data, bad));
            Assert.Contains("Sparsity", error.Message);
        }

        InputException none = Assert.ThrowsExactly<InputException>(() => ModelBuilder.Build(new TrainingOptions { ChoosesSparsity = true }, data, null));
        Assert.Contains("no example is left for the dev set, on which 'quantization.sparsity' is to be chosen", none.Message);
    }

    [TestMethod]
    public void Evaluate_Auto_TakesADevPartOfEachFoldAndCountsWords()
    {
        (TrainingOptions options, Dataset train, _, _) = TestData.Parts("iris");

        IReadOnlyList<FoldScore> scores = CrossValidation.Run(options with { Epochs = 10, ChoosesSparsity = true }, train, 3, 1);

        Assert.HasCount(3, scores);
        Assert.IsTrue(scores.All(score => score.Words.Left <= score.Words.All && score.Words.Inputs == 4));
    }

    // Logits of every form are the library's, with what is no number or out of range too; of an input that no word needs, whatever it is.
    private static void CheckEngines(TrainedModel model, Dataset examples, bool takesReadings)
    {
        Predictor generated = GeneratedClass.Create(model.File.Bytes);
        Assert.IsTrue(generated.SelfTest());
        var used = new ModelWords(model.File.Contents).UsedInputs.ToHashSet();
        string body = model.File.Generated!.Source;
        for (int i = 0; i < examples.Features.Rows; i++)
        {
            Assert.AreEqual(used.Contains(i), body.Contains($"{(takesReadings ? "readings" : "features")}[{i}]", StringComparison.Ordinal), $"input {i}");
        }

        var features = new float[examples.Features.Rows];
        var readings = new int[features.Length];
        float[] strange = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -1e9f, 5000];
        for (int e = 0; e < 30; e++)
        {
            examples.CopyExample(e, features);
            Compare();
            int expected = generated.Logit(features);
            foreach (int i in Enumerable.Range(0, features.Length).Where(i => !used.Contains(i)))
            {
                features[i] = strange[(i + e) % strange.Length];
            }

            Assert.AreEqual(expected, generated.Logit(features), "An unused input is not looked at.");
            Compare();
            for (int i = e % 3; i < features.Length; i += 3)
            {
                features[i] = strange[(i + e) % strange.Length];
            }

            Compare();
        }

        void Compare()
        {
            Assert.AreEqual(model.Device.Logit(features), generated.Logit(features));
            for (int i = 0; i < features.Length; i++)
            {
                readings[i] = float.IsNaN(features[i]) ? int.MinValue : (int)Math.Clamp((double)features[i], int.MinValue, int.MaxValue);
            }

            Assert.AreEqual(model.Device.Logit(readings), generated.Logit(readings));
        }
    }

    private static Dataset AsReadings(Dataset examples, int highest)
    {
        Matrix<float> features = examples.Features.Clone();
        for (int i = 0; i < features.Rows; i++)
        {
            float lowest = features.Row(i).ToArray().Min();
            float range = features.Row(i).ToArray().Max() - lowest;
            foreach (ref float value in features.Row(i))
            {
                value = MathF.Round((value - lowest) / range * highest);
            }
        }

        return new Dataset(features, examples.Labels, examples.FeatureNames, examples.ClassNames);
    }

    private sealed class Phases(List<string> phases) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => phases.Add(value.Phase);
    }
}
