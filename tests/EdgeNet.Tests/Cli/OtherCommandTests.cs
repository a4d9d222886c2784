using EdgeNet.Cli;
using EdgeNet.Tests.Export;

namespace EdgeNet.Tests.Cli;

[TestClass]
public class OtherCommandTests
{
    [TestMethod]
    public void Run_RowsWithLabel_PrintsWhatTheDeviceLibraryComputes()
    {
        using var folder = new TemporaryFolder();
        Model model = Train(folder);
        CliRun run = CliRun.Of("run", folder.Combine("m.edgenet"), folder.Combine("d.csv"), "--label", "kind");

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        string[] lines = run.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.AreEqual("row,class,probability of yes,logit,label", lines[0]);
        string[] csv = File.ReadAllLines(folder.Combine("d.csv"));
        int right = 0;
        for (int r = 1; r < csv.Length; r++)
        {
            string[] cells = csv[r].Split(',');
            float[] features = [float.Parse(cells[0]), float.Parse(cells[1])];
            string decision = model.Classify(features) ? "yes" : "no";
            Assert.AreEqual(FormattableString.Invariant($"{r},{decision},{model.Predict(features):F6},{model.Logit(features) * model.LogitScale:G9},{cells[2]}"), lines[r]);
            right += decision == cells[2] ? 1 : 0;
        }

        Assert.AreEqual(FormattableString.Invariant($"# {right} of 60 right, {100.0 * right / 60:F1} %"), lines[61]);
        Assert.MatchesRegex(@"^# accuracy [\d.]+ %, F1 [\d.]+ %, AUC 0\.\d{3}$", lines[62]);
        Assert.MatchesRegex(@"^# true no: \d+ as no(, \d+ as yes)?; precision [\d.]+ %, recall [\d.]+ %, F1 [\d.]+ %$", lines[63]);
        folder.Write("again.csv", run.Output);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("new", folder.Combine("again"), "--from", folder.Combine("again.csv"), "--label", "label").ExitCode, "the lines of the score are comments");
    }

    [TestMethod]
    public void Run_OneColumnTooMany_AsksForTheLabel()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        OlderFile.Rewrite(folder.Combine("m.edgenet")); // without names
        CliRun.Of("run", folder.Combine("m.edgenet"), folder.Combine("d.csv")).ShouldFail(
            ExitCode.BadInput, "d.csv, line 1: 3 columns of inputs; the model 'm' takes 2. If one of them is the class, name it with --label.");
    }

    [TestMethod]
    public void Run_BadCellInTheLastRow_PrintsNoRow()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        folder.Write("rows.csv", "a,same\n1,0.1\n2,high\n");
        CliRun.Of("run", folder.Combine("m.edgenet"), folder.Combine("rows.csv")).ShouldFail(
            ExitCode.BadInput, "rows.csv, line 3, column 2 ('same'): 'high' is no number; write it like 0.25, or leave the column out.");
    }

    [TestMethod]
    public void Inspect_Model_TellsShapesAndSelfTest()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        CliRun run = CliRun.Of("inspect", folder.Combine("m.edgenet"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("no, yes", run.Output);
        Assert.Contains("sigmoid", run.Output);
        Assert.Contains("golden vectors exact.", run.Output);
    }

    [TestMethod]
    [DataRow("inspect")]
    [DataRow("run")]
    public void ModelFile_Damaged_IsRefusedWithItsReason(string command)
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        byte[] data = File.ReadAllBytes(folder.Combine("m.edgenet"));
        data[60] ^= 1;
        File.WriteAllBytes(folder.Combine("m.edgenet"), data);
        string[] args = command == "run" ? [command, folder.Combine("m.edgenet"), folder.Combine("d.csv")] : [command, folder.Combine("m.edgenet")];
        CliRun.Of(args).ShouldFail(
            ExitCode.BadModel,
            $"{folder.Combine("m.edgenet")}: The model is damaged: its CRC-32 does not match its bytes. Train it again, or copy it again.");
    }

    [TestMethod]
    public void Inspect_MissingFile_SaysWhatMakesOne() =>
        CliRun.Of("inspect", "nowhere.edgenet").ShouldFail(ExitCode.BadInput, "nowhere.edgenet: there is no such file; 'edgenet train' makes one.");

    [TestMethod]
    public void Evaluate_SmallData_PrintsMeanAndDeviation()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 40);
        CliRun run = CliRun.Of("evaluate", folder.Path, "--folds", "4", "--runs", "2");

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("m: 40 examples, 4 folds, 2 runs", run.Output);
        Assert.Contains("fold 8/8, mean accuracy ", run.Output);
        Assert.Contains("int8, device library", run.Output);
        Assert.MatchesRegex(@"Mean test accuracy of the int8 model: 0\.\d{4} ± 0\.\d{4} \(sd of folds\); [+-]?\d\.\d\d points from float\.", run.Output);
        Assert.IsFalse(File.Exists(folder.Combine("m.edgenet")), "Evaluating writes nothing.");
    }

    [TestMethod]
    public void Evaluate_MoreFoldsThanExamples_SaysSo()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 10);
        CliRun.Of("evaluate", folder.Path, "--folds", "11").ShouldFail(
            ExitCode.BadInput, "d.csv: 11 folds need at least 11 examples; there are 10. Choose fewer folds.");
    }

    [TestMethod]
    public void Evaluate_TestPartsWithoutAClass_ClaimNoF1()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 12);
        CliRun run = CliRun.Of("evaluate", folder.Path, "--folds", "12");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.MatchesRegex(@"│ int8, device library │ +[\d.]+ % │ +[\d.]+ % to [\d.]+ % │ +[\d.]+ % │ +– │ +– │ +– │", run.Output);
        Assert.Contains("F1 and AUC: over the 0 of 12 test parts that have examples of every class; accuracy in the others is that of the classes they have.", run.Output);
    }

    private static Model Train(TemporaryFolder folder)
    {
        TrainCommandTests.WriteExamples(folder, rows: 60);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        return Model.Load(File.ReadAllBytes(folder.Combine("m.edgenet")));
    }
}
