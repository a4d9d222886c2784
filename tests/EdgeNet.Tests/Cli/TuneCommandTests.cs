using EdgeNet.Cli;
using EdgeNet.Tests.Tuning;
using EdgeNet.Trainer.Recipes;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Cli;

[TestClass]
public sealed class TuneCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // A recipe that learns next to nothing, so that any trial is better.
    private const string Poor = """{ "epochs": 1, "learningRate": 0.000001 }""";

    private const string Learns = """{ "layers": 0, "epochs": [60, 80], "batchSize": 16, "learningRate": [0.02, 0.05], "optimizer": "adam" }""";

    public TuneCommandTests() => WriteProblem(_folder, rows: 60, TuningProblem.Tune, Poor, gap: 2);

    [TestMethod]
    public void Tune_SmallStudy_ShowsEveryTrialAndWritesARecipeThatTrains()
    {
        CliRun run = CliRun.Of("tune", _folder.Path, "--trials", "8", "--jobs", "2", "--by", "cost", "--full");

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("m: 60 examples with 2 features; 8 trials judged by cost in 5 folds of all but the test part.", run.Output);
        Assert.Contains("Searching layers [0,1], units [1,8], activation [\"relu\",\"leaky-relu\",\"tanh\"], epochs [3,10],", run.Output);
        Assert.Contains("m.study.db: new.", run.Output);
        for (int number = 0; number <= 8; number++)
        {
            Assert.MatchesRegex($@"trial {number}/8: cost \d\.\d{{4}}, ", run.Output);
        }

        Assert.MatchesRegex(@"trial 0/8: cost .* adam, rate 1E-06, β 0\.9, 1 epochs of 32, L2 0; the recipe as it is\n", run.Output);
        Assert.MatchesRegex(@"The best is trial [1-8]\.\nIn folds dealt anew its cost is 0\.\d{4}, and that of trial 0, the recipe as it is, \d\.\d{4}: better by 0\.\d{4}, with a standard error of 0\.\d{4}\.", run.Output);
        Assert.Contains("│ test │       16 │", run.Output);
        CollectionAssert.AreEqual((string[])["d.csv", "m.study.db", "recipe.json", "recipe.tuned.json"], _folder.FileNames.ToArray());
        CliRun train = CliRun.Of("train", _folder.Combine("recipe.tuned.json"));
        Assert.AreEqual(string.Empty, train.Error);
        Assert.AreEqual(ExitCode.Success, train.ExitCode);

        // The model is the one whose score was shown.
        string row = run.Output.Split('\n').Single(line => line.StartsWith("│ test │", StringComparison.Ordinal));
        Assert.Contains(row[9..60], train.Output);
    }

    [TestMethod]
    public void Tune_OnATerminal_ShowsTheBestTrialsWhileItRuns()
    {
        using TestConsole console = new TestConsole().Interactive().Width(160);
        using var error = new StringWriter();
        int code = CommandLine.Run(["tune", _folder.Path, "--trials", "4", "--jobs", "1"], console, TextWriter.Null, error);

        Assert.AreEqual(string.Empty, error.ToString());
        Assert.AreEqual(ExitCode.Success, code);
        for (int finished = 1; finished <= 4; finished++)
        {
            Assert.Contains($"{finished} of 4 trials, ", console.Output);
        }

        Assert.Contains("Ctrl-C stops, and the same command goes on", console.Output);
        Assert.DoesNotContain("trial 1/4", console.Output);
    }

    [TestMethod]
    public void Tune_Again_RunsNothingAndFindsTheSame()
    {
        CliRun first = CliRun.Of("tune", _folder.Path, "--trials", "8", "--by", "cost");
        byte[] recipe = File.ReadAllBytes(_folder.Combine("recipe.tuned.json"));
        CliRun second = CliRun.Of("tune", _folder.Path, "--trials", "8", "--by", "cost");

        Assert.Contains("m.study.db: 8 trials are finished already.", second.Output);
        Assert.DoesNotContain("trial 1/8", second.Output);
        CollectionAssert.AreEqual(recipe, File.ReadAllBytes(_folder.Combine("recipe.tuned.json")));
        int table = first.Output.IndexOf('╭', StringComparison.Ordinal);
        Assert.EndsWith(first.Output[table..], second.Output);
    }

    [TestMethod]
    public void Tune_StudyAndSave_AreWhereTheyAreNamed()
    {
        WriteProblem(_folder, rows: 240, Learns, Poor, gap: 2);
        CliRun run = CliRun.Of("tune", _folder.Path, "--trials", "2", "--by", "f1", "--seed", "9", "--study", _folder.Combine("a.db"), "--save", _folder.Combine("b.json"));
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("2 trials judged by F1 in 5 folds of all but the test part.", run.Output);
        CollectionAssert.AreEqual((string[])["a.db", "b.json", "d.csv", "recipe.json"], _folder.FileNames.ToArray());
        Assert.AreEqual("m-tuned", RecipeReader.Read(_folder.Combine("b.json")).Options.Name);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Tune_NoTrialIsBetter_SaysSoAndWritesNothing(int repeats)
    {
        // The recipe learns, and no trial does.
        WriteProblem(_folder, rows: 240, """{ "layers": 0, "epochs": 1, "learningRate": [0.000001, 0.000002] }""", """{ "epochs": 100, "learningRate": 0.01 }""");
        CliRun run = CliRun.Of("tune", _folder.Path, "--trials", "4", "--repeats", $"{repeats}", "--by", "cost");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.MatchesRegex(@"No better than what you have: the best other is trial [1-4]\.\nIn folds dealt anew its cost is \d\.\d{4}, and that of trial 0, the recipe as it is, 0\.\d{4}: worse by 0\.\d{4}, with a standard error of 0\.\d{4}\.", run.Output);
        Assert.Contains("│ test │       60 │", run.Output);
        Assert.Contains("Nothing was written: the recipe stays as it is.", run.Output);
        CollectionAssert.AreEqual((string[])["d.csv", "m.study.db", "recipe.json"], _folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Tune_WeighDevice_ShowsTheFrontAndWhatItTakes()
    {
        WriteProblem(_folder, rows: 120, """{ "layers": [0, 2], "epochs": 60, "learningRate": [0.02, 0.05] }""", """{ "epochs": 60, "learningRate": 0.01 }""", gap: 2);
        CliRun run = CliRun.Of("tune", _folder.Path, "--trials", "12", "--fits", "esp32", "--full");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("What more instructions on the device buy, from the cheapest trial to the best:", run.Output);
        Assert.MatchesRegex("│ trial │ accuracy │ IL instructions │ heap, bytes │ hidden ", run.Output);

        // Any model tells these classes apart, so that one without a hidden layer is as good.
        Assert.MatchesRegex(@"Taken: trial \d+, with \d+ IL instructions on the device in place of [\d,]+\.", run.Output);
        Assert.HasCount(0, RecipeReader.Read(_folder.Combine("recipe.tuned.json")).Options.Hidden);
    }

    [TestMethod]
    public void N27_TuneGrow_TwoSeparateClasses_KeepsNoHiddenLayerAndWritesTheRecipe()
    {
        WriteProblem(_folder, rows: 60, TuningProblem.Tune);
        CliRun run = CliRun.Of("tune", _folder.Path, "--grow", "--repeats", "3");
        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("m: 60 examples; networks of 0 to 2 hidden layers, each judged by accuracy in 15 folds of all but the test part.", run.Output);
        foreach (string network in (string[])["│ 2-1 ", "│ 2-4-1 ", "│ 2-4-4-1 "])
        {
            Assert.Contains(network, run.Output);
        }

        Assert.MatchesRegex("Kept (no hidden layer|one hidden layer|2 hidden layers): the smallest network", run.Output);
        CollectionAssert.AreEqual((string[])["d.csv", "recipe.json", "recipe.tuned.json"], _folder.FileNames.ToArray());
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", _folder.Combine("recipe.tuned.json")).ExitCode);
    }

    [TestMethod]
    [DataRow("recipe.json")]
    [DataRow("d.csv")]
    [DataRow("m.study.db")]
    public void Tune_SaveOverWhatItReads_RefusesBeforeItSearches(string name)
    {
        string path = _folder.Combine(name);
        byte[]? before = File.Exists(path) ? File.ReadAllBytes(path) : null;
        CliRun.Of("tune", _folder.Path, "--trials", "2", "--save", path).ShouldFail(
            ExitCode.BadInput, $"{path}: the search reads this file, and --save would write over it; name another one.");
        CollectionAssert.AreEqual(before, File.Exists(path) ? File.ReadAllBytes(path) : null);
    }

    [TestMethod]
    public void Tune_SaveIntoNoFolder_RefusesBeforeItSearches()
    {
        string folder = Path.GetFullPath(_folder.Combine("none"));
        string path = Path.Combine(folder, "r.json");
        CliRun.Of("tune", _folder.Path, "--trials", "2", "--save", path).ShouldFail(
            ExitCode.BadInput, $"{path}: there is no folder {folder}; make it first, or name another file with --save.");
    }

    [TestMethod]
    public void Tune_SaveIntoAnotherFolder_WritesARecipeThatFindsItsData()
    {
        WriteProblem(_folder, rows: 240, Learns, Poor, gap: 2);
        string folder = _folder.Combine("best");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "r.json");
        CliRun run = CliRun.Of("tune", _folder.Path, "--trials", "2", "--by", "cost", "--save", path);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("\"data\": \"../d.csv\"", File.ReadAllText(path));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", path).ExitCode);
        Assert.IsTrue(File.Exists(Path.Combine(folder, "m-tuned.edgenet")));
    }

    [TestMethod]
    public void Tune_MoreJobsThanTrials_StartsNoMoreThanTrials() =>
        Assert.AreEqual(ExitCode.Success, CliRun.Of("tune", _folder.Path, "--trials", "2", "--jobs", "1000000").ExitCode);

    [TestMethod]
    [DataRow("--trials 0", "--trials must be a whole number from 1 to 2147483647, and is '0'.")]
    [DataRow("--jobs 0", "--jobs must be a whole number from 1 to 2147483647, and is '0'.")]
    [DataRow("--repeats 0", "--repeats must be a whole number from 1 to 2147483647, and is '0'.")]
    [DataRow("--folds 1", "--folds must be a whole number from 2 to 2147483647, and is '1'.")]
    [DataRow("--grow --full", "--grow goes with --by, --folds, --repeats, --jobs and --save only.")]
    [DataRow("--seed -1", "--seed must be a whole number from 0 to 2147483647, and is '-1'.")]
    [DataRow("--grow --trials 3", "--grow goes with --by, --folds, --repeats, --jobs and --save only.")]
    public void Tune_WrongOption_SaysWhich(string options, string line)
    {
        CliRun run = CliRun.Of(["tune", _folder.Path, .. options.Split(' ')]);
        run.ShouldFail(ExitCode.Usage, line + " See 'edgenet --help'.");
    }

    [TestMethod]
    public void Tune_UnknownMetric_SaysWhichThereAre()
    {
        CliRun.Of("tune", _folder.Path, "--by", "beauty").ShouldFail(
            ExitCode.Usage, "--by must be cost, accuracy or f1, and is 'beauty'. See 'edgenet --help'.");
    }

    [TestMethod]
    public void Tune_BadSpace_SaysWhichKeyAndWritesNothing()
    {
        WriteProblem(_folder, rows: 60, """{ "units": [8, 2] }""");
        CliRun.Of("tune", _folder.Path).ShouldFail(
            ExitCode.BadRecipe, "recipe.json: 'tune.units' must be [least, most] or one whole number, from 1 to 65535, and is [8,2].");
        CollectionAssert.AreEqual((string[])["d.csv", "recipe.json"], _folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Tune_StudyOfOtherData_SaysSo()
    {
        CliRun.Of("tune", _folder.Path, "--trials", "2");
        WriteProblem(_folder, rows: 80, TuningProblem.Tune, Poor);
        CliRun.Of("tune", _folder.Path, "--trials", "2").ShouldFail(
            ExitCode.BadInput, $"{_folder.Combine("m.study.db")}: is a study of other data; name another file with --study, or delete this one to begin anew.");
    }

    [TestMethod]
    public void Tune_StudyThatIsNone_SaysSo()
    {
        CliRun.Of("tune", _folder.Path, "--study", _folder.Combine("d.csv")).ShouldFail(
            ExitCode.BadInput,
            $"{_folder.Combine("d.csv")}: is damaged or no study of EdgeNet: file is not a database. Name another file, or delete this one to begin anew.");
    }

    [TestMethod]
    public void Train_RecipeWithTune_IgnoresIt()
    {
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", _folder.Path).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a recipe and rows of two classes that overlap a little.</summary>
    internal static void WriteProblem(TemporaryFolder folder, int rows, string tune, string training = """{ "epochs": 10 }""", double gap = 0.5)
    {
        var random = new Random(11);
        folder.Write("recipe.json", TuningProblem.RecipeWith(tune, training));
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(
            row => FormattableString.Invariant($"{random.NextDouble() + (row % 2 * gap):F4},{random.NextDouble() * 100:F2},{(row % 2 == 0 ? "no" : "yes")}"));
        folder.Write("d.csv", "a,b,kind\n" + string.Join('\n', lines) + "\n");
    }
}
