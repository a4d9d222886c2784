using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Tests.Cli;
using EdgeNet.Tests.Data.Images;
using EdgeNet.Tests.Samples;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Experiments;

/// <summary>Training from C#: what a program gets that does everything right.</summary>
[TestClass]
public class FrontDoorTests
{
    private const string TenLines = """
        using EdgeNet.Trainer;

        Dataset data = Dataset.FromRows(rows, labels, featureNames);
        TrainedModel model = Experiment.Train(data, new TrainingOptions { Hidden = [12], Seed = 1 });
        Console.WriteLine(model.Test.Accuracy);
        model.Save("fan.edgenet"); model.SaveCSharp("FanModel.cs");
        """;

    private const string Rows = """
        global using static Measurements;

        internal static class Measurements
        {
            public static readonly float[][] rows = [.. Enumerable.Range(0, 100).Select(i => new float[] { i % 10, i / 10, (i % 10) - (i / 10) })];
            public static readonly string[] labels = [.. rows.Select(row => row[2] > 0 ? "right" : "left")];
            public static readonly string[] featureNames = ["x", "y", "difference"];
        }
        """;

    [TestMethod]
    public void TenLines_AsAUserWritesThem_CompileRunAndWriteTheModel()
    {
        using var program = new UserProgram(TenLines, Rows);

        (int exitCode, string output) = program.Run();

        Assert.AreEqual(0, exitCode);
        Assert.MatchesRegex(@"^float \d+\.\d %, int8 \d+\.\d %\n$", output);
        Assert.IsTrue(Model.Load(File.ReadAllBytes(Path.Combine(program.Folder, "fan.edgenet"))).SelfTest());
        Assert.StartsWith("// ", File.ReadAllText(Path.Combine(program.Folder, "FanModel.cs")));
        Assert.IsTrue(File.Exists(Path.Combine(program.Folder, "FanModel.Golden.cs")));
    }

