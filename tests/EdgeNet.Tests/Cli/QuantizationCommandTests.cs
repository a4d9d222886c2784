using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

/// <summary>What the commands show of quantization-aware training and weights of four bits.</summary>
[TestClass]
public class QuantizationCommandTests
{
    [TestMethod]
    public void Train_FourBits_ShowsWhatAwareTrainingGainsAndFourBitsSave()
    {
        using TemporaryFolder folder = Copy("iris", """{ "weightBits": 4, "awareEpochs": 20 }""");

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("4-bit, aware training, epoch 2/20, cost ", run.Output);
        Assert.Contains("Ways of making integers, on the dev part, run by the device library:", run.Output);
        Assert.MatchesRegex(@"│ network +│ +cost │ accuracy │ file, bytes │ 64-bit words │", run.Output);
        Assert.MatchesRegex(@"│ int8 +│", run.Output);
        Assert.DoesNotContain("int8, aware training", run.Output);
        Assert.MatchesRegex(@"│ 4-bit(, aware training)? \(chosen\) +│", run.Output);
        Assert.MatchesRegex(@"Quantization-aware training, 4-bit, 20 epochs: dev cost 0\.\d+ → 0\.\d+, accuracy \d+\.\d % → \d+\.\d %\.", run.Output);
        Assert.MatchesRegex(@"Weights of 4 bits against 8: the file 492 → 464 bytes, RAM [\d,]+ → [\d,]+ bytes, 64-bit words \d+ → \d+, IL instructions of Model [\d,]+ → [\d,]+\.", run.Output);
        Assert.Contains("Float network, and 4-bit model run by the device library:", run.Output);
        Assert.Contains("layer 1 weights to 4 bits", run.Output);
        Assert.IsTrue(Model.Load(File.ReadAllBytes(folder.Combine("iris.edgenet"))).SelfTest());
        Assert.HasCount(61, File.ReadAllLines(folder.Combine("iris.history.csv"))); // of the float network alone
    }

    [TestMethod]
    public void Train_Auto_TrainsForBothAndChoosesOne()
    {
        using TemporaryFolder folder = Copy("winding", """{ "weightBits": "auto", "awareEpochs": 10 }""");

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("int8, aware training, epoch 10/10, cost ", run.Output);
        Assert.Contains("4-bit, aware training, epoch 10/10, cost ", run.Output);
        Assert.Contains("Quantization-aware training, int8, 10 epochs: dev cost ", run.Output);
        Assert.HasCount(2, run.Output.Split("(chosen)"));
    }

    [TestMethod]
    public void Train_Default_SaysNothingOfIt()
    {
        using TemporaryFolder folder = Copy("iris", "{}");

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.DoesNotContain("aware", run.Output);
        Assert.DoesNotContain("Ways of making integers", run.Output);
        Assert.Contains("Float network, and int8 model run by the device library:", run.Output);
    }

    [TestMethod]
    public void Evaluate_FourBits_ShowsEveryWayInEveryFold()
    {
        using TemporaryFolder folder = Copy("iris", """{ "weightBits": 4, "awareEpochs": 10 }""");

        CliRun run = CliRun.Of("evaluate", folder.Path, "--folds", "4");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        foreach (string row in (string[])["float network", "int8", "4-bit", "4-bit, aware training", "chosen, device library"])
        {
            Assert.MatchesRegex($@"│ {row} +│ +\d+\.\d % │ +\d+\.\d % to \d+\.\d % │", run.Output);
        }

        Assert.MatchesRegex(@"Mean test accuracy of the 4-bit model: [01]\.\d{4} ± 0\.\d{4} \(sd of folds\); [+-]?\d+\.\d\d points from float\.", run.Output);
    }

    [TestMethod]
    public void Train_Temperature_ShowsTheCalibrationHereAndInTheReport()
    {
        using TemporaryFolder folder = Copy("sonar", """{ "temperature": "dev" }""");

        CliRun run = CliRun.Of("train", folder.Path, "--report");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        string temperature = System.Text.RegularExpressions.Regex.Match(Unwrapped(run), @"Temperature (\d\.\d\d), chosen on 32 examples of dev: on test, expected calibration error \d+\.\d % → \d+\.\d % \(95 % intervals \d+\.\d to \d+\.\d and \d+\.\d to \d+\.\d\); probabilities that are exactly right would show \d+\.\d \(\d+\.\d to \d+\.\d\) % by chance\.").Groups[1].Value;
        Assert.AreNotEqual(string.Empty, temperature, run.Output);
        Assert.Contains($"Logits are divided by the temperature {temperature}", File.ReadAllText(folder.Combine("sonar.report.html")));
    }

    [TestMethod]
    public void Train_FewDevExamples_SaysOnlyInTheReportWhyThereIsNoTemperature()
    {
        using TemporaryFolder folder = Copy("sonar", "{}");

        CliRun run = CliRun.Of("train", folder.Path, "--report");

        Assert.DoesNotContain("Temperature", run.Output);
        Assert.Contains("The temperature is 1: dev has 32 examples, and 50 with 5 of each class choose one.", File.ReadAllText(folder.Combine("sonar.report.html")));
    }

    [TestMethod]
    public void Evaluate_Temperature_IsChosenInEachFold()
    {
        using TemporaryFolder folder = Copy("sonar", """{ "temperature": "dev" }""");

        CliRun run = CliRun.Of("evaluate", folder.Path, "--folds", "4", "--runs", "2");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.MatchesRegex(
            @"Temperature \d\.\d\d \(median; \d\.\d\d to \d\.\d\d\), chosen in each fold on its own dev part(; 1 was kept in \d of 8 folds)?\. On the pooled test parts of a run, expected calibration error \d+\.\d % → \d+\.\d % .* The difference is [+-]\d+\.\d \([+-]\d+\.\d to [+-]\d+\.\d\) points\.",
            Unwrapped(run));
    }

