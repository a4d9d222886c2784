using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Tests.Tuning;

namespace EdgeNet.Tests.Cli;

/// <summary><c>edgenet evaluate</c> with intervals, of two recipes against each other, and of a search.</summary>
[TestClass]
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EvaluateCommandTests() => TuneCommandTests.WriteProblem(_folder, rows: 60, TuningProblem.Tune);

    [TestMethod]
    public void Evaluate_Folds_HaveAnIntervalThatSaysWhatItIsOf()
    {
        CliRun run = CliRun.Of("evaluate", _folder.Path, "--folds", "5", "--runs", "2");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Match interval = Regex.Match(run.Output, @"95 % interval of that mean: ([\d.]+) % to ([\d.]+) %\. It is of models made in this way of 48 examples, on new examples like these, and allows for folds that share training examples \(Nadeau and Bengio\)\.");
        Assert.IsTrue(interval.Success, run.Output);
        Assert.Contains($"{interval.Groups[1].Value} % to {interval.Groups[2].Value} %", TableRow(run, "int8, device library"));
        Assert.IsInRange(0, 100, Number(interval.Groups[2].Value));
        Assert.IsLessThan(Number(interval.Groups[2].Value), Number(interval.Groups[1].Value));
    }

    [TestMethod]
    public void Evaluate_AgainstItself_IsNoDifference()
    {
        CliRun run = CliRun.Of("evaluate", _folder.Path, "--folds", "4", "--against", _folder.Combine("recipe.json"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains($"accuracy, {_folder.Path} less {_folder.Combine("recipe.json")}, on the same 4 test parts: 0.0 points; p = 1.000 by the corrected t test of Nadeau and Bengio.", run.Output);
        Assert.Contains("Chance alone makes differences like this: neither is shown to be better.", run.Output);
    }

    [TestMethod]
    public void Evaluate_AgainstARecipeThatLearnsNothing_SaysWhichIsBetter()
    {
        _folder.Write("poor.json", TuningProblem.RecipeWith("{}", """{ "epochs": 1, "learningRate": 0.000001 }"""));
        _folder.Write("good.json", TuningProblem.RecipeWith("{}", """{ "epochs": 100, "learningRate": 0.01 }"""));
        CliRun run = CliRun.Of("evaluate", _folder.Combine("poor.json"), "--folds", "10", "--runs", "2", "--against", _folder.Combine("good.json"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.MatchesRegex(@"on the same 20 test parts: -\d+\.\d points \(95 % interval -\d+\.\d to -\d+\.\d\); p = (0\.0\d+|less than 0\.0001) by", run.Output);
        Assert.MatchesRegex(Regex.Escape(_folder.Combine("good.json")) + @" is better: where neither is, chance makes a difference as large in fewer than [15] of 100 such comparisons\.", run.Output);
        Assert.Contains("poor.json: int8, device library", run.Output);
        Assert.Contains("good.json: float network", run.Output);
    }

    [TestMethod]
    public void Evaluate_AgainstOtherExamples_SaysWhatDiffers()
    {
        using var other = new TemporaryFolder();
        TuneCommandTests.WriteProblem(other, rows: 40, TuningProblem.Tune);
        CliRun fewer = CliRun.Of("evaluate", _folder.Path, "--against", other.Path);
        Assert.AreEqual($"edgenet: {other.Path}: has 40 examples, and {_folder.Path} has 60; only recipes of the same examples can be compared, with a stream of the same windows.{Environment.NewLine}", fewer.Error);
        Assert.AreEqual(ExitCode.BadInput, fewer.ExitCode);

        TuneCommandTests.WriteProblem(other, rows: 60, TuningProblem.Tune);
        string[] lines = File.ReadAllLines(other.Combine("d.csv"));
        (lines[1], lines[2]) = (lines[2], lines[1]);
        File.WriteAllLines(other.Combine("d.csv"), lines);
        Assert.Contains($"{other.Path}: its examples have other labels than those of {_folder.Path}", CliRun.Of("evaluate", _folder.Path, "--against", other.Path).Error);
    }

    [TestMethod]
    public void Evaluate_Tune_ShowsWhatWasFoundBesideTheRecipeAsItIs()
    {
        CliRun run = CliRun.Of("evaluate", _folder.Path, "--tune", "--folds", "3", "--trials", "4", "--by", "accuracy");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("Each fold is tuned anew: 4 trials judged by accuracy in folds of its training side. No search sees a test part.", run.Output);
        Assert.Contains("Searching layers [0,1], units [1,8],", run.Output);
        foreach (string row in (string[])["tuned: float network", "tuned: int8, device library", "as it is: float network", "as it is: int8, device library"])
        {
            Assert.MatchesRegex($@"│ {row} +│ +[\d.]+ % │", run.Output);
        }

        Assert.MatchesRegex(@"In [0-3] of 3 folds no trial was better than the recipe as it is, which was kept\.", run.Output);
        Assert.MatchesRegex(@"Mean test accuracy of the int8 model, tuned: [01]\.\d{4} ± 0\.\d{4} \(sd of folds\);", run.Output);
        Assert.Contains("accuracy, tuned less as it is, on the same 3 test parts:", run.Output);
        CollectionAssert.AreEqual((string[])["d.csv", "recipe.json"], _folder.FileNames.ToArray(), "Evaluating writes nothing.");
    }

    [TestMethod]
    [DataRow("--trials 4", "--trials goes with --tune only.")]
    [DataRow("--by f1", "--by goes with --tune only.")]
    [DataRow("--repeats 2", "--repeats goes with --tune only.")]
    [DataRow("--tune --by beauty", "--by must be cost, accuracy or f1, and is 'beauty'.")]
    [DataRow("--tune --trials 0", "--trials must be a whole number from 1 to 2147483647, and is '0'.")]
    [DataRow("--tune --against x", "--tune compares what it finds with the recipe as it is, and goes with no --against.")]
    public void Evaluate_WrongOption_SaysWhich(string options, string line) =>
        CliRun.Of(["evaluate", _folder.Path, .. options.Split(' ')]).ShouldFail(ExitCode.Usage, line + " See 'edgenet --help'.");

    [TestMethod]
    public void Evaluate_OneTestPartOfEachKind_HasNoInterval()
    {
        CliRun run = CliRun.Of("evaluate", _folder.Path, "--folds", "60");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);

        FoldEstimate alike = FoldEstimate.Of([0.02, 0.02], 0.5);
        Assert.AreEqual(
            "Whether chance makes this difference cannot be told: the test parts do not differ in it. Evaluate with more folds or runs.",
            ComparisonReport.Verdict(alike, "a", "b", Metric.OfTask(LearningTask.Binary)[0]));
    }

    [TestMethod]
    public void Verdict_Error_LessIsBetter()
    {
        Metric rmse = Metric.OfTask(LearningTask.Regression)[0];
        FoldEstimate lower = FoldEstimate.Of([-1.0, -1.1, -0.9, -1.05], 1.0 / 3);
        Assert.StartsWith("a is better:", ComparisonReport.Verdict(lower, "a", "b", rmse));
        Assert.StartsWith("b is better:", ComparisonReport.Verdict(lower, "a", "b", Metric.OfTask(LearningTask.Binary)[0]));
    }

    public void Dispose() => _folder.Dispose();

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string TableRow(CliRun run, string name) => run.Output.Split('\n').Single(line => line.StartsWith($"│ {name} ", StringComparison.Ordinal));
}
