using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Models;

/// <summary><c>models/machine</c>, an anomaly model of the recordings of <c>models/vibration</c>.</summary>
[TestClass]
public class MachineTests
{
    [TestMethod]
    public void Train_Machine_WritesTheCommittedFile()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("machine"));
        Directory.CreateDirectory(folder.Combine("vibration"));
        File.Copy(Path.Combine(TestData.ModelFolder("machine"), "recipe.json"), folder.Combine("machine/recipe.json"));
        File.Copy(Path.Combine(TestData.ModelFolder("vibration"), "vibration.csv"), folder.Combine("vibration/vibration.csv"));

        CliRun run = CliRun.Of("train", folder.Combine("machine"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        CollectionAssert.AreEqual(File.ReadAllBytes(Committed), File.ReadAllBytes(folder.Combine("machine/machine.edgenet")));
        Assert.Contains("720 examples with 14 features; 180 normal, 540 unusual.", run.Output);
        Assert.Contains("14-10-3-10-14 (autoencoder)", run.Output);
    }

    [TestMethod]
    public void TrainAnomaly_Machine_HasTheFiguresOfItsReadme()
    {
        TrainedAnomaly model = Experiment.Open(TestData.ModelFolder("machine")).TrainAnomaly();

        AnomalyScore test = model.Scores[^1];
        Assert.AreEqual((45, 2, 135, 124), (test.NormalCount, test.FalseAlarms, test.UnusualCount, test.Detected));
        Assert.AreEqual(0.973, test.Auc, 0.0005);
        Assert.AreEqual(1, test.Kinds.Single(kind => kind.Name == "bearing").Auc, 0.001);
        Assert.IsLessThan(0.05, model.Model.Agreement!.Difference);
    }

    [TestMethod]
    public void Replay_Machine_TakesTheClassesOfItsRecipeForNormalAndUnusual()
    {
        CliRun run = CliRun.Of("replay", Committed, Path.Combine(TestData.ModelFolder("vibration"), "replay.csv"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.MatchesRegex(@"│ all +│ +92\.0 │ +88\.4 % │ +6 │ +0 │ +0\.87 s │ +2\.55 s │ +1 │", run.Output);
        Assert.MatchesRegex(@"│ time, s │ state +│ score │ true class │", run.Output);
        Assert.DoesNotContain("probability", run.Output);
    }

    private static string Committed => Path.Combine(TestData.ModelFolder("machine"), "machine.edgenet");
}
