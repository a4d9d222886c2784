using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Tests.Experiments;
using EdgeNet.Tests.Report;

namespace EdgeNet.Tests.Cli;

[TestClass]
public partial class ReplayCommandTests
{
    [TestMethod]
    public void Replay_RecordingsOfTheModel_ShowsStatesAndScores()
    {
        CliRun run = CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath);

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("Golden vectors and golden windows: all exact on the device library.", run.Output);
        Assert.Contains("p1: 46.0 s, 140 decisions.", run.Output);
        string[] lines = run.Output.Split('\n');
        string truth = lines.First(line => line.StartsWith("true class ", StringComparison.Ordinal))[12..].TrimEnd();
        string state = lines.First(line => line.StartsWith("state ", StringComparison.Ordinal))[12..].TrimEnd();
        Assert.MatchesRegex("^0{15,16}1{15,16}0{12,14}3{15,16}$", truth);
        Assert.MatchesRegex(@"^\.+0+1+0+3+$", state);
        Assert.HasCount(truth.Length, state);
        Assert.MatchesRegex(@"│ all +│ +92\.0 │ +\d\d\.\d % │ +6 │ +0 │ +\d\.\d\d s │ +\d\.\d\d s │ +0 │ +0\.0 │", run.Output);
    }

    [TestMethod]
    public void Replay_OneRecordingWithoutTruth_ShowsStatesAlone()
    {
        CliRun run = CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--recording", "p2", "--unlabelled");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.DoesNotContain("p1", run.Output);
        Assert.DoesNotContain("true class", run.Output);
        Assert.DoesNotContain("missed", run.Output);
        Assert.Contains("looseness", run.Output);
    }

    [TestMethod]
    public void Replay_ManyRecordings_ShowsTheirScoresAlone()
    {
        CliRun run = CliRun.Of("replay", Vibration.ModelPath, Path.Combine(Vibration.Folder, "vibration.csv"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.DoesNotContain("decisions.", run.Output);
        Assert.MatchesRegex(@"│ r48 +│ +6\.0 │", run.Output);
        Assert.Contains("--recording NAME shows the states of one of the 48.", run.Output);
    }

    [TestMethod]
    [DataRow("--out")]
    [DataRow("--report")]
    public void Replay_OverWhatItReads_RefusesAndKeepsIt(string option)
    {
        using var folder = new TemporaryFolder();
        string recordings = folder.Combine("replay.csv");
        File.Copy(Vibration.ReplayPath, recordings);

        CliRun run = CliRun.Of("replay", Vibration.ModelPath, recordings, option, recordings);

        Assert.AreEqual($"edgenet: {recordings}: cannot be written: it is what was read; name another file.{Environment.NewLine}", run.Error);
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        CollectionAssert.AreEqual(File.ReadAllBytes(Vibration.ReplayPath), File.ReadAllBytes(recordings));
    }

    [TestMethod]
    public void Replay_OneValueForTwoClasses_SaysWhich() =>
        CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--label-values", "0,1,1,2").ShouldFail(
            ExitCode.BadInput, "--label-values names '1' twice; a value stands for one class.");

    [TestMethod]
    public void Replay_OutAndReport_WritesBoth()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.Combine("decisions.csv");
        string page = folder.Combine("page.html");

        CliRun run = CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--out", csv, "--report", page);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        string[] rows = File.ReadAllLines(csv);
        Assert.AreEqual(
            "recording,t,state,probability of normal,probability of imbalance,probability of looseness,probability of bearing,label", rows[0]);
        Assert.HasCount(1 + 140 + 140, rows);
        Assert.StartsWith("p1,1.27,,0.", rows[1]);
        Assert.MatchesRegex(@"^p2,\d+\.\d+,imbalance,0\.\d{6},[01]\.\d{6},0\.\d{6},0\.\d{6},imbalance$", rows[^1]);
        Assert.HasCount(2, Reports.Parse(File.ReadAllBytes(page)).Descendants("svg").ToArray());
        Assert.HasCount(2, WroteLine().Matches(run.Output));
    }

    [TestMethod]
    public void Replay_OtherNamesOfColumnsAndClasses_AreTaken()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.Combine("other.csv");
        string[] classes = ["normal", "imbalance", "looseness", "bearing"];
        IEnumerable<string> rows = File.ReadLines(Vibration.ReplayPath).Skip(1).Select(row => row.Split(','))
            .Select(cells => string.Join(',', [cells[0], .. cells[2..5], $"{Array.IndexOf(classes, cells[5])}"]));
        File.WriteAllLines(csv, ["rec,x,y,z,fault", .. rows]);

        CliRun run = CliRun.Of("replay", Vibration.ModelPath, csv, "--by", "rec", "--label", "fault", "--label-values", "0, 1,2,3");
        CliRun same = CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.AreEqual(same.Output, run.Output);
    }

    [TestMethod]
    public void Replay_Times_AreComparedWithTheRateAndCutAtGaps()
    {
        using var folder = new TemporaryFolder();
        string[] rows = [.. File.ReadLines(Vibration.ReplayPath)];
        CliRun whole = CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--time", "t");
        Assert.AreEqual(CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath).Output, whole.Output);

        // 4,600 readings of p1, of which one is taken out.
        string cut = folder.Combine("cut.csv");
        File.WriteAllLines(cut, rows[..1000].Concat(rows[1001..4601]));
        CliRun run = CliRun.Of("replay", Vibration.ModelPath, cut, "--time", "t");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("p1 piece 1: 10.0 s, 28 decisions.", run.Output);
        Assert.Contains("p1 piece 2: 36.0 s, 109 decisions.", run.Output);

        CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--time", "t", "--time-unit", "milliseconds").ShouldFail(
            ExitCode.BadInput,
            "replay.csv, line 2, column 2 ('t'): the recording 'p1' has 100000 readings a second by its times in milliseconds, and the model is for 100; record at that rate, train for the other, or correct the unit.");
        CliRun unit = CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--time", "t", "--time-unit", "ms");
        Assert.Contains("--time-unit must be one of seconds, milliseconds, microseconds, and is 'ms'.", unit.Error);
        CliRun unnamed = CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--time-unit", "seconds");
        Assert.Contains("--time-unit is the unit of --time, which is missing", unnamed.Error);
    }

    [TestMethod]
    public void Replay_RecordingShorterThanAWindow_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.Combine("short.csv");
        File.WriteAllText(csv, "x,y,z\n1,2,3\n4,5,6\n");

        CliRun run = CliRun.Of("replay", Vibration.ModelPath, csv, "--report", folder.Combine("page.html"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("short: 0.0 s, 0 decisions.", run.Output);
        Assert.Contains("It is shorter than a window, so there is nothing to decide.", run.Output);
    }

    [TestMethod]
    public void Replay_ModelWithoutStream_SaysSo()
    {
        string sonar = Path.Combine(TestData.SonarFolder, "sonar.edgenet");

        CliRun.Of("replay", sonar, Vibration.ReplayPath).ShouldFail(
            ExitCode.BadInput,
            $"{sonar}: the model 'sonar' has no stream: it takes features, which 'edgenet run' reads. Train it with a 'stream' in its recipe.");
    }

    [TestMethod]
    public void Replay_BadInput_FailsWithOneLine()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.Combine("bad.csv");
        File.WriteAllText(csv, "x,y,z,label\n1,2,3,normal\n1,2,3,rusty\n");
        string damaged = folder.Combine("damaged.edgenet");
        byte[] file = Vibration.File;
        file[^40] ^= 1;
        File.WriteAllBytes(damaged, file);

        CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--recording", "p3").ShouldFail(
            ExitCode.BadInput, "replay.csv: no recording is called 'p3'; there are p1, p2.");
        CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--label-values", "0,1").ShouldFail(
            ExitCode.BadInput, "--label-values has 2 values; the model 'vibration' has 4 classes: give one for each, in their order.");
        CliRun.Of("replay", Vibration.ModelPath, Vibration.ReplayPath, "--by", "machine").ShouldFail(
            ExitCode.BadInput, "replay.csv, line 1: no column is called 'machine'; there are recording, t, x, y, … label.");
        Assert.Contains("bad.csv, line 3, column 4 ('label'): unknown label 'rusty'", CliRun.Of("replay", Vibration.ModelPath, csv).Error);
        CliRun missing = CliRun.Of("replay", Vibration.ModelPath, folder.Combine("none.csv"));
        Assert.AreEqual(ExitCode.BadInput, missing.ExitCode);
        Assert.Contains("none.csv: there is no such file", missing.Error);
        Assert.AreEqual(ExitCode.BadModel, CliRun.Of("replay", damaged, Vibration.ReplayPath).ExitCode);
    }

    [GeneratedRegex(@"^Wrote .+, [\d,]+ bytes\.", RegexOptions.Multiline)]
    private static partial Regex WroteLine();

    [TestMethod]
    public void Replay_RecipeBesideTheModel_KnowsItsColumns()
    {
        using var folder = new StreamFolder(
            stream: """ "rate": 50, "window": 20, "channels": ["x", "y", "z"], "countsPerUnit": 1000, "recording": "machine", "time": "at", "timeUnit": "milliseconds", "splitBy": "windows", "labelValues": ["0", "1"] """);
        var text = new System.Text.StringBuilder("machine,at,x,y,z,label\n");
        for (int m = 0; m < 8; m++)
        {
            for (int i = 0; i < 200; i++)
            {
                double swing = m % 2 == 0 ? 0 : 0.3 * Math.Sin(i + m);
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"m{m},{20 * i},{swing + (i * 7 % 11 * 0.004):F3},0,{1 - swing:F3},{m % 2}\n");
            }
        }

        folder.Write("d.csv", text.ToString());
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);

        CliRun run = CliRun.Of("replay", folder.Combine("m.edgenet"), folder.Combine("d.csv"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("As in recipe.json: recording 'machine', time 'at' in milliseconds, for the classes 0, 1.", run.Output);
        Assert.MatchesRegex(@"│ m7 +│ +4\.0 │", run.Output);
        folder.Write("bare.csv", "x,y,z\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => "0.1,0,1")) + "\n");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("replay", folder.Combine("m.edgenet"), folder.Combine("bare.csv")).ExitCode, "a file may be without the recipe's columns");
        CliRun named = CliRun.Of("replay", folder.Combine("m.edgenet"), folder.Combine("bare.csv"), "--time", "at");
        Assert.AreEqual(ExitCode.BadInput, named.ExitCode, "and not without one that is named");
    }
}
