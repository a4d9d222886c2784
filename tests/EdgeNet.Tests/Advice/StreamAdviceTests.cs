using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;

namespace EdgeNet.Tests.Advice;

/// <summary>What the commands say of recordings that lie, and what they take as it is.</summary>
[TestClass]
public class StreamAdviceTests
{
    [TestMethod]
    public void Train_ReadingsInUnits_NamesCountsPerUnit()
    {
        using var folder = new StreamFolder(stream: "\"rate\": 50, \"window\": 20, \"channels\": [\"x\", \"y\", \"z\"]");
        Assert.Contains("channels 'x', 'y', 'z'; of 'x': its readings round to 1 whole count, all are 0. Say in 'stream.countsPerUnit' what the device reads for 1 in the file. [few-counts]", Train(folder));
        folder.WriteRecipe(StreamFolder.DefaultStream);
        Assert.DoesNotContain("[few-counts]", Train(folder));
    }

    [TestMethod]
    public void Train_ReadingsRoundedToAFewDozenCounts_NameCountsPerUnitAndNoCopies()
    {
        using var folder = new StreamFolder(stream: Timed("seconds"));
        Write(folder, (_, i, random) => (random.Next(500), 0.02 * i));
        string whole = File.ReadAllText(folder.Combine("d.csv"));
        Assert.DoesNotContain("[few-counts]", Train(folder));
        folder.Write("d.csv", Regex.Replace(whole, @"(\d+),(\d+),(\d+),s", match => string.Create(
            CultureInfo.InvariantCulture, $"{int.Parse(match.Groups[1].Value) / 12.7:F2},{int.Parse(match.Groups[2].Value) / 1270.0:F3},{int.Parse(match.Groups[3].Value) / 1270.0:F3},s")));
        string output = Train(folder);
        Assert.MatchesRegex(@"channels 'x', 'y', 'z'; of 'x': its readings round to (39|40) whole counts, from 0 to 39\. ", output);
        Assert.DoesNotContain("[copied-rows]", output);
    }

    [TestMethod]
    public void Train_AGlitchInARecording_IsNamedAsAFeature()
    {
        using var folder = new StreamFolder(stream: Timed("seconds"));
        Write(folder, (recording, i, random) => (recording == 2 && i == 90 ? 32000 : random.Next(20), 0.02 * i));
        Assert.MatchesRegex(@"features?,? 'x [a-z ]+'.*: in \d of 80 windows it is .*\[glitches\]", Train(folder));
    }

    [TestMethod]
    public void Train_ACodeAmongReadings_IsNamedAsACodeOfTheChannel()
    {
        using var folder = new StreamFolder(stream: Timed("seconds"));
        Write(folder, (recording, i, random) => (recording == 2 && i % 25 == 9 ? -32768 : random.Next(500), 0.02 * i));
        Assert.MatchesRegex(@"channel 'x': 4 % of the readings of r2 are -32768, far from all others\. Where the value stands for an error, cut the recording there\. \[error-codes\]", Train(folder));
    }

    [TestMethod]
    public void Train_WindowsOfAFewWholeCounts_AreNoCopies()
    {
        using var folder = new StreamFolder(stream: Timed("seconds"));
        Write(folder, (recording, i, _) => ((i % 40 / 5) - 4 + (recording % 2), 0.02 * i));
        folder.Write("d.csv", Regex.Replace(File.ReadAllText(folder.Combine("d.csv")), @",\d+,\d+,s", ",1,1,s"));
        Assert.DoesNotContain("[copied-rows]", Train(folder));
    }

    [TestMethod]
    public void Train_ReadingsAtTheEndOfTheRange_AreNamedWithTheirShare()
    {
        using var folder = new StreamFolder();
        Assert.DoesNotContain("[end-of-range]", Train(folder));
        folder.WriteRecipe(Timed("seconds"));
        Write(folder, (recording, i, random) => (Math.Clamp((int)(recording == 3 ? 3000 * Math.Sin(i + random.NextDouble()) : 500 * random.NextDouble()), -2048, 2047), 0.02 * i));
        Assert.MatchesRegex(@"channel 'x': [45]\d(\.\d)? % of the readings of r3 are -2048 or 2047. The sensor was at the end", Train(folder));
    }

