using EdgeNet.Files;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;
using Microsoft.Data.Sqlite;

namespace EdgeNet.Tests.Tuning;

/// <summary>Files that are no study, or one of something else: refused in a line, and left as they are.</summary>
[TestClass]
public sealed class StudyFileTests : IDisposable
{
    private static readonly TuningOptions Options = new() { Trials = 4, Jobs = 1 };

    private readonly TuningProblem _problem = new();

    [TestMethod]
    public void Open_TextFile_IsRefusedAndStaysAsItIs()
    {
        string path = _problem.PathOf("s.db");
        File.WriteAllText(path, new string('x', 5000));
        Assert.AreEqual(
            $"{path}: is damaged or no study of EdgeNet: file is not a database. Name another file, or delete this one to begin anew.", Refusal());
        Assert.AreEqual(new string('x', 5000), File.ReadAllText(path));
    }

    [TestMethod]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndStaysAsItIs()
    {
        string path = _problem.PathOf("s.db");
        Execute("CREATE TABLE mine (x); INSERT INTO mine VALUES (1);");
        byte[] before = File.ReadAllBytes(path);

        Assert.AreEqual(
            $"{path}: is damaged or no study of EdgeNet: another program has made it. Name another file, or delete this one to begin anew.", Refusal());
        CollectionAssert.AreEqual(before, File.ReadAllBytes(path));
        CollectionAssert.AreEqual((string[])["recipe.json", "s.db"], Directory.GetFiles(_problem.Folder).Select(Path.GetFileName).Order().ToArray());
    }

    [TestMethod]
    [DataRow(2)] // without trial 0
    [DataRow(4)]
    public void Open_OtherVersion_IsRefused(int version)
    {
        OpenOnce();
        Execute($"PRAGMA user_version = {version}");
        Assert.AreEqual(
            $"{_problem.PathOf("s.db")}: is a study of version {version}, and this EdgeNet reads version 3; name another file with --study, or delete this one to begin anew.", Refusal());
    }

    [TestMethod]
    public void Open_EmptyFile_BecomesAStudy()
    {
        File.WriteAllBytes(_problem.PathOf("s.db"), []);
        OpenOnce();
        OpenOnce();
    }

    [TestMethod]
    public void Open_MissingFolder_SaysWhatToCheck()
    {
        Tuner tuner = new(_problem.Recipe, _problem.Examples, null, Options);
        string path = Path.Combine(_problem.Folder, "none", "s.db");
        InputException error = Assert.ThrowsExactly<InputException>(() => Study.Open(path, tuner.Identity, 4));
        Assert.AreEqual(
            $"{path}: cannot be used as a study: unable to open database file. Check the folder and the rights, or name another file.", error.Message);
    }

    [TestMethod]
    public void Open_EveryPageOverwritten_IsRefusedInOneLineOrStillWhole()
    {
        string path = _problem.PathOf("s.db");
        _problem.Search(Options, "s.db");
        byte[] whole = File.ReadAllBytes(path);
        Assert.IsGreaterThanOrEqualTo(3 * 4096, whole.Length);
        for (int page = 0; page < whole.Length / 4096; page++)
        {
            byte[] damaged = [.. whole];
            damaged.AsSpan(page * 4096, 64).Fill(0xA5);
            File.WriteAllBytes(path, damaged);
            Assert.Contains("is damaged or no study of EdgeNet", Refusal());
        }
    }

    [TestMethod]
    public void Open_Truncated_IsRefusedInOneLine()
    {
        string path = _problem.PathOf("s.db");
        _problem.Search(Options, "s.db");
        byte[] whole = File.ReadAllBytes(path);
        foreach (int length in (int[])[50, 100, 4095, 4096, 5000, whole.Length - 4096])
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains("is damaged or no study of EdgeNet", Refusal());
        }
    }

    [TestMethod]
    public void Open_RowMissing_IsRefused()
    {
        OpenOnce();
        Execute("DELETE FROM study");
        Assert.Contains("is damaged or no study of EdgeNet: it does not say what it is of", Refusal());
    }

    [TestMethod]
    [DataRow("UPDATE study SET metric = 'Beauty'")]
    [DataRow("UPDATE study SET repeats = 4000000000")]
    public void Open_ImpossibleValue_IsRefused(string change)
    {
        OpenOnce();
        Execute(change);
        Assert.Contains("is damaged or no study of EdgeNet: a value has a wrong type", Refusal());
    }

    [TestMethod]
    public void Open_StudyOfSomethingElse_SaysWhatDiffers()
    {
        OpenOnce();
        Expect("is a study of other data", new Tuner(_problem.Recipe, TestData.Clouds(features: 4, examples: 120, seed: 4), null, Options));
        Expect("judges by cost, and accuracy is asked for", Tuner(Options with { Metric = TuningMetric.Accuracy }));
        Expect("trains 1 for each trial, and 3 are asked for", Tuner(Options with { Repeats = 3 }));
        Expect("has the seed 1, and 2 is asked for", Tuner(Options with { Seed = 2 }));

        using var otherRecipe = new TuningProblem();
        RecipeDocument changed = otherRecipe.Recipe.Merge(new() { ["threshold"] = 0.6 });
        Expect("is a study of another recipe", new Tuner(changed, _problem.Examples, null, Options));

        using var otherSpace = new TuningProblem("""{ "layers": 0 }""");
        Assert.Contains("is a study that searches {\"layers\":[0,1],", Refusal(new Tuner(otherSpace.Recipe, _problem.Examples, null, Options)));

        // More trials, more jobs: the same study.
        using Study same = Study.Open(_problem.PathOf("s.db"), Tuner(Options with { Trials = 9, Jobs = 7 }).Identity, 9);

        void Expect(string difference, Tuner tuner) => Assert.AreEqual(
            $"{_problem.PathOf("s.db")}: {difference}; name another file with --study, or delete this one to begin anew.", Refusal(tuner));

        Tuner Tuner(TuningOptions options) => new(_problem.Recipe, _problem.Examples, null, options);
    }

    public void Dispose() => _problem.Dispose();

    private string Refusal() => Refusal(new Tuner(_problem.Recipe, _problem.Examples, null, Options));

    private string Refusal(Tuner tuner) =>
        Assert.ThrowsExactly<InputException>(() => Study.Open(_problem.PathOf("s.db"), tuner.Identity, 4).Dispose()).Message;

    private void OpenOnce()
    {
        using Study study = Study.Open(_problem.PathOf("s.db"), new Tuner(_problem.Recipe, _problem.Examples, null, Options).Identity, 4);
        Assert.IsEmpty(study.ReadTrials());
    }

    private void Execute(string commands)
    {
        using var connection = new SqliteConnection($"Data Source={_problem.PathOf("s.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = commands;
        command.ExecuteNonQuery();
    }
}
