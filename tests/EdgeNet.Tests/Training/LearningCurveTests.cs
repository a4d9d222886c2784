using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>The learning curve: what is recorded of each epoch is what plain loops compute from the weights that it had.</summary>
[TestClass]
public class LearningCurveTests
{
    private const double L2 = 0.01;

    private readonly TrainingSet<double> _train = SmallProblems.Noisy<double>(features: 4, examples: 23, seed: 1);
    private readonly TrainingSet<double> _dev = SmallProblems.Noisy<double>(features: 4, examples: 9, seed: 2);
    private readonly Network<double> _network = SmallProblems.TwoHiddenLayers<double>(4);

    [TestMethod]
    [DataRow(1)]
    [DataRow(5)]
    [DataRow(0)]
    public void N25_Run_EveryEpoch_RecordsTheDevCostOfItsWeights(int batchSize)
    {
        List<(EpochReport Report, double Cost, double Accuracy)> seen = [];

        double learningRate = batchSize == 0 ? 3 : 0.3; // one step an epoch must be long to change a decision
        TrainingResult result = Descent(batchSize, learningRate, _dev)
            .Run(report => seen.Add((report, PlainCost.Of(_network, _dev), PlainCost.Accuracy(_network, _dev))));

        Assert.HasCount(25, seen);
        foreach ((EpochReport report, double cost, double accuracy) in seen)
        {
            Assert.AreEqual(cost, report.DevCost, 1e-12);
            Assert.AreEqual(accuracy, report.DevAccuracy, 1e-12);
        }

        CollectionAssert.AreEqual(seen.Select(each => each.Report).ToArray(), result.Epochs.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, 25).ToArray(), result.Epochs.Select(epoch => epoch.Epoch).ToArray());
        Assert.IsGreaterThan(1, result.Epochs.Select(epoch => epoch.DevAccuracy).Distinct().Count(), "Else an accuracy that never moves would do.");
    }

    [TestMethod]
    public void N25_Run_OneBatch_RecordsTheTrainCostBeforeTheStep()
    {
        GradientDescent<double> descent = Descent(batchSize: 0, 0.3, null);
        List<double> costs = [PlainCost.Of(_network, _train, L2)];

        TrainingResult result = descent.Run(_ => costs.Add(PlainCost.Of(_network, _train, L2)));

        for (int i = 0; i < result.Epochs.Count; i++)
        {
            Assert.AreEqual(costs[i], result.Epochs[i].TrainCost, 1e-12);
        }

        Assert.IsLessThan(costs[0], costs[^1]);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(22)]
    public void N25_Run_WeightsThatBarelyMove_RecordsTheMeanOverAllExamplesWhateverTheBatches(int batchSize)
    {
        // Steps too small to be seen: every batch has the same weights, and the smaller last one counts by its examples.
        GradientDescent<double> descent = Descent(batchSize, 1e-200, null);
        double cost = PlainCost.Of(_network, _train, L2);

        TrainingResult result = descent.Run();

        foreach (EpochReport report in result.Epochs)
        {
            Assert.AreEqual(cost, report.TrainCost, 1e-12);
        }
    }

    /// <summary>Features of 0 and as many labels of either class leave a single node at probability ½, which is called positive.</summary>
    [TestMethod]
    public void N25_Run_DevProbabilityOfExactlyOneHalf_CountsAsPositive()
    {
        var node = new Network<double>(1, [new LayerShape(1, Activation.Sigmoid)]);
        var train = new TrainingSet<double>(new Matrix<double>(1, 2), Matrix<double>.FromRows([0, 1]));
        var dev = new TrainingSet<double>(new Matrix<double>(1, 4), Matrix<double>.FromRows([1, 1, 1, 0]));
        TrainingResult result = new GradientDescent<double>(node, train, dev, new DescentOptions { Epochs = 1, BatchSize = 0 }).Run();
        Assert.AreEqual(0.75, result.Epochs[0].DevAccuracy);
    }

    [TestMethod]
    public void N25_Run_WithoutDevSet_RecordsNoDevCost()
    {
        TrainingResult result = Descent(batchSize: 5, 0.3, null).Run();

        Assert.HasCount(25, result.Epochs);
        Assert.IsTrue(result.Epochs.All(epoch => double.IsNaN(epoch.DevCost) && double.IsNaN(epoch.DevAccuracy)));
    }

    private GradientDescent<double> Descent(int batchSize, double learningRate, TrainingSet<double>? dev)
    {
        var options = new DescentOptions
        {
            Epochs = 25, BatchSize = batchSize, Optimizer = OptimizerKind.Plain, LearningRate = learningRate, L2 = L2,
        };
        return new GradientDescent<double>(_network, _train, dev, options);
    }
}
