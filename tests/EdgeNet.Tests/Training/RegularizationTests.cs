using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>L2 regularisation: in the cost as well as in the gradient, on the weights alone.</summary>
[TestClass]
public class RegularizationTests
{
    private const double L2 = 0.3;
    private const double LearningRate = 0.1;

    [TestMethod]
    public void N22_Run_FeaturesOfZero_DecaysTheWeightsAndNotTheBias()
    {
        // Without features the loss has no slope along the weights: what moves them is the penalty.
        var network = new Network<double>(2, [new LayerShape(1, Activation.Linear)], Loss.SquaredError);
        var train = new TrainingSet<double>(new Matrix<double>(2, 1), Matrix<double>.FromRows([1]));
        DescentOptions options = Options(epochs: 5);
        double[] first = SmallProblems.FirstParameters(network, train, options);

        new GradientDescent<double>(network, train, null, options).Run();

        double left = Math.Pow(1 - (LearningRate * L2), 5);
        Assert.AreEqual(first[0] * left, network.Output.Weights[0, 0], 1e-15);
        Assert.AreEqual(first[1] * left, network.Output.Weights[0, 1], 1e-15);
        Assert.AreEqual(1 - Math.Pow(1 - LearningRate, 5), network.Output.Biases[0, 0], 1e-15);
    }

    [TestMethod]
    public void N22_Run_WithPenalty_AddsItsSlopeToTheStep()
    {
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 4, examples: 11, seed: 2);
        Network<double> network = SmallProblems.TwoHiddenLayers<double>(4);
        DescentOptions options = Options(epochs: 1);
        double[] first = SmallProblems.FirstParameters(network, train, options);
        bool[] isWeight = [.. network.Layers.SelectMany(
            layer => Enumerable.Repeat(true, layer.Weights.Count).Concat(Enumerable.Repeat(false, layer.Units)))];

        new GradientDescent<double>(network, train, null, options with { L2 = 0 }).Run();
        double[] without = SmallProblems.ParametersOf(network);
        new GradientDescent<double>(network, train, null, options).Run();
        double[] with = SmallProblems.ParametersOf(network);

        for (int p = 0; p < first.Length; p++)
        {
            Assert.AreEqual(isWeight[p] ? -LearningRate * L2 * first[p] : 0, with[p] - without[p], 1e-15, $"Parameter {p}.");
        }
    }

    [TestMethod]
    public void N22_Run_WithPenalty_CountsItInTheTrainCostAlone()
    {
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 4, examples: 11, seed: 2);
        TrainingSet<double> dev = SmallProblems.Noisy<double>(features: 4, examples: 7, seed: 3);
        Network<double> network = SmallProblems.TwoHiddenLayers<double>(4);
        DescentOptions options = Options(epochs: 1);
        SmallProblems.FirstParameters(network, train, options);
        double trainCost = PlainCost.Of(network, train, L2);
        Assert.IsGreaterThan(PlainCost.Of(network, train) + 0.1, trainCost);

        TrainingResult result = new GradientDescent<double>(network, train, dev, options).Run();

        Assert.AreEqual(trainCost, result.Epochs[0].TrainCost, 1e-12);
        Assert.AreEqual(PlainCost.Of(network, dev), result.Epochs[0].DevCost, 1e-12);
    }

    [TestMethod]
    public void N22_Run_MorePenalty_LeavesSmallerWeights()
    {
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 4, examples: 40, seed: 2);
        double[] norms = [.. ((double[])[0, 0.01, 0.1, 1]).Select(l2 =>
        {
            Network<double> network = SmallProblems.TwoHiddenLayers<double>(4);
            new GradientDescent<double>(network, train, null, Options(epochs: 300) with { L2 = l2, LearningRate = 0.3 }).Run();
            return network.Layers.Sum(layer => layer.Weights.Values.ToArray().Sum(weight => weight * weight));
        })];

        CollectionAssert.AreEqual(norms.OrderDescending().ToArray(), norms);
        Assert.IsLessThan(0.1 * norms[0], norms[3]);
    }

    private static DescentOptions Options(int epochs) =>
        SmallProblems.BatchDescent(LearningRate, epochs) with { Initialization = Initialization.Xavier, L2 = L2 };
}
