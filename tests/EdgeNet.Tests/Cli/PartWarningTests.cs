using System.Text;
using EdgeNet.Cli;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Report;
using EdgeNet.Tests.Report;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cli;

/// <summary>Parts that cannot judge a model say so, in the command and on the page alike.</summary>
[TestClass]
public class PartWarningTests
{
    private const string NoDev = "d.csv: no example is left for the dev part, so nothing shows whether training overfits; add recordings, raise 'split.dev', or name a file with 'dev'.";
    private const string NoTest = "d.csv: no example is left for the test part, so nothing shows how good the model is on new ones; add recordings, raise 'split.test', or name a file with 'test'.";
    private const string NoPositive = "d.csv: no example of 'yes' in the test part: its accuracy cannot tell whether the model finds that class, and it has no F1 or AUC.";

    [TestMethod]
    public void Train_OneRecordingAClass_SaysThatDevAndTestAreEmpty()
    {
        using var folder = new StreamFolder(recordings: 2);
        CliRun run = CliRun.Of("train", folder.Path, "--report");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("Warning: " + NoDev, run.Output);
        Assert.Contains("Warning: " + NoTest, run.Output);
        string page = File.ReadAllText(folder.Combine("m.report.html"));
        Assert.Contains(NoTest, page);
    }

    [TestMethod]
    public void Train_NoShareForDevAndTest_MissesNone()
    {
        using var folder = new TemporaryFolder();
        GroupCommandTests.WriteTable(folder, """, "group": "fan", "split": { "dev": 0, "test": 0 } """);
        Assert.DoesNotContain("Warning", CliRun.Of("train", folder.Path).Output);
    }

    [TestMethod]
    public void Train_TestPartWithoutAPositive_ClaimsNoFigureThatItCannotHave()
    {
        using var folder = new TemporaryFolder();
        GroupCommandTests.WriteTable(folder, """, "group": "fan", "test": "t.csv" """);
        folder.Write("t.csv", "a,fan,b,kind\n0.1,t,1,no\n0.2,t,2,no\n");
        CliRun run = CliRun.Of("train", folder.Path, "--report");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("Warning: " + NoPositive, run.Output);
        Assert.MatchesRegex(@"│ test  │        2 │ +\([\d.]+ %\) │ +\([\d.]+ %\) │ +– │ +– │ +– │ +– │", run.Output);
        string page = File.ReadAllText(folder.Combine("m.report.html"));
        Assert.Contains("no example of", page);
        Assert.MatchesRegex(@"test, int8</th><td>\([\d.]+ %\)</td><td>–</td><td>–</td>", page);
        Assert.Contains("Area under the curve: float –, int8 –.", page);
        Assert.MatchesRegex(@"yes</th><td>0</td><td>[^<]+</td><td>–</td><td>–</td>", page);
    }

    [TestMethod]
    public void Evaluate_GroupsOfOneClass_StandInParentheses()
    {
        using var folder = new StreamFolder();
        CliRun run = CliRun.Of("evaluate", folder.Path, "--leave-one-group-out", "recording");
        Assert.MatchesRegex(@"│ r0 +│ +10 │ +10 │ +0 │ +\([\d.]+ %\) │ +\([\d.]+ %\) │", run.Output);
    }

    [TestMethod]
    public void Show_EveryClassThere_IsWithoutParentheses()
    {
        Metric accuracy = Metric.OfTask(LearningTask.Binary)[0];
        Assert.AreEqual("50.0 %", accuracy.Show(Score.OfBinary([1, 1], 0, [1, 0])));
        Assert.AreEqual("(100.0 %)", accuracy.Show(Score.OfBinary([1, 1], 0, [1, 1])));
        Assert.AreEqual("–", Metric.OfTask(LearningTask.Binary)[1].Show(Score.OfBinary([1, 1], 0, [1, 1])));
    }

    [TestMethod]
    public void Write_ReportOfParts_WarnsAsTheCommandDoes()
    {
        Dataset examples = TestData.Clouds(2, 60, 3);
        int[] negatives = [.. Enumerable.Range(0, 60).Where(e => examples.ClassOf(e) == 0)];
        TrainedModel source = Reports.Of(Reports.OptionsOf([new LayerShape(2, Activation.Relu)], 5), examples, null, examples.Select(negatives));
        string page = Encoding.UTF8.GetString(ModelReport.Write(source));

        Assert.Contains("no example is left for the dev part", page);
        Assert.Contains("in the test part: its accuracy cannot tell whether the model finds that class", page);
    }
}
