using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;
using Microsoft.Data.Sqlite;

namespace EdgeNet.Tests.Cli;

/// <summary>Real processes on one study, killed and stopped in the middle.</summary>
[TestClass]
public sealed partial class TuneProcessTests : IDisposable
{
    private const int Trials = 80;

    private const string Tune = """
        { "layers": 1, "units": [4, 16], "epochs": [60, 120], "batchSize": [4, 16], "learningRate": [0.001, 0.01], "activation": "relu" }
        """;

    private readonly TemporaryFolder _folder = new();

    public TuneProcessTests() => TuneCommandTests.WriteProblem(_folder, rows: 240, Tune);

    [TestMethod]
    public void Tune_KilledTenTimes_LosesNoFinishedTrialAndNeverRunsOneAgain()
    {
        (Tuner tuner, _) = MakeTuner();
        Study.Open(_folder.Combine("m.study.db"), "m", tuner.Identity, Trials, new StudySettings { Expiry = TimeSpan.FromSeconds(5) }).Dispose();
        Dictionary<int, string> reported = [];
        int kills = 0;
        for (; kills < 10; kills++)
        {
            using Process process = Start();
            List<string> lines = [];
            while (lines.Count < 2 + (kills % 2) && process.StandardOutput.ReadLine() is { } line)
            {
                lines.AddRange(TrialLine().IsMatch(line) ? [line] : []);
            }

            process.Kill(); // SIGKILL
            lines.AddRange(process.StandardOutput.ReadToEnd().Split('\n').Where(line => TrialLine().IsMatch(line)));
            process.WaitForExit();
            Assert.AreEqual(OperatingSystem.IsWindows() ? -1 : 137, process.ExitCode, "It had ended before it was killed.");
            Report(lines, reported);
            Assert.AreEqual("ok", Query("PRAGMA integrity_check"));
            AssertRecorded(reported);
        }

        Assert.IsLessThan(Trials, reported.Count);
        using (Process last = Start())
        {
            Report(last.StandardOutput.ReadToEnd().Split('\n').Where(line => TrialLine().IsMatch(line)), reported);
            last.WaitForExit();
            Assert.AreEqual(ExitCode.Success, last.ExitCode);
        }

        // A trial that was recorded and not yet reported when the process was killed is missing from the lines only.
        AssertRecorded(reported);
        Assert.IsGreaterThanOrEqualTo(Trials - (2 * kills), reported.Count);
        Assert.AreEqual("ok", Query("PRAGMA integrity_check"));
        Assert.IsLessThanOrEqualTo(1 + Trials + (2 * kills), int.Parse(Query("SELECT sum(starts) FROM edgenet_trial"), CultureInfo.InvariantCulture));
        CollectionAssert.AreEqual(Uninterrupted(), ReadTrials().Select(trial => trial with { Starts = 1 }).ToArray());
    }

    [TestMethod]
    public void Tune_TwoProcesses_FinishOneStudyWithoutRunningATrialTwice()
    {
        using Process first = Start();
        using Process second = Start();
        Task<string> firstOutput = first.StandardOutput.ReadToEndAsync();
        Task<string> secondOutput = second.StandardOutput.ReadToEndAsync();
        first.WaitForExit();
        second.WaitForExit();
        Dictionary<int, string> reported = [];
        foreach (string output in (string[])[firstOutput.GetAwaiter().GetResult(), secondOutput.GetAwaiter().GetResult()])
        {
            Report(output.Split('\n').Where(line => TrialLine().IsMatch(line)), reported);
            Assert.Contains("The best is trial ", output);
        }

        Assert.AreEqual((ExitCode.Success, ExitCode.Success), (first.ExitCode, second.ExitCode));
        Assert.HasCount(1 + Trials, reported);
        Assert.IsTrue(ReadTrials().All(trial => trial.Starts == 1));
        CollectionAssert.AreEqual(Uninterrupted(), ReadTrials());
    }

    [TestMethod]
    public void Tune_Terminated_GivesItsTrialsBackAndSaysHowFarItCame()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no way to ask one process to end; the same code is tested on the other systems.");
        }

        using Process process = Start();
        while (process.StandardOutput.ReadLine() is { } line && !TrialLine().IsMatch(line))
        {
        }

        using Process kill = Process.Start("kill", ["-TERM", FormattableString.Invariant($"{process.Id}")]);
        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.AreEqual(ExitCode.Interrupted, process.ExitCode);
        Match stopped = StoppedLine().Match(rest);
        Assert.IsTrue(stopped.Success, rest);
        Trial[] trials = ReadTrials();
        Assert.AreEqual(int.Parse(stopped.Groups[1].Value, CultureInfo.InvariantCulture), trials.Count(trial => trial.IsFinished && trial.Number != Trial.AsItIs));
        Assert.IsTrue(trials.All(trial => trial.State is TrialState.Done or TrialState.Open));
        Assert.IsFalse(File.Exists(_folder.Combine("recipe.tuned.json")));
    }

    public void Dispose() => _folder.Dispose();

    private static void Report(IEnumerable<string> lines, Dictionary<int, string> reported)
    {
        foreach (Match match in lines.Select(line => TrialLine().Match(line)))
        {
            int number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.IsTrue(reported.TryAdd(number, match.Groups[2].Value), $"Trial {number} was run twice.");
        }
    }

    private void AssertRecorded(Dictionary<int, string> reported)
    {
        Dictionary<int, Trial> trials = ReadTrials().ToDictionary(trial => trial.Number);
        foreach ((int number, string cost) in reported)
        {
            Assert.AreEqual(cost, (trials[number].Result?.Cost ?? trials[number].Rungs[^1]).ToString("F4", CultureInfo.InvariantCulture), $"Trial {number} is lost.");
        }
    }

    private Trial[] ReadTrials()
    {
        (Tuner tuner, TuningOptions options) = MakeTuner();
        using Study study = Study.Open(_folder.Combine("m.study.db"), "m", tuner.Identity, options.Trials);
        return [.. study.ReadTrials()];
    }

    private Trial[] Uninterrupted()
    {
        (Tuner tuner, TuningOptions options) = MakeTuner();
        using Study study = Study.Open(_folder.Combine("uninterrupted.db"), "m", tuner.Identity, options.Trials);
        tuner.Run(study);
        return [.. study.ReadTrials()];
    }

    private (Tuner Tuner, TuningOptions Options) MakeTuner()
    {
        var options = new TuningOptions { Trials = Trials, Metric = TuningMetric.Accuracy };
        RecipeDocument recipe = RecipeDocument.Read(_folder.Path);
        Dataset examples = RecipeData.Read(recipe.ToRecipe());
        return (new Tuner(recipe, examples, null, options), options);
    }

    private string Query(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Combine("m.study.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    private Process Start()
    {
        string command = Path.Combine(AppContext.BaseDirectory, "edgenet.dll");
        string[] args = [command, "tune", _folder.Path, "--jobs", "2", "--trials", Trials.ToString(CultureInfo.InvariantCulture)];
        return Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true })!;
    }

    [GeneratedRegex(@"^trial (\d+)/80: (?:cost|ended after .+, at a cost of) ([\d.]+)")]
    private static partial Regex TrialLine();

    [GeneratedRegex(@"Stopped by request after (\d+) of 80 trials; the same command goes on from here\.")]
    private static partial Regex StoppedLine();
}
