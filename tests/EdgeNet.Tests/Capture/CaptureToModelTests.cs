using System.Globalization;
using EdgeNet.Capture;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;

namespace EdgeNet.Tests.Capture;

/// <summary>What <c>capture</c> writes is trained on and replayed as it is, and its times are compared with the rate of the recipe.</summary>
[TestClass]
public sealed class CaptureToModelTests : IDisposable
{
    private const string WrongRate =
        " has 100 readings a second by its times in seconds, and the model is for 50; record at that rate, train for the other, or correct the unit.";

    private readonly TemporaryFolder _folder = new();

    [TestMethod]
    [DataRow(", \"time\": \"t\"")]
    [DataRow(", \"time\": \"t\", \"timeUnit\": \"seconds\"")]
    [DataRow("")]
    public void Train_CapturedFiles_NeedNoEdit(string time)
    {
        Capture("shaking", 0);
        Capture("still", 20_000);
        WriteRecipe(100, time);
        CliRun run = CliRun.Of("train", _folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("from 12 recordings of x, y, z; split by recording.", run.Output);
        CliRun replay = CliRun.Of("replay", _folder.Combine("m.edgenet"), _folder.Combine("recordings/still.csv"));
        Assert.AreEqual(ExitCode.Success, replay.ExitCode, replay.Error);

        WriteRecipe(50, time);
        CliRun wrong = CliRun.Of("train", _folder.Path);
        Assert.AreEqual(ExitCode.BadInput, wrong.ExitCode);
        Assert.Contains($"shaking.csv, line 2, column 2 ('t'): the recording 'shaking-20260504-030201-1'{WrongRate}", wrong.Error);
    }

    [TestMethod]
    public void Replay_CapturedAtAnotherRate_IsRefused()
    {
        Capture("shaking", 0);
        Capture("still", 20_000);
        string text = File.ReadAllText(_folder.Combine("recordings/still.csv"));
        WriteRecipe(100, string.Empty);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", _folder.Path).ExitCode);
        string slow = _folder.Write("slow.csv", "recording,t,x,y,z,counts_per_g\n" + string.Concat(Enumerable.Range(0, 99).Select(i => string.Create(CultureInfo.InvariantCulture, $"a,{i / 50.0},{i},0,1,8192\n"))));

        Assert.Contains("counts_per_g", text);
        CliRun.Of("replay", _folder.Combine("m.edgenet"), slow).ShouldFail(
            ExitCode.BadInput,
            "slow.csv, line 2, column 2 ('t'): the recording 'a' has 50 readings a second by its times in seconds, and the model is for 100; record at that rate, train for the other, or correct the unit.");
    }

    public void Dispose() => _folder.Dispose();

    // Six recordings of 60 readings: a number is left out after each.
    private void Capture(string label, int first)
    {
        var time = new ManualTime();
        string path = _folder.Combine($"recordings/{label}.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        (double, byte[])[] pieces = [(0, LoggerLines.Header), .. Enumerable.Range(0, 6).Select(piece => (0.6, LoggerLines.Readings(first + (61 * piece), 60)))];
        using var source = new ScriptedSource(time, endsUnplugged: true, pieces);
        using RecordingFile file = RecordingFile.Open(path);
        CaptureResult result = new CaptureSession(new CaptureOptions("/dev/ttyTEST", label, 60, path), file, _ => { }, time).Run(source, CancellationToken.None);
        Assert.AreEqual((360L, 6), (result.Readings, result.Recordings));
    }

    private void WriteRecipe(int rate, string time) => _folder.Write("recipe.json", $$"""
        {
          "name": "m", "data": "recordings", "label": "label", "classes": ["still", "shaking"],
          "stream": { "rate": {{rate}}, "window": 10, "channels": ["x", "y", "z"] {{time}} },
          "training": { "epochs": 5 }, "split": { "dev": 0.2, "test": 0.2 }
        }
        """);
}
