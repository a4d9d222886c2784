using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Import;

/// <summary>A network that goes out as ONNX and comes back is the same model, byte for byte; and training goes on from it.</summary>
[TestClass]
public class RoundTripTests
{
    // Error codes are held, a column stands still, another lies far from 0: all that a standardisation has.
    private static string Rows(int count, Func<Random, int, string> label) => string.Join('\n', Enumerable.Range(0, count).Select(r =>
    {
        var random = new Random(r);
        string code = r % 29 == 7 ? "65535" : $"{400 + random.Next(200) + (r % 3 * 90)}";
        return FormattableString.Invariant($"{code},7,{101325 + (random.NextDouble() * 3) + (r % 3):R},{random.NextDouble() - (r % 3 * 0.4):R},{label(random, r)}");
    }).Prepend("adc,still,pressure,tilt,truth"));

    [TestMethod]
    [DataRow("""[{ "units": 5 }]""", 2, "")]
    [DataRow("""[{ "units": 5, "activation": "leaky-relu" }]""", 3, "")]
    [DataRow("""[{ "units": 4, "activation": "tanh" }, { "units": 3, "activation": "sigmoid" }]""", 2, """, "threshold": { "by": "f1" }""")]
    [DataRow("""[{ "units": 6, "activation": "prelu", "batchNormalization": true }]""", 3, """, "quantization": { "weightBits": "auto", "awareEpochs": 5 }""")]
    [DataRow("""[{ "units": 4, "activation": "linear" }, { "units": 3 }]""", 2, """, "inputs": "range" """)]
    [DataRow("[]", 3, "")]
    public void Import_OfItsOwnExport_GivesTheSameBytes(string hidden, int classes, string more)
    {
        using var folder = new TemporaryFolder();
        string[] names = ["low", "mid", "high"];
        folder.Write("d.csv", Rows(240, (_, r) => names[r % 3 % classes]));
        string list = string.Join(", ", names.Take(classes).Select(name => $"\"{name}\""));
        folder.Write("recipe.json", $$"""{ "name": "m", "data": "d.csv", "label": "truth", "classes": [{{list}}], "hidden": {{hidden}}, "training": { "epochs": 20 }{{more}} }""");
        ShouldComeBack(folder);
    }

    [TestMethod]
    [DataRow("linear")]
    [DataRow("relu")]
    public void Import_OfARegression_GivesTheSameBytes(string output)
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", Rows(200, (random, r) => FormattableString.Invariant($"{1000 + (250 * (r % 3)) + (20 * random.NextDouble()):R}")));
        folder.Write("recipe.json", $$"""{ "name": "m", "data": "d.csv", "label": "truth", "output": "{{output}}", "hidden": [{ "units": 6 }], "training": { "epochs": 20 } }""");
        ShouldComeBack(folder);
    }

    [TestMethod]
    public void Import_WithTheRecipe_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        Succeed("train", folder.Path, "--checkpoint");
        Succeed("import", folder.Combine("m.float.onnx"), "--recipe", folder.Path, "--out", folder.Combine("again"));
        CollectionAssert.AreEqual(File.ReadAllBytes(folder.Combine("m.edgenet")), File.ReadAllBytes(folder.Combine("again/m.edgenet")));
    }

    [TestMethod]
    public void Import_OfAProgramsExport_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 90).Select(r => (float[])[(float)random.NextDouble() + (r % 2), (float)random.NextDouble() * 1e-3f])];
        Dataset data = Dataset.FromRows(rows, [.. rows.Select((_, r) => r % 2 == 0 ? "off" : "on")]);
        var options = new TrainingOptions { Name = "m", Hidden = [4], Epochs = 15, Seed = 4 };
        TrainedModel model = Experiment.Train(data, options);
        model.SaveOnnx(folder.Combine("m.onnx"));
        CollectionAssert.AreEqual(model.Bytes.ToArray(), Experiment.Import(folder.Combine("m.onnx"), data, options).Bytes.ToArray());
    }

    [TestMethod]
    public void Train_FromACheckpoint_BeginsWithItsNetwork()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        Succeed("train", folder.Path, "--checkpoint");
        CliRun run = Succeed("train", folder.Path, "--from", folder.Combine("m.float.onnx"), "--set", "training.learningRate=1e-30", "--out", folder.Combine("on"));
        Assert.Contains("Going on from ", run.Output);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder.Combine("m.edgenet")), File.ReadAllBytes(folder.Combine("on/m.edgenet")), "steps of nearly 0 change nothing");

        CliRun wild = Succeed("train", folder.Path, "--from", folder.Combine("m.float.onnx"), "--set", "training.learningRate=3", "--set", "training.epochs=3", "--out", folder.Combine("wild"));
        Assert.Contains("which was kept", wild.Output);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder.Combine("m.edgenet")), File.ReadAllBytes(folder.Combine("wild/m.edgenet")), "no epoch was better");
    }

    [TestMethod]
    public void Train_FromANetworkOfOtherLayers_SaysSo()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        Succeed("train", folder.Path, "--checkpoint");
        CliRun run = Succeed("train", folder.Path, "--from", folder.Combine("m.float.onnx"), "--set", "hidden=[{\"units\":7}]", "--set", "training.epochs=2", "--out", folder.Combine("on"));
        Assert.Contains("Warning: The layers are those of the file, and not those of the recipe: 2-7 relu-1 sigmoid.", run.Output);
    }

    [TestMethod]
    public void Export_Onnx_NeedsTheCheckpointOfThisModel()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        Succeed("train", folder.Path);
        string model = folder.Combine("m.edgenet");
        CliRun.Of("export", model, "--onnx").ShouldFail(
            ExitCode.BadInput, $"{model}: holds integers alone, and m.float.onnx is not beside it; 'edgenet train --checkpoint' and 'edgenet import --checkpoint' keep the float network there. --onnx-integer needs none.");
        Succeed("train", folder.Path, "--checkpoint");
        Succeed("export", model, "--onnx", "--onnx-integer", "--output", folder.Path);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder.Combine("m.float.onnx")), File.ReadAllBytes(folder.Combine("m.onnx")));
        Assert.IsTrue(File.Exists(folder.Combine("m.int8.onnx")));

        Succeed("train", folder.Path, "--seed", "9");
        CliRun.Of("export", model, "--onnx").ShouldFail(
            ExitCode.BadInput, $"{folder.Combine("m.float.onnx")}: is the float network of another model than m.edgenet; train again with --checkpoint.");
    }

    private static void ShouldComeBack(TemporaryFolder folder)
    {
        Succeed("train", folder.Path, "--checkpoint");
        string model = folder.Combine("m.edgenet");
        Succeed("export", model, "--onnx");
        Succeed("import", folder.Combine("m.onnx"), "--data", folder.Combine("d.csv"), "--out", folder.Combine("again"));
        CollectionAssert.AreEqual(File.ReadAllBytes(model), File.ReadAllBytes(folder.Combine("again/m.edgenet")));
    }

    private static CliRun Succeed(params string[] args)
    {
        CliRun run = CliRun.Of(args);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        return run;
    }
}
