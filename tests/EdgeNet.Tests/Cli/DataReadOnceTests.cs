using System.Collections.Concurrent;
using EdgeNet.Cli;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Cli;

/// <summary>A command opens each file of data once.</summary>
[TestClass]
public class DataReadOnceTests
{
    [TestMethod]
    [DataRow("train")]
    [DataRow("evaluate", "--folds", "2")]
    [DataRow("tune", "--trials", "2")]
    [DataRow("report")]
    public void Command_DataWithFilesForDevAndTest_ReadsEachOnce(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        GroupCommandTests.WriteTable(
            folder, """, "dev": "dev.csv", "test": "test.csv", "group": "fan", "features": ["b"], "readings": { "lowest": 0, "highest": 9 } """);
        folder.Write("dev.csv", GroupCommandTests.Rows(20, 12, prefix: "d"));
        folder.Write("test.csv", GroupCommandTests.Rows(30, 13, prefix: "t"));

        AssertReadOnce(["d.csv", "dev.csv", "test.csv"], [arguments[0], folder.Path, .. arguments[1..]]);
    }

    [TestMethod]
    public void Train_Recordings_ReadsEachFileOnce()
    {
        using var folder = new StreamFolder();
        AssertReadOnce(["d.csv"], ["train", folder.Path]);
    }

    [TestMethod]
    public void Grow_Table_IsReadOnce()
    {
        using var folder = new TemporaryFolder();
        GroupCommandTests.WriteTable(folder, """, "features": ["b"] """);

        AssertReadOnce(["d.csv"], ["tune", folder.Path, "--grow", "--repeats", "2"]);
    }

    [TestMethod]
    public void RunAndReplay_Rows_AreReadOnce()
    {
        string models = Path.Combine(TestData.RepositoryFolder(), "models");
        AssertReadOnce(["sonar.csv"], ["run", Path.Combine(models, "sonar", "sonar.edgenet"), Path.Combine(models, "sonar", "sonar.csv"), "--label", "object"]);
        AssertReadOnce(["replay.csv"], ["replay", Path.Combine(models, "vibration", "vibration.edgenet"), Path.Combine(models, "vibration", "replay.csv")]);
    }

    private static void AssertReadOnce(string[] files, string[] arguments)
    {
        var opened = new ConcurrentQueue<string>();
        CsvTable.OnOpen.Value = opened.Enqueue;
        CliRun run = CliRun.Of(arguments);
        CsvTable.OnOpen.Value = null;

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        CollectionAssert.AreEqual(files, opened.Select(path => Path.GetFileName(path)).ToArray());
    }
}
