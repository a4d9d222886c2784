using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Units that start the same stay the same, and the trainer says so.</summary>
[TestClass]
public class SymmetryTests
{
    private readonly TrainingSet<double> _train = SmallProblems.Noisy<double>(features: 4, examples: 30, seed: 1);

    [TestMethod]
    public void N18_Run_HiddenLayerOfZeros_WarnsAndItsUnitsNeverDiffer()
    {
        // Sigmoid units: from zeros a tanh unit gives 0, and then not even the weights move.
        var network = new Network<double>(
            4, [new LayerShape(5, Activation.Sigmoid), new LayerShape(3, Activation.Sigmoid), new LayerShape(1, Activation.Sigmoid)]);

        TrainingResult result = Descend(network, Initialization.Zeros);

        Assert.HasCount(1, result.Warnings);
        Assert.AreEqual(
            "Every unit of layer 1 starts the same, so they will stay the same: choose another initialization.", result.Warnings[0]);
        foreach (DenseLayer<double> layer in network.Layers)
        {
            for (int j = 1; j < layer.Units; j++)
            {
                CollectionAssert.AreEqual(layer.Weights.Row(0).ToArray(), layer.Weights.Row(j).ToArray());
                Assert.AreEqual(layer.Biases[0, 0], layer.Biases[j, 0]);
            }
        }

        Assert.IsTrue(network.Layers.All(layer => layer.Weights[0, 0] != 0), "Training did move them, all alike.");
    }

    [TestMethod]
    [DataRow(Initialization.Small)]
    [DataRow(Initialization.Xavier)]
    [DataRow(Initialization.He)]
    [DataRow(Initialization.Auto)]
    internal void N18_Run_HiddenLayerOfRandomWeights_WarnsOfNothing(Initialization initialization)
    {
        Network<double> network = SmallProblems.TwoHiddenLayers<double>(4);

        TrainingResult result = Descend(network, initialization);

        Assert.IsEmpty(result.Warnings);
        CollectionAssert.AreNotEqual(network.Layers[0].Weights.Row(0).ToArray(), network.Layers[0].Weights.Row(1).ToArray());
    }

    [TestMethod]
    public void N18_Run_OneNodeOfZeros_LearnsWithoutAWarning()
    {
        var network = new Network<double>(4, [new LayerShape(1, Activation.Sigmoid)]);

        TrainingResult result = Descend(network, Initialization.Zeros);

        Assert.IsEmpty(result.Warnings);
        Assert.IsGreaterThan(0.7, PlainCost.Accuracy(network, _train));
    }

    [TestMethod]
    public void N18_Run_HiddenLayersOfOneUnit_WarnOfNothing()
    {
        var network = new Network<double>(4, [new LayerShape(1, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);

        Assert.IsEmpty(Descend(network, Initialization.Zeros).Warnings);
    }

    private TrainingResult Descend(Network<double> network, Initialization initialization) =>
        new GradientDescent<double>(network, _train, null, new DescentOptions { Epochs = 40, BatchSize = 4, LearningRate = 0.05, Initialization = initialization })
            .Run();
}
