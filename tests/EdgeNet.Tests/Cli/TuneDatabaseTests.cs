using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Tests.Tuning;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Cli;

/// <summary>Real processes on one study in PostgreSQL, of which anything may fail.</summary>
[TestClass]
public sealed partial class TuneDatabaseTests : IDisposable
{
    private const int Workers = 8;
    private const int Trials = 240;
    private const int Seconds = 9;

    private const string Tune = """
        { "layers": 1, "units": [8, 32], "epochs": [90, 180], "batchSize": [4, 16], "learningRate": [0.001, 0.01], "activation": "relu" }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentQueue<string> _cutLines = [];
    private readonly ConcurrentQueue<string> _errors = [];

    public TuneDatabaseTests() => TuneCommandTests.WriteProblem(_folder, rows: 400, Tune);

    [TestMethod]
    public void Tune_WorkersKilledServerRestartedNetworkCut_FinishesEveryTrialOnce()
    {
        using var server = new PostgresServer();
        using var network = new CutNetwork(server.Port);
        (Tuner tuner, TuningOptions options) = MakeTuner();
        var settings = new StudySettings { Expiry = TimeSpan.FromSeconds(3) };
        Study.Open(server.Address(), "m", tuner.Identity, Trials, settings).Dispose();

        Process[] workers = [.. Enumerable.Range(0, Workers).Select(i => i == 0 ? Start(network.Port, ";Timeout=2;Command Timeout=2") : Start(server.Port))];
        Assert.IsTrue(SpinWait.SpinUntil(() => !_cutLines.IsEmpty, TimeSpan.FromMinutes(1)), "The worker that will be cut off has not begun.");
        int unfinished = 0;
        for (int second = 1; second <= Seconds; second++)
        {
            Thread.Sleep(1000);
            unfinished = second == 5 ? Unfinished() : unfinished;
            Action now = second switch
            {
                2 or 5 => server.Restart,
                3 => network.Cut, // for longer than claims last
                Seconds => network.Mend,
                _ => () => { }
            };
            now();
            int victim = 1 + (second % (Workers - 1));
            workers[victim].Kill();
            for (int i = 1; i < Workers; i++)
            {
                if (i == victim || workers[i].HasExited) // also one that came when the server was away
                {
                    workers[i].WaitForExit();
                    workers[i].Dispose();
                    workers[i] = Start(server.Port);
                }
            }
        }

        foreach (Process worker in workers)
        {
            worker.WaitForExit();
            Assert.AreEqual(ExitCode.Success, worker.ExitCode, string.Join('\n', _errors));
            worker.Dispose();
        }

        Assert.IsGreaterThan(0, unfinished, "All was done before everything had failed once.");
        int[] reported = [.. _lines.Select(line => TrialLine().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        CollectionAssert.AllItemsAreUnique(reported);
        Assert.IsGreaterThanOrEqualTo(1 + Trials - Seconds, reported.Length, "One that was killed between finishing and reporting a trial leaves no line.");
        Assert.Contains(line => line.EndsWith(": The database does not answer; trying again.", StringComparison.Ordinal), _lines);
        Assert.IsTrue(_lines.Concat(_errors).All(line => !line.Contains(PostgresServer.Password, StringComparison.Ordinal)));
        using var finished = Study.Open(server.Address(), "m", tuner.Identity, Trials);
        using var single = Study.InMemory(tuner.Identity, Trials);
        tuner.Run(single);
        CollectionAssert.AreEqual(single.ReadTrials().ToArray(), finished.ReadTrials().Select(trial => trial with { Starts = 1 }).ToArray());

        int Unfinished()
        {
            using var study = Study.Open(server.Address(), "m", tuner.Identity, Trials);
            return 1 + Trials - study.ReadTrials().Count(trial => trial.IsFinished);
        }
    }

    [TestMethod]
    public void Tune_Fetch_RunsTheTrialsOfAStudyWithNothingButItsAddress()
    {
        string place = PostgresServer.Shared.MakeDatabase();
        RecipeDocument recipe = RecipeDocument.Read(_folder.Path);
        var options = new TuningOptions { Trials = 6, Metric = TuningMetric.F1, Folds = 3 };
        var tuner = new Tuner(recipe, RecipeData.Read(recipe.ToRecipe()), null, options);
        var settings = new StudySettings { Files = [_folder.Combine("recipe.json"), _folder.Combine("d.csv")] };
        Study.Open(place, "m", tuner.Identity, 6, settings).Dispose();

        CliRun worker = CliRun.Of("tune", "--fetch", "m", "--study", place, "--jobs", "1");
        Assert.AreEqual((string.Empty, ExitCode.Success), (worker.Error, worker.ExitCode));
        Assert.Contains("6 trials judged by F1 in 3 folds of all but the test part.", worker.Output);
        Assert.EndsWith("All 6 trials are finished: 'edgenet tune' with the recipe and the same study shows the best and writes it.\n", worker.Output);

        CliRun owner = CliRun.Of("tune", _folder.Path, "--study", place, "--trials", "6", "--by", "f1", "--folds", "3");
        Assert.AreEqual((string.Empty, ExitCode.Success), (owner.Error, owner.ExitCode));
        Assert.Contains(": 6 trials are finished already.", owner.Output);
        CliRun.Of("tune", "--fetch", "other", "--study", place).ShouldFail(ExitCode.BadInput, $"{Shown(place)}: has no study 'other'; 'edgenet tune' with the recipe and this database makes it.");
    }

    [TestMethod]
    [DataRow("tune --fetch m", "--fetch goes with --study, --jobs and --trials only, and without a recipe: the database has it.")]
    [DataRow("tune --fetch m --study x.db --seed 3", "--fetch goes with --study, --jobs and --trials only, and without a recipe: the database has it.")]
    [DataRow("tune FOLDER --fetch m --study x.db", "--fetch goes with --study, --jobs and --trials only, and without a recipe: the database has it.")]
    [DataRow("tune", "Name a recipe, or a study with --fetch.")]
    public void Tune_FetchWithMore_SaysWhatGoesTogether(string command, string line) =>
        CliRun.Of([.. command.Split(' ').Select(word => word == "FOLDER" ? _folder.Path : word)]).ShouldFail(ExitCode.Usage, line + " See 'edgenet --help'.");

    public void Dispose() => _folder.Dispose();

    private static string Shown(string place)
    {
        using var database = StudyDatabase.Open(place, new StudySettings());
        return database.Place;
    }

    private (Tuner Tuner, TuningOptions Options) MakeTuner()
    {
        var options = new TuningOptions { Trials = Trials, Metric = TuningMetric.Accuracy };
        RecipeDocument recipe = RecipeDocument.Read(_folder.Path);
        return (new Tuner(recipe, RecipeData.Read(recipe.ToRecipe()), null, options), options);
    }

    private Process Start(int port, string more = "")
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=postgres;Username=edgenet{more}");
        string[] args = [Path.Combine(AppContext.BaseDirectory, "edgenet.dll"), "tune", _folder.Path, "--jobs", "1", "--trials", $"{Trials}", "--study", place];
        var start = new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = PostgresServer.Password;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            _lines.Enqueue(line.Data ?? string.Empty);
            if (more.Length > 0 && TrialLine().IsMatch(line.Data ?? string.Empty))
            {
                _cutLines.Enqueue(line.Data!);
            }
        };
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? string.Empty);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [GeneratedRegex(@"^trial (\d+)/240: (?:cost|ended after) ")]
    private static partial Regex TrialLine();
}
