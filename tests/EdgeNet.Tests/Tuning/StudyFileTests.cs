using EdgeNet.Files;
using EdgeNet.Tuning;
using Microsoft.Data.Sqlite;

namespace EdgeNet.Tests.Tuning;

/// <summary>Files that are no study, or one of something else: refused in a line, and left as they are.</summary>
[TestClass]
public sealed class StudyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Place => _folder.Combine("s.db");

    [TestMethod]
    public void Open_TextFile_IsRefusedAndStaysAsItIs()
    {
        File.WriteAllText(Place, new string('x', 5000));
        Assert.AreEqual(
            $"{Place}: is damaged or no study of EdgeNet: file is not a database. Name another file, or delete this one to begin anew.", Refusal());
        Assert.AreEqual(new string('x', 5000), File.ReadAllText(Place));
    }

    [TestMethod]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndStaysAsItIs()
    {
        Execute("CREATE TABLE mine (x); INSERT INTO mine VALUES (1);");
        byte[] before = File.ReadAllBytes(Place);

        Assert.AreEqual(
            $"{Place}: is damaged or no study of EdgeNet: another program has made it. Name another file, or delete this one to begin anew.", Refusal());
        CollectionAssert.AreEqual(before, File.ReadAllBytes(Place));
        CollectionAssert.AreEqual((string[])["s.db"], _folder.FileNames.ToArray());
    }

    [TestMethod]
    [DataRow(3)] // with owners in place of claims
    [DataRow(5)]
    public void Open_OtherVersion_IsRefused(int version)
    {
        OpenOnce();
        Execute($"PRAGMA user_version = {version}");
        Assert.AreEqual(
            $"{Place}: is a study of version {version}, and this EdgeNet reads version 4; name another file with --study, or delete this one to begin anew.", Refusal());
    }

    [TestMethod]
    public void Open_EmptyFile_BecomesAStudy()
    {
        File.WriteAllBytes(Place, []);
        OpenOnce();
        OpenOnce();
    }

    [TestMethod]
    public void Open_MissingFolder_SaysWhatToCheck()
    {
        string path = Path.Combine(_folder.Path, "none", "s.db");
        InputException error = Assert.ThrowsExactly<InputException>(() => Study.Open(path, "m", FakeStudies.Identity, 4));
        Assert.AreEqual(
            $"{path}: cannot be used as a study: unable to open database file. Check the folder and the rights, or name another file.", error.Message);
    }

    [TestMethod]
    public void Open_EveryPageOverwritten_IsRefusedInOneLine()
    {
        byte[] whole = WriteWhole();
        Assert.IsGreaterThanOrEqualTo(3 * 4096, whole.Length);
        for (int page = 0; page < whole.Length / 4096; page++)
        {
            byte[] damaged = [.. whole];
            damaged.AsSpan(page * 4096, 64).Fill(0xA5);
            File.WriteAllBytes(Place, damaged);
            Assert.Contains("is damaged or no study of EdgeNet", Refusal());
        }
    }

    [TestMethod]
    public void Open_Truncated_IsRefusedInOneLine()
    {
        byte[] whole = WriteWhole();
        foreach (int length in (int[])[50, 100, 4095, 4096, 5000, whole.Length - 4096])
        {
            File.WriteAllBytes(Place, whole[..length]);
            Assert.Contains("is damaged or no study of EdgeNet", Refusal());
        }
    }

    [TestMethod]
    public void Open_ValueTooLarge_IsRefused()
    {
        OpenOnce();
        Execute("UPDATE edgenet_study SET repeats = 4000000000");
        Assert.Contains("is damaged or no study of EdgeNet: a value has a wrong type", Refusal());
    }

    [TestMethod]
    public void Open_StudyOfSomethingElse_NamesTheFile()
    {
        OpenOnce();
        Assert.AreEqual($"{Place}: has the seed 1, and 2 is asked for; name another file with --study, or delete this one to begin anew.", Refusal(seed: 2));
    }

    [TestMethod]
    public void ClaimNext_LargeStudy_SearchesNoTable()
    {
        OpenOnce();
        using var database = new SqliteStudyDatabase(Place);
        List<string> plan = database.Run(connection => connection.Query(
            """
            EXPLAIN QUERY PLAN SELECT number FROM edgenet_trial WHERE study = 1 AND number <= 9 AND state IN ('Open', 'Running')
                AND (state = 'Open' OR abs(unixepoch('subsec') - heartbeat) > 9) ORDER BY number LIMIT 1
            """,
            row => row.GetString(3)));
        CollectionAssert.AreEqual((string[])["SEARCH edgenet_trial USING INDEX edgenet_unfinished (study=? AND number<?)"], plan);
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal(int seed = 1) => Assert.ThrowsExactly<InputException>(
        () => Study.Open(Place, "m", FakeStudies.Identity with { Seed = seed }, 4).Dispose()).Message;

    private void OpenOnce()
    {
        using var study = Study.Open(Place, "m", FakeStudies.Identity, 4);
        Assert.HasCount(1, study.ReadTrials());
    }

    private byte[] WriteWhole()
    {
        using (var study = Study.Open(Place, "m", FakeStudies.Identity, 40))
        {
            study.RunAll(new FakePlan(20), 40);
        }

        return File.ReadAllBytes(Place);
    }

    private void Execute(string commands)
    {
        using var connection = new SqliteConnection($"Data Source={Place};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = commands;
        command.ExecuteNonQuery();
    }
}
