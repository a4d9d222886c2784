using System.Globalization;
using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

/// <summary>The commands with a stream that estimates quantities.</summary>
[TestClass]
public class QuantityCommandTests
{
    [TestMethod]
    public void Replay_RecordingsWithTruth_ShowsEstimatesAndErrors()
    {
        using var folder = Trained("[\"amplitude\", \"frequency\"]");
        string csv = folder.Combine("estimates.csv");
        CliRun run = CliRun.Of("replay", folder.Model, folder.Data, "--out", csv);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("m: windows of 25 readings of x, y at 50 Hz, an estimate every 25.", run.Output);
        Assert.Contains("--recording NAME shows the estimates of one of the 24.", run.Output);
        Assert.MatchesRegex(@"│ all +│ amplitude │ +96\.0 │ +192 │ .*│ +0\.9\d\d │", run.Output);
        Assert.MatchesRegex(@"│ r0 +│ frequency │ +4\.0 │ +8 │ .*│ +– │", run.Output); // one frequency: there is nothing to explain
        string[] rows = File.ReadAllLines(csv);
        Assert.AreEqual("recording,t,amplitude,frequency,true amplitude,true frequency", rows[0]);
        Assert.HasCount(1 + 192, rows);
        double[][] cells = [.. rows.Skip(1).Select(row => row.Split(',').Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        Assert.AreEqual(0.48, cells[0][0]);
        double error = Math.Sqrt(cells.Average(row => (row[1] - row[3]) * (row[1] - row[3])));
        double mean = cells.Average(row => row[3]);
        Assert.IsLessThan(0.3 * Math.Sqrt(cells.Average(row => (row[3] - mean) * (row[3] - mean))), error);
        Assert.Contains($"│ {error.ToString("G4", CultureInfo.InvariantCulture)} │", run.Output);

        CliRun one = CliRun.Of("replay", folder.Model, folder.Data, "--recording", "r3");
        Assert.Contains("r3: 4.0 s, 8 estimates.", one.Output);
        Assert.MatchesRegex(@"true +\S{8}\s+estimate +\S{8}\s+amplitude, from 0\.\d+ to [01]\.\d+", one.Output);
    }

    [TestMethod]
    public void Replay_TruthElsewhereOrNowhere_IsTakenByLabelOrNotShown()
    {
        using var folder = Trained();
        CliRun own = CliRun.Of("replay", folder.Model, folder.Data);
        CliRun without = CliRun.Of("replay", folder.Model, folder.Data, "--unlabelled", "--recording", "r1");
        folder.Write("e.csv", File.ReadAllText(folder.Data).Replace("amplitude", "g", StringComparison.Ordinal));
        CliRun renamed = CliRun.Of("replay", folder.Model, folder.Combine("e.csv"), "--label", "g");
        string csv = folder.Combine("o.csv");
        CliRun unknown = CliRun.Of("replay", folder.Model, folder.Combine("e.csv"), "--recording", "r1", "--out", csv);

        Assert.AreEqual(own.Output, renamed.Output);
        Assert.AreEqual(ExitCode.Success, without.ExitCode, without.Error);
        Assert.DoesNotContain("true ", without.Output);
        Assert.MatchesRegex(@"│ r1 .*│ +– │ +– │ +– │", without.Output);
        Assert.StartsWith(without.Output, unknown.Output);
        Assert.AreEqual("recording,t,amplitude", File.ReadLines(csv).First());
        CliRun missing = CliRun.Of("replay", folder.Model, folder.Combine("e.csv"), "--label", "h");
        Assert.AreEqual(ExitCode.BadInput, missing.ExitCode);
        Assert.Contains("no column is called 'h'", missing.Error);
    }

    [TestMethod]
    public void Replay_EmptyCellsAndAShortRecording_HaveNoTruth()
    {
        using var folder = Trained();
        folder.Change((row, cells) => (cells[0], cells[3]) = (row < 10 ? "short" : cells[0], row is 30 or 60 ? string.Empty : cells[3]));
        string csv = folder.Combine("o.csv");
        CliRun run = CliRun.Of("replay", folder.Model, folder.Data, "--recording", "r0", "--out", csv);
        CliRun empty = CliRun.Of("replay", folder.Model, folder.Data, "--recording", "short");

        string[] truth = [.. File.ReadLines(csv).Skip(1).Select(row => row.Split(',')[3])];
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        CollectionAssert.AreEqual((int[])[0, 2], Enumerable.Range(0, truth.Length).Where(i => truth[i].Length == 0).ToArray());
        Assert.Contains("It is shorter than a window, so there is nothing to estimate.", empty.Output);
    }

    [TestMethod]
    public void Replay_OptionsOfClasses_AreRefused()
    {
        using var folder = Trained("[\"amplitude\", \"frequency\"]");
        string page = folder.Combine("page.html");
        CliRun.Of("replay", folder.Model, folder.Data, "--report", page).ShouldFail(
            ExitCode.BadInput, "--report shows states over time, and the model 'm' estimates quantities; leave it out, and write the estimates with --out.");
        Assert.IsFalse(File.Exists(page));
        CliRun.Of("replay", folder.Model, folder.Data, "--label-values", "0,1").ShouldFail(
            ExitCode.BadInput, "--label-values is for classes, and the model 'm' estimates quantities; leave it out.");
        CliRun.Of("replay", folder.Model, folder.Data, "--label", "amplitude").ShouldFail(
            ExitCode.BadInput, "--label names one column, and the model 'm' estimates 2 quantities: the true ones are in columns of their names; leave it out.");
        CliRun.Of("replay", folder.Model, folder.Data, "--learn").ShouldFail(
            ExitCode.BadInput, $"{folder.Model}: the model 'm' does not learn what is normal; an anomaly model does, with 'anomaly.learning' in its recipe.");
    }

    [TestMethod]
    public void TrainInspectEvaluateReport_QuantityOfAStream_SayWhatIsEstimated()
    {
        using var folder = new QuantityFolder();
        folder.Change((row, cells) => cells[3] = row is 30 or 240 ? string.Empty : cells[3]);
        CliRun train = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, train.ExitCode, train.Error);
        Assert.Contains("d.csv: 2 of 192 windows are left out, because a reading in them has no number for 'amplitude'.", train.Output);
        Assert.Contains("m: 190 examples with 21 features; amplitude 0.", train.Output);
        Assert.Contains("Decisions: none, a quantity is estimated.", train.Output);
        Assert.Contains("split by recording", train.Output);
        CliRun inspect = CliRun.Of("inspect", folder.Model);
        Assert.Contains("3 of 3 golden windows exact", inspect.Output);
        Assert.MatchesRegex(@"estimates +amplitude", inspect.Output);
        CliRun evaluate = CliRun.Of("evaluate", folder.Path, "--folds", "2");
        Assert.AreEqual(ExitCode.Success, evaluate.ExitCode, evaluate.Error);
        Assert.Contains("Mean test RMSE of the int8 model:", evaluate.Output);
        Assert.Contains("Folds keep the windows of a recording together: 24 groups.", evaluate.Output);
        CliRun report = CliRun.Of("report", folder.Model);
        Assert.AreEqual(ExitCode.Success, report.ExitCode, report.Error);
    }

    [TestMethod]
    public void Train_TextInTheLabel_SaysWhere()
    {
        using var folder = new QuantityFolder(recordings: 8);
        folder.Change((row, cells) => cells[3] = row == 5 ? "strong" : cells[3]);
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput, "d.csv, line 7, column 4 ('amplitude'): 'strong' is no number; write it like 0.25, or leave the column out.");
    }

    private static QuantityFolder Trained(string label = "\"amplitude\"")
    {
        var folder = new QuantityFolder(label);
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        return folder;
    }
}
