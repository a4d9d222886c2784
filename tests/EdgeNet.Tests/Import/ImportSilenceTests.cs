using System.Globalization;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Import;

/// <summary>What went wrong without a word when imports were tried on other people's networks and data.</summary>
[TestClass]
public class ImportSilenceTests
{
    private const int Rows = 150;

    [TestMethod]
    public void Expect_SmallOutputs_AreComparedByTheirOwnExtent()
    {
        using TemporaryFolder folder = Folder(Dense(2, 2, 1e-4f, 0, 0, 2e-4f), Table(2));
        folder.Write("zeros.csv", string.Concat(Enumerable.Repeat("0,0\n", Rows)));
        CliRun run = Import(folder, "--expect", folder.Combine("zeros.csv"));
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.Contains("nothing was written", run.Error);
        Assert.IsFalse(File.Exists(folder.Combine("net.edgenet")));
    }

    [TestMethod]
    public void Expect_ProbabilitiesOfANetworkOfLogits_AreUnderstood()
    {
        using TemporaryFolder folder = Folder(Dense(2, 3, 1, 0, 0, 1, -1, -1), Table(2));
        folder.Write("p.csv", string.Concat(Features(2).Select(row =>
        {
            double[] powers = [.. ((double[])[row[0], row[1], -row[0] - row[1]]).Select(Math.Exp)];
            return string.Join(',', powers.Select(power => (power / powers.Sum()).ToString("R", CultureInfo.InvariantCulture))) + "\n";
        })));
        CliRun run = Import(folder, "--classes", "a,b,c", "--expect", folder.Combine("p.csv"));
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("agrees with p.csv", run.Output);
    }

