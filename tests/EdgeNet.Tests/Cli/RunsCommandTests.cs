using EdgeNet.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cli;

/// <summary>Runs with changes, where their files go, and the history that they leave.</summary>
[TestClass]
public class RunsCommandTests
{
    [TestMethod]
    public void Train_SetSeedAndOut_ChangeTheRunAndNotTheRecipe()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        byte[] recipe = File.ReadAllBytes(folder.Combine("recipe.json"));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        byte[] plain = File.ReadAllBytes(folder.Combine("m.edgenet"));
        byte[] plainClass = File.ReadAllBytes(folder.Combine("MModel.cs"));

        CliRun run = CliRun.Of("train", folder.Path, "--set", "hidden=[{\"units\":3}]", "--set", "hidden[0].units=5", "--set", "training.epochs=7", "--seed", "9", "--out", folder.Combine("trials/five.edgenet"));

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("2-5-1", run.Output);
        Assert.Contains("seed 9", run.Output);
        Assert.Contains("Trained 7 epochs.", run.Output);
        string[] made = [.. Directory.GetFiles(folder.Combine("trials")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual((string[])["FiveModel.Golden.cs", "FiveModel.cs", RunHistory.FileName, "five.edgenet", "five.history.csv"], made);
        Assert.Contains("class FiveModel ", File.ReadAllText(folder.Combine("trials/FiveModel.cs")));
        CollectionAssert.AreEqual(recipe, File.ReadAllBytes(folder.Combine("recipe.json")));
        CollectionAssert.AreEqual(plain, File.ReadAllBytes(folder.Combine("m.edgenet")));
        CollectionAssert.AreEqual(plainClass, File.ReadAllBytes(folder.Combine("MModel.cs")));
    }

    [TestMethod]
    public void Train_SetTwiceAlike_IsTheSameModelAsTheRecipeWithThatKey()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path, "--set", "training.l2=0.5").ExitCode);
        byte[] changed = File.ReadAllBytes(folder.Combine("m.edgenet"));
        string recipe = File.ReadAllText(folder.Combine("recipe.json"));
        File.WriteAllText(folder.Combine("recipe.json"), recipe.Replace("\"epochs\"", "\"l2\": 0.5, \"epochs\"", StringComparison.Ordinal));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        CollectionAssert.AreEqual(changed, File.ReadAllBytes(folder.Combine("m.edgenet")));
    }

    [TestMethod]
    [DataRow("training.l3=1", "recipe.json with --set: unknown key 'training.l3'")]
    [DataRow("training.l2=much", "recipe.json with --set: 'training.l2' must be a number")]
    [DataRow("training", "--set 'training': must be a key and a value, such as training.l2=0.001 or hidden[0].units=24.")]
    [DataRow("hidden[2].units=3", "--set 'hidden[2].units=3': the recipe has no such place")]
    [DataRow("name.x=3", "--set 'name.x=3': the recipe has no such place")]
    public void Train_SetThatCannotBe_SaysWhyAndWritesNothing(string change, string message)
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        CliRun run = CliRun.Of("train", folder.Path, "--set", change);
        Assert.AreEqual(ExitCode.BadRecipe, run.ExitCode);
        Assert.StartsWith($"edgenet: {message}", run.Error);
        Assert.IsFalse(File.Exists(folder.Combine("m.edgenet")));
    }

    [TestMethod]
    public void Train_OutOverTheData_IsRefusedBeforeTraining()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        File.Move(folder.Combine("d.csv"), folder.Combine("d.history.csv"));
        File.WriteAllText(folder.Combine("recipe.json"), File.ReadAllText(folder.Combine("recipe.json")).Replace("d.csv", "d.history.csv", StringComparison.Ordinal));
        byte[] data = File.ReadAllBytes(folder.Combine("d.history.csv"));
        CliRun run = CliRun.Of("train", folder.Path, "--out", folder.Combine("d.edgenet"));
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.Contains("cannot be written: it is what was read", run.Error);
        CollectionAssert.AreEqual(data, File.ReadAllBytes(folder.Combine("d.history.csv")));
    }

    [TestMethod]
    public void Runs_AfterTrainings_ListsThemWithWhatWasChanged()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        CliRun.Of("train", folder.Path);
        CliRun.Of("train", folder.Path, "--set", "training.l2=0.01", "--out", folder.Combine("b.edgenet"));
        File.AppendAllText(folder.Combine(RunHistory.FileName), "{\"time\":\"half a li");
        CliRun.Of("train", folder.Path, "--seed", "4");

        CliRun run = CliRun.Of("runs", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.MatchesRegex(@"│ m\.edgenet │ recipe\.json │ +│ 2-1", run.Output);
        Assert.MatchesRegex(@"│ b\.edgenet │ recipe\.json │ training\.l2=0\.01 │", run.Output);
        Assert.MatchesRegex(@"│ m\.edgenet │ recipe\.json │ seed=4 +│ [\d-]+ +│ 4 +│", run.Output);
        Assert.Contains("1 line cannot be read", run.Output);
        CliRun one = CliRun.Of("runs", folder.Combine("b.edgenet"));
        Assert.DoesNotContain("m.edgenet", one.Output);
        CliRun.Of("runs", folder.Combine("none.edgenet")).ShouldFail(
            ExitCode.BadInput, $"{folder.Combine("none.edgenet")}: no run is known; 'edgenet train' writes one line for each into {RunHistory.FileName}, beside the model.");
    }

    [TestMethod]
    public void Add_ManyAtOnce_KeepsEveryLine()
    {
        using var folder = new TemporaryFolder();
        Parallel.For(0, 3000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i => Assert.IsNull(RunHistory.Add(folder.Path, new TrainingRun("t", "r", [], $"m{i}", "h", 1, "1-1", i, 1, "accuracy", []))));
        (IReadOnlyList<TrainingRun> runs, int broken) = RunHistory.Read(folder.Path);
        Assert.AreEqual(0, broken);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 3000).ToArray(), runs.Select(run => run.Seed).ToArray());
    }

    [TestMethod]
    public void Train_HistoryThatCannotBeWritten_WarnsAndKeepsTheModel()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        Directory.CreateDirectory(folder.Combine(RunHistory.FileName));
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("the history of runs cannot be written", run.Output);
        Assert.IsTrue(File.Exists(folder.Combine("m.edgenet")));
    }

    [TestMethod]
    public void Train_TooLargeForAClass_LeavesNoClassOfAnEarlierModel()
    {
        using var folder = new TemporaryFolder();
        string[] names = [.. Enumerable.Range(0, 400).Select(c => $"c{c}")];
        folder.Write("d.csv", string.Join(',', names) + ",kind\n" + string.Concat(Enumerable.Range(0, 40).Select(r => string.Join(',', names.Select((_, c) => (r * (c + 3)) % 17)) + (r % 2 == 0 ? ",x\n" : ",y\n"))));
        folder.Write("recipe.json", """{ "name": "m", "data": "d.csv", "label": "kind", "classes": ["x", "y"], "hidden": [{ "units": 2 }], "training": { "epochs": 2 } }""");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        Assert.Contains("class MModel ", File.ReadAllText(folder.Combine("MModel.cs")));
        CliRun run = CliRun.Of("train", folder.Path, "--set", "hidden[0].units=60");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("Warning: MModel.cs was of an earlier model.", run.Output);
        Assert.StartsWith("#error ", File.ReadAllText(folder.Combine("MModel.cs")));
        Assert.StartsWith("#error ", File.ReadAllText(folder.Combine("MModel.Golden.cs")));
    }

    [TestMethod]
    public void Train_TooFewEpochs_SaysThatTheCostWasStillFalling()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(TestData.ModelFolder("iris"), "iris.csv"), folder.Combine("iris.csv"));
        folder.Write("recipe.json", """{ "name": "iris", "data": "iris.csv", "label": "species", "classes": ["setosa", "versicolor", "virginica"] }""");
        const string Warning = "Warning: The cost was still falling when training ended";
        Assert.Contains(Warning, CliRun.Of("train", folder.Path).Output);
        Assert.DoesNotContain(Warning, CliRun.Of("train", folder.Path, "--set", "training.epochs=3000", "--set", "training.learningRate=0.01").Output);
    }
}
