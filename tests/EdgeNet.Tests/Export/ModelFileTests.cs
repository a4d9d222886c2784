using System.Collections.Concurrent;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Export;

/// <summary>A model file is written once and read back once: everything else asks <see cref="ModelFile"/>.</summary>
[TestClass]
public class ModelFileTests
{
    [TestMethod]
    [DataRow("sonar")]
    [DataRow("winding")]
    [DataRow("vibration")]
    public void Train_ModelFile_IsParsedOnceAfterItWasWritten(string model)
    {
        using var folder = new TemporaryFolder();
        foreach (string file in (string[])["recipe.json", $"{model}.csv"])
        {
            File.Copy(Path.Combine(TestData.RepositoryFolder(), "models", model, file), folder.Combine(file));
        }

        var parsed = new ConcurrentQueue<byte[]>();
        ModelFile.OnParse.Value = parsed.Enqueue;
        CliRun run = CliRun.Of("train", folder.Path, "--report");
        ModelFile.OnParse.Value = null;

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        CollectionAssert.AreEqual(File.ReadAllBytes(folder.Combine($"{model}.edgenet")), parsed.Single());
    }
}