    [TestMethod]
    [DataRow("milliseconds", 4294967296.0, 1000)]
    [DataRow("microseconds", 4294967296.0, 1000000)]
    [DataRow("milliseconds", 65536.0, 1000)]
    [DataRow("microseconds", 2147483648.0, 1000000)]
    [DataRow("seconds", 4294967.296, 1)]
    public void Train_CounterThatStartsAgain_GoesOn(string unit, double full, int perSecond)
    {
        using var folder = new StreamFolder(stream: Timed(unit));
        Write(folder, (_, i, random) => (random.Next(500), Math.Round((full - perSecond + (i * 0.02 * perSecond)) % full, 3)));
        string output = Train(folder);
        Assert.Contains("the times of r0 start again in line 52, with '", output);
        Assert.Contains("and in 7 other recordings. They are those of a counter that was full, and are taken as going on. [clock-wraps]", output);
        Assert.Contains("from 8 recordings of x, y, z; split by recording", output);
    }

    [TestMethod]
    public void Train_TimesThatJitterAboutAGrid_LoseNoWindow()
    {
        using var folder = new StreamFolder(stream: Timed("seconds"));
        Write(folder, (_, i, random) => (random.Next(500), 0.02 * (i + (0.64 * (random.NextDouble() - 0.5)))));
        Assert.Contains("m: 80 examples", Train(folder));
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.2)]
    [DataRow(0.6)]
    public void Train_LostReadings_StillCut(double jitter)
    {
        using var folder = new StreamFolder(stream: Timed("seconds"));
        Write(folder, (_, i, random) => (random.Next(500), 0.02 * (i + (i / 50) + (jitter * (random.NextDouble() - 0.5)))));
        string output = Train(folder);
        Assert.Contains("cut at 24 gaps in time", output);
        Assert.DoesNotContain("[gaps]", output);
    }

    [TestMethod]
    public void Train_GapsThatLeaveFewWindows_AreWarnedOf()
    {
        using var folder = new StreamFolder(stream: Timed("seconds"));
        Write(folder, (recording, i, random) => (random.Next(500), 0.02 * (i + (i >= 40 ? i / 15 * 3 : 0))));
        Assert.MatchesRegex(@"\d+ gaps in time leave 16 of 80 windows\. .*\[gaps\]", Train(folder));
    }

    [TestMethod]
    public void TrainAndReplay_CapturesOfTwoRanges_AreRefused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("recordings"));
        folder.Write("recordings/still.csv", Captured(2048, "still"));
        folder.Write("recordings/shaking.csv", Captured(4096, "shaking"));
        folder.Write("recipe.json", """
            {
              "name": "m", "data": "recordings", "label": "label", "classes": ["still", "shaking"],
              "stream": { "rate": 100, "window": 10, "channels": ["x"], "features": ["mean", "standard-deviation"] },
              "training": { "epochs": 5 }, "split": { "dev": 0.2, "test": 0.2 }
            }
            """);
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput,
            "shaking.csv has 4096 counts for a unit in 'shaking/a0', and still.csv has 2048 in 'still/a0': the sensor was at different ranges, so that the same movement reads differently. Record all with one range.");

        folder.Write("recordings/shaking.csv", Captured(2048, "shaking"));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("replay", folder.Combine("m.edgenet"), folder.Combine("recordings/still.csv")).ExitCode);
        CliRun.Of("replay", folder.Combine("m.edgenet"), folder.Write("later.csv", Captured(8192, "still"))).ShouldFail(
            ExitCode.BadInput,
            "later.csv, line 2, column 4 ('counts_per_g'): the recording has 8192 counts for a unit, and 2048 are wanted, so that the same movement reads differently; record with the sensor at that range.");
    }

    private static string Captured(int scale, string label)
    {
        var random = new Random(scale);
        var text = new StringBuilder("recording,t,x,counts_per_g,label\n");
        for (int row = 0; row < 400; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"a{row / 80},{row % 80 * 0.01:F2},{random.Next(label == "still" ? 20 : 900)},{scale},{label}\n");
        }

        return text.ToString();
    }

    private static string Timed(string unit) => $$"""
        "rate": 50, "window": 20, "channels": ["x", "y", "z"], "time": "t", "timeUnit": "{{unit}}"
        """;

    private static void Write(StreamFolder folder, Func<int, int, Random, (int X, double Time)> reading)
    {
        var random = new Random(1);
        var text = new StringBuilder("recording,t,x,y,z,label\n");
        for (int row = 0; row < 8 * 200; row++)
        {
            (int x, double time) = reading(row / 200, row % 200, random);
            text.Append(CultureInfo.InvariantCulture, $"r{row / 200},{time:R},{x},{random.Next(300)},{1000 + random.Next(300)},{(row / 200 % 2 == 0 ? "still" : "shaking")}\n");
        }

        folder.Write("d.csv", text.ToString());
    }

    private static string Train(StreamFolder folder)
    {
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        return run.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);
    }
}
