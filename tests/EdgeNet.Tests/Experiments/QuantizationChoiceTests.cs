using EdgeNet.Files;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Experiments;

/// <summary>Which integers a recipe gets.</summary>
[TestClass]
public class QuantizationChoiceTests
{
    [TestMethod]
    [DataRow("sonar")]
    [DataRow("iris")]
    [DataRow("winding")]
    public void Build_Auto_TakesFourBitsOnlyWhereTheyAreAsGoodAndCheaper(string name)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts(name);
        options = options with { Quantization = new QuantizationOptions { WeightBits = null, AwareEpochs = 10 } };

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        Assert.AreEqual("8 8 4 4", string.Join(' ', model.Candidates.Select(candidate => candidate.WeightBits)));
        IntegerModel eight = model.Candidates[1].Aware!.IsBetter ? model.Candidates[1] : model.Candidates[0];
        IntegerModel four = model.Candidates[3].Aware!.IsBetter ? model.Candidates[3] : model.Candidates[2];
        bool isAsGood = four.Score(dev).Cost <= 1.1 * eight.Score(dev).Cost
            && (dev.Task == LearningTask.Regression || four.Score(dev).Accuracy >= eight.Score(dev).Accuracy - 0.005);
        int loaded = four.File.Cost.Instructions - eight.File.Cost.Instructions;
        int generated = four.File.Generated!.Cost.Instructions - eight.File.Generated!.Cost.Instructions;
        bool isCheaper = loaded <= 0 && generated <= 0 && loaded + generated < 0;
        Assert.AreSame(isAsGood && isCheaper ? four : eight, model.Integers);
    }

    [TestMethod]
    [DataRow(8)]
    [DataRow(4)]
    public void Build_AwareTraining_IsNeverWorseOnTheExamplesThatJudge(int bits)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("sonar");
        for (int seed = 1; seed <= 5; seed++)
        {
            options = options with
            {
                Epochs = 30,
                Seed = seed,
                Quantization = new QuantizationOptions { WeightBits = bits, AwareEpochs = 4 },
            };

            TrainedModel model = ModelBuilder.Build(options, train, dev);

            IntegerModel plain = model.Candidates.Single(candidate => candidate.WeightBits == bits && candidate.Aware is null);
            IntegerModel aware = model.Candidates.Single(candidate => candidate.Aware is not null);
            Assert.IsLessThanOrEqualTo(plain.Score(dev).Cost + 1e-6, model.ScoreDevice(dev).Cost);
            Assert.AreEqual(aware.Aware!.CostBefore, plain.Score(dev).Cost, 1e-5);
            Assert.AreEqual(aware.Aware.Cost, aware.Score(dev).Cost, 1e-5);
        }
    }

    [TestMethod]
    public void Build_Default_IsOneModelOfEightBits()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("iris");
        options = options with { Epochs = 5 };

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        Assert.AreSame(model.Integers, model.Candidates.Single());
        Assert.AreEqual((8, true), (model.Integers.WeightBits, model.Integers.Aware is null));
        Assert.AreSame(model.Network, model.Integers.Network);
    }

    [TestMethod]
    public void Build_AwareTrainingTwice_GivesTheSameBytes()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("iris");
        options = options with { Epochs = 10, Quantization = new QuantizationOptions { WeightBits = null, AwareEpochs = 5 } };

        TrainedModel first = ModelBuilder.Build(options, train, dev);
        TrainedModel second = ModelBuilder.Build(options, train, dev);

        for (int c = 0; c < 4; c++)
        {
            CollectionAssert.AreEqual(first.Candidates[c].File.Bytes, second.Candidates[c].File.Bytes);
        }

        Assert.IsFalse(first.IsCancelled);
    }

    [TestMethod]
    public void Deploy_CancelledInAwareTraining_KeepsWhatItHasAndSaysSo()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("iris");
        options = options with { Epochs = 10, Quantization = new QuantizationOptions { AwareEpochs = 50 } };
        FloatModel trained = ModelTrainer.Train(options, train, dev);
        using var source = new CancellationTokenSource();
        int last = 0;

        TrainedModel model = ModelBuilder.Deploy(trained, new ExampleParts(train, dev, null), OnEpoch, source.Token);

        Assert.AreEqual(7, last);
        Assert.IsTrue(model.IsCancelled);
        Assert.AreEqual(TrainingEnd.Completed, model.Training.End);
        Assert.HasCount(7, model.Candidates[1].Aware!.Training.Epochs);
        Assert.IsTrue(model.Device.SelfTest());

        void OnEpoch(int bits, EpochReport report)
        {
            Assert.AreEqual(8, bits);
            last = report.Epoch;
            if (last == 7)
            {
                source.Cancel();
            }
        }
    }

    [TestMethod]
    [DataRow("""{ "weightBits": 4 }""", 4, QuantizationOptions.DefaultAwareEpochs)]
    [DataRow("""{ "weightBits": "auto" }""", null, QuantizationOptions.DefaultAwareEpochs)]
    [DataRow("""{ "weightBits": 8 }""", 8, null)]
    [DataRow("""{ "awareEpochs": 20 }""", 8, 20)]
    [DataRow("""{ "weightBits": 4, "awareEpochs": 0 }""", 4, 0)]
    [DataRow("{}", 8, null)]
    [DataRow("""{ "awareEpochs": 0 }""", 8, 0)]
    public void Read_Quantization_HasDefaultsByTheBits(string section, int? bits, int? epochs)
    {
        Assert.AreEqual(new QuantizationOptions { WeightBits = bits, AwareEpochs = epochs }, Read(section).Options.Quantization);
    }

    [TestMethod]
    public void Read_NoQuantization_IsPlainInt8()
    {
        Assert.AreEqual(new QuantizationOptions { WeightBits = 8, AwareEpochs = null }, TestData.SonarRecipe().Options.Quantization);
        Assert.AreEqual(0.01, Read("""{ "awareEpochs": 3, "learningRate": 0.01 }""").Options.Quantization.LearningRate);
    }

    [TestMethod]
    [DataRow("""{ "weightBits": 6 }""", "'quantization.weightBits' must be 8, 4 or \"auto\", and is 6.")]
    [DataRow("""{ "weightBits": "four" }""", "'quantization.weightBits' must be 8, 4 or \"auto\", and is \"four\".")]
    [DataRow("""{ "awareEpochs": -1 }""", "'quantization.awareEpochs' must be a whole number from 0 to 1000000, and is -1.")]
    [DataRow("""{ "awareEpochs": 9, "learningRate": 0 }""", "'quantization.learningRate' must be a number above 0 and below 1000, and is 0.")]
    [DataRow("""{ "awareEpochs": 0, "learningRate": 0.1 }""", "'quantization.learningRate' is for quantization-aware training, and 'quantization.awareEpochs' is 0; set it or remove the rate.")]
    [DataRow("""{ "epochs": 20 }""", "unknown key 'quantization.epochs'; the keys here are weightBits, awareEpochs, learningRate, sparsity, temperature.")]
    [DataRow("""{ "temperature": 0.01 }""", "'quantization.temperature' must be a number from 0.05 to 20, \"auto\" or \"dev\", and is 0.01.")]
    [DataRow("""{ "temperature": false }""", "'quantization.temperature' must be a number from 0.05 to 20, \"auto\" or \"dev\", and is false.")]
    [DataRow("""{ "sparsity": 1 }""", "'quantization.sparsity' must be a number from 0 to below 1 or \"auto\", and is 1.")]
    [DataRow("""{ "sparsity": -0.1 }""", "'quantization.sparsity' must be a number from 0 to below 1 or \"auto\", and is -0.1.")]
    [DataRow("""{ "sparsity": "high" }""", "'quantization.sparsity' must be a number from 0 to below 1 or \"auto\", and is \"high\".")]
    [DataRow("8", "'quantization' must be an object in braces, and is 8.")]
    public void Read_BadQuantization_SaysWhatWhereAndWhatToDo(string section, string expected)
    {
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => Read(section));
        Assert.AreEqual("recipe.json: " + expected, error.Message);
    }

    [TestMethod]
    [DataRow(-1, 0.1, 8)]
    [DataRow(1, 0.0, 8)]
    [DataRow(1, double.PositiveInfinity, 8)]
    [DataRow(1, 0.1, 6)]
    public void Validate_OutOfRange_IsRefused(int epochs, double rate, int bits)
    {
        var options = new QuantizationOptions { AwareEpochs = epochs, LearningRate = rate, WeightBits = bits };
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(options.Validate);
    }

    private static Recipe Read(string section)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", $$"""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "b"], "quantization": {{section}} }""");
        return RecipeReader.Read(folder.Path);
    }
}
