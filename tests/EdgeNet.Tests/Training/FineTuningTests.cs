using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Training that goes on from the weights of a network.</summary>
[TestClass]
public class FineTuningTests
{
    [TestMethod]
    public void Run_FineTuning_GoesOnFromTheWeightsThatTheNetworkHas()
    {
        Network<double> network = SmallProblems.TwoHiddenLayers<double>(9);
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 9, 30, seed: 1);
        var options = new DescentOptions { Epochs = 30, LearningRate = 0.05 };
        TrainingResult first = new GradientDescent<double>(network, train, null, options).Run();
        double[] trained = SmallProblems.ParametersOf(network);

        var descent = new GradientDescent<double>(network, train, null, options with { IsFineTuning = true, LearningRate = 0.001 });

        CollectionAssert.AreEqual(trained, SmallProblems.ParametersOf(network), "Nothing is drawn.");
        TrainingResult second = descent.Run();
        Assert.IsLessThan(first.Epochs[^1].TrainCost, second.Epochs[0].TrainCost);
        CollectionAssert.AreNotEqual(trained, SmallProblems.ParametersOf(network));
    }

    [TestMethod]
    public void Run_FineTuning_EndsWithTheEpochOfTheLowestCost()
    {
        // Learned by heart: the dev cost rises again long before the last epoch.
        Network<double> network = SmallProblems.TwoHiddenLayers<double>(9);
        TrainingSet<double> train = SmallProblems.Noisy<double>(features: 9, 30, seed: 1);
        TrainingSet<double> dev = SmallProblems.Noisy<double>(features: 9, 50, seed: 2);
        var options = new DescentOptions { Epochs = 1, LearningRate = 0.05 };
        new GradientDescent<double>(network, train, dev, options).Run();

        TrainingResult result = new GradientDescent<double>(network, train, dev, options with { IsFineTuning = true, Epochs = 150 }).Run();

        double lowest = result.Epochs.Min(epoch => epoch.DevCost);
        Assert.HasCount(150, result.Epochs);
        Assert.IsLessThan(150, result.KeptEpoch);
        Assert.AreEqual(lowest, result.Epochs[result.KeptEpoch - 1].DevCost);
        network.Forward(dev.Features);
        Assert.AreEqual(lowest, network.Cost(dev.Labels, 0), 1e-12);
    }
}
