using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Runs with batch normalisation, dropout, learned slopes and linear hidden layers.</summary>
[TestClass]
public class LayerTrainingTests
{
    private readonly TrainingSet<float> _train = SmallProblems.Noisy<float>(features: 6, examples: 60, seed: 1);
    private readonly TrainingSet<float> _dev = SmallProblems.Noisy<float>(features: 6, examples: 40, seed: 2);

    [TestMethod]
    public void N13_Run_LearnedSlopes_MoveApartWithinTheirRange()
    {
        var network = new Network<float>(6, [LayerShape.PRelu(8), new LayerShape(1, Activation.Sigmoid)]);
        new GradientDescent<float>(network, _train, null, new DescentOptions { Epochs = 100, LearningRate = 0.01, L2 = 0.01 }).Run();
        float[] slopes = network.Layers[0].LearnedSlopes!.Slopes.Values.ToArray();
        Assert.IsGreaterThan(4, slopes.Distinct().Count());
        Assert.IsTrue(slopes.All(slope => slope is >= 0 and <= 1));
    }

    [TestMethod]
    public void N13_Run_L2_LeavesTheLearnedSlopesAlone()
    {
        // Zero weights into the output: nothing but a penalty could move the slopes.
        var network = new Network<double>(1, [LayerShape.PRelu(1), new LayerShape(1, Activation.Linear)]);
        var train = new TrainingSet<double>(Matrix<double>.FromRows([-1, 1]), Matrix<double>.FromRows([0, 0]));
        DescentOptions options = SmallProblems.BatchDescent(0.1, epochs: 20) with { L2 = 0.5 };
        new GradientDescent<double>(network, train, null, options).Run();
        Assert.AreEqual(0.25, network.Layers[0].LearnedSlopes!.Slopes[0, 0]);
    }

    [TestMethod]
    public void N16_Run_EarlyStopping_BringsBackTheRunningStatisticsOfTheBestEpoch()
    {
        Network<float> network = Normalized(dropout: 0);
        List<float[]> states = [];
        var options = new DescentOptions { Epochs = 500, Patience = 10, BatchSize = 16, LearningRate = 0.05 };
        TrainingResult result = new GradientDescent<float>(network, _train, _dev, options).Run(_ => states.Add(StateOf(network)));

        Assert.AreEqual(TrainingEnd.StoppedEarly, result.End);
        CollectionAssert.AreEqual(states[result.KeptEpoch - 1], StateOf(network));
        CollectionAssert.AreNotEqual(states[^1], StateOf(network));
        network.Forward(_dev.Features);
        double cost = network.Cost(_dev.Labels, 0);
        Assert.AreEqual(result.Epochs[result.KeptEpoch - 1].DevCost, cost, "The dev set is measured as inference will be.");
    }

    [TestMethod]
    public void N16_Run_DeepNetworkOfTinyWeights_LearnsWithBatchNormalizationAndNotWithout()
    {
        // Three layers of weights around 0.01 leave a millionth of the features, and as much of the gradients, unless each is normalised.
        double[] costs = [.. ((bool[])[false, true]).Select(normalized =>
        {
            var hidden = new LayerShape(8, Activation.Tanh) { BatchNormalization = normalized };
            var network = new Network<float>(6, [hidden, hidden, hidden, new LayerShape(1, Activation.Sigmoid)]);
            DescentOptions options = SmallProblems.BatchDescent(0.3, epochs: 300) with { Initialization = Initialization.Small };
            new GradientDescent<float>(network, _train, null, options).Run();
            network.Forward(_train.Features);
            return (double)network.Cost(_train.Labels, 0);
        })];
        Assert.IsGreaterThan(0.65, costs[0]);
        Assert.IsLessThan(0.5, costs[1]);
    }

    [TestMethod]
    public void N17_Run_Dropout_IsInTheStepsAndNotInTheDevCost()
    {
        var network = new Network<float>(6, [new LayerShape(40, Activation.Relu) { Dropout = 0.5 }, new LayerShape(1, Activation.Sigmoid)]);
        var options = new DescentOptions { Epochs = 60, BatchSize = 0, LearningRate = 0.01 };
        List<(double DevCost, double TrainCost)> costs = [];
        TrainingResult result = new GradientDescent<float>(network, _train, _dev, options).Run(_ =>
        {
            network.Forward(_dev.Features);
            double dev = network.Cost(_dev.Labels, 0);
            network.Forward(_train.Features);
            costs.Add((dev, network.Cost(_train.Labels, 0)));
        });

        CollectionAssert.AreEqual(costs.Select(cost => cost.DevCost).ToArray(), result.Epochs.Select(epoch => epoch.DevCost).ToArray());
        Assert.IsGreaterThan(0.7, result.Epochs[^1].DevAccuracy);

        // The cost of a step is that of the network thinned out, before the step: above that of the whole network after the last one.
        Assert.IsGreaterThan(costs[^2].TrainCost, result.Epochs[^1].TrainCost);
    }

    [TestMethod]
    public void N17_N24_Run_SameSeed_DropsTheSame()
    {
        float[][] states = [.. ((int[])[5, 5, 6]).Select(seed =>
        {
            Network<float> network = Normalized(dropout: 0.3);
            new GradientDescent<float>(network, _train, _dev, new DescentOptions { Epochs = 5, Seed = seed }).Run();
            return StateOf(network);
        })];
        CollectionAssert.AreEqual(states[0], states[1]);
        CollectionAssert.AreNotEqual(states[0], states[2]);
    }

    [TestMethod]
    public void N15_Run_LinearHiddenLayers_WarnsAndCollapses()
    {
        var network = new Network<float>(6, [new LayerShape(5, Activation.Linear), new LayerShape(4, Activation.Linear), new LayerShape(1, Activation.Sigmoid)]);
        TrainingResult result = new GradientDescent<float>(network, _train, null, new DescentOptions { Epochs = 5 }).Run();
        Assert.HasCount(1, result.Warnings);
        Assert.AreEqual(
            "All hidden layers are linear, so that the network is a single linear map: leave them out, or choose another activation.", result.Warnings[0]);

        float[] expected = network.Forward(_dev.Features).Values.ToArray();
        float[] actual = network.Collapse().Forward(_dev.Features).Values.ToArray();
        for (int e = 0; e < expected.Length; e++)
        {
            Assert.AreEqual(expected[e], actual[e], 1e-6);
        }
    }

    [TestMethod]
    public void N18_Run_ZerosWithDropout_WarnsOfNothing()
    {
        // Dropout drops each of the equal units by itself, and so tells them apart.
        var network = new Network<float>(6, [new LayerShape(5, Activation.Sigmoid) { Dropout = 0.5 }, new LayerShape(1, Activation.Sigmoid)]);
        TrainingResult result = new GradientDescent<float>(network, _train, null, new DescentOptions { Epochs = 20, Initialization = Initialization.Zeros }).Run();
        Assert.IsEmpty(result.Warnings);
        CollectionAssert.AreNotEqual(network.Layers[0].Weights.Row(0).ToArray(), network.Layers[0].Weights.Row(1).ToArray());
    }

    private static Network<float> Normalized(double dropout) => new(
        6,
        [new LayerShape(8, Activation.Relu) { BatchNormalization = true, Dropout = dropout }, LayerShape.PRelu(5) with { BatchNormalization = true }, new LayerShape(1, Activation.Sigmoid)]);

    private static float[] StateOf(Network<float> network)
    {
        var state = new float[network.StateCount];
        network.CopyStateTo(state);
        return state;
    }
}
