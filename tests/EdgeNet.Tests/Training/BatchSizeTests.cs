using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Batch, mini-batch and stochastic gradient descent: the steps that each makes.</summary>
[TestClass]
public class BatchSizeTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(3)]
    [DataRow(100)]
    public void N20_Run_BatchOfAllExamples_MakesTheStepComputedByHand(int batchSize)
    {
        // From zeros every a is ½, so that dZ = (-½, ½, -½), dW = 1/3 (-½ (1, 3) + ½ (2, -1) - ½ (-4, 2)) and db = -½ / 3.
        var train = new TrainingSet<double>(Matrix<double>.FromRows([1, 2, -4], [3, -1, 2]), Matrix<double>.FromRows([1, 0, 1]));
        var network = new Network<double>(2, [new LayerShape(1, Activation.Sigmoid)]);

        DescentOptions options = SmallProblems.BatchDescent(learningRate: 0.3, epochs: 1) with { BatchSize = batchSize };
        TrainingResult result = new GradientDescent<double>(network, train, null, options).Run();

        Assert.AreEqual(-0.3 * 2.5 / 3, network.Output.Weights[0, 0], 1e-15);
        Assert.AreEqual(-0.3 * -3 / 3, network.Output.Weights[0, 1], 1e-15);
        Assert.AreEqual(-0.3 * -0.5 / 3, network.Output.Biases[0, 0], 1e-15);
        Assert.AreEqual(Math.Log(2), result.Epochs[0].TrainCost, 1e-15);
    }

    [TestMethod]
    public void N20_Run_BatchOfAllExamples_GoesAgainstTheSlopeOfThePlainCost()
    {
        const double LearningRate = 0.5;
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 4, examples: 13, seed: 1);
        Network<double> network = SmallProblems.TwoHiddenLayers<double>(4);
        DescentOptions options = SmallProblems.BatchDescent(LearningRate, epochs: 1) with { Initialization = Initialization.Xavier };
        double[] first = SmallProblems.FirstParameters(network, train, options);

        new GradientDescent<double>(network, train, null, options).Run();

        double[] after = SmallProblems.ParametersOf(network);
        for (int p = 0; p < first.Length; p++)
        {
            Assert.AreEqual(Slope(network, train, first, p), (first[p] - after[p]) / LearningRate, 1e-9, $"Parameter {p}.");
        }
    }

    [TestMethod]
    [DataRow(3, true, 4, DisplayName = "3, 3 and 4")]
    [DataRow(9, true, 10, DisplayName = "all in one")]
    [DataRow(4, true, 2, DisplayName = "two are left")]
    [DataRow(5, true, 5, DisplayName = "none is left")]
    [DataRow(3, false, 1, DisplayName = "no batch normalisation")]
    public void Run_OneExampleLeft_GoesWithTheStepBeforeUnderBatchNormalization(int batchSize, bool isNormalized, int last)
    {
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 3, examples: 10, seed: 1);
        var network = new Network<double>(3, [new LayerShape(4, Activation.Tanh) { BatchNormalization = isNormalized }, new(1, Activation.Sigmoid)]);
        DescentOptions options = SmallProblems.BatchDescent(learningRate: 0.1, epochs: 2) with { BatchSize = batchSize, Initialization = Initialization.Xavier };

        new GradientDescent<double>(network, train, null, options).Run();

        Assert.AreEqual(last, network.Layers[0].Activations.Columns, "Examples of the last step.");
    }

    [TestMethod]
    [DataRow(1, 10)]
    [DataRow(3, 4)]
    [DataRow(4, 3)]
    [DataRow(5, 2)]
    [DataRow(9, 2)]
    [DataRow(10, 1)]
    [DataRow(11, 1)]
    [DataRow(int.MaxValue, 1)]
    [DataRow(0, 1)]
    public void N20_Run_TenExamples_MakesAStepForEachBatch(int batchSize, int expectedSteps)
    {
        // Each step halves the distance from the bias to the targets, exactly, if it averages over the examples that it has: the
        // last batch may be smaller than the others.
        TrainingSet<double> train = SmallProblems.Targets(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Network<double> network = SmallProblems.BiasOnly();
        DescentOptions options = SmallProblems.BatchDescent(learningRate: 0.5, epochs: 3) with { BatchSize = batchSize };

        new GradientDescent<double>(network, train, null, options).Run();

        Assert.AreEqual(1 - Math.Pow(2, -3 * expectedSteps), network.Output.Biases[0, 0]);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(5)]
    public void Run_EverythingALayerCanHave_LeavesTheExamplesAsTheyAre(int batchSize)
    {
        // A step over all examples reads them where they lie.
        TrainingSet<float> train = SmallProblems.Noisy<float>(features: 4, examples: 13, seed: 1);
        (float[] features, float[] labels) = (train.Features.Values.ToArray(), train.Labels.Values.ToArray());
        var network = new Network<float>(4, [LayerShape.PRelu(6) with { BatchNormalization = true, Dropout = 0.2 }, new(1, Activation.Sigmoid)]);
        var options = new DescentOptions { Epochs = 3, BatchSize = batchSize, BalancesClasses = true };

        new GradientDescent<float>(network, train, null, options).Run();

        CollectionAssert.AreEqual(features, train.Features.Values.ToArray());
        CollectionAssert.AreEqual(labels, train.Labels.Values.ToArray());
    }

    // Central differences.
    private static double Slope(Network<double> network, TrainingSet<double> train, double[] parameters, int index)
    {
        const double Step = 1e-5;
        double[] moved = [.. parameters];
        moved[index] = parameters[index] + Step;
        network.SetParameters(moved);
        double above = PlainCost.Of(network, train);
        moved[index] = parameters[index] - Step;
        network.SetParameters(moved);
        return (above - PlainCost.Of(network, train)) / (2 * Step);
    }
}
