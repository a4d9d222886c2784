using EdgeNet.Cli;
using EdgeNet.Tests.Data.Images;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Tables;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Cli;

/// <summary>Files of the user's own for dev and test, used as they are.</summary>
[TestClass]
public sealed class PartFileTests : IDisposable
{
    private const string Files = """, "dev": "dev.csv", "test": "test.csv" """;

    private readonly TemporaryFolder _folder = new();

    public PartFileTests()
    {
        GroupCommandTests.WriteTable(_folder, Files + ", \"group\": \"fan\"");
        _folder.Write("dev.csv", GroupCommandTests.Rows(20, 12, prefix: "d"));
        _folder.Write("test.csv", GroupCommandTests.Rows(30, 13, prefix: "t"));
    }

    [TestMethod]
    public void Train_DevAndTest_AreUsedAsTheyAre()
    {
        CliRun run = CliRun.Of("train", _folder.Path, "--report");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("on 80, dev 20 of dev.csv, test 30 of test.csv; seed 1.", run.Output);
        Assert.Contains("│ train │       80 │", run.Output);
        Assert.Contains("│ dev   │       20 │", run.Output);
        Assert.Contains("│ test  │       30 │", run.Output);
        Assert.DoesNotContain("Warning: d.csv: the training and", run.Output);
        Recipe recipe = RecipeReader.Read(_folder.Path);
        GivenExamples examples = RecipeData.ReadAll(recipe);
        CollectionAssert.AreEqual(
            CsvDataset.Read(_folder.Combine("test.csv"), new TableColumns { Labels = ["kind"], Group = "fan" }, ["no", "yes"]).Features.Values.ToArray(),
            examples.Divide(recipe.Options).Test!.Features.Values.ToArray());
    }

    [TestMethod]
    public void Read_ColumnsInAnotherOrder_AreFoundByName()
    {
        Dataset expected = RecipeData.ReadAll(RecipeReader.Read(_folder.Path)).Test!;
        string[][] rows = [.. File.ReadAllLines(_folder.Combine("test.csv")).Select(line => line.Split(','))];
        File.WriteAllLines(_folder.Combine("test.csv"), rows.Select(row => string.Join(',', row[3], row[2], row[1], row[0])));
        Dataset actual = RecipeData.ReadAll(RecipeReader.Read(_folder.Path)).Test!;

        CollectionAssert.AreEqual(expected.FeatureNames.ToArray(), actual.FeatureNames.ToArray());
        CollectionAssert.AreEqual(expected.Features.Values.ToArray(), actual.Features.Values.ToArray());
        CollectionAssert.AreEqual(expected.Labels.Values.ToArray(), actual.Labels.Values.ToArray());
    }

