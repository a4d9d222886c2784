using System.Globalization;
using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

/// <summary><c>train</c>, <c>inspect</c>, <c>run</c> and <c>evaluate</c> with a recipe that has a stream.</summary>
[TestClass]
public class StreamCommandTests
{
    [TestMethod]
    public void Train_Stream_SaysWhatItDoesAndWritesAModelThatInspectPrints()
    {
        using var folder = new StreamFolder(stream: StreamFolder.DefaultStream + ", \"decision\": { \"on\": 0.8, \"off\": 0.3, \"votes\": 3, \"of\": 5, \"minimumSeconds\": 2 }");
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("m: 80 examples with 33 features; still 40, shaking 40.", run.Output);
        Assert.Contains("Windows of 20 readings (0.4 s) every 20, from 8 recordings of x, y, z; split by recording.", run.Output);
        Assert.Contains("Golden vectors: 4 of 4 exact on the device library.", run.Output);
        string[] shared =
        [
            "Stream: x (1000 counts a unit), y (1000 counts a unit), z (1000 counts a unit) at 50 Hz; windows of 20 readings (0.4 s) every 20; 33 features; 2 golden windows.",
            "3 of the last 5 votes make the state, which lasts 2 s at least.",
            "and as the one before in between",
            "bytes of RAM beside the network;",
        ];
        foreach (string text in shared)
        {
            Assert.Contains(text, run.Output);
        }

        CollectionAssert.IsSubsetOf((string[])["MStream.cs", "MStream.Golden.cs"], folder.FileNames.ToArray());
        Assert.Contains("MStream.Golden.cs", run.Output);
        Assert.IsTrue(Pipeline.Load(File.ReadAllBytes(folder.Combine("m.edgenet"))).SelfTest());
        CliRun inspected = CliRun.Of("inspect", folder.Combine("m.edgenet"));
        Assert.AreEqual(ExitCode.Success, inspected.ExitCode);
        Assert.Contains("format version 4", inspected.Output);
        Assert.MatchesRegex(@"Self-test: \d of \d golden vectors exact, [1-9] of [1-9] golden windows exact\.", inspected.Output);
        var pipeline = Pipeline.Load(File.ReadAllBytes(folder.Combine("m.edgenet")));
        string ram = string.Create(CultureInfo.InvariantCulture, $"{pipeline.RamBytes:N0} bytes, {pipeline.Predictor.RamBytes:N0} of them the network's");
        Assert.Contains(ram, inspected.Output);
        Assert.Contains("Features: x mean, y mean, z mean, x standard deviation,", inspected.Output);
        foreach (string text in shared)
        {
            Assert.Contains(text, inspected.Output);
        }
    }

    [TestMethod]
    public void Train_RecordingWithAGap_IsCutThereAndOneGroup()
    {
        using var folder = new StreamFolder(stream: StreamFolder.DefaultStream + ", \"time\": \"ms\", \"timeUnit\": \"milliseconds\"");
        string[] rows = File.ReadAllLines(folder.Combine("d.csv"));

        // 200 readings a recording: from the third, the one in the middle is lost.
        IEnumerable<string> timed = rows.Skip(1).Select((row, i) => $"{row},{20 * (i % 200)}").Where((_, i) => i != 500);
        folder.Write("d.csv", string.Join('\n', timed.Prepend(rows[0] + ",ms")));
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("m: 79 examples with 33 features", run.Output);
        Assert.Contains("Windows of 20 readings (0.4 s) every 20, from 8 recordings of x, y, z, cut at 1 gap in time; split by recording.", run.Output);
    }

    [TestMethod]
    public void Inspect_ModelWithoutAStream_HasVersion4()
    {
        CliRun run = CliRun.Of("inspect", Path.Combine(TestData.SonarFolder, "sonar.edgenet"));
        Assert.MatchesRegex("format version 4", run.Output);
        Assert.DoesNotContain("Stream:", run.Output);
    }

    [TestMethod]
    public void Run_ModelWithAStream_PointsAtReplay()
    {
        using var folder = new StreamFolder();
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        string model = folder.Combine("m.edgenet");
        CliRun.Of("run", model, folder.Combine("d.csv")).ShouldFail(
            ExitCode.BadInput, $"{model}: the model 'm' takes a stream of readings and no rows of features; run a recording with 'edgenet replay'.");
    }

