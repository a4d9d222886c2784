using System.Globalization;
using System.Text;
using EdgeNet.Cli;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Advice;

/// <summary>What the commands say of data that lies, and what the model makes of it.</summary>
[TestClass]
public class DataAdviceTests
{
    private static readonly string[] SilentModels = ["sonar", "iris", "winding", "vibration"];

    [TestMethod]
    [DataRow("32767", 4)]
    [DataRow("-127", 3)]
    [DataRow("1e6", 1)]
    [DataRow("1e12", 1)]
    public void Train_CodesAmongReadings_AreNamedAndDoNoHarm(string code, int times)
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder, code, times);
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains($"d.csv: column 'pressure': {times} of 300 values ", Joined(run));
        Assert.Contains(times == 1 && code != "-127" ? "[glitches]" : "[error-codes]", Joined(run));
        Recipe recipe = RecipeReader.Read(folder.Path);
        Dataset examples = RecipeData.Read(recipe);
        TrainedModel model = ModelBuilder.Build(recipe.Options, examples, null);
        Dataset others = examples.Select([.. Enumerable.Range(0, 300).Where(e => !examples.Origin.Far![0]!.Contains(examples.Features[0, e]))]);
        Assert.AreEqual(300 - times, others.Count);
        Score real = model.ScoreFloat(others), device = model.ScoreDevice(others);
        Assert.IsGreaterThanOrEqualTo(0.95, real.Accuracy);
        Assert.IsGreaterThanOrEqualTo(0.95, device.Accuracy);
        Assert.IsLessThanOrEqualTo(0.02, Math.Abs(model.ScoreFloat(examples).Accuracy - model.ScoreDevice(examples).Accuracy));
    }

    [TestMethod]
    public void Train_KindTurnedOff_IsNotSaidAndCountsAsHonest()
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder, "32767", 4, """, "adviceOff": ["error-codes", "few-examples"] """);
        Assert.DoesNotContain("[error-codes]", CliRun.Of("train", folder.Path).Output);
        Assert.IsNull(RecipeData.Read(RecipeReader.Read(folder.Path)).Origin.Far![0]);

        WriteTable(folder, "32767", 4, """, "adviceOff": ["codes"] """);
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadRecipe,
            "recipe.json: 'adviceOff' must be a list of \"error-codes\", \"glitches\", \"end-of-range\", \"row-numbers\", \"copied-rows\", \"few-examples\", \"few-counts\", \"gaps\", \"clock-wraps\", \"same-columns\", \"label-copies\", \"silent-classes\", and is [\"codes\"].");
    }

    [TestMethod]
    public void Evaluate_CodesAmongReadings_AreNamedOnce()
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder, "32767", 4);
        string output = Joined(CliRun.Of("evaluate", folder.Path, "--folds", "3"));
        Assert.HasCount(2, output.Split("[error-codes]"));
    }

    [TestMethod]
    public void Train_CodesInTheTestFileAlone_AreNamedWithTheFile()
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder, "-999.5", 3);
        File.Move(folder.Combine("d.csv"), folder.Combine("later.csv"));
        WriteTable(folder, "32767", 0, """, "split": { "dev": 0.2 }, "test": "later.csv" """);
        string output = Joined(CliRun.Of("train", folder.Path));
        Assert.Contains("later.csv: column 'pressure': 3 of 300 values are -999.5 (first in line 9), far from all others, 10", output);
        Assert.DoesNotContain("d.csv: column 'pressure'", output);
    }

    [TestMethod]
    [DataRow("-999.5 9999.5 -999.5 9999.5", "4 of 300 values are -999.5 (first in line 9) or 9999.5 (first in line 69), far from all others")]
    [DataRow("41200.3", "1 of 300 values is 41200.3 (line 9), far from all others")]
    [DataRow("1e38 1e38", "2 of 300 values are 1E+38 (first in line 9), far from all others")]
    public void Of_CodesOfAColumn_AreNamedAsTheyStandInTheFile(string codes, string said)
    {
        using var folder = new TemporaryFolder();
        string[] each = codes.Split(' ');
        WriteTable(folder, "CODE", each.Length);
        string[] parts = File.ReadAllText(folder.Combine("d.csv")).Split("CODE");
        folder.Write("d.csv", string.Concat(parts.Select((part, k) => k < each.Length ? part + each[k] : part)));
        Assert.Contains(said, string.Join('\n', Advice(folder)));
    }

    [TestMethod]
    public void Of_BothEndsOfARange_NamesBoth()
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder, "0", 0);
        string[] lines = File.ReadAllLines(folder.Combine("d.csv"));
        folder.Write("d.csv", lines[0] + "\n" + string.Join('\n', lines[1..].Select(line =>
            string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(Math.Round((double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture) - 1005) * 200), 0, 4095)}{line[line.IndexOf(',', StringComparison.Ordinal)..]}"))) + "\n");
        Assert.MatchesRegex(@"column 'pressure': \d+ of 300 values are 4095 \(first in line \d+\), its highest, and \d+ of 300 values are 0 \(first in line \d+\), its lowest\. ", string.Join('\n', Advice(folder)));
    }

    [TestMethod]
    public void Of_AValueOfItsOwnInAFifthOfTheRows_IsNoEndOfARange()
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder, "0", 0);
        string[] lines = File.ReadAllLines(folder.Combine("d.csv"));
        folder.Write("d.csv", string.Join('\n', lines.Select((line, k) => k % 5 == 3 ? "-1" + line[line.IndexOf(',', StringComparison.Ordinal)..] : line)) + "\n");
        Assert.AreEqual(
            "d.csv: column 'pressure': 60 of 300 values are -1 (first in line 4), far from all others. "
            + "They are too many to be left out of mean and standard deviation; where the value stands for an error, remove the rows. [error-codes]",
            Advice(folder).Single());
    }

    [TestMethod]
    public void Report_CodesAmongReadings_StandOnThePage()
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder, "32767", 4);
        CliRun.Of("report", folder.Path);
        Assert.Contains("4 of 300 values are 32767", File.ReadAllText(folder.Combine("m.report.html")));
    }

    [TestMethod]
    public void Train_ModelsOfTheRepository_HaveNoAdvice()
    {
        foreach (string name in SilentModels)
        {
            Recipe recipe = RecipeReader.Read(TestData.ModelFolder(name));
            GivenExamples examples = RecipeData.ReadAll(recipe);
            Assert.IsEmpty(DataAdvice.Of(recipe.Options, examples, examples.Divide(recipe.Options)), name);
            Assert.IsEmpty(DataAdvice.Of(recipe.Options, examples, null), name);
            Assert.IsTrue(examples.Data.Origin.Far!.All(far => far is null), name);
        }
    }

    [TestMethod]
    [DataRow("wine_data.csv", 3)]
    [DataRow("breast_cancer.csv", 2)]
    [DataRow("iris.csv", 3)]
    public void Train_TablesOfScikitLearn_HaveNoAdvice(string file, int classes)
    {
        string path = Path.Combine("/usr/lib/python3/dist-packages/sklearn/datasets/data", file);
        if (!File.Exists(path))
        {
            Assert.Inconclusive("python3-sklearn is not installed.");
        }

        string[] lines = File.ReadAllLines(path);
        int columns = lines[1].Split(',').Length;
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", string.Join(',', Enumerable.Range(1, columns).Select(c => c == columns ? "kind" : $"x{c}")) + "\n" + string.Join('\n', lines[1..]) + "\n");
        folder.Write("recipe.json", $$"""{ "name": "m", "data": "d.csv", "label": "kind", "classes": [{{string.Join(", ", Enumerable.Range(0, classes))}}] }""");
        Recipe recipe = RecipeReader.Read(folder.Path);
        GivenExamples examples = RecipeData.ReadAll(recipe);
        Assert.IsEmpty(DataAdvice.Of(recipe.Options, examples, examples.Divide(recipe.Options)));
    }

    [TestMethod]
    public void Train_ClassThatTheModelNeverSays_IsNamedWithWhatHelps()
    {
        var random = new Random(1);
        var text = new StringBuilder("a,b,kind\n");
        for (int row = 0; row < 400; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble():F3},{random.NextDouble():F3},{(row % 25 == 0 ? "leak" : "tight")}\n");
        }

        using var folder = new TemporaryFolder();
        folder.Write("d.csv", text.ToString());
        folder.Write("recipe.json", """{ "name": "m", "data": "d.csv", "label": "kind", "classes": ["tight", "leak"], "training": { "epochs": 60, "learningRate": 0.05 } }""");
        string output = Joined(CliRun.Of("train", folder.Path));
        Assert.Contains("the model never says 'leak' on dev and test, where there ", output);
        Assert.Contains("see 'training.classWeights' and 'threshold'", output);
        Assert.Contains("the model never says 'leak' on the test parts", Joined(CliRun.Of("evaluate", folder.Path, "--folds", "3")));
    }

    [TestMethod]
    [DataRow("0.1", "0.10000001", "varies around 0.1 by the rounding of single precision only")]
    [DataRow("1700000003.25", "1700000009.5", "such as 1700000003.25, fall together in single precision")]
    public void Train_InputThatRoundingAloneVaries_IsTakenAsConstant(string one, string other, string said)
    {
        var random = new Random(1);
        var text = new StringBuilder($"a,b,kind\n0.9,{one},yes\n");
        for (int row = 0; row < 200; row++)
        {
            double a = random.NextDouble();
            text.Append(CultureInfo.InvariantCulture, $"{a:F3},{(row % 3 == 0 ? other : one)},{(a > 0.5 ? "yes" : "no")}\n");
        }

        using var folder = new TemporaryFolder();
        folder.Write("d.csv", text.ToString());
        folder.Write("recipe.json", """{ "name": "m", "data": "d.csv", "label": "kind", "classes": ["no", "yes"], "training": { "epochs": 40 } }""");
        CliRun run = CliRun.Of("train", folder.Path);
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("the model takes ", Joined(run));
        Assert.Contains(said, Joined(run));
        Recipe recipe = RecipeReader.Read(folder.Path);
        TrainedModel model = ModelBuilder.Build(recipe.Options, RecipeData.Read(recipe), null);
        Assert.IsTrue(model.Standardizer.IsConstant(1));
    }

    private static IReadOnlyList<string> Advice(TemporaryFolder folder)
    {
        Recipe recipe = RecipeReader.Read(folder.Path);
        GivenExamples examples = RecipeData.ReadAll(recipe);
        return DataAdvice.Of(recipe.Options, examples, examples.Divide(recipe.Options));
    }

    private static string Joined(CliRun run) => run.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);

    // Two features, of which the sum decides; the code stands where no reading is.
    private static void WriteTable(TemporaryFolder folder, string code, int times, string rest = "")
    {
        var random = new Random(5);
        var text = new StringBuilder("pressure,flow,kind\n");
        for (int row = 0; row < 300; row++)
        {
            double a = random.NextDouble(), b = random.NextDouble();
            string pressure = row % 60 == 7 && row / 60 < times ? code : (1000 + (30 * a)).ToString("F2", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{pressure},{b:F3},{(a + b > 1 ? "high" : "low")}\n");
        }

        folder.Write("d.csv", text.ToString());
        folder.Write("recipe.json", $$"""
            {
              "name": "m", "data": "d.csv", "label": "kind", "classes": ["low", "high"], "hidden": [{ "units": 8 }],
              "training": { "epochs": 150, "learningRate": 0.01 } {{rest}}
            }
            """);
    }
}
