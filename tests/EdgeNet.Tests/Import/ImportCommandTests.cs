using System.Globalization;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;

namespace EdgeNet.Tests.Import;

/// <summary>The command <c>edgenet import</c>.</summary>
[TestClass]
public class ImportCommandTests
{
    private const int Rows = 300;

    [TestMethod]
    public void Import_TableWithoutLabels_WritesTheModelAndJudgesByTheFloatNetwork()
    {
        using TemporaryFolder folder = Regression();

        CliRun run = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("net: ONNX by test, 3-4-2 (relu, linear).", run.Output);
        Assert.Contains("Gives quantities: y1, y2.", run.Output);
        Assert.Contains("without labels, so that int8 is judged by the float network's own answers; dev", run.Output);
        Assert.Contains("The int8 model, run by the device library, beside the float network:", run.Output);
        Assert.Contains("Golden vectors: 4 of 4 exact on the device library.", run.Output);
        Assert.DoesNotContain("Warning: d.csv", run.Output);
        CollectionAssert.AreEqual((string[])["d.csv", "net.edgenet", "net.onnx", "NetModel.cs", "NetModel.Golden.cs"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Import_TableWithoutHeader_GivesTheSameModel()
    {
        using TemporaryFolder folder = Regression();
        folder.Write("plain.csv", string.Join('\n', File.ReadLines(folder.Combine("d.csv")).Skip(1)) + "\n");

        Assert.AreEqual(ExitCode.Success, CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("plain.csv"), "--out", folder.Combine("plain"), "--name", "m").ExitCode);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--out", folder.Combine("named"), "--name", "m").ExitCode);

        Assert.HasCount(Rows + 1, Answers("named", "d.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.AreEqual(Answers("named", "d.csv"), Answers("plain", "plain.csv"));
        Assert.AreEqual(Answers("named", "d.csv"), Answers("plain", "d.csv"), "the order counts where the names are numbers");

        string Answers(string name, string table) => CliRun.Of("run", folder.Combine(Path.Combine(name, "m.edgenet")), folder.Combine(table)).Output;
    }

    [TestMethod]
    public void Import_ExpectedOutputs_AreCompared()
    {
        using TemporaryFolder folder = Regression();
        folder.Write("good.csv", Outputs(folder, shift: 0));
        folder.Write("bad.csv", Outputs(folder, shift: 0.01));
        folder.Write("few.csv", "1,2\n");

        CliRun good = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--expect", folder.Combine("good.csv"), "--out", folder.Combine("out"));
        CliRun bad = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--expect", folder.Combine("bad.csv"), "--out", folder.Combine("none"));
        CliRun few = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--expect", folder.Combine("few.csv"), "--out", folder.Combine("none"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (good.Error, good.ExitCode));
        Assert.MatchesRegex(@"The float network agrees with good\.csv: 300 rows, largest difference \d\.\dE-0[678]\.", good.Output);
        Assert.AreEqual(ExitCode.BadInput, bad.ExitCode);
        Assert.MatchesRegex(@"^edgenet: bad\.csv: output 1 of row 1 is \S+, and the network, as it was read, gives \S+; nothing was written\. Check that both tables have the same rows; if they have, please report this file\.\r?\n$", bad.Error);
        Assert.AreEqual(ExitCode.BadInput, few.ExitCode);
        Assert.Contains("few.csv: has 1 rows of 2 outputs, and the network gives 300 of 2; name the outputs of the same rows.", few.Error);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Combine("none")));
    }

    [TestMethod]
    public void Import_LabelledTable_JudgesByTheClassesThatTheFileNames()
    {
        using TemporaryFolder folder = Classes(["low", "mid", "top"]);

        CliRun run = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--label", "kind");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("Gives classes: low, mid, top.", run.Output);
        Assert.Contains("with labels, which only judge", run.Output);
        Assert.Contains("accuracy, float", run.Output);
        Assert.MatchesRegex(@"│ test +│ +45 │ +100\.0 % │ +\d+\.\d % │", run.Output);
        Assert.DoesNotContain("Warning: d.csv", run.Output);
    }

    [TestMethod]
    public void Import_ClassesOption_NamesLogits()
    {
        using TemporaryFolder folder = Classes(null);

        CliRun run = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--ignore", "kind", "--classes", "low,mid,top");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("Gives classes: low, mid, top.", run.Output);
        Assert.Contains("same decision", run.Output);
    }

    [TestMethod]
    public void Import_LabelsInAnotherOrderThanTheOutputs_IsWarnedAbout()
    {
        using TemporaryFolder folder = Classes(null, ["c", "a", "b"]);

        CliRun guessed = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--label", "kind", "--out", folder.Combine("1"));
        CliRun named = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--label", "kind", "--classes", "c,a,b", "--out", folder.Combine("2"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (guessed.Error, guessed.ExitCode));
        Assert.Contains("Note: The file does not name its classes; they were taken in this order: a, b, c. Name them with --classes if that is not the order of its outputs.", Joined(guessed));
        Assert.Contains("300 if its outputs are c, a, b: the order of the classes looks wrong. Name them in the order of the network's outputs, with --classes or in the recipe.", Joined(guessed));
        Assert.DoesNotContain("Warning: d.csv", named.Output);
    }

    [TestMethod]
    public void Import_OtherNumberOfColumns_SaysBoth()
    {
        using TemporaryFolder folder = Regression();
        folder.Write("wide.csv", "a,b,c,d\n" + string.Concat(Enumerable.Repeat("1,2,3,4\n", 30)));

        CliRun run = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("wide.csv"));

        run.ShouldFail(ExitCode.BadInput, $"{folder.Combine("net.onnx")}: takes 3 inputs, and wide.csv has 4 columns for them: a, b, c, d. Leave out what is no input, with --ignore or in the recipe, and name the label.");
    }

    [TestMethod]
    public void Import_NamedInputs_AreFoundInAnyOrder()
    {
        using var folder = new TemporaryFolder();
        OnnxGraph graph = new OnnxGraph().Input("speed", -1, 1).Input("count", -1, 1).Input("heat", -1, 1).Node("Concat", "speed count heat", "x", ("axis", 1)).Gemm("x", "h", 3, 4).Node("Relu", "h", "a").Gemm("a", "y", 4, 1).Output("y");
        File.WriteAllBytes(folder.Combine("net.onnx"), graph.ToBytes());
        double[][] rows = RandomRows(3, 5);
        folder.Write("one.csv", Table("speed,count,heat", rows));
        folder.Write("two.csv", Table("heat,extra,speed,count", [.. rows.Select(row => (double[])[row[2], 99, row[0], row[1]])]));

        foreach (string name in (string[])["one", "two"])
        {
            CliRun run = CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine(name + ".csv"), "--out", folder.Combine(name));
            Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        }

        CollectionAssert.AreEqual(File.ReadAllBytes(folder.Combine("one/net.edgenet")), File.ReadAllBytes(folder.Combine("two/net.edgenet")));
    }

