using System.Text.RegularExpressions;
using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

[TestClass]
public class TrainCommandTests
{
    private const string Recipe = """
        { "name": "m", "data": "d.csv", "label": "kind", "classes": ["no", "yes"], "training": { "epochs": 20 }, "split": { "dev": 0.25, "test": 0.25 } }
        """;

    private static readonly string WithReadings =
        Recipe.Replace(""" "classes":""", """ "readings": { "lowest": 0, "highest": 4095 }, "classes":""", StringComparison.Ordinal);

    [TestMethod]
    public void Train_Sonar_WritesTheModelAndShowsFloatAndInt8()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(TestData.SonarFolder, "sonar.csv"), folder.Combine("sonar.csv"));
        File.Copy(Path.Combine(TestData.SonarFolder, "recipe.json"), folder.Combine("recipe.json"));
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("sonar: 208 examples with 60 features; rock 97, mine 111.", run.Output);
        Assert.Contains("Training 60-12-1 (relu, sigmoid) on 144, dev 32, test 32; seed 1.", run.Output);
        Assert.Contains("epoch 15/150, cost ", run.Output);
        Assert.Contains("accuracy, float", run.Output);
        Assert.Contains("layer 1 weights to int8", run.Output);
        Assert.Contains("Golden vectors: 4 of 4 exact on the device library.", run.Output);
        CollectionAssert.AreEqual((string[])["edgenet.runs.jsonl", "recipe.json", "sonar.csv", "sonar.edgenet", "sonar.history.csv", "SonarModel.cs", "SonarModel.Golden.cs"], folder.FileNames.ToArray());
        Assert.IsTrue(Model.Load(File.ReadAllBytes(folder.Combine("sonar.edgenet"))).SelfTest());
        Assert.HasCount(151, File.ReadAllLines(folder.Combine("sonar.history.csv")));
    }

    [TestMethod]
    public void Train_Twice_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        WriteExamples(folder, rows: 60);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        byte[] first = File.ReadAllBytes(folder.Combine("m.edgenet"));
        File.Delete(folder.Combine("m.edgenet"));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);

        CollectionAssert.AreEqual(first, File.ReadAllBytes(folder.Combine("m.edgenet")));
    }

    [TestMethod]
    public void Train_ConstantColumn_TrainsWithAWarning()
    {
        using var folder = new TemporaryFolder();
        WriteExamples(folder, rows: 60);
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.Contains("Warning: d.csv: column 'same' has one value only", run.Output);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
    }

    [TestMethod]
    [DataRow("", "d.csv: the file is empty; its first line names the columns.")]
    [DataRow("a,kind\n", "d.csv: there is a header and no row; add examples below it.")]
    [DataRow("a,b\n1,no\n", "d.csv, line 1: no column is called 'kind'; there are a, b.")]
    [DataRow("a,kind\n1,no\n2x,yes\n", "d.csv, line 3, column 1 ('a'): '2x' is no number; write it like 0.25, or leave the column out.")]
    [DataRow("a,kind\n1,no\n,yes\n", "d.csv, line 3, column 1 ('a'): the cell is empty; fill it in or remove the row.")]
    [DataRow("a,kind\n1,no\n2,perhaps\n", "d.csv, line 3, column 2 ('kind'): unknown label 'perhaps'; the classes are 'no' and 'yes'. Correct the cell or the recipe.")]
    [DataRow("a,kind\n1,no\n2,no\n", "d.csv: no row is labelled 'yes', so there is nothing to tell apart; add examples of it.")]
    [DataRow("a,kind\n1,no,3\n", "d.csv, line 2: 3 cells; the header has 2 columns. Add or remove cells.")]
    public void Train_BadData_SaysWhereInOneLineAndWritesNothing(string csv, string line)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", Recipe);
        folder.Write("d.csv", csv);
        CliRun.Of("train", folder.Path).ShouldFail(ExitCode.BadInput, line);
        CollectionAssert.AreEqual((string[])["d.csv", "recipe.json"], folder.FileNames.ToArray());
    }

    [TestMethod]
    [DataRow("4096")]
    [DataRow("-1")]
    [DataRow("17.5")]
    public void Train_ReadingOutsideTheDeclaredRange_SaysWhereInOneLineAndWritesNothing(string cell)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", WithReadings);
        folder.Write("d.csv", $"a,kind,b\n0,no,4095\n1,yes,{cell}\n");
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput,
            $"d.csv, line 3, column 3 ('b'): '{cell}' is no whole number from 0 to 4095, which the recipe declares; correct the cell or 'readings'.");
        CollectionAssert.AreEqual((string[])["d.csv", "recipe.json"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Train_Readings_WritesAModelThatTakesThem()
    {
        using var folder = new TemporaryFolder();
        WriteExamples(folder, rows: 60);
        folder.Write("recipe.json", WithReadings);
        folder.Write("d.csv", File.ReadAllText(folder.Combine("d.csv")).Replace(",0.1,", ",7,", StringComparison.Ordinal));
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        byte[] file = File.ReadAllBytes(folder.Combine("m.edgenet"));
        Assert.AreEqual((byte)ModelFormat.ReadingInputKind, file[15]);
        Model model = Model.Load(file);
        Assert.IsTrue(model.SelfTest());
        Assert.IsTrue(model.Classify([150, 7]));
        Assert.IsFalse(model.Classify([10, 7]));
    }

    [TestMethod]
    public void Train_MissingData_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", Recipe);
        CliRun.Of("train", folder.Path).ShouldFail(ExitCode.BadInput, $"{folder.Combine("d.csv")}: there is no such file; check the path.");
    }

    [TestMethod]
    public void Train_UnknownKeyInTheRecipe_NamesTheKnownOnes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", Recipe.Replace("epochs", "epoch", StringComparison.Ordinal));
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadRecipe,
            "recipe.json: unknown key 'training.epoch'; the keys here are epochs, batchSize, learningRate, optimizer, momentum, schedule, l2, classWeights, patience, initialization.");
    }

    [TestMethod]
    public void Train_ColumnThatVariesTooLittleForAFloat_SaysWhich()
    {
        using var folder = new TemporaryFolder();
        WriteExamples(folder, rows: 60);
        folder.Write("d.csv", "tiny,kind\n" + string.Concat(Enumerable.Range(1, 40).Select(r => $"{(r % 2 == 0 ? "0" : "2e-40")},{(r % 2 == 0 ? "no" : "yes")}\n")));
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.AreEqual($"edgenet: d.csv: the standard deviation of column 'tiny' is 1E-40, and 1E-30 is the least that is possible; give the column in a smaller unit.{Environment.NewLine}", run.Error);
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
    }

    [TestMethod]
    public void Train_PlaceThatCannotBeWritten_LeavesNothingBehind()
    {
        using var folder = new TemporaryFolder();
        WriteExamples(folder, rows: 60);
        Directory.CreateDirectory(folder.Combine("m.history.csv"));
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.StartsWith($"edgenet: {folder.Combine("m.history.csv")}: cannot be written: ", run.Error);
        Assert.IsFalse(folder.FileNames.Any(name => name.EndsWith(".tmp", StringComparison.Ordinal)));
        Assert.IsFalse(File.Exists(folder.Combine("m.edgenet")));
    }

    [TestMethod]
    [DataRow("m.edgenet", "train")]
    [DataRow("MModel.Golden.cs", "train")]
    [DataRow("m.report.html", "train", "--report")]
    [DataRow("m.report.html", "report")]
    public void Train_FolderInTheWayOfAFile_IsSaidBeforeAnEpoch(string name, string command, params string[] options)
    {
        using var folder = new TemporaryFolder();
        WriteExamples(folder, rows: 60);
        Directory.CreateDirectory(folder.Combine(name));
        CliRun.Of([command, folder.Path, .. options]).ShouldFail(ExitCode.BadInput, $"{folder.Combine(name)}: cannot be written: a folder of that name is in the way.");
    }

    [TestMethod]
    [DataRow("train", "m.history.csv", "m.edgenet")]
    [DataRow("report", "m.report.html", "m.report.html")]
    public void Train_DiskIsFullAtTheEnd_KeepsWhatWasMadeAndSaysWhere(string command, string full, string kept)
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Inconclusive("Only Linux has /dev/full.");
        }

        using var folder = new TemporaryFolder();
        WriteExamples(folder, rows: 60);
        File.CreateSymbolicLink(folder.Combine(full), "/dev/full");
        CliRun run = CliRun.Of(command, folder.Path);

        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Match match = Regex.Match(run.Error, $@"^edgenet: {Regex.Escape(folder.Combine(full))}: cannot be written: No space left on device\. What was made is in (.+): m\..+\.\n$");
        Assert.IsTrue(match.Success, run.Error);
        CollectionAssert.AreEquivalent((string[])["d.csv", "recipe.json", full], folder.FileNames.ToArray());
        Assert.IsTrue(new FileInfo(Path.Combine(match.Groups[1].Value, kept)).Length > 100);
        Directory.Delete(match.Groups[1].Value, recursive: true);
    }

    [TestMethod]
    [DataRow("trian", "Unrecognized command or argument 'trian'.")]
    [DataRow("train", "'edgenet train' needs <recipe>: A recipe, a folder with a recipe.json")]
    public void Run_WrongCommandLine_SaysSo(string argument, string line)
    {
        CliRun run = CliRun.Of(argument);
        Assert.AreEqual(ExitCode.Usage, run.ExitCode);
        Assert.Contains(line, run.Error);
        Assert.HasCount(2, run.Error.Split('\n'));
    }

    internal static void WriteExamples(TemporaryFolder folder, int rows)
    {
        folder.Write("recipe.json", Recipe);
        var random = new Random(1);
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(r =>
            FormattableString.Invariant($"{random.Next(100) + (r % 2 * 60)},0.1,{(r % 2 == 0 ? "no" : "yes")}"));
        folder.Write("d.csv", string.Join('\n', lines.Prepend("a,same,kind")));
    }
}
