using EdgeNet.Cli;
using EdgeNet.Files;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Recipes;

/// <summary>A recipe's threshold that is chosen on the dev set.</summary>
[TestClass]
public class RecipeThresholdTests
{
    [TestMethod]
    public void N31_Read_EveryRule_IsUsed()
    {
        Assert.AreEqual(ThresholdRule.ByF1, Rule("""{ "by": "f1" }"""));
        Assert.AreEqual(ThresholdRule.ByPrecision(0.9), Rule("""{ "by": "precision", "at": 0.9 }"""));
        Assert.AreEqual(ThresholdRule.ByRecall(1), Rule("""{ "by": "recall", "at": 1 }"""));
        Assert.AreEqual(ThresholdRule.ByCost(10, 1), Rule("""{ "by": "cost", "miss": 10, "falseAlarm": 1 }"""));
        Assert.IsNull(Rule("0.7"));
    }

    [TestMethod]
    [DataRow("{}", "the key 'threshold.by' is missing; add it.")]
    [DataRow("""{ "by": "luck" }""", "'threshold.by' must be one of \"f1\", \"precision\", \"recall\", \"cost\", and is \"luck\".")]
    [DataRow("""{ "by": "precision" }""", "the key 'threshold.at' is missing; add it.")]
    [DataRow("""{ "by": "recall", "at": 0 }""", "'threshold.at' must be a number above 0 and up to 1, and is 0.")]
    [DataRow("""{ "by": "recall", "at": 1.5 }""", "'threshold.at' must be a number above 0 and up to 1, and is 1.5.")]
    [DataRow("""{ "by": "cost", "miss": 1 }""", "the key 'threshold.falseAlarm' is missing; add it.")]
    [DataRow("""{ "by": "cost", "miss": -1, "falseAlarm": 1 }""", "'threshold.miss' must be a number above 0 and below 1000000000, and is -1.")]
    [DataRow("""{ "by": "f1", "at": 0.5 }""", "unknown key 'threshold.at'; the keys here are by.")]
    [DataRow("\"f1\"", "'threshold' must be a number above 0 and below 1, and is \"f1\".")]
    public void N31_Read_WrongRule_SaysWhat(string threshold, string message)
    {
        var error = Assert.ThrowsExactly<RecipeException>(() => Rule(threshold));
        Assert.AreEqual($"recipe.json: {message}", error.Message);
    }

    [TestMethod]
    public void N31_Read_RuleWithoutDevSet_IsRefused()
    {
        using TemporaryFolder folder = Sonar("""{ "by": "f1" }""", devShare: "0");
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadRecipe, "recipe.json: 'threshold' is to be chosen on the dev set, and 'split.dev' is 0; set it, or make 'threshold' a number.");
    }

    [TestMethod]
    public void N31_Build_NoExampleInDevSet_IsRefused()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("sonar");
        options = options with { ThresholdRule = ThresholdRule.ByF1 };

        var error = Assert.ThrowsExactly<InputException>(() => ModelBuilder.Build(options, train, null));
        Assert.Contains("no example is left for the dev set, on which 'threshold' is to be chosen", error.Message);
        Dataset rocks = dev.Select([.. Enumerable.Range(0, dev.Count).Where(e => dev.ClassOf(e) == 0)]);
        error = Assert.ThrowsExactly<InputException>(() => ModelBuilder.Build(options, train, rocks));
        Assert.Contains("no example of 'mine' is left for the dev set", error.Message);
    }

    [TestMethod]
    public void N31_Build_Rule_StoresTheBestThresholdOfTheDeviceInTheModel()
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts("sonar");
        options = options with { Epochs = 30, ThresholdRule = ThresholdRule.ByRecall(0.95) };

        TrainedModel model = ModelBuilder.Build(options, train, dev);

        ThresholdChoice choice = model.Threshold!;
        Assert.AreEqual(choice.LogitThreshold, model.Device.LogitThreshold);
        Assert.AreEqual(ThresholdSearch.Choose(options.ThresholdRule!, model.DeviceLogits(dev), dev.Labels.Values, options.Training.Seed), choice);
        Assert.IsGreaterThanOrEqualTo(0.95, choice.Confusion.Recall);
        Assert.AreEqual(choice.Confusion.Recall, model.ScoreDevice(dev).Confusion!.Recall(1));
        Assert.AreEqual(choice.Confusion.Precision, model.ScoreDevice(dev).Confusion!.Precision(1));
        Assert.AreEqual(model.Device.Threshold, model.Options.Threshold, 1e-6, "The float network decides at the same probability.");
        Assert.AreEqual(-1, model.Device.FirstGoldenMismatch());
    }

    [TestMethod]
    public void N31_Train_Rule_PrintsThresholdIntervalPrecisionAndRecall()
    {
        using TemporaryFolder folder = Sonar("""{ "by": "cost", "miss": 10, "falseAlarm": 1 }""");

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.MatchesRegex(
            @"Threshold, chosen on dev for the costs of a miss, 10, and a false alarm, 1: 0\.\d{3}, 95 % of 1,000 smoothed bootstrap samples 0\.\d{3} to 0\.\d{3}; precision \d+\.\d %, recall \d+\.\d % there\.",
            run.Output);
        Assert.DoesNotContain("no threshold has", run.Output);
    }

    [TestMethod]
    public void N31_Train_PrecisionOutOfReach_WarnsOfTheBest()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("d.csv"), "x,label\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 7},{((i / 7) % 2 == 0 ? "no" : "yes")}\n")));
        File.WriteAllText(folder.Combine("recipe.json"), """
            { "name": "coin", "data": "d.csv", "label": "label", "classes": ["no", "yes"], "training": { "epochs": 3 }, "threshold": { "by": "precision", "at": 1 } }
            """);

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.MatchesRegex(@"Warning: no threshold has a precision of 100\.0 % on dev; the best is \d\d\.\d %, and its threshold was taken\.", run.Output);
    }

    [TestMethod]
    public void N31_CrossValidation_Rule_ChoosesOnAPartOfTheTrainingPart()
    {
        TrainingOptions options = TestData.SonarRecipe().Options with { ThresholdRule = ThresholdRule.ByRecall(1), Epochs = 10 };

        IReadOnlyList<FoldScore> scores = CrossValidation.Run(options, TestData.Sonar(), 4, 1);

        Assert.HasCount(4, scores);
        Assert.IsGreaterThan(0.9, scores.Average(score => score.DeviceScore.Confusion!.Recall(1)));
    }

    private static ThresholdRule? Rule(string threshold)
    {
        using TemporaryFolder folder = Sonar(threshold);
        return RecipeReader.Read(folder.Path).Options.ThresholdRule;
    }

    private static TemporaryFolder Sonar(string threshold, string devShare = "0.15")
    {
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(TestData.SonarFolder, "sonar.csv"), folder.Combine("sonar.csv"));
        string recipe = File.ReadAllText(Path.Combine(TestData.SonarFolder, "recipe.json"))
            .Replace("\"seed\": 1", $"\"seed\": 1, \"threshold\": {threshold}", StringComparison.Ordinal)
            .Replace("\"epochs\": 150", "\"epochs\": 30", StringComparison.Ordinal)
            .Replace("\"dev\": 0.15", $"\"dev\": {devShare}", StringComparison.Ordinal);
        File.WriteAllText(folder.Combine("recipe.json"), recipe);
        return folder;
    }
}
