using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>A run that is told to end keeps the best that it had until then.</summary>
[TestClass]
public class CancellationTests
{
    [TestMethod]
    public void Run_CancelledAfterAnEpoch_KeepsTheBestByDevCost()
    {
        // The bias goes from 0 towards 1 and is nearest to ½ after 7 epochs; see EarlyStoppingTests.
        (TrainingResult result, double bias, int told) = Train(0.1, cancelAfter: 20, SmallProblems.Targets(0.5));

        Assert.AreEqual((TrainingEnd.Cancelled, 7, 20), (result.End, result.KeptEpoch, result.Epochs.Count));
        Assert.AreEqual(1 - Math.Pow(0.9, 7), bias, 1e-15);
        Assert.AreEqual(20, told);
    }

    [TestMethod]
    public void Run_CancelledWithoutDevSet_KeepsTheBestByTrainCost()
    {
        // With α above 2 the bias swings further away from 1 at every step: the first epoch was the best.
        (TrainingResult result, double bias, _) = Train(2.1, cancelAfter: 5, null);

        Assert.AreEqual((TrainingEnd.Cancelled, 1, 5), (result.End, result.KeptEpoch, result.Epochs.Count));
        Assert.AreEqual(2.1, bias, 1e-15);
    }

    [TestMethod]
    public void Run_CancelledBeforeItBegins_KeepsTheFirstWeights()
    {
        TrainingSet<float> train = SmallProblems.Noisy<float>(features: 3, examples: 10, seed: 1);
        Network<float> network = SmallProblems.TwoHiddenLayers<float>(3);
        var descent = new GradientDescent<float>(network, train, null, new DescentOptions());
        float[] first = SmallProblems.ParametersOf(network);

        TrainingResult result = descent.Run(_ => Assert.Fail("No epoch was done."), new CancellationToken(canceled: true));

        Assert.AreEqual((TrainingEnd.Cancelled, 0), (result.End, result.KeptEpoch));
        Assert.IsEmpty(result.Epochs);
        CollectionAssert.AreEqual(first, SmallProblems.ParametersOf(network));
        Assert.IsTrue(first.Any(weight => weight != 0));
    }

    [TestMethod]
    public void Run_CancelledInTheLastEpoch_IsCompleted()
    {
        (TrainingResult result, double bias, _) = Train(0.1, cancelAfter: 40, SmallProblems.Targets(0.5));

        Assert.AreEqual((TrainingEnd.Completed, 40, 40), (result.End, result.KeptEpoch, result.Epochs.Count));
        Assert.AreEqual(1 - Math.Pow(0.9, 40), bias, 1e-15);
    }

    private static (TrainingResult Result, double Bias, int Told) Train(double learningRate, int cancelAfter, TrainingSet<double>? dev)
    {
        using var source = new CancellationTokenSource();
        Network<double> network = SmallProblems.BiasOnly();
        int told = 0;
        TrainingResult result = new GradientDescent<double>(
            network, SmallProblems.Targets(1, 1), dev, SmallProblems.BatchDescent(learningRate, epochs: 40)).Run(
            epoch =>
            {
                told++;
                if (epoch.Epoch == cancelAfter)
                {
                    source.Cancel();
                }
            },
            source.Token);
        return (result, network.Output.Biases[0, 0], told);
    }
}
