using System.Globalization;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Adaptation;

/// <summary>A recipe that lets its model learn: trained, inspected, replayed on another machine.</summary>
[TestClass]
public class LearningRecipeTests
{
    private const string Recipe = """
        { "name": "pump", "data": "d.csv", "task": "anomaly",
          "stream": { "rate": 50, "window": 20, "channels": ["x", "y"], "countsPerUnit": 1000 },
          "anomaly": { "falseAlarms": 0.02, "learning": { "examples": 60, "calibration": 80, "refuse": 40, "drift": 40, "saturated": 0.5 } } }
        """;

    [TestMethod]
    public void Replay_AnotherMachine_LearnsItAsTheDeviceDoes()
    {
        using var folder = new TemporaryFolder();
        string model = Train(folder, Recipe);
        Assert.Contains("60 examples, 80 for the threshold; refused beyond score 40, drift up to 40", CliRun.Of("inspect", model).Output);
        folder.Write("other.csv", Readings(6000, 9, 1.2));

        CliRun run = CliRun.Of("replay", model, folder.Combine("other.csv"), "--unlabelled", "--learn", "--learned", folder.Combine("learned.edgenet"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("Learning: ready.", run.Output);
        Assert.Contains("60 of 60 learned, 80 of 80 calibrated", run.Output);
        Assert.MatchesRegex(@"As it was trained, the model calls \d+ of them unusual\.", run.Output);
        Assert.Contains("after learning: 64.", run.Output.Replace("recording ", string.Empty, StringComparison.Ordinal));
        byte[] learned = File.ReadAllBytes(folder.Combine("learned.edgenet"));
        Assert.AreSequenceEqual(ByHand(File.ReadAllBytes(model), Readings(6000, 9, 1.2)), learned);
        Assert.IsTrue(Pipeline.Load(learned).SelfTest());
        Assert.IsTrue(Pipeline.Load(File.ReadAllBytes(model)).SelfTest());
        CliRun again = CliRun.Of("replay", folder.Combine("learned.edgenet"), folder.Combine("other.csv"), "--unlabelled", "--learn");
        Assert.AreEqual(ExitCode.BadInput, again.ExitCode);
        Assert.Contains("does not learn, or has learned already", again.Error);
        Assert.DoesNotContain("learns", CliRun.Of("inspect", folder.Combine("learned.edgenet")).Output);
    }

    [TestMethod]
    [DataRow("still", "all windows were the same")]
    [DataRow("limit", "features at an end of their range")]
    [DataRow("short", "not ended: the recordings have too few windows")]
    [DataRow("loud", "too many windows are too far from what training saw")]
    public void Replay_MachineThatIsNotWell_StaysAsItWasAndSaysWhy(string what, string expected)
    {
        using var folder = new TemporaryFolder();
        string model = Train(folder, Recipe.Replace("\"refuse\": 40", "\"refuse\": 3", StringComparison.Ordinal).Replace("\"saturated\": 0.5", $"\"saturated\": {(what == "loud" ? 1 : 0.5)}", StringComparison.Ordinal));
        folder.Write("other.csv", what switch
        {
            "still" => "x,y\n" + string.Concat(Enumerable.Range(0, 6000).Select(n => Readings(20, 1, 1).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1 + (n % 20)] + "\n")),
            "limit" => "x,y\n" + string.Concat(Enumerable.Repeat("32.767,32.767\n", 6000)),
            "short" => Readings(900, 3, 1),
            _ => Readings(6000, 3, 60),
        });

        CliRun run = CliRun.Of("replay", model, folder.Combine("other.csv"), "--unlabelled", "--learn", "--learned", folder.Combine("learned.edgenet"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains(expected, run.Output);
        Assert.IsFalse(File.Exists(folder.Combine("learned.edgenet")));
    }

    [TestMethod]
    public void Replay_FaultWhileItLearns_IsSaid()
    {
        using var folder = new TemporaryFolder();
        string model = Train(folder, Recipe);
        string[] rows = Readings(6000, 9, 1).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        folder.Write("other.csv", string.Concat(rows.Select((row, n) => $"{row},{(n == 0 ? "label" : n > 1000 && n <= 1100 ? "unusual" : "normal")}\n")));

        Assert.Contains("5 of the windows that were to teach what is normal are labelled unusual", CliRun.Of("replay", model, folder.Combine("other.csv"), "--learn").Output);
    }

    [TestMethod]
    [DataRow("\"examples\": 60", "\"examples\": 0", "'anomaly.learning.examples' must be")]
    [DataRow("\"calibration\": 80", "\"calibration\": 48", "'anomaly.learning.calibration' is 48; with a share of false alarms of 0.02 it is from 49 to 51199")]
    [DataRow("\"calibration\": 80", "\"calibration\": 51200", "'anomaly.learning.calibration' is 51200; with a share")]
    [DataRow("\"drift\": 40", "\"drift\": -1", "'anomaly.learning.drift' must be")]
    [DataRow("\"drift\": 40", "\"epochs\": 3", "unknown key 'anomaly.learning.epochs'")]
    public void Train_LimitsThatCannotBe_AreRefusedInOneLine(string sound, string limit, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", Recipe.Replace(sound, limit, StringComparison.Ordinal));
        folder.Write("d.csv", Readings(2000, 1, 1));

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.BadRecipe, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void TrainAnomaly_LimitsThatCannotBe_AreRefused()
    {
        LearningOptions[] wrong =
        [
            new() { Examples = 0 }, new() { Calibration = 98 }, new() { Drift = double.NaN }, new() { Refuse = 0 }, new() { Refused = 1.1 }, new() { Saturated = -0.1 }, new() { Weight = 65536 },
        ];
        var data = Dataset.FromRows([[1f], [2f]], ["a", "b"], classNames: ["a", "b"]);
        foreach (LearningOptions limits in wrong)
        {
            Assert.ThrowsExactly<ArgumentException>(() => Experiment.TrainAnomaly(data, new TrainingOptions { Anomaly = new AnomalyOptions { Learning = limits } }));
        }
    }

    [TestMethod]
    public void Train_WithoutLearning_HasNoSection()
    {
        using var folder = new TemporaryFolder();
        byte[] learns = File.ReadAllBytes(Train(folder, Recipe));
        byte[] plain = File.ReadAllBytes(Train(folder, Recipe[..Recipe.IndexOf(", \"learning\"", StringComparison.Ordinal)] + " } }"));

        Assert.AreEqual(plain.Length + 36, learns.Length);
        Assert.IsFalse(Learner.CanLearn(plain));
        Assert.IsTrue(Learner.CanLearn(learns));
    }

    [TestMethod]
    public void Learn_GaussianMixtureWithWidths_CommitsAModelThatIsExact()
    {
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 400).Select(_ => (float[])[(float)(20 + (4 * random.NextDouble())), (float)(9 * random.NextDouble())])];
        TrainedAnomaly trained = Experiment.TrainAnomaly(
            Dataset.FromRows(rows, [.. rows.Select((_, e) => e == 0 ? "b" : "a")], classNames: ["a", "b"]),
            new TrainingOptions { Anomaly = new AnomalyOptions { Kind = AnomalyKind.GaussianMixture, Learning = new LearningOptions { Examples = 150, Calibration = 100, Widths = true } } });
        var learner = new Learner(trained.Bytes.ToArray());
        while (learner.State < LearningState.Ready)
        {
            learner.Learn([(float)(21 + (4.5 * random.NextDouble())), (float)(5 * random.NextDouble())]);
        }

        Assert.AreEqual(LearningState.Ready, learner.State);
        var model = Model.Load(learner.File[..learner.Commit()]);
        Assert.IsTrue(model.SelfTest());
        Assert.IsTrue(trained.Device.Classify([25.3f, 2f]));
        Assert.IsFalse(model.Classify([25.3f, 2f]));
        Assert.IsTrue(model.Classify([25.3f, 8f]));
    }

    private static byte[] ByHand(byte[] file, string readings)
    {
        var learner = new Learner(file);
        var pipeline = Pipeline.Load(file);
        float[] features = new float[learner.InputCount];
        foreach (string row in readings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            int[] counts = [.. row.Split(',').Select(cell => (int)Math.Round(1000 * double.Parse(cell, CultureInfo.InvariantCulture)))];
            if (pipeline.Add(counts))
            {
                pipeline.CopyFeatures(features);
                learner.Learn(features);
            }
        }

        return learner.File[..learner.Commit()];
    }

    private static string Train(TemporaryFolder folder, string recipe)
    {
        folder.Write("recipe.json", recipe);
        folder.Write("d.csv", Readings(16_000, 1, 1));
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        return folder.Combine("pump.edgenet");
    }

    // Vibration at two frequencies, of which a machine has an amplitude.
    private static string Readings(int count, int seed, double amplitude)
    {
        var random = new Random(seed);
        return "x,y\n" + string.Concat(Enumerable.Range(0, count).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $"{0.1 + (amplitude * ((0.2 * Math.Sin(n * 0.7)) + (0.1 * random.NextDouble()))):F3},{amplitude * ((0.1 * Math.Sin(n * 1.3)) + (0.1 * random.NextDouble())):F3}\n")));
    }
}
