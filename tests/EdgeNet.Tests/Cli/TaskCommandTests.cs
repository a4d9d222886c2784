using EdgeNet.Cli;
using EdgeNet.Tests.Export;

namespace EdgeNet.Tests.Cli;

/// <summary>The commands on models of several classes and of regression.</summary>
[TestClass]
public class TaskCommandTests
{
    [TestMethod]
    public void Train_Iris_ShowsAccuracyMacroF1AndTheConfusionOfTheClasses()
    {
        using TemporaryFolder folder = Copy("iris", epochs: 100);

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("iris: 150 examples with 4 features; setosa 50, versicolor 50, virginica 50.", run.Output);
        Assert.Contains("Training 4-8-3 (relu, softmax) on 96, dev 24, test 30; seed 1.", run.Output);
        Assert.Contains("dev accuracy", run.Output);
        Assert.Contains("macro F1, float", run.Output);
        Assert.DoesNotContain("AUC", run.Output);
        Assert.Contains("Decisions of the int8 model on the test part, a row for each true class:", run.Output);
        Assert.MatchesRegex(@"│ class +│ setosa │ versicolor │ virginica │ precision │ +recall │ +F1 │", run.Output);
        Assert.MatchesRegex(@"│ setosa +│ +10 │ +0 │ +0 │ +100\.0 % │ +100\.0 % │ +100\.0 % │", run.Output);
        Assert.Contains("Golden vectors: 4 of 4 exact on the device library.", run.Output);
        CollectionAssert.AreEqual(
            (string[])["edgenet.runs.jsonl", "iris.csv", "iris.edgenet", "iris.history.csv", "IrisModel.cs", "IrisModel.Golden.cs", "recipe.json"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Train_Winding_ShowsErrorsInTheUsersUnits()
    {
        using TemporaryFolder folder = Copy("winding", epochs: 100);

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("winding: 400 examples with 3 features; winding_c -9.8 to 78.", run.Output);
        Assert.Contains("Training 3-12-1 (relu, linear) on 280, dev 60, test 60; seed 1.", run.Output);
        Assert.DoesNotContain("accuracy", run.Output);
        Assert.Contains("RMSE, float", run.Output);
        Assert.Contains("R², float", run.Output);
        Assert.Contains("What each step of quantization does to the estimates, in standard deviations", run.Output);
        string[] history = File.ReadAllLines(folder.Combine("winding.history.csv"));
        Assert.HasCount(101, history);
        Assert.EndsWith(",", history[^1]); // regression has no accuracy
    }

    [TestMethod]
    public void Run_Iris_PrintsTheClassAndEveryLogit()
    {
        using TemporaryFolder folder = Copy("iris", epochs: 100);
        Model model = Train(folder, "iris");

        CliRun run = CliRun.Of("run", folder.Combine("iris.edgenet"), folder.Combine("iris.csv"), "--label", "species");

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        string[] lines = run.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.AreEqual("row,class,probability,probability of setosa,probability of versicolor,probability of virginica,logit of setosa,logit of versicolor,logit of virginica,label", lines[0]);
        string[] csv = File.ReadAllLines(folder.Combine("iris.csv"));
        var logits = new int[3];
        var probabilities = new float[3];
        int right = 0;
        for (int r = 1; r < csv.Length; r++)
        {
            string[] cells = csv[r].Split(',');
            float[] features = [.. cells.Take(4).Select(float.Parse)];
            model.Logits(features, logits);
            string decision = model.LabelOf(model.ClassOf(features));
            model.Predict(features, probabilities);
            string each = string.Join(',', probabilities.Select(probability => FormattableString.Invariant($"{probability:F6}")));
            string real = string.Join(',', logits.Select(logit => FormattableString.Invariant($"{logit * model.LogitScale:G9}")));
            Assert.AreEqual(FormattableString.Invariant($"{r},{decision},{model.Predict(features):F6},{each},{real},{cells[4]}"), lines[r]);
            right += decision == cells[4] ? 1 : 0;
        }

        Assert.AreEqual(FormattableString.Invariant($"# {right} of 150 right, {100.0 * right / 150:F1} %"), lines[151]);
    }

    [TestMethod]
    public void Run_Winding_PrintsQuantitiesAndTheirErrors()
    {
        using TemporaryFolder folder = Copy("winding", epochs: 100);
        Model model = Train(folder, "winding");

        CliRun run = CliRun.Of("run", folder.Combine("winding.edgenet"), folder.Combine("winding.csv"), "--label", "winding_c");

        string[] lines = run.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.AreEqual("row,winding_c,true winding_c", lines[0]);
        string[] csv = File.ReadAllLines(folder.Combine("winding.csv"));
        double squares = 0, absolute = 0;
        for (int r = 1; r < csv.Length; r++)
        {
            float[] cells = [.. csv[r].Split(',').Select(float.Parse)];
            float estimate = model.Predict(cells[..3]);
            Assert.AreEqual(FormattableString.Invariant($"{r},{estimate:G6},{cells[3]:G6}"), lines[r]);
            squares += Math.Pow((double)estimate - cells[3], 2);
            absolute += Math.Abs((double)estimate - cells[3]);
        }

        Assert.StartsWith(FormattableString.Invariant($"# winding_c: RMSE {Math.Sqrt(squares / 400):G4}, MAE {absolute / 400:G4}, R² 0.9"), lines[401]);
    }

    [TestMethod]
    public void Run_WindingWithWrongLabels_SaysWhatIsMissing()
    {
        using TemporaryFolder folder = Copy("winding", epochs: 5);
        Train(folder, "winding");
        string model = folder.Combine("winding.edgenet");
        string rows = folder.Combine("winding.csv");
        OlderFile.Rewrite(model); // without names

        CliRun.Of("run", model, rows).ShouldFail(
            ExitCode.BadInput,
            "winding.csv, line 1: 4 columns of inputs; the model 'winding' takes 3. If one of them is the true quantity, name it with --label.");
        CliRun.Of("run", model, rows, "--label", "winding_c", "--label", "fan_rpm").ShouldFail(
            ExitCode.BadInput, "--label is given 2 times; the model 'winding' has 1 to compare: name a column for each, or none.");
    }

    [TestMethod]
    public void Inspect_EachTask_ShowsWhatItHas()
    {
        using TemporaryFolder iris = Copy("iris", epochs: 5);
        using TemporaryFolder winding = Copy("winding", epochs: 5);
        Train(iris, "iris");
        Train(winding, "winding");

        CliRun classes = CliRun.Of("inspect", iris.Combine("iris.edgenet"));
        CliRun quantities = CliRun.Of("inspect", winding.Combine("winding.edgenet"));

        Assert.MatchesRegex("classes +setosa, versicolor, virginica", classes.Output);
        Assert.Contains("logit scale", classes.Output);
        Assert.DoesNotContain("threshold", classes.Output);
        Assert.Contains("softmax", classes.Output);
        Assert.MatchesRegex("estimates +winding_c", quantities.Output);
        Assert.DoesNotContain("logit scale", quantities.Output);
        Assert.DoesNotContain("threshold", quantities.Output);
        Assert.Contains("golden vectors exact.", quantities.Output);
    }

    [TestMethod]
    public void Evaluate_EachTask_PrintsItsNumbers()
    {
        using TemporaryFolder iris = Copy("iris", epochs: 60);
        using TemporaryFolder winding = Copy("winding", epochs: 60);

        CliRun classes = CliRun.Of("evaluate", iris.Path, "--folds", "5");
        CliRun quantities = CliRun.Of("evaluate", winding.Path, "--folds", "4", "--runs", "2");

        Assert.AreEqual((ExitCode.Success, ExitCode.Success), (classes.ExitCode, quantities.ExitCode));
        Assert.Contains("fold 5/5, mean accuracy ", classes.Output);
        Assert.Contains("macro F1", classes.Output);
        Assert.MatchesRegex(@"Mean test accuracy of the int8 model: [01]\.\d{4} ± 0\.\d{4} \(sd of folds\); [+-]?\d\.\d\d points from float\.", classes.Output);
        Assert.Contains("fold 8/8, mean RMSE ", quantities.Output);
        Assert.MatchesRegex(@"│ test parts +│ +RMSE │ +95 % interval │ sd of folds │ sd of runs │ +MAE │ +R² │", quantities.Output);
        Assert.MatchesRegex(@"Mean test RMSE of the int8 model: \d\.\d+ ± 0\.\d+ \(sd of folds\); [+-]?0(\.\d+)? from float\.", quantities.Output);
    }

    [TestMethod]
    public void Train_NegativeTargetOfAReluOutput_SaysWhereAndWritesNothing()
    {
        using TemporaryFolder folder = Copy("winding", epochs: 5);
        folder.Write("recipe.json", File.ReadAllText(folder.Combine("recipe.json")).Replace("linear", "relu", StringComparison.Ordinal));

        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput,
            "winding.csv, line 2, column 4 ('winding_c'): the target -2.8 is below 0, which a ReLU output never is; correct the cell, or choose \"output\": \"linear\".");
        CollectionAssert.AreEqual((string[])["recipe.json", "winding.csv"], folder.FileNames.ToArray());
    }

    private static Model Train(TemporaryFolder folder, string name)
    {
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        return Model.Load(File.ReadAllBytes(folder.Combine(name + ".edgenet")));
    }

    private static TemporaryFolder Copy(string name, int epochs)
    {
        var folder = new TemporaryFolder();
        string recipe = File.ReadAllText(Path.Combine(TestData.ModelFolder(name), "recipe.json"));
        folder.Write("recipe.json", System.Text.RegularExpressions.Regex.Replace(recipe, "\"epochs\": [0-9]+", $"\"epochs\": {epochs}"));
        File.Copy(Path.Combine(TestData.ModelFolder(name), name + ".csv"), folder.Combine(name + ".csv"));
        return folder;
    }
}