    [TestMethod]
    public void Evaluate_DevPartThatTrainingWouldUse_SaysHowToSeeTheCalibration()
    {
        using TemporaryFolder folder = Copy("sonar", "{}");
        string[] evaluate = ["evaluate", folder.Path, "--folds", "2", "--set", "training.epochs=2"];

        Assert.Contains("'--set quantization.temperature=dev' gives them one", CliRun.Of([.. evaluate, "--set", "split.dev=0.3"]).Output);
        Assert.DoesNotContain("emperature", CliRun.Of(evaluate).Output);
    }

    [TestMethod]
    public void Train_Sparse_ShowsWhatIsLeftHereAndInInspect()
    {
        using TemporaryFolder folder = Copy("sonar", """{ "sparsity": 0.6 }""");

        CliRun run = CliRun.Of("train", folder.Path, "--report");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("pruning 60 %, epoch 6/60, cost ", run.Output);
        Assert.Contains("Pruning of words, float networks on the dev part:", run.Output);
        Assert.MatchesRegex(@"│ nothing +│ +252 │ +\d\.\d+ │ +\d+\.\d % │", run.Output);
        Assert.MatchesRegex(@"Removed 60 % of the words: (99|10[01]) of 252 are left\.", run.Output);
        string left = System.Text.RegularExpressions.Regex.Match(run.Output, @"What the class computes: (\d+ of \d+ words; \d\d of 60 inputs)\.").Groups[1].Value;
        Assert.MatchesRegex(@"^(9\d|10[01]) of ", left);
        Assert.Contains(left, CliRun.Of("inspect", folder.Combine("sonar.edgenet")).Output);
        string report = File.ReadAllText(folder.Combine("sonar.report.html"));
        Assert.Contains("60 % of the words removed", report);
        Assert.MatchesRegex(@"The class computes \d+ of \d+ words and looks at \d\d of 60 inputs\.", report);
    }

    [TestMethod]
    public void Train_SparseAuto_ShowsEachShareAndWhyOneWasTaken()
    {
        using TemporaryFolder folder = Copy("iris", """{ "sparsity": "auto" }""");

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.MatchesRegex(@"│ 50 %( \(taken\))? +│", run.Output);
        Assert.MatchesRegex(@"│ (25|75) %( \(taken\))? +│", run.Output);
        Assert.MatchesRegex(@"Taken: \d+(\.\d+)? %, the largest share that was tried and costs no more than half a point of accuracy\.|the dense network stays\.", run.Output);
        Assert.MatchesRegex("Warning: The dev part has \\d+ examples, each of which is \\d\\.\\d points: \"auto\" cannot see half a point on it", run.Output);
    }

    [TestMethod]
    public void Evaluate_Sparse_SaysHowMuchIsLeftInTheMean()
    {
        using TemporaryFolder folder = Copy("iris", """{ "sparsity": 0.5 }""");

        CliRun run = CliRun.Of("evaluate", folder.Path, "--folds", "3");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.MatchesRegex(@"The generated class computes \d+ of \d+ words and looks at \d\.\d of 4 inputs, in the mean\.", run.Output);
    }

    [TestMethod]
    public void Import_SparseRecipe_IsRefusedUnlessTheFileCarriesIt()
    {
        using TemporaryFolder folder = Copy("iris", """{ "sparsity": 0.5 }""");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path, "--checkpoint").ExitCode);
        string network = folder.FileNames.Single(name => name.EndsWith(".onnx", StringComparison.Ordinal));

        CliRun refused = CliRun.Of("import", folder.Combine(network), "--recipe", folder.Path);
        CliRun carried = CliRun.Of("import", folder.Combine(network), "--data", folder.Combine("iris.csv"), "--out", folder.Combine("again.edgenet"));

        Assert.AreNotEqual(ExitCode.Success, refused.ExitCode);
        Assert.Contains("'quantization.sparsity' removes words while a network is trained, and an import trains none: leave it out, or train on with 'edgenet train --from'.", refused.Error);
        Assert.AreEqual((string.Empty, ExitCode.Success), (carried.Error, carried.ExitCode));
        Assert.Contains("What the class computes: ", carried.Output);
    }

    [TestMethod]
    public void Train_BadQuantization_IsOneLine()
    {
        using TemporaryFolder folder = Copy("iris", """{ "weightBits": 5 }""");

        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadRecipe, "recipe.json: 'quantization.weightBits' must be 8, 4 or \"auto\", and is 5.");
    }

    private static string Unwrapped(CliRun run) => System.Text.RegularExpressions.Regex.Replace(run.Output, @"\s+", " ");

    private static TemporaryFolder Copy(string name, string quantization)
    {
        var folder = new TemporaryFolder();
        string recipe = File.ReadAllText(Path.Combine(TestData.ModelFolder(name), "recipe.json"));
        recipe = System.Text.RegularExpressions.Regex.Replace(recipe, "\"epochs\": [0-9]+", "\"epochs\": 60");
        folder.Write("recipe.json", recipe.Replace("\"seed\":", $"\"quantization\": {quantization}, \"seed\":", StringComparison.Ordinal));
        File.Copy(Path.Combine(TestData.ModelFolder(name), name + ".csv"), folder.Combine(name + ".csv"));
        return folder;
    }
}