    [TestMethod]
    public void Import_NamedInputsThatTheTableHasNot_NamesBoth()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine("net.onnx"), new OnnxGraph().Input("speed", -1, 1).Input("heat", -1, 1).Node("Concat", "speed heat", "x", ("axis", 1)).Gemm("x", "y", 2, 1).Output("y").ToBytes());
        folder.Write("d.csv", Table("speed,hot", RandomRows(2, 1)));

        CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"))
            .ShouldFail(ExitCode.BadInput, $"{folder.Combine("net.onnx")}: takes 'heat' as input 2, and d.csv has 'hot' there; rename the columns, or name them in the order of the inputs with --feature.");
    }

    [TestMethod]
    public void Import_DataInOtherUnits_IsWarnedAbout()
    {
        using var folder = new TemporaryFolder();
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 2).Floats("mean", [2], 20, 1).Floats("width", [2], 5, 0.5f).Node("Sub", "x mean", "c").Node("Div", "c width", "u").Gemm("u", "y", 2, 1).Output("y");
        File.WriteAllBytes(folder.Combine("net.onnx"), graph.ToBytes());
        folder.Write("d.csv", Table("a,b", [.. RandomRows(2, 5).Select(row => (double[])[(20 + row[0]) * 1000, 1 + (row[1] / 10)])]));

        Assert.MatchesRegex(
            @"Warning: d\.csv: column 'a': the values are [\d.E+]+ ± \d+, and the network scales by 20 and 5, as for values around that\. Check the unit and the order of the columns, and that the data is not scaled already\.",
            Joined(CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"))));
    }

    [TestMethod]
    public void Import_UnscaledDataForANetworkThatScalesNone_IsWarnedAbout()
    {
        using TemporaryFolder folder = Classes(["low", "mid", "top"], range: 5000);

        Assert.Contains(
            "The file scales no input: if the network was trained on scaled data, put the scaling in front of it, or scale the table.",
            Joined(CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv"), "--ignore", "kind")));
    }

    [TestMethod]
    public void Import_Recipe_GivesDataLabelAndParts()
    {
        using TemporaryFolder folder = Classes(["low", "mid", "top"]);
        folder.Write("recipe.json", """{ "name": "three", "data": "d.csv", "label": "kind", "classes": ["low", "mid", "top"], "split": { "dev": 0.25, "test": 0.25 } }""");

        CliRun run = CliRun.Of("import", folder.Combine("net.onnx"), "--recipe", folder.Combine("recipe.json"), "--out", folder.Combine("out"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("dev 75, test 75; seed 1.", run.Output);
        Assert.IsTrue(File.Exists(folder.Combine("out/net.edgenet")), "the name is that of the network: the recipe's own model stays");
    }

    [TestMethod]
    public void Import_NeitherDataNorRecipe_IsAUsageError() =>
        Assert.Contains("import needs either --data or --recipe: rows such as the device will see.", CliRun.Of("import", "net.onnx").Error);

    [TestMethod]
    public void Import_DamagedFile_IsOneLineAndBadInput()
    {
        using TemporaryFolder folder = Regression();
        File.WriteAllBytes(folder.Combine("net.onnx"), [1, 2, 3, 4]);

        CliRun.Of("import", folder.Combine("net.onnx"), "--data", folder.Combine("d.csv")).ShouldFail(ExitCode.BadInput, $"{folder.Combine("net.onnx")}: is no ONNX file, or is damaged; export or copy it again.");
    }

    [TestMethod]
    public void Import_KerasFile_WritesTheModel()
    {
        using var folder = new TemporaryFolder();
        string name = "keras213_norm_fun.keras";
        string[] lines = File.ReadAllLines(ImportFiles.Of(name + ".csv"));
        folder.Write("d.csv", Table(string.Join(',', lines[0].Split(',').Take(6)), RandomRows(6, 4)));

        CliRun run = CliRun.Of("import", ImportFiles.Of(name), "--data", folder.Combine("d.csv"), "--out", folder.Combine("keras.edgenet"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("Keras 2.13.1, 6-5-1 (relu, linear).", run.Output);
        Assert.IsTrue(File.Exists(folder.Combine("keras.edgenet")));
    }

    private static string Joined(CliRun run) => string.Join(' ', run.Output.Split((string[])["\r\n", "\n", " "], StringSplitOptions.RemoveEmptyEntries));

    private static TemporaryFolder Regression()
    {
        var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine("net.onnx"), Network().ToBytes());
        folder.Write("d.csv", Table("a,b,c", RandomRows(3, 5)));
        return folder;
    }

    private static OnnxGraph Network() => new OnnxGraph().Input("x", -1, 3).Gemm("x", "h", 3, 4).Node("Relu", "h", "a").Gemm("a", "y", 4, 2).Output("y");

    private static string Outputs(TemporaryFolder folder, double shift)
    {
        var network = Network().Read();
        double[][] rows = ImportFiles.Rows(folder.Combine("d.csv"), hasHeader: true);
        return Table("p,q", [.. rows.Select(row => ImportedForward.Of(network, row).Select(value => value + shift).ToArray())]);
    }

    // The class of a row is its largest number.
    private static TemporaryFolder Classes(string[]? names, string[]? labels = null, double range = 3)
    {
        var folder = new TemporaryFolder();
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3);
        graph = names is null
            ? graph.Floats("W", [3, 3], 2, 0, 0, 0, 2, 0, 0, 0, 2).Node("MatMul", "x W", "y").Output("y")
            : graph.Node(OnnxGraph.Ml, "LinearClassifier", "x", "label y", ("classlabels_strings", names), ("coefficients", (float[])[2, 0, 0, 0, 2, 0, 0, 0, 2]), ("intercepts", (float[])[0, 0, 0]), ("multi_class", 1), ("post_transform", "SOFTMAX"))
                .Output("label", Interchange.Onnx.TensorProto.Types.DataType.String).Output("y");
        File.WriteAllBytes(folder.Combine("net.onnx"), graph.ToBytes());
        labels ??= names ?? ["low", "mid", "top"];
        folder.Write("d.csv", "a,b,c,kind\n" + string.Concat(RandomRows(3, range).Select(row => $"{Line(row)},{labels[Array.IndexOf(row, row.Max())]}\n")));
        return folder;
    }

    private static double[][] RandomRows(int columns, double range)
    {
        var random = new Random(columns);
        return [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, columns).Select(_ => Math.Round(((random.NextDouble() * 2) - 1) * range, 4)).ToArray())];
    }

    private static string Table(string header, IEnumerable<double[]> rows) => header + "\n" + string.Concat(rows.Select(row => Line(row) + "\n"));

    private static string Line(double[] row) => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
