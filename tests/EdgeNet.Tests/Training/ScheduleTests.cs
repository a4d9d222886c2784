using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>The learning rate from epoch to epoch.</summary>
[TestClass]
public class ScheduleTests
{
    private const double LearningRate = 0.1;

    [TestMethod]
    public void N21_Run_Constant_NeverChangesTheRate() =>
        ShouldBe(new(), 5, LearningRate, LearningRate, LearningRate, LearningRate, LearningRate);

    [TestMethod]
    public void N21_Run_Step_TimesTheFactorEverySoManyEpochs() =>
        ShouldBe(new() { Kind = ScheduleKind.Step, Factor = 0.1, Every = 2 }, 6, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001);

    [TestMethod]
    public void N21_Run_Exponential_FallsALittleEachEpoch() =>
        ShouldBe(new() { Kind = ScheduleKind.Exponential, Factor = 0.25, Every = 2 }, 5, 0.1, 0.05, 0.025, 0.0125, 0.00625);

    [TestMethod]
    public void N21_Run_Cosine_IsHalfAWave()
    {
        double root = Math.Sqrt(0.5);
        ShouldBe(new() { Kind = ScheduleKind.Cosine }, 4, 0.1, 0.05 * (1 + root), 0.05, 0.05 * (1 - root));
        ShouldBe(new() { Kind = ScheduleKind.Cosine, Lowest = 0.5 }, 4, 0.1, 0.075 + (0.025 * root), 0.075, 0.075 - (0.025 * root));
    }

    [TestMethod]
    public void N21_Run_LowestShare_IsAFloor()
    {
        ShouldBe(new() { Kind = ScheduleKind.Step, Factor = 0.1, Every = 1, Lowest = 0.05 }, 4, 0.1, 0.01, 0.005, 0.005);
        ShouldBe(new() { Kind = ScheduleKind.Exponential, Factor = 0.1, Every = 1, Lowest = 0.05 }, 4, 0.1, 0.01, 0.005, 0.005);
    }

    [TestMethod]
    public void N21_Run_Plateau_FallsEachTimeTheDevCostHasStoppedFalling()
    {
        // The bias rises towards 1 and passes the dev set's ½ at epoch 7, see EarlyStoppingTests; from there on the dev cost rises.
        Network<double> network = SmallProblems.BiasOnly();
        var schedule = new LearningRateSchedule { Kind = ScheduleKind.ReduceOnPlateau, Factor = 0.5, Patience = 3 };
        DescentOptions options = SmallProblems.BatchDescent(LearningRate, epochs: 17) with { Schedule = schedule };
        TrainingResult result = new GradientDescent<double>(network, SmallProblems.Targets(1, 1), SmallProblems.Targets(0.5), options).Run();

        double[] rates = [.. result.Epochs.Select(epoch => epoch.LearningRate)];
        CollectionAssert.AreEqual(
            (double[])[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.0125], rates);
        double left = rates.Aggregate(1.0, (rest, rate) => rest * (1 - rate));
        Assert.AreEqual(1 - left, network.Output.Biases[0, 0], 1e-14, "The steps were that long.");
    }

    [TestMethod]
    [DataRow(OptimizerKind.Momentum)]
    [DataRow(OptimizerKind.Adam)]
    [DataRow(OptimizerKind.RmsProp)]
    public void N21_Step_RateChanged_ScalesTheStep(OptimizerKind kind)
    {
        double[] moved = [.. ((double[])[0.01, 0.02]).Select(rate =>
        {
            Network<double> network = SmallProblems.BiasOnly();
            Optimizer<double> optimizer = Optimizer<double>.Create(network, new DescentOptions { Optimizer = kind });
            optimizer.LearningRate = rate;
            network.Output.BiasGradients[0, 0] = 0.7;
            optimizer.Step();
            return network.Output.Biases[0, 0];
        })];
        Assert.AreEqual(2 * moved[0], moved[1], 1e-15);
        Assert.AreNotEqual(0, moved[0]);
    }

    private static void ShouldBe(LearningRateSchedule schedule, int epochs, params double[] expected)
    {
        Network<double> network = SmallProblems.BiasOnly();
        DescentOptions options = SmallProblems.BatchDescent(LearningRate, epochs) with { Schedule = schedule };
        TrainingResult result = new GradientDescent<double>(network, SmallProblems.Targets(1), null, options).Run();
        for (int e = 0; e < epochs; e++)
        {
            Assert.AreEqual(expected[e], result.Epochs[e].LearningRate, 1e-15, $"epoch {e + 1}");
        }

        double left = expected.Aggregate(1.0, (rest, rate) => rest * (1 - rate));
        Assert.AreEqual(1 - left, network.Output.Biases[0, 0], 1e-14, "The steps were that long.");
    }
}