    [TestMethod]
    public void Outputs_BeyondFloat_AreRefused()
    {
        using TemporaryFolder folder = Folder(Dense(2, 2, 3e38f, 3e38f, 1, 1), "a,b\n" + string.Concat(Enumerable.Repeat("9,8\n7,-3\n", 60)));
        CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv")).ShouldFail(
            ExitCode.BadInput, $"{folder.Combine("net.onnx")}: gives no finite number for row 1 of the data; check the values and their unit.");
    }

    [TestMethod]
    public void Classes_InAnotherOrderThanTheFile_LabelByName()
    {
        using TemporaryFolder folder = Folder(Dense(2, 3, 1, 0, 0, 1, -1, -1).Node("Softmax", "y", "p"), Table(2), "p", ["idle", "walk", "run"]);
        CliRun run = Import(folder, "--classes", "run,idle,walk");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("Gives classes: run, idle, walk.", run.Output);
        Assert.MatchesRegex(@"│ train +│ +\d+ │ +(100\.0|99\.\d) % │", run.Output);
    }

    [TestMethod]
    [DataRow("off,on", null, 0.9)]
    [DataRow("on,off", null, 0.1)]
    [DataRow("off,on", "0.5", 0.5)]
    public void Threshold_OfTheFile_IsThatOfItsSecondClass(string classes, string? given, double expected)
    {
        OnnxGraph graph = Dense(2, 1, 2, -1).Node("Sigmoid", "y", "p");
        graph.Model.MetadataProps.Add(new EdgeNet.Interchange.Onnx.StringStringEntryProto { Key = "edgenet.threshold", Value = "0.9" });
        using TemporaryFolder folder = Folder(graph, Table(2), "p", ["off", "on"]);
        CliRun run = Import(folder, ["--classes", classes, .. given is null ? (string[])[] : ["--threshold", given]]);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Model model = Model.Load(File.ReadAllBytes(folder.Combine("net.edgenet")));
        Assert.AreEqual(expected, model.Threshold, 0.001);
        Assert.MatchesRegex(@"│ train +│ +\d+ │ +(100\.0|9[89]\.\d) % │", run.Output, "the float network is asked at the same threshold");
        Assert.AreEqual(classes, $"{model.LabelOf(0)},{model.LabelOf(1)}");
    }

    [TestMethod]
    public void Classes_WithOtherNamesThanTheFile_AreThoseOfTheUser()
    {
        using TemporaryFolder folder = Folder(Dense(2, 3, 1, 0, 0, 1, -1, -1).Node("Softmax", "y", "p"), Table(2), "p", ["0", "1", "2"]);
        CliRun run = Import(folder, "--classes", "idle,walk,run");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("Gives classes: idle, walk, run.", run.Output);
    }

    [TestMethod]
    public void Label_OfTextsAndOneLinearOutput_IsThatOfALogit()
    {
        using TemporaryFolder folder = Folder(Dense(2, 1, 2, -1), "a,b,state\n" + string.Concat(Features(2).Select(row => $"{Line(row)},{((2 * row[0]) - row[1] >= 0 ? "ok" : "bad")}\n")));
        CliRun run = Import(folder, "--label", "state");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("Gives classes: bad, ok.", run.Output);
        Assert.Contains("100.0 %", run.Output);
    }

    [TestMethod]
    public void Label_OfTwoNumbersAndOneLinearOutput_IsNoted()
    {
        using TemporaryFolder folder = Folder(Dense(2, 1, 2, -1), "a,b,fault\n" + string.Concat(Features(2).Select(row => $"{Line(row)},{((2 * row[0]) - row[1] >= 0 ? 1 : 0)}\n")));
        CliRun run = Import(folder, "--label", "fault");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("say --classes 0,1.", Joined(run));
        Assert.Contains("no better than its mean does", Joined(run));
    }

    [TestMethod]
    public void Table_WithTheCountOfItsColumnsForAHeader_IsRefused()
    {
        using TemporaryFolder folder = Folder(Dense(3, 1, 1, 1, 1), "0,1,2\n" + string.Concat(Features(3).Select(row => Line(row) + "\n")));
        CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv")).ShouldFail(
            ExitCode.BadInput, "d.csv, line 1: counts 0, 1, 2, …, as the names that pandas gives to columns; name the columns, or write the table without this line.");
    }

    [TestMethod]
    public void Program_ImportsWithTheSameWarnings()
    {
        using TemporaryFolder folder = Folder(Dense(2, 3, 1, 0, 0, 1, -1, -1), Table(2));
        double[][] rows = Features(2);
        string[] labels = [.. rows.Select(row => Array.IndexOf([row[0], row[1], -row[0] - row[1]], Math.Max(Math.Max(row[0], row[1]), -row[0] - row[1])) switch { 0 => "c", 1 => "a", _ => "b" })];
        Dataset data = Dataset.FromRows([.. rows.Select(row => (float[])[.. row.Select(value => (float)value)])], labels);
        TrainedModel model = Experiment.Import(folder.Combine("net.onnx"), data);
        Assert.IsTrue(model.Warnings.Any(warning => warning.Contains("the order of the classes looks wrong", StringComparison.Ordinal)), string.Join('\n', model.Warnings));
    }

    [TestMethod]
    public void Export_OntoANetworkOfAnotherFramework_IsRefused()
    {
        using TemporaryFolder folder = Folder(Dense(2, 2, 1, 0, 0, 1), Table(2));
        Assert.AreEqual(ExitCode.Success, Import(folder, "--checkpoint").ExitCode);
        byte[] original = File.ReadAllBytes(folder.Combine("net.onnx"));
        CliRun.Of("export", folder.Combine("net.edgenet"), "--onnx").ShouldFail(
            ExitCode.BadInput, $"{folder.Combine("net.onnx")}: is a file that EdgeNet did not write, and would be lost; name another folder, or move it.");
        CollectionAssert.AreEqual(original, File.ReadAllBytes(folder.Combine("net.onnx")));
    }

    [TestMethod]
    public void Class_OfAnEarlierModel_DoesNotStay()
    {
        using TemporaryFolder folder = Folder(Dense(2, 2, 1, 0, 0, 1), Table(2));
        Assert.AreEqual(ExitCode.Success, Import(folder).ExitCode);
        OnnxGraph large = new OnnxGraph().Input("x", -1, 2).Gemm("x", "h", 2, 220).Node("Relu", "h", "a").Gemm("a", "i", 220, 220).Node("Relu", "i", "b").Gemm("b", "y", 220, 1).Output("y");
        File.WriteAllBytes(folder.Combine("net.onnx"), large.ToBytes());
        CliRun run = Import(folder, "--aware-epochs", "0");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.StartsWith("#error", File.ReadAllText(folder.Combine("NetModel.cs")));
    }

    [TestMethod]
    public void Training_OfImportedIntegers_LearnsTheFloatNetwork()
    {
        using TemporaryFolder folder = Folder(Dense(2, 1, 0.6f, -0.4f).Node("Sigmoid", "y", "p"), Table(2), "p");
        string path = folder.Combine("net.onnx");
        float[][] rows = [.. Features(2).Select(row => (float[])[.. row.Select(value => (float)value)])];
        TrainedModel plain = Experiment.Import(path, rows), tuned = Experiment.Import(path, rows, new TrainingOptions { Name = "m", WeightBits = 4 });
        double worst = rows.Max(row => Math.Abs(plain.Device.Predict(row) - tuned.Device.Predict(row)));
        Assert.IsLessThan(0.1, worst, "hard labels would have made it surer than the network is");
    }

    private static OnnxGraph Dense(int inputs, int units, params float[] weights) => new OnnxGraph().Input("x", -1, inputs)
        .Floats("w", [units, inputs], weights).Node("Gemm", "x w", "y", ("transB", 1));

    private static TemporaryFolder Folder(OnnxGraph graph, string table, string output = "y", string[]? labels = null)
    {
        var folder = new TemporaryFolder();
        graph.Output(output);
        if (labels is not null)
        {
            graph.Model.MetadataProps.Add(new EdgeNet.Interchange.Onnx.StringStringEntryProto { Key = "edgenet.labels", Value = System.Text.Json.JsonSerializer.Serialize(labels) });
        }

        File.WriteAllBytes(folder.Combine("net.onnx"), graph.ToBytes());
        folder.Write("d.csv", table);
        return folder;
    }

    private static CliRun Import(TemporaryFolder folder, params string[] more) =>
        CliRun.Of(["import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), .. more]);

    private static double[][] Features(int columns)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, Rows).Select(_ => (double[])[.. Enumerable.Range(0, columns).Select(_ => Math.Round((random.NextDouble() * 4) - 2, 3))])];
    }

    private static string Table(int columns) => string.Join(',', "abc".Take(columns)) + "\n" + string.Concat(Features(columns).Select(row => Line(row) + "\n"));

    private static string Line(double[] row) => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    private static string Joined(CliRun run) => string.Join(' ', run.Output.Split((string[])["\r\n", "\n", " "], StringSplitOptions.RemoveEmptyEntries));
}
