using EdgeNet.Files;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Training;

/// <summary>A learning rate that is too high ends the run with a message, never with weights that are no numbers.</summary>
[TestClass]
public class DivergenceTests
{
    [TestMethod]
    public void Run_CostBeyondAllNumbers_SaysInWhichEpochAndWhatToDo()
    {
        // After e epochs the bias is off by (10⁶ - 1)^e, and the square of that is beyond double after 26.
        InputException error = Diverge(1e6, epochs: 100, target: 1, dev: null);

        Assert.AreEqual("Training diverged in epoch 27: the cost is no longer a number; choose a lower learning rate.", error.Message);
    }

    [TestMethod]
    [DataRow(OptimizerKind.Plain)]
    [DataRow(OptimizerKind.Momentum)]
    public void Run_FloatNetwork_SaysSo(OptimizerKind optimizer)
    {
        // The network has no bound: linear units multiply what the steps make ever larger.
        TrainingSet<float> train = SmallProblems.Noisy<float>(features: 4, examples: 20, seed: 1);
        var network = new Network<float>(4, [new LayerShape(3, Activation.Linear), new LayerShape(1, Activation.Linear)], Loss.SquaredError);
        var options = new DescentOptions { Optimizer = optimizer, LearningRate = 50, Epochs = 500 };

        InputException error = Assert.ThrowsExactly<InputException>(() => new GradientDescent<float>(network, train, null, options).Run());

        Assert.MatchesRegex("^Training diverged in epoch [0-9]+: the cost is no longer a number; choose a lower learning rate.$", error.Message);
    }

    [TestMethod]
    public void Run_WeightsBeyondAllNumbersInTheLastStep_SaysSo()
    {
        // The cost is taken before the step, and no epoch follows whose cost would show what the step has done.
        InputException error = Diverge(1e200, epochs: 1, target: 1e150, dev: null);

        Assert.StartsWith("Training diverged in epoch 1:", error.Message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(5)]
    public void Run_DevCostBeyondAllNumbersInTheLastEpoch_SaysSo(int patience)
    {
        // The weight is a number, its square is none.
        InputException error = Diverge(1e100, epochs: 1, target: 1e100, SmallProblems.Targets(0), patience);

        Assert.StartsWith("Training diverged in epoch 1:", error.Message);
    }

    [TestMethod]
    public void CrossValidation_FoldThatDiverges_SaysSoAsTrainingItselfDoes()
    {
        TrainingOptions options = TestData.SonarRecipe().Options;
        options = options with { Training = new DescentOptions { Optimizer = OptimizerKind.Plain, LearningRate = 1e38 } };
        Dataset examples = TestData.Clouds(features: 3, examples: 20, seed: 1);

        InputException error = Assert.ThrowsExactly<InputException>(() => CrossValidation.Run(options, examples, folds: 4, runs: 1));

        Assert.StartsWith("Training diverged in epoch ", error.Message);
    }

    private static InputException Diverge(double learningRate, int epochs, double target, TrainingSet<double>? dev, int patience = 0)
    {
        var descent = new GradientDescent<double>(
            SmallProblems.BiasOnly(), SmallProblems.Targets(target), dev, SmallProblems.BatchDescent(learningRate, epochs) with { Patience = patience });
        return Assert.ThrowsExactly<InputException>(() => descent.Run());
    }
}
