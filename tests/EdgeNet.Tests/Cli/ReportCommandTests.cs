using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Trainer;

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
    public void Report_ModelFile_ShowsThatFileAndTrainsNothing()
    {
        using TemporaryFolder folder = Sonar();
        CliRun train = CliRun.Of("train", folder.Path, "--seed", "7", "--out", folder.Combine("seven.edgenet"));
        Assert.AreEqual(ExitCode.Success, train.ExitCode);
        byte[] file = File.ReadAllBytes(folder.Combine("seven.edgenet"));

        CliRun run = CliRun.Of("report", folder.Combine("seven.edgenet"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.DoesNotContain("Warning", run.Output, "the history knows the seed, and so the parts");
        Assert.DoesNotContain("Training ", run.Output);
        CollectionAssert.AreEqual(file, File.ReadAllBytes(folder.Combine("seven.edgenet")));
        string page = File.ReadAllText(folder.Combine("seven.report.html"));
        string accuracy = Regex.Match(train.Output, @"│ test  │ +\d+ │ +[\d.]+ % │ +([\d.]+ %) │").Groups[1].Value;
        Assert.MatchesRegex($@"│ test  │ +\d+ │ +{Regex.Escape(accuracy)} │", run.Output);
        Assert.Contains(accuracy, page);
        Assert.DoesNotContain("id=\"learning\"", page);
        Assert.DoesNotContain("id=\"quantization\"", page);
        Assert.Contains("id=\"confusion\"", page);
        Assert.Contains("id=\"importance\"", page);
    }

    [TestMethod]
    [DataRow("iris")]
    [DataRow("winding")]
    [DataRow("sonar")]
    [DataRow("vibration")]
    public void Report_CommittedModelFile_IsOfTheRowsThatItWasTrainedOn(string model)
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["recipe.json", $"{model}.csv", $"{model}.edgenet"])
        {
            File.Copy(Path.Combine(TestData.ModelFolder(model), name), folder.Combine(name));
        }

        CliRun run = CliRun.Of("report", folder.Combine($"{model}.edgenet"));
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.DoesNotContain("other rows", run.Output.ReplaceLineEndings(" "), "the ranges in the file are those of the training part, and there is no history");
    }

    [TestMethod]
    public void Report_ModelFileOfOtherRows_Warns()
    {
        using TemporaryFolder folder = Sonar();
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path, "--set", "seed=3").ExitCode);
        File.Delete(folder.Combine(RunHistory.FileName));
        CliRun run = CliRun.Of("report", folder.Combine("sonar.edgenet"));
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("was trained on other rows or labels than recipe.json takes for training today", run.Output.ReplaceLineEndings(" "));
    }

    [TestMethod]
    public void Report_LabelsChangedSinceTraining_Warns()
    {
        using var folder = new TemporaryFolder();
        string table = "a,b,kind\n" + string.Concat(Enumerable.Range(0, 120).Select(r => $"{r % 2},{r / 2 % 2},{(r % 2 == 0 ? "x" : "y")}\n"));
        folder.Write("d.csv", table);
        folder.Write("recipe.json", """{ "name": "m", "data": "d.csv", "label": "kind", "classes": ["x", "y"], "training": { "epochs": 30 } }""");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        const string Warning = "was trained on other rows or labels";
        Assert.DoesNotContain(Warning, CliRun.Of("report", folder.Combine("m.edgenet")).Output.ReplaceLineEndings(" "));
        folder.Write("d.csv", table.Replace(",x", ",q", StringComparison.Ordinal).Replace(",y", ",x", StringComparison.Ordinal).Replace(",q", ",y", StringComparison.Ordinal));
        Assert.Contains(Warning, CliRun.Of("report", folder.Combine("m.edgenet")).Output.ReplaceLineEndings(" "));
        File.Delete(folder.Combine(RunHistory.FileName));
        Assert.Contains("do not tell on which rows it was trained", CliRun.Of("report", folder.Combine("m.edgenet")).Output.ReplaceLineEndings(" "), "ranges of 0 and 1 are those of every part");
    }

    [TestMethod]
    public void Report_ModelFileOfOtherInputs_IsRefused()
    {
        using TemporaryFolder folder = Sonar();
        string path = folder.Combine("iris.edgenet");
        File.Copy(Path.Combine(TestData.ModelFolder("iris"), "iris.edgenet"), path);
        CliRun.Of("report", path).ShouldFail(
            ExitCode.BadInput, $"{path}: the model is called 'iris', and no recipe beside it makes one of that name; name its recipe with --recipe.");
        CliRun.Of("report", path, "--recipe", folder.Path).ShouldFail(
            ExitCode.BadInput,
            $"{path}: the inputs of the model are sepal_length_cm, sepal_width_cm, petal_length_cm, petal_width_cm, and those of the data of recipe.json are band_01, band_02, band_03, band_04, band_05 and 55 more; name the model's recipe with --recipe, or train it again.");
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
