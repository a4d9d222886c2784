using System.Globalization;
using System.Text;
using EdgeNet.Cli;
using EdgeNet.Files;
using EdgeNet.Report;
using EdgeNet.Tests.Cli;
using EdgeNet.Tests.Report;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Anomalies;

/// <summary>From normal examples to a file whose distances the device computes, by a program and by a recipe.</summary>
[TestClass]
public class AnomalyTrainingTests
{
    [TestMethod]
    [DataRow(AnomalyKind.GaussianMixture)]
    [DataRow(AnomalyKind.KMeans)]
    [DataRow(AnomalyKind.Auto)]
    public void TrainAnomaly_TwoStatesOfAMachine_FindsWhatIsNeither(AnomalyKind kind)
    {
        TrainedAnomaly model = Experiment.TrainAnomaly(Machine(faults: 60), new TrainingOptions { Anomaly = new AnomalyOptions { Normal = ["slow", "fast"], Kind = kind, FalseAlarms = 0.02 } });

        Assert.IsTrue(model.Device.SelfTest());
        Assert.IsTrue(model.Device.IsAnomaly);
        Assert.IsGreaterThan(1, model.Prototypes);
        AnomalyScore test = model.Scores[^1];
        Assert.AreEqual("test", test.Name);
        Assert.IsGreaterThan(0.97, test.Auc);
        Assert.IsGreaterThan(0.8, (double)test.Detected / test.UnusualCount);
        Assert.IsLessThan(0.08, (double)test.FalseAlarms / test.NormalCount);
        Assert.IsTrue(model.Device.Classify([50f, 5f, 100f]), "between both states, where neither is");
        Assert.IsFalse(model.Device.Classify([20f, 1f, 100f]));
        Assert.IsFalse(model.Device.Classify([80f, 9f, 100f]));
        Assert.IsTrue(model.Device.Classify([float.NaN, 1f, 100f]));
    }

    [TestMethod]
    public void TrainAnomaly_Twice_GivesTheSameBytes()
    {
        TrainingOptions options = new() { Anomaly = new AnomalyOptions { Normal = ["slow", "fast"] } };

        CollectionAssert.AreEqual(Experiment.TrainAnomaly(Machine(20), options).Bytes.ToArray(), Experiment.TrainAnomaly(Machine(20), options).Bytes.ToArray());
    }

    [TestMethod]
    public void TrainAnomaly_Faults_DoNotChangeWhatIsNormal()
    {
        // They judge between kinds, which is fixed here.
        TrainingOptions options = new() { DevShare = 0, TestShare = 0, Anomaly = new AnomalyOptions { Normal = ["slow", "fast"], Kind = AnomalyKind.KMeans, Prototypes = 2 } };

        Assert.AreEqual(
            Experiment.TrainAnomaly(Machine(20), options).Device.Logit([50f, 5f, 100f]), Experiment.TrainAnomaly(Machine(60), options).Device.Logit([50f, 5f, 100f]));
    }

    [TestMethod]
    public void TrainAnomaly_FewDevExamples_WarnsOfTheShareThatTheyCannotShow()
    {
        TrainedAnomaly model = Experiment.TrainAnomaly(Machine(20), new TrainingOptions { Anomaly = new AnomalyOptions { Normal = ["slow", "fast"], FalseAlarms = 0.001 } });

        Assert.Contains("normal examples are in the dev part", string.Join(' ', model.Warnings));
    }

