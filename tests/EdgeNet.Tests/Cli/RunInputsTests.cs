using EdgeNet.Cli;
using EdgeNet.Tests.Export;

namespace EdgeNet.Tests.Cli;

/// <summary>Rows that are not what the model was trained on: their columns are found by name, and what lies beyond is counted and named.</summary>
[TestClass]
public class RunInputsTests
{
    private const string Recipe = """
        { "name": "pump", "data": "d.csv", "label": "state", "classes": ["dry", "wet"], "training": { "epochs": 40 }, "split": { "dev": 0, "test": 0 } }
        """;

    [TestMethod]
    public void Run_ColumnsInAnotherOrder_GiveTheSameAnswers()
    {
        using TemporaryFolder folder = Trained(Recipe);
        string rows = folder.Write("rows.csv", "pressure,flow\n1.5,40\n1.2,12\n");
        string swapped = folder.Write("swapped.csv", "flow,pressure\n40,1.5\n12,1.2\n");

        CliRun expected = CliRun.Of("run", Model(folder), rows);
        Assert.AreEqual((ExitCode.Success, string.Empty), (expected.ExitCode, expected.Error));
        Assert.AreEqual(expected.Output, CliRun.Of("run", Model(folder), swapped).Output);
    }

    [TestMethod]
    public void Run_LabelThatIsAnInputToo_IsRefused()
    {
        using TemporaryFolder folder = Trained(Recipe);
        string rows = folder.Write("rows.csv", "flow,pressure,state\n40,1.5,1\n");

        CliRun.Of("run", Model(folder), rows, "--label", "state", "--feature", "flow", "--feature", "state").ShouldFail(
            ExitCode.BadInput, "'state' is named by --feature and by --label: a model must not see what it is compared with; remove it from one.");
    }

    [TestMethod]
    public void Run_FurtherColumnsAndABadCell_StillNamesTheColumns()
    {
        using TemporaryFolder folder = Trained(Recipe);

        CliRun cell = CliRun.Of("run", Model(folder), folder.Write("cell.csv", "time,flow,pressure\n17,much,1.5\n"));
        CliRun shape = CliRun.Of("run", Model(folder), folder.Write("shape.csv", "time,flow,pressure\n17,1.5\n"));

        Assert.StartsWith("Note: cell.csv, line 1: the column 'time' is no input of the model and left out.", cell.Error);
        Assert.Contains("edgenet: cell.csv, line 2, column 2 ('flow'): 'much'", cell.Error);
        Assert.StartsWith("edgenet: shape.csv, line 2", shape.Error);
    }

    [TestMethod]
    public void Run_FurtherColumns_AreLeftOutWithAWord()
    {
        using TemporaryFolder folder = Trained(Recipe);
        string rows = folder.Write("rows.csv", "pressure,flow\n1.5,40\n");
        string more = folder.Write("more.csv", "time,flow,pump,pressure\n17,40,3,1.5\n");

        CliRun run = CliRun.Of("run", Model(folder), more);
        Assert.AreEqual(CliRun.Of("run", Model(folder), rows).Output, run.Output);
        Assert.AreEqual(
            "Note: more.csv, line 1: the columns 'time', 'pump' are no inputs of the model and left out. If one of them is the class, name it with --label." + Environment.NewLine, run.Error);
        Assert.AreEqual(string.Empty, CliRun.Of("run", Model(folder), more, "--ignore", "time", "--ignore", "pump").Error);
    }