    [TestMethod]
    public void Train_OptionsOfTheSonarRecipe_GivesItsBytes()
    {
        TrainedModel model = Experiment.Train(Sonar(), SonarOptions);

        CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(TestData.SonarFolder, "sonar.edgenet")), model.Bytes.ToArray());
        Assert.AreEqual((144, 32, 32), (model.Train.Count, model.Dev.Count, model.Test.Count));
        Assert.AreEqual("float 78.1 %, int8 78.1 %", model.Test.Accuracy.ToString());
        Assert.AreEqual(25, Math.Round(model.Test.Accuracy.OnDevice * 32), 1e-9);
        Assert.IsFalse(model.IsCancelled);
    }

    [TestMethod]
    public void Train_OptionsOfTheWindingRecipe_GivesItsBytes()
    {
        string folder = TestData.ModelFolder("winding");
        Dataset data = Dataset.FromCsvTargets(Path.Combine(folder, "winding.csv"), ["winding_c"]);
        var options = new TrainingOptions { Name = "winding", Hidden = [12], Epochs = 300, LearningRate = 0.01, L2 = 0.0001 };

        TrainedModel model = Experiment.Train(data, options);

        CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(folder, "winding.edgenet")), model.Bytes.ToArray());
        Assert.MatchesRegex(@"^float \d\.\d+, int8 \d\.\d+$", model.Test.RootMeanSquareError.ToString());
        Assert.IsTrue(double.IsNaN(model.Test.Accuracy.OnDevice));
    }

    [TestMethod]
    public void Evaluate_OptionsOfTheSonarRecipe_GivesTheNumbersOfTheCommand()
    {
        IReadOnlyList<PartScore> folds = new Experiment(Sonar(), SonarOptions).Evaluate(folds: 4);

        double[] accuracies = [.. folds.Select(fold => fold.Accuracy.OnDevice)];
        double mean = accuracies.Average();
        double deviation = Math.Sqrt(accuracies.Sum(accuracy => (accuracy - mean) * (accuracy - mean)) / (accuracies.Length - 1));
        CollectionAssert.AreEqual((string[])["run 1, fold 1", "run 1, fold 2", "run 1, fold 3", "run 1, fold 4"], folds.Select(fold => fold.Name).ToArray());
        Assert.AreEqual(208, folds.Sum(fold => fold.Count));
        Assert.Contains(
            FormattableString.Invariant($"Mean test accuracy of the int8 model: {mean:F4} ± {deviation:F4} (sd of folds)"),
            CliRun.Of("evaluate", TestData.SonarFolder, "--folds", "4").Output);
    }

    [TestMethod]
    public void Evaluate_Progress_CountsEveryFoldInOrder()
    {
        var done = new Reports<int>();

        new Experiment(Halves(), new TrainingOptions { Epochs = 2 }).Evaluate(folds: 20, runs: 2, progress: done);

        CollectionAssert.AreEqual(Enumerable.Range(1, 40).ToArray(), done.All.ToArray());
    }

    [TestMethod]
    public void Train_Progress_IsToldOfEachEpochInOrder()
    {
        var reports = new Reports<TrainingProgress>();

        TrainedModel model = Experiment.Train(Halves(), new TrainingOptions { Epochs = 20, Hidden = [4], WeightBits = 4 }, reports);

        TrainingProgress[] training = [.. reports.All.Where(report => report.Phase == "training")];
        TrainingProgress[] aware = [.. reports.All.Where(report => report.Phase == "quantization-aware training, 4 bits")];
        CollectionAssert.AreEqual(reports.All.ToArray(), training.Concat(aware).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, 20).ToArray(), training.Select(report => report.Epoch).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, 100).ToArray(), aware.Select(report => report.Epoch).ToArray());
        Assert.IsTrue(training.All(report => report.Epochs == 20 && report.TrainCost > 0 && report.DevCost > 0 && report.DevAccuracy is >= 0 and <= 1));
        Assert.Contains("4-bit", model.Test.Accuracy.ToString());
    }

    [TestMethod]
    public void Train_CancelledBeforeAnEpoch_Throws()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        var thrown = Assert.ThrowsExactly<OperationCanceledException>(() => Experiment.Train(Halves(), cancellation: stop.Token));

        Assert.AreEqual(stop.Token, thrown.CancellationToken);
        Assert.IsEmpty(new Experiment(Halves()).Evaluate(folds: 3, cancellation: stop.Token));
    }

    [TestMethod]
    public async Task TrainAsync_CancelledAfterFiveEpochs_HasTheWeightsOfThese()
    {
        using var stop = new CancellationTokenSource();
        var reports = new Reports<TrainingProgress>(report => (report.Epoch == 5 ? stop : null)?.Cancel());
        var options = new TrainingOptions { Epochs = 1_000_000, Hidden = [4] };

        TrainedModel model = await new Experiment(Halves(), options).TrainAsync(reports, stop.Token);

        Assert.IsTrue(model.IsCancelled);
        CollectionAssert.AreEqual((int[])[1, 2, 3, 4, 5], reports.All.Select(report => report.Epoch).ToArray());
        double[] costs = [.. reports.All.Select(report => report.DevCost)];
        CollectionAssert.AreEqual(costs.OrderDescending().ToArray(), costs, "The last epoch is to be the best one.");
        CollectionAssert.AreEqual(Experiment.Train(Halves(), options with { Epochs = 5 }).Bytes.ToArray(), model.Bytes.ToArray());
        Assert.IsTrue(model.Device.SelfTest());
    }

    [TestMethod]
    public void Train_Groups_StayOnOneSide()
    {
        (float[][] rows, string[] labels) = HalvesOf(200);
        string[] machines = [.. rows.Select((_, row) => FormattableString.Invariant($"machine {row / 10}"))];

        TrainedModel model = Experiment.Train(Dataset.FromRows(rows, labels, groups: machines), new TrainingOptions { Epochs = 2 });

        int[][] parts = [.. model.Parts.All.Select(part => part.Groups!.Distinct().ToArray())];
        Assert.HasCount(3, parts);
        Assert.AreEqual(20, parts.Sum(part => part.Length));
        Assert.HasCount(20, parts.SelectMany(part => part).Distinct());
    }

    [TestMethod]
    public void Train_NoShares_HasNeitherDevNorTest()
    {
        TrainedModel model = Experiment.Train(Halves(), new TrainingOptions { Epochs = 2, DevShare = 0, TestShare = 0 });

        Assert.Throws<InvalidOperationException>(() => model.Dev);
        Assert.Throws<InvalidOperationException>(() => model.Test);
        Assert.AreSequenceEqual(["train"], model.Scores.Select(score => score.Name));
        Assert.AreEqual(100, model.Train.Count);
    }

    [TestMethod]
    public void Train_PartsThatAreGiven_LeaveAllOfTheDataForTraining()
    {
        (float[][] rows, string[] labels) = HalvesOf(40);
        Dataset part = Dataset.FromRows(rows, labels);

        TrainedModel model = new Experiment(Halves(), new TrainingOptions { Epochs = 2 }, dev: part, test: part).Train();
        TrainedModel dev = new Experiment(Halves(), new TrainingOptions { Epochs = 2 }, dev: part).Train();

        Assert.AreSequenceEqual([100, 40, 40], model.Scores.Select(score => score.Count));
        Assert.AreSequenceEqual([85, 40, 15], dev.Scores.Select(score => score.Count));
    }

    [TestMethod]
    public void FromRows_ListsThatChangeAfterwards_ChangeNothing()
    {
        (float[][] rows, string[] labels) = HalvesOf(40);
        string[] names = [.. rows[0].Select((_, i) => $"f{i}")];
        string[] classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        LayerShape[] hidden = [new(3, Activation.Relu)];
        Dataset data = Dataset.FromRows(rows, labels, names, classes);
        var options = new TrainingOptions { Hidden = hidden };

        (names[0], classes[0], hidden[0]) = ("other", "other", null!);

        Assert.AreEqual("f0", data.FeatureNames[0]);
        Assert.DoesNotContain("other", data.ClassNames);
        Assert.AreEqual(3, options.Hidden[0].Units);
    }

    [TestMethod]
    public void FromRecords_Stream_IsReadOnceAndGivesTheBytesOfTheRows()
    {
        (float[][] rows, string[] labels) = HalvesOf(100);
        int reads = 0;
        IEnumerable<(float[] Row, string Label)> Records()
        {
            reads++;
            foreach ((float[] row, string label) in rows.Zip(labels))
            {
                yield return (row, label);
            }
        }

        Dataset records = Dataset.FromRecords(Records(), record => record.Row, record => record.Label, ["a", "b"]);

        var options = new TrainingOptions { Epochs = 3 };
        Assert.AreEqual(1, reads);
        CollectionAssert.AreEqual(
            Experiment.Train(Dataset.FromRows(rows, labels, ["a", "b"]), options).Bytes.ToArray(), Experiment.Train(records, options).Bytes.ToArray());
    }

    [TestMethod]
    public void FromRows_RowsChangedAfterwards_AreCopied()
    {
        (float[][] rows, string[] labels) = HalvesOf(100);
        Dataset data = Dataset.FromRows(rows, labels);
        byte[] before = Experiment.Train(data, new TrainingOptions { Epochs = 2 }).Bytes.ToArray();

        Array.ForEach(rows, row => row.AsSpan().Clear());

        CollectionAssert.AreEqual(before, Experiment.Train(data, new TrainingOptions { Epochs = 2 }).Bytes.ToArray());
    }

    [TestMethod]
    public void FromRows_TwoTargets_AreEstimatedInTheirUnits()
    {
        (float[][] rows, _) = HalvesOf(200);
        float[][] targets = [.. rows.Select(row => new[] { 20 + row[0], 100 * row[1] })];

        TrainedModel model = Experiment.Train(
            Dataset.FromRows(rows, targets, ["celsius", "watts"]), new TrainingOptions { Epochs = 300, LearningRate = 0.01 });

        var estimates = new float[2];
        model.Device.Predict([0.5f, 0.25f], estimates);
        Assert.AreEqual(20.5, estimates[0], 0.1);
        Assert.AreEqual(25, estimates[1], 3);
    }

    [TestMethod]
    public void FromImages_TwoFolders_AreTwoClasses()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["dark", "light"])
        {
            Directory.CreateDirectory(folder.Combine(name));
            for (int i = 0; i < 20; i++)
            {
                int grey = (name == "dark" ? 20 : 200) + i;
                File.WriteAllBytes(Path.Combine(folder.Path, name, $"{i}.png"), PngBytes.Of(6, 6, (_, column) => (grey, grey, grey + column)));
            }
        }

        File.WriteAllText(Path.Combine(folder.Path, "dark", "notes.txt"), "no image");

        Dataset data = Dataset.FromImages(folder.Path, width: 3, height: 2, isGrey: true);
        TrainedModel model = Experiment.Train(data, new TrainingOptions { Epochs = 50 });

        CollectionAssert.AreEqual((string[])["dark", "light"], data.ClassNames.ToArray());
        Assert.HasCount(6, data.FeatureNames);
        Assert.AreEqual((40, 20), (data.Count, data.CountOf(1)));
        Assert.AreEqual(1, model.Test.Accuracy.OnDevice);
        Assert.Contains("1 file not read, having no image's extension: dark/notes.txt", string.Join('\n', model.Warnings));
        Assert.IsTrue(model.Device.Classify([0.8f, 0.8f, 0.8f, 0.8f, 0.8f, 0.8f]));
    }

    [TestMethod]
    public void Device_Answers_AreThoseOfTheSavedFile()
    {
        TrainedModel model = Experiment.Train(Halves(), new TrainingOptions { Hidden = [4], Epochs = 30 });
        using var folder = new TemporaryFolder();
        model.Save(folder.Combine("m.edgenet"));

        var loaded = Model.Load(File.ReadAllBytes(folder.Combine("m.edgenet")));

        foreach (float[] row in HalvesOf(100).Rows)
        {
            Assert.AreEqual(model.Device.Logit(row), loaded.Logit(row));
        }
    }

    internal static (float[][] Rows, string[] Labels) HalvesOf(int count)
    {
        var random = new Random(1);
        float[][] rows = [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextSingle(), random.NextSingle() })];
        return (rows, [.. rows.Select(row => row[0] > 0.5f ? "right" : "left")]);
    }

    internal static Dataset Halves()
    {
        (float[][] rows, string[] labels) = HalvesOf(100);
        return Dataset.FromRows(rows, labels);
    }

    private static TrainingOptions SonarOptions => new()
    {
        Name = "sonar", Hidden = [12], Epochs = 150, BatchSize = 32, LearningRate = 0.003, Optimizer = OptimizerKind.Adam, L2 = 0.01, Seed = 1,
    };

    private static Dataset Sonar() => Dataset.FromCsv(Path.Combine(TestData.SonarFolder, "sonar.csv"), "object", ["rock", "mine"]);

    // Reports at once, on the thread that trains.
    private sealed class Reports<T>(Action<T>? then = null) : IProgress<T>
    {
        private readonly List<T> _all = [];

        public IReadOnlyList<T> All => _all;

        public void Report(T value)
        {
            lock (_all)
            {
                _all.Add(value);
            }

            then?.Invoke(value);
        }
    }
}