    [TestMethod]
    public void Train_RecipeWithoutLabels_LearnsThatAllIsNormal()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "pump", "data": "d.csv", "task": "anomaly" }""");
        WriteTable(folder, labelled: false);

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("pump: 400 examples with 3 features; 400 normal, 0 unusual.", run.Output);
        Assert.Contains("No example of test is unusual, so that nothing says whether the model finds what is", run.Output);
        Assert.Contains("Self-test: 4 of 4 golden vectors exact.", CliRun.Of("inspect", folder.Combine("pump.edgenet")).Output);
    }

    [TestMethod]
    public void Train_RecipeWithLabels_ShowsFalseAlarmsAndAreas()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "pump", "data": "d.csv", "label": "state", "classes": ["slow", "fast", "worn"], "task": "anomaly", "anomaly": { "normal": ["slow", "fast"] } }""");
        WriteTable(folder, labelled: true);

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("400 normal, 40 unusual.", run.Output);
        Assert.MatchesRegex(@"│ test  │     60 │ +\d+\.\d % │ .* to .* │ +6 │ +\d+\.\d % │ [01]\.\d{3} │", run.Output);
        Assert.MatchesRegex(@"│ test parts +│ +AUC │", CliRun.Of("evaluate", folder.Path, "--folds", "3").Output);
    }

    [TestMethod]
    [DataRow("""{ "name": "m", "data": "d.csv", "label": "state", "classes": ["slow", "fast"], "anomaly": { "kind": "k-means" } }""", "'anomaly' goes with \"task\": \"anomaly\"")]
    [DataRow("""{ "name": "m", "data": "d.csv", "task": "anomaly", "anomaly": { "normal": "slow" } }""", "'anomaly.normal' names classes, and the recipe has none")]
    [DataRow("""{ "name": "m", "data": "d.csv", "label": "state", "classes": ["slow", "fast"], "task": "anomaly", "anomaly": { "normal": "worn" } }""", "'worn' in 'anomaly.normal' is none of the classes")]
    [DataRow("""{ "name": "m", "data": "d.csv", "label": "state", "classes": ["slow", "fast"], "task": "anomaly", "anomaly": { "normal": ["slow", "fast"] } }""", "'anomaly.normal' names every class")]
    [DataRow("""{ "name": "m", "data": "d.csv", "task": "anomaly", "hidden": [{ "units": 3 }] }""", "'hidden' has no part in it")]
    [DataRow("""{ "name": "m", "data": "d.csv", "label": "state", "task": "anomaly" }""", "'classes' is missing")]
    public void Train_RecipeThatContradictsItself_IsRefusedInOneLine(string recipe, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", recipe);
        WriteTable(folder, labelled: true);

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.BadRecipe, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void Run_ModelBesideItsRecipe_TakesItsClassesForNormalAndUnusual()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "pump", "data": "d.csv", "label": "state", "classes": ["slow", "fast", "worn"], "task": "anomaly", "anomaly": { "normal": ["slow", "fast"] } }""");
        WriteTable(folder, labelled: true);
        CliRun.Of("train", folder.Path);

        CliRun run = CliRun.Of("run", folder.Combine("pump.edgenet"), folder.Combine("d.csv"), "--label", "state");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.StartsWith("row,class,score,distance,label\n1,", run.Output.ReplaceLineEndings("\n"));
        Assert.MatchesRegex("# true unusual: .*as unusual", run.Output);
        Assert.DoesNotContain("probability", run.Output);
        Assert.MatchesRegex(@"threshold +score 1, distance \d+", CliRun.Of("inspect", folder.Combine("pump.edgenet")).Output);
    }

    [TestMethod]
    public void Runs_AnomalyModels_ShowTheirAreas()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "pump", "data": "d.csv", "label": "state", "classes": ["slow", "fast", "worn"], "task": "anomaly", "anomaly": { "normal": ["slow", "fast"], "kind": "k-means" } }""");
        WriteTable(folder, labelled: true);
        CliRun.Of("train", folder.Path);
        CliRun.Of("train", folder.Path, "--set", "anomaly.normal=[\"slow\"]");

        CliRun run = CliRun.Of("runs", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("AUC of each part:", run.Output);
        Assert.MatchesRegex(@"k-means \d+ .* [01]\.\d{3} │ +[01]\.\d{3} │", run.Output);
    }

    [TestMethod]
    [DataRow("recipe")]
    [DataRow("file")]
    [DataRow("train")]
    public void Report_AnomalyModel_ShowsScoresAndWhichInputsCount(string of)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "pump", "data": "d.csv", "label": "state", "classes": ["slow", "fast", "worn"], "task": "anomaly", "anomaly": { "normal": ["slow", "fast"] } }""");
        WriteTable(folder, labelled: true);
        CliRun run = of == "recipe" ? CliRun.Of("report", folder.Path) : CliRun.Of("train", folder.Path, "--report");
        if (of == "file")
        {
            File.Delete(folder.Combine("pump.report.html"));
            run = CliRun.Of("report", folder.Combine("pump.edgenet"));
        }

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.AreEqual(of != "recipe", File.Exists(folder.Combine("pump.edgenet")));
        Assert.DoesNotContain("was trained on other rows", run.Output + run.Error);
        byte[] page = File.ReadAllBytes(folder.Combine("pump.report.html"));
        Reports.Parse(page);
        string text = Encoding.UTF8.GetString(page);
        foreach (string title in (string[])["Where the scores lie", "ROC curve", "What another threshold would give", "Which input counts most", "unusual: worn", "McClish"])
        {
            Assert.Contains(title, text);
        }
    }

    [TestMethod]
    [DataRow(390, false)]
    [DataRow(1280, true)]
    public void Report_InChromium_FitsAndSaysNothing(int width, bool isDark)
    {
        Browser browser = Browser.FindOrSkip();
        using var folder = new TemporaryFolder();
        TrainedAnomaly model = Experiment.TrainAnomaly(Machine(faults: 60), new TrainingOptions { Anomaly = new AnomalyOptions { Normal = ["slow", "fast"] } });

        Measures measures = browser.AssertFits(folder.Combine("page.html"), ModelReport.Write(model), width, isDark);

        Assert.IsGreaterThan(8, measures.SmallestText);
    }

    [TestMethod]
    public void Tune_AnomalyRecipe_IsRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "pump", "data": "d.csv", "label": "state", "classes": ["slow", "fast", "worn"], "task": "anomaly", "anomaly": { "normal": ["slow", "fast"] } }""");
        WriteTable(folder, labelled: true);

        CliRun run = CliRun.Of("tune", folder.Path);

        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
        Assert.AreSequenceEqual((string[])["d.csv", "recipe.json"], folder.FileNames);
    }

    [TestMethod]
    public void Train_NetworkOfAnAnomalyTask_IsRefused() =>
        Assert.ThrowsExactly<InputException>(() => new Experiment(Machine(20), new TrainingOptions { Anomaly = new AnomalyOptions() }).Train());

    [TestMethod]
    [DataRow("--csharp")]
    [DataRow("--c")]
    [DataRow("--onnx-integer")]
    public void Export_FormThatHasNoDistance_IsRefusedInOneLine(string form)
    {
        using var folder = new TemporaryFolder();
        Experiment.TrainAnomaly(Machine(20), new TrainingOptions { Anomaly = new AnomalyOptions { Normal = ["slow", "fast"] } }).Save(folder.Combine("m.edgenet"));

        CliRun run = CliRun.Of("export", folder.Combine("m.edgenet"), form);

        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.Contains("load its file by Model.Load", run.Error);
        Assert.AreSequenceEqual((string[])["m.edgenet"], folder.FileNames);
    }

    // A machine at two speeds; a worn one is between them.
    private static Dataset Machine(int faults)
    {
        (float[][] rows, string[] labels) = Rows(faults);
        return Dataset.FromRows(rows, labels, classNames: ["slow", "fast", "worn"]);
    }

    private static (float[][] Rows, string[] Labels) Rows(int faults)
    {
        var random = new Random(5);
        List<float[]> rows = [];
        List<string> labels = [];
        for (int e = 0; e < 400 + faults; e++)
        {
            string label = e >= 400 ? "worn" : e % 2 == 0 ? "slow" : "fast";
            double at = label == "worn" ? 0.4 + (0.2 * random.NextDouble()) : label == "slow" ? 0 : 1;
            rows.Add([(float)(20 + (60 * at) + Noise(2)), (float)(1 + (8 * at) + Noise(0.3)), (float)(100 + Noise(10))]);
            labels.Add(label);
        }

        return ([.. rows], [.. labels]);

        double Noise(double width) => width * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
    }

    private static void WriteTable(TemporaryFolder folder, bool labelled)
    {
        (float[][] rows, string[] labels) = Rows(labelled ? 40 : 0);
        folder.Write("d.csv", string.Concat(rows.Select((row, e) => string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture))) + (labelled ? $",{labels[e]}" : string.Empty) + "\n").Prepend(labelled ? "speed,vibration,load,state\n" : "speed,vibration,load\n")));
    }
}
