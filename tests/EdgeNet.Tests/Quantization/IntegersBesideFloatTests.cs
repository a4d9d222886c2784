using System.Collections.Concurrent;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Quantization;

/// <summary>Integers are as good as the float network whatever the columns look like, or a warning says that they are not.</summary>
[TestClass]
public class IntegersBesideFloatTests
{
    // Points of accuracy, and the share of RMSE, on examples that neither training nor calibration has seen.
    private const double MostPoints = 0.015;
    private const double MostError = 0.05;

    [TestMethod]
    [DataRow(false, 8, 100, 2)]
    [DataRow(true, 8, 100, 2)]
    [DataRow(false, 4, 30, 4)]
    public void Build_RandomSkewedModels_LoseNothingOrSaySo(bool isReadings, int weightBits, int count, int mostLosers)
    {
        var silent = new ConcurrentBag<string>();
        int losers = 0;
        Parallel.For(1, count + 1, seed =>
        {
            SkewedModel made = SkewedModel.Create(seed, isReadings, weightBits);
            TrainedModel model = ModelBuilder.Build(made.Options, made.Train, made.Dev);
            double loss = QuantizationLoss.Of(model.ScoreFloat(made.Test), model.ScoreDevice(made.Test));
            if (loss > (made.Test.Task == LearningTask.Regression ? MostError : MostPoints))
            {
                Interlocked.Increment(ref losers);
                if (QuantizationLoss.Warn(model, made.Train, made.Dev) is null)
                {
                    silent.Add($"{made.Name}: {loss:P1}");
                }
            }
        });

        Assert.IsEmpty(silent, string.Join('\n', silent));
        Assert.IsLessThanOrEqualTo(mostLosers, losers);
    }

    [TestMethod]
    [DataRow("heavy-tail normal", LearningTask.Binary)]
    [DataRow("shocks normal", LearningTask.MultiClass)]
    [DataRow("counts log-normal", LearningTask.MultiClass)]
    [DataRow("cauchy zero-inflated", LearningTask.Binary)]
    internal void Build_KindsOfColumns_AreWithinAPointOfFloatOverSeveralRuns(string kinds, LearningTask task)
    {
        double loss = 0;
        const int Runs = 6;
        for (int seed = 1; seed <= Runs; seed++)
        {
            SkewedModel made = SkewedModel.Create(seed, kinds.Split(' '), task, train: 800);
            TrainedModel model = ModelBuilder.Build(made.Options, made.Train, made.Dev);
            loss += QuantizationLoss.Of(model.ScoreFloat(made.Test), model.ScoreDevice(made.Test)) / Runs;
        }

        Assert.IsLessThan(0.01, loss);
    }

    [TestMethod]
    public void Build_RareFlagBesideOthers_DoesNotSetTheirSteps()
    {
        SkewedModel made = SkewedModel.Create(1, ["normal", "normal", "normal", "normal", "rare-flag"], LearningTask.Binary, train: 2800);
        TrainedModel model = ModelBuilder.Build(made.Options, made.Train, made.Dev);

        var inputs = (AffineStage)model.Quantized.Inputs;
        Assert.AreEqual((-128, 127), (inputs.Code(0f, 4), inputs.Code(1f, 4)));
        for (int i = 0; i < 4; i++)
        {
            // With one step for all, a flag 20 deviations off leaves a normal column some 60 codes.
            int input = i;
            Assert.IsGreaterThan(180, made.Test.Features.Row(input).ToArray().Select(value => inputs.Code(value, input)).Distinct().Count());
        }

        Assert.IsLessThan(0.005, QuantizationLoss.Of(model.ScoreFloat(made.Test), model.ScoreDevice(made.Test)));
    }

    [TestMethod]
    public void Build_InputOfNeighbouringNumbers_DoesNoHarmAndIsWarnedOf()
    {
        SkewedModel made = SkewedModel.Create(3, ["normal", "normal", "levels"], LearningTask.Binary, train: 420);
        float[] near = [0.3f, MathF.BitIncrement(0.3f), MathF.BitDecrement(0.3f)];
        foreach (Dataset part in (Dataset[])[made.Train, made.Test])
        {
            for (int e = 0; e < part.Count; e++)
            {
                part.Features[2, e] = near[(e * 7 % 11) % 3];
            }
        }

        TrainedModel model = ModelBuilder.Build(made.Options, made.Train, null);

        Assert.IsLessThan(0.01, Math.Abs(QuantizationLoss.Of(model.ScoreFloat(made.Test), model.ScoreDevice(made.Test))));
        Assert.Contains("column 'levels-2' varies around 0.3 by the rounding of single precision only; the model takes it as constant", model.Training.Warnings.Single());
        Assert.IsTrue(model.Standardizer.IsConstant(2));
    }
}
