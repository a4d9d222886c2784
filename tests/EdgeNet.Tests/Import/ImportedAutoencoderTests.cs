using System.Globalization;
using EdgeNet.Cli;
using EdgeNet.DeviceTests;
using EdgeNet.Files;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Import;

/// <summary>Autoencoders of other frameworks as anomaly models.</summary>
[TestClass]
public class ImportedAutoencoderTests
{
    [TestMethod]
    public void ImportAnomaly_SmallAutoencoder_ScoresBySquaredErrorInTheUnitsOfTheInputs()
    {
        using var folder = new TemporaryFolder();
        string path = Save(folder, Projection());
        float[][] rows = Plane();

        TrainedAnomaly model = Experiment.ImportAnomaly(path, rows);

        Assert.IsTrue(model.Device.SelfTest());
        Assert.AreEqual((AnomalyKind.Autoencoder, 2), (model.Kind, model.Device.LayerCount));
        Assert.AreEqual("net", model.Name);
        foreach (float[] row in rows)
        {
            Assert.AreEqual(Error(row), model.Device.Logit(row) * model.SquaredErrorPerStep, 0.5 + (0.15 * Error(row)));
        }

        float[] beside = [10, -10, 50, 50];
        Assert.IsTrue(model.Device.Classify(beside));
        Assert.AreEqual(Error(beside), model.Device.Logit(beside) * model.SquaredErrorPerStep, 0.1 * Error(beside));
        Assert.IsFalse(model.Device.Classify([10, 10, 50, 50]));
        Assert.AreEqual(1, model.Device.Probability(model.Device.LogitThreshold), 1e-6);
    }

    [TestMethod]
    public void ImportAnomaly_WithLabels_JudgesByWhatIsUnusual()
    {
        using var folder = new TemporaryFolder();
        float[][] normal = Plane();
        float[][] odd = [.. normal.Take(60).Select(row => (float[])[row[0], -row[1], row[2], row[3]])];
        var data = Dataset.FromRows([.. normal, .. odd], [.. normal.Select(_ => "fine"), .. odd.Select(_ => "worn")], classNames: ["fine", "worn"]);

        TrainedAnomaly model = Experiment.ImportAnomaly(Save(folder, Projection()), data, new TrainingOptions { Name = "small", Anomaly = new AnomalyOptions { FalseAlarms = 0.05 } });

        Assert.AreEqual("small", model.Name);
        Assert.IsGreaterThan(0.9, model.Scores[^1].Auc);
        Assert.AreEqual("worn", model.Scores[^1].Kinds.Single().Name);
    }

    [TestMethod]
    [DataRow("outputs", "takes 4 inputs and gives 3 numbers")]
    [DataRow("classes", "takes 4 inputs and gives classes")]
    [DataRow("relu", "ends with relu")]
    [DataRow("other", "its outputs are not its inputs")]
    public void ImportAnomaly_NetworkThatReconstructsNothing_IsRefused(string kind, string expected)
    {
        using var folder = new TemporaryFolder();
        OnnxGraph graph = kind switch
        {
            "outputs" => new OnnxGraph().Input("x", -1, 4).Gemm("x", "y", 4, 3).Output("y"),
            "classes" => new OnnxGraph().Input("x", -1, 4).Gemm("x", "z", 4, 4).Node("Softmax", "z", "y").Output("y"),
            "relu" => new OnnxGraph().Input("x", -1, 4).Gemm("x", "z", 4, 4).Node("Relu", "z", "y").Output("y"),
            _ => new OnnxGraph().Input("x", -1, 4).Gemm("x", "h", 4, 3).Gemm("h", "y", 3, 4).Output("y"),
        };

        InputException refused = Assert.ThrowsExactly<InputException>(() => Experiment.ImportAnomaly(Save(folder, graph), Plane()));

        Assert.Contains(expected, refused.Message);
    }