    [TestMethod]
    [DataRow("a,fan,kind\n1,x,no\n", "test.csv, line 1: no column is called 'b', which d.csv has; the same columns must be in both.")]
    [DataRow("a,fan,b,c,kind\n1,x,2,3,no\n", "test.csv, line 1: the column 'c' is not in d.csv; the same columns must be in both.")]
    [DataRow("a,fan,b,kind\n1,x,2,maybe\n", "test.csv, line 2, column 4 ('kind'): unknown label 'maybe'; the classes are 'no' and 'yes'. Correct the cell or the recipe.")]
    public void Train_OtherColumns_SaysWhichAndWritesNothing(string text, string message)
    {
        _folder.Write("test.csv", text);
        CliRun.Of("train", _folder.Path).ShouldFail(ExitCode.BadInput, message);
        CollectionAssert.AreEqual((string[])["d.csv", "dev.csv", "recipe.json", "test.csv"], _folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Train_FileThatIsNotThere_SaysSo()
    {
        File.Delete(_folder.Combine("dev.csv"));
        CliRun.Of("train", _folder.Path).ShouldFail(ExitCode.BadInput, $"{_folder.Combine("dev.csv")}: there is no such file; check the path.");
    }

    [TestMethod]
    [DataRow(Files + """, "split": { "dev": 0.2 }""", "recipe.json: 'dev' names the dev part, which is used as it is, and 'split.dev' takes a share of the data; remove one.")]
    [DataRow(Files + """, "split": { "test": 0.2 }""", "recipe.json: 'test' names the test part, which is used as it is, and 'split.test' takes a share of the data; remove one.")]
    [DataRow(""", "test": "d.csv" """, "recipe.json: 'test' is d.csv, and so is 'data'; no example can stand in two parts. Name another one.")]
    [DataRow(""", "dev": "x.csv", "test": "./x.csv" """, "recipe.json: 'test' is ./x.csv, and so is 'dev'; no example can stand in two parts. Name another one.")]
    [DataRow(""", "test": "m.history.csv" """, "recipe.json: 'test' is m.history.csv, and training writes a file of that name; rename it, or change 'name'.")]
    public void Read_PartThatCannotBe_IsRefused(string rest, string message)
    {
        GroupCommandTests.WriteTable(_folder, rest);
        CliRun.Of("train", _folder.Path).ShouldFail(ExitCode.BadRecipe, message);
    }

    [TestMethod]
    public void Train_OnePartOfAFileAndOneAShare_IsPossible()
    {
        GroupCommandTests.WriteTable(_folder, """, "group": "fan", "test": "test.csv", "split": { "dev": 0.25 }, "training": { "epochs": 5, "patience": 3 }""".Replace("\"training\": { \"epochs\": 5, \"patience\": 3 }", "\"threshold\": { \"by\": \"f1\" }", StringComparison.Ordinal));
        CliRun run = CliRun.Of("train", _folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("on 60, dev 20, test 30 of test.csv; seed 1.", run.Output);
    }

    [TestMethod]
    public void Train_GroupInDataAndTest_Warns()
    {
        _folder.Write("test.csv", GroupCommandTests.Rows(30, 13));
        Assert.Contains(
            "Warning: d.csv: the training and the test part share 3 groups, f0, f1, f2: the test part does not tell how good the model is on new groups.",
            CliRun.Of("train", _folder.Path).Output);
    }

    [TestMethod]
    public void Evaluate_Files_FoldsAreOfTheDataAloneAndItSaysSo()
    {
        CliRun run = CliRun.Of("evaluate", _folder.Path, "--folds", "4");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("m: 80 examples, 4 folds, 1 run,", run.Output);
        Assert.Contains("Folds are of d.csv alone: test.csv, which the recipe names for 'test', is not looked at.", run.Output);
        Assert.Contains("models made in this way of 60 examples", run.Output);
        Assert.Contains("4 trials judged by accuracy on dev.csv.".Replace("4 ", "2 ", StringComparison.Ordinal), CliRun.Of("evaluate", _folder.Path, "--folds", "2", "--tune", "--trials", "2").Output);
    }

    [TestMethod]
    public void Tune_DevFile_IsTheJudgeAndIsFoundFromAnotherFolder()
    {
        Directory.CreateDirectory(_folder.Combine("best"));
        string path = Path.Combine(_folder.Combine("best"), "r.json");
        CliRun run = CliRun.Of("tune", _folder.Path, "--trials", "4", "--save", path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("│ dev  │       20 │", run.Output);
        Assert.Contains("│ test │       30 │", run.Output);
        if (File.Exists(path))
        {
            Recipe found = RecipeReader.Read(path);
            Assert.AreEqual(("../d.csv", "../dev.csv", "../test.csv"), (found.Data, found.DevData, found.TestData));
        }

        _folder.Write("dev.csv", GroupCommandTests.Rows(20, 14));
        Assert.Contains("is a study of other data", CliRun.Of("tune", _folder.Path, "--trials", "4").Error);
        const string Refusal = "m: each repeat deals other folds, and 'dev' is dev.csv, used as it is; leave --repeats out, or give 'split.dev' in place of 'dev'.";
        CliRun.Of("tune", _folder.Path, "--repeats", "2", "--study", _folder.Combine("s.db")).ShouldFail(ExitCode.BadInput, Refusal);
        CliRun.Of("tune", _folder.Path, "--grow").ShouldFail(ExitCode.BadInput, "m: --grow judges by folds, and 'dev' is a file that is used as it is; give 'split.dev' in place of 'dev'.");
    }

    [TestMethod]
    public void Train_ImagesOfTheirOwnForTest_AreRead()
    {
        using var folder = new TemporaryFolder();
        foreach (string part in (string[])["photos", "test"])
        {
            for (int image = 0; image < 6; image++)
            {
                folder.Write($"{part}/dark", $"{image}.png", ImageFiles.Plain(4, 4, 10 + image));
                folder.Write($"{part}/light", $"{image}.png", ImageFiles.Plain(4, 4, 200 + image));
            }
        }

        const string Recipe = """{ "name": "p", "images": { "width": 4, "height": 4, "grey": true }, "training": { "epochs": 5 }, "test": "../test" }""";
        File.WriteAllText(Path.Combine(folder.Combine("photos"), "recipe.json"), Recipe);
        CliRun run = CliRun.Of("train", folder.Combine("photos"));
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("test 12 of ../test; seed 1.", run.Output);

        File.WriteAllText(Path.Combine(folder.Combine("photos"), "recipe.json"), Recipe.Replace("../test", "dark", StringComparison.Ordinal));
        CliRun.Of("train", folder.Combine("photos")).ShouldFail(
            ExitCode.BadRecipe, "recipe.json: 'test' is dark, a folder beside those of the classes, and would be one itself; move it out, such as to ../photos-test.");
    }

    [TestMethod]
    public void Train_RecordingsOfTheirOwnForTest_AreCutAsTheOthersAre()
    {
        using var folder = new StreamFolder();
        File.Copy(folder.Combine("d.csv"), folder.Combine("t.csv"));
        folder.Write("recipe.json", $$"""
            {
              "name": "m", "data": "d.csv", "test": "t.csv", "label": "label", "classes": ["still", "shaking"], "stream": { {{StreamFolder.DefaultStream}} },
              "training": { "epochs": 5 }
            }
            """);
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("test 80 of t.csv; seed 1.", run.Output);
    }

    public void Dispose() => _folder.Dispose();
}
