using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

[TestClass]
public class ReportCommandTests
{
    [TestMethod]
    public void N35_Report_Folder_WritesThePageAlone()
    {
        using TemporaryFolder folder = Sonar();

        CliRun run = CliRun.Of("report", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("Training 60-12-1 (relu, sigmoid) on 144, dev 32, test 32; seed 1.", run.Output);
        Assert.MatchesRegex(@"sonar\.report\.html, \d+,\d{3} bytes\.", run.Output);
        CollectionAssert.AreEqual((string[])["recipe.json", "sonar.csv", "sonar.report.html"], folder.FileNames.ToArray());
        Assert.Contains("<title>sonar · EdgeNet report</title>", File.ReadAllText(folder.Combine("sonar.report.html")));
    }

    [TestMethod]
    public void Report_ModelFile_IsOfTheModelBesideItsRecipe()
    {
        using TemporaryFolder folder = Sonar();
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path, "--report").ExitCode);
        byte[] withTrain = File.ReadAllBytes(folder.Combine("sonar.report.html"));
        File.Delete(folder.Combine("sonar.report.html"));

        CliRun run = CliRun.Of("report", folder.Combine("sonar.edgenet"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.DoesNotContain("Warning", run.Output);
        CollectionAssert.AreEqual(withTrain, File.ReadAllBytes(folder.Combine("sonar.report.html")), "Trained alike, shown alike.");
    }

    [TestMethod]
    public void Report_ModelFileOfAnotherRecipe_WarnsThatItIsOfTheRecipe()
    {
        using TemporaryFolder folder = Sonar();
        File.Copy(Path.Combine(TestData.SonarFolder, "sonar.edgenet"), folder.Combine("sonar.edgenet"));

        CliRun run = CliRun.Of("report", folder.Combine("sonar.edgenet"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("is not what its recipe makes today; the report is of what it makes.", run.Output.ReplaceLineEndings(" "));
    }

    [TestMethod]
    public void Report_ModelFileOfAnotherName_IsRefused()
    {
        using TemporaryFolder folder = Sonar();
        string path = folder.Combine("other.edgenet");
        File.Copy(Path.Combine(TestData.SonarFolder, "sonar.edgenet"), path);

        CliRun.Of("report", path).ShouldFail(ExitCode.BadInput, $"{path}: the recipe beside it makes sonar.edgenet; name that, or the recipe.");
    }

    [TestMethod]
    public void Report_NoRecipe_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("none.edgenet");
        CliRun.Of("report", path).ShouldFail(ExitCode.BadInput, $"{path}: there is no such file; 'edgenet train' makes one.");
        string recipe = folder.Combine("recipe.json");
        CliRun.Of("report", folder.Path).ShouldFail(ExitCode.BadRecipe, $"{recipe}: there is no such recipe; name a folder with a recipe.json.");
    }

    private static TemporaryFolder Sonar()
    {
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(TestData.SonarFolder, "sonar.csv"), folder.Combine("sonar.csv"));
        string recipe = File.ReadAllText(Path.Combine(TestData.SonarFolder, "recipe.json"));
        File.WriteAllText(folder.Combine("recipe.json"), recipe.Replace("\"epochs\": 150", "\"epochs\": 20", StringComparison.Ordinal));
        return folder;
    }
}