    [TestMethod]
    public void ImportAnomaly_RowsOfAnotherKind_WarnsThatTheMeanIsAsGood()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 200).Select(_ => (float[])[random.NextSingle(), -random.NextSingle(), random.NextSingle(), -random.NextSingle()])];

        Assert.Contains("reconstructs the rows no better than the mean of each input", string.Join(' ', Experiment.ImportAnomaly(Save(folder, Projection()), rows).Warnings));
    }

    [TestMethod]
    public void Import_Anomaly_WritesTheModelAndRefusesWhatItHasNoFormFor()
    {
        using var folder = new TemporaryFolder();
        string path = Save(folder, Projection());
        folder.Write("rows.csv", Table(Plane(), label: null));

        CliRun run = CliRun.Of("import", path, "--data", folder.Combine("rows.csv"), "--anomaly");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("Gives its inputs again: an anomaly model, whose score is the squared error.", run.Output);
        Assert.MatchesRegex(@"Of all 400 rows the device's mean squared error is \S+, from \S+ to \S+ a row; it is the distance times \S+, and \S+ at the threshold\.", run.Output);
        Assert.Contains("Self-test: 4 of 4 golden vectors exact.", CliRun.Of("inspect", folder.Combine("net.edgenet")).Output);
        foreach (string form in (string[])["--csharp", "--c", "--onnx-integer", "--onnx"])
        {
            CliRun export = CliRun.Of("export", folder.Combine("net.edgenet"), form);
            Assert.AreEqual(ExitCode.BadInput, export.ExitCode, form);
            Assert.HasCount(1, export.Error.TrimEnd().Split('\n'));
        }

        CliRun labelled = CliRun.Of("import", path, "--data", folder.Combine("rows.csv"), "--anomaly", "--label", "a");
        Assert.AreNotEqual(ExitCode.Success, labelled.ExitCode);
        Assert.Contains("--label does not go with --anomaly", labelled.Error);
    }

    [TestMethod]
    public void Import_RecipeOfAnAnomaly_TakesItsShareOfFalseAlarmsAndItsLabels()
    {
        using var folder = new TemporaryFolder();
        string path = Save(folder, Projection());
        folder.Write("d.csv", Table(Plane(), label: "fine") + string.Concat(Plane().Take(50).Select(row => FormattableString.Invariant($"{row[0]},{-row[1]},{row[2]},{row[3]},worn\n"))));
        folder.Write("recipe.json", """{ "name": "pump", "data": "d.csv", "label": "state", "classes": ["fine", "worn"], "task": "anomaly", "anomaly": { "falseAlarms": 0.1 } }""");

        CliRun run = CliRun.Of("import", path, "--recipe", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("10 % false alarms", run.Output);
        Assert.MatchesRegex(@"│ test  │     60 │", run.Output);
    }

    [TestMethod]
    public void ImportAnomaly_AutoencoderOfMlPerfTiny_KeepsItsErrorAndIsTheSameInEveryForm()
    {
        const double Published = 9.4913;
        string path = ImportFiles.Shared("mlperf-ad", "model_ToyCar.hdf5");
        float[][] rows = ImportFiles.ToyCarWindows();

        TrainedAnomaly model = Experiment.ImportAnomaly(path, rows, new TrainingOptions { Name = "ToyCar", Anomaly = new AnomalyOptions { FalseAlarms = 0.05 } });

        int[] distances = [.. rows.Select(row => model.Device.Logit(row))];
        Assert.AreEqual(Published, distances.Average() * model.SquaredErrorPerStep, 0.01 * Published);
        Assert.IsGreaterThan(0.97, model.Model.Agreement!.Correlation);
        Assert.IsLessThan(0.03, model.Model.Agreement.Difference);
        byte[] bytes = model.Bytes.ToArray();
        Model[] forms = [Model.Load(bytes, ModelMemory.Packed), Model.Load(bytes, ModelMemory.Bytes), Model.Open(new ArrayStorage(bytes))];
        foreach (Model form in forms)
        {
            Assert.IsTrue(form.SelfTest());
            Assert.AreSequenceEqual(distances, rows.Select(row => form.Logit(row)));
        }
    }

    // Onto the plane of (1, 1, 0, 0) and (0, 0, 1, 1).
    private static OnnxGraph Projection() => new OnnxGraph().Input("x", -1, 4)
        .Floats("down", [4, 2], 0.5f, 0, 0.5f, 0, 0, 0.5f, 0, 0.5f).Node("MatMul", "x down", "code").Node("Relu", "code", "kept")
        .Floats("up", [2, 4], 1, 1, 0, 0, 0, 0, 1, 1).Node("MatMul", "kept up", "y").Output("y");

    private static double Error(float[] row)
    {
        (double a, double b) = (Math.Max(0, (row[0] + row[1]) / 2), Math.Max(0, (row[2] + row[3]) / 2));
        return (Math.Pow(row[0] - a, 2) + Math.Pow(row[1] - a, 2) + Math.Pow(row[2] - b, 2) + Math.Pow(row[3] - b, 2)) / 4;
    }

    private static float[][] Plane()
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 400).Select(_ => Row(8 + (15 * random.NextSingle()), 20 + (60 * random.NextSingle())))];

        float[] Row(float a, float b) => [a + Noise(), a + Noise(), b + Noise(), b + Noise()];

        float Noise() => 12 * (random.NextSingle() - 0.5f);
    }

    private static string Table(float[][] rows, string? label) =>
        string.Concat(rows.Select(row => string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))) + (label is null ? "\n" : $",{label}\n")).Prepend(label is null ? "a,b,c,d\n" : "a,b,c,d,state\n"));

    private static string Save(TemporaryFolder folder, OnnxGraph graph)
    {
        File.WriteAllBytes(folder.Combine("net.onnx"), graph.ToBytes());
        return folder.Combine("net.onnx");
    }
}