    [TestMethod]
    public void Train_FolderOfFiles_TakesClassesFromTheirNames()
    {
        using var folder = new StreamFolder();
        string[] lines = File.ReadAllLines(folder.Combine("d.csv"));
        Directory.CreateDirectory(folder.Combine("recordings"));
        foreach (IGrouping<string, string> recording in lines[1..].GroupBy(line => line.Split(',')[0]))
        {
            string[][] rows = [.. recording.Select(line => line.Split(','))];
            string text = string.Join('\n', ["x,y,z", .. rows.Select(row => string.Join(',', row[2..5]))]);
            File.WriteAllText(folder.Combine($"recordings/{rows[0][5]}-{recording.Key}.csv"), text);
        }

        folder.Write("recipe.json", $$"""
            { "name": "m", "data": "recordings", "classes": ["still", "shaking"], "stream": { {{StreamFolder.DefaultStream}}, "labelFrom": "file" }, "training": { "epochs": 5 } }
            """);
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains("m: 80 examples with 33 features; still 40, shaking 40.", run.Output);
        Assert.Contains("from 8 recordings of x, y, z", run.Output);
    }

    [TestMethod]
    [DataRow("recording", "Folds keep the windows of a recording together: 8 groups.")]
    [DataRow("machine", "Folds keep the windows of a 'machine' together: 3 groups.")]
    [DataRow("windows", "Folds are of windows: training and test parts share recordings.")]
    public void Evaluate_SplitBy_SaysWhatFoldsKeepTogether(string by, string line)
    {
        using var folder = new StreamFolder();
        CliRun run = CliRun.Of("evaluate", folder.Path, "--folds", "2", "--split-by", by);
        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains(line, run.Output);
        Assert.Contains("Mean test accuracy of the int8 model:", run.Output);
    }

    [TestMethod]
    public void Evaluate_OverlappingWindowsByWindows_SaysThatItLooksBetter()
    {
        using var folder = new StreamFolder(stream: StreamFolder.DefaultStream + ", \"overlap\": 0.5, \"splitBy\": \"windows\"");
        Assert.Contains("share recordings, and windows overlap: this looks better than it is.", CliRun.Of("evaluate", folder.Path, "--folds", "2").Output);
    }

    [TestMethod]
    public void Evaluate_LeaveOneGroupOut_PrintsARowForEachGroup()
    {
        using var folder = new StreamFolder();
        CliRun run = CliRun.Of("evaluate", folder.Path, "--leave-one-group-out", "machine", "--runs", "2");

        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains("m: 80 examples, 3 folds, 2 runs,", run.Output);
        Assert.Contains("machine left out", run.Output);
        string[] rows = [.. run.Output.Split('\n').Select(row => string.Join(' ', row.Split('│', StringSplitOptions.TrimEntries)).Trim())];
        Assert.ContainsSingle(row => row.StartsWith("a 40 20 20 ", StringComparison.Ordinal), rows);
        Assert.ContainsSingle(row => row.StartsWith("b 20 10 10 ", StringComparison.Ordinal), rows);
        Assert.ContainsSingle(row => row.StartsWith("c 20 10 10 ", StringComparison.Ordinal), rows);
        Assert.Contains("Mean test accuracy of the int8 model:", run.Output);
    }

    [TestMethod]
    public void Evaluate_WhatCannotBe_IsRefused()
    {
        using var folder = new StreamFolder();
        CliRun.Of("evaluate", folder.Path, "--folds", "9").ShouldFail(ExitCode.BadInput, "d.csv: 9 folds need at least 9 groups by recording; there are 8. Choose fewer folds.");
        CliRun.Of("evaluate", folder.Path, "--split-by", "color").ShouldFail(ExitCode.BadInput, "d.csv, line 1: no column is called 'color'; there are recording, machine, x, y, … label.");
        CliRun.Of("evaluate", folder.Path, "--leave-one-group-out", "windows").ShouldFail(
            ExitCode.BadInput, "m: --leave-one-group-out 'windows' leaves a single window out; name a column or 'recording'.");
        CliRun.Of("evaluate", TestData.SonarFolder, "--split-by", "recording").ShouldFail(
            ExitCode.BadInput, "sonar.csv, line 1: no column is called 'recording', which 'group' names; there are band_01, band_02, band_03, band_04, … object.");
        Assert.Contains("--leave-one-group-out goes neither with --folds nor with --split-by", CliRun.Of("evaluate", folder.Path, "--folds", "2", "--leave-one-group-out", "machine").Error);
    }
}
