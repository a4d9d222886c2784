using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Tests.Quantization;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Experiments;

/// <summary>What is said when integers are worse than the float network.</summary>
[TestClass]
public class QuantizationLossTests
{
    // A log-normal column of which the answer needs the logarithm: a byte cannot be fine near 0 and reach the tail.
    private const int Lossy = 83;

    [TestMethod]
    public void Warn_ColumnThatAByteCannotHold_NamesItAndTheRemedy()
    {
        SkewedModel made = SkewedModel.Create(Lossy);
        TrainedModel model = ModelBuilder.Build(Plain(made.Options), made.Train, made.Dev);

        string warning = QuantizationLoss.Warn(model, made.Train, made.Dev)!;

        Assert.StartsWith("int8 has an RMSE of ", warning);
        Assert.EndsWith(
            "The rounding of column 'log-normal-0' to a byte costs most: take its logarithm or clip it, in the data and on the device, or set \"awareEpochs\": 100 in 'quantization'.",
            warning);
    }

    [TestMethod]
    public void Build_IntegersThatWouldLose_AreFineTunedUnasked()
    {
        SkewedModel made = SkewedModel.Create(Lossy);
        TrainedModel plain = ModelBuilder.Build(Plain(made.Options), made.Train, made.Dev);
        TrainedModel model = ModelBuilder.Build(made.Options, made.Train, made.Dev);

        Assert.IsNotNull(model.Integers.Aware);
        Assert.HasCount(2, model.Candidates);
        Assert.IsLessThan(plain.ScoreDevice(made.Test).RootMeanSquareError, model.ScoreDevice(made.Test).RootMeanSquareError);
        Assert.EndsWith("or raise 'awareEpochs' in 'quantization'.", QuantizationLoss.Warn(model, made.Train, made.Dev)!);
    }

    [TestMethod]
    [DataRow("sonar")]
    [DataRow("iris")]
    [DataRow("winding")]
    public void Warn_ShippedModels_SaysNothing(string name)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts(name);

        Assert.IsNull(QuantizationLoss.Warn(ModelBuilder.Build(options, train, dev), train, dev));
    }

    [TestMethod]
    public void Warn_FoldsThatLose_SaysHowMuchAndTheCauseOfMost()
    {
        SkewedModel made = SkewedModel.Create(Lossy);
        IReadOnlyList<FoldScore> scores = CrossValidation.Run(Plain(made.Options), made.Train, folds: 3, runs: 1);

        string warning = FoldScore.Warn(scores)!;

        Assert.MatchesRegex("^integers lose [0-9.]+ % of RMSE of the float network over the test parts. The rounding of column 'log-normal-0'", warning);
    }

    [TestMethod]
    [DataRow("train")]
    [DataRow("report")]
    [DataRow("evaluate")]
    public void Run_LossyRecipe_PrintsTheWarning(string command)
    {
        using var folder = new TemporaryFolder();
        SkewedModel made = SkewedModel.Create(Lossy);
        IEnumerable<string> rows = Enumerable.Range(0, made.Train.Count).Select(e => FormattableString.Invariant(
            $"{made.Train.Features[0, e]},{made.Train.Features[1, e]},{made.Train.Labels[0, e]}"));
        File.WriteAllLines(folder.Combine("d.csv"), ["power,b,y", .. rows]);
        File.WriteAllText(folder.Combine("recipe.json"), """
            { "name": "m", "data": "d.csv", "label": "y", "output": "linear", "hidden": [{ "units": 16 }, { "units": 16, "activation": "tanh" }],
              "training": { "epochs": 60, "learningRate": 0.005 }, "quantization": { "awareEpochs": 0 }, "seed": 83 }
            """);

        CliRun run = CliRun.Of(command, folder.Path);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("The rounding of column 'power' to a byte costs most", run.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
        if (command == "report")
        {
            Assert.Contains("costs most", File.ReadAllText(folder.Combine("m.report.html")));
        }
    }

    private static TrainingOptions Plain(TrainingOptions options) => options with { Quantization = new QuantizationOptions { AwareEpochs = 0 } };
}