    [TestMethod]
    public void Run_MissingColumn_IsRefusedByName()
    {
        using TemporaryFolder folder = Trained(Recipe);
        string rows = folder.Write("rows.csv", "pressure,Flow\n1.5,40\n");

        CliRun.Of("run", Model(folder), rows).ShouldFail(
            ExitCode.BadInput,
            "rows.csv, line 1: no column is called 'flow', which is an input of the model 'pump'; it takes pressure, flow, and the file has pressure, Flow. Rename the column, or name one for each input, in the model's order, with --feature.");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("run", Model(folder), rows, "--feature", "pressure", "--feature", "Flow").ExitCode);
        CliRun.Of("run", Model(folder), folder.Combine("d.csv"), "--label", "flow").ShouldFail(
            ExitCode.BadInput, "'flow' is an input of the model 'pump': it can be named neither by --label nor by --ignore.");
    }

    [TestMethod]
    public void Run_ValuesBeyondTraining_AreCountedAndNamed()
    {
        using TemporaryFolder folder = Trained(Recipe);
        string rows = folder.Write("rows.csv", "pressure,flow\n1.5,40\n-9999,40\n1.5,5000\n1500,-3e9\n1.5,0.1\n");

        CliRun run = CliRun.Of("run", Model(folder), rows);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.AreEqual(
            "Warning: rows.csv: 3 of 5 rows have an input beyond what training saw: pressure in rows 2, 4 (as far as -9999; 1 to 2.9); flow in rows 3, 4 (as far as -3E+09; 1 to 58)." + Environment.NewLine,
            run.Error);
        OlderFile.Rewrite(Model(folder));
        CliRun older = CliRun.Of("run", Model(folder), rows);
        Assert.AreEqual((run.Output, string.Empty), (older.Output, older.Error));
    }

    [TestMethod]
    public void Run_ReadingsOutsideTheDeclaredRange_AreNamed()
    {
        using TemporaryFolder folder = Trained(Recipe.Replace("\"training\"", "\"readings\": { \"lowest\": 0, \"highest\": 1023 }, \"training\"", StringComparison.Ordinal), scale: 10);
        string rows = folder.Write("rows.csv", "pressure,flow\n20,400\n20,1024\n-1,65535\n");

        CliRun run = CliRun.Of("run", Model(folder), rows);
        Assert.StartsWith(
            "Warning: rows.csv: 2 of 3 rows have a reading outside the range that the model declares, which counts as the end of the range: flow in rows 2, 3 (as far as 65535; 0 to 1023); pressure in row 3 (as far as -1; 0 to 1023).",
            run.Error);
        string[] lines = run.Output.Split('\n');
        folder.Write("held.csv", "pressure,flow\n20,400\n20,1023\n0,1023\n");
        Assert.AreEqual(string.Join('\n', lines), CliRun.Of("run", Model(folder), folder.Combine("held.csv")).Output);
    }

    [TestMethod]
    public void Inspect_Model_ListsItsInputsAndWhatTrainingSaw()
    {
        using TemporaryFolder folder = Trained(Recipe);

        string output = CliRun.Of("inspect", Model(folder)).Output;
        Assert.MatchesRegex(@"1 . pressure . +1 . +2\.9", output);
        Assert.MatchesRegex(@"2 . flow +. +1 . +58", output);
    }

    [TestMethod]
    public void Evaluate_ExamplesFarBeyondTheirTrainingPart_AreCounted()
    {
        using TemporaryFolder folder = Trained(Recipe);
        string[] lines = File.ReadAllLines(folder.Combine("d.csv"));
        lines[7] = "400,30,wet";
        File.WriteAllLines(folder.Combine("d.csv"), lines);

        Assert.Contains("1.7 % of the test examples have an input beyond what the training part of their fold saw.", CliRun.Of("evaluate", folder.Path, "--folds", "5").Output);
    }

    private static string Model(TemporaryFolder folder) => folder.Combine("pump.edgenet");

    private static TemporaryFolder Trained(string recipe, int scale = 1)
    {
        var folder = new TemporaryFolder();
        folder.Write("recipe.json", recipe);
        IEnumerable<string> rows = Enumerable.Range(0, 58).Select(
            r => FormattableString.Invariant($"{(scale == 1 ? 1 + (r * 7 % 20 / 10.0) : r * 7 % 20)},{scale * (1 + r)},{(r < 29 ? "dry" : "wet")}"));
        folder.Write("d.csv", "pressure,flow,state\n" + string.Join('\n', rows) + "\n");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        return folder;
    }
}
