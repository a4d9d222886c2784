using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Early stopping on the dev set, followed by hand: after e epochs a bias on its way to 1 stands at <c>1 - (1 - α)^e</c>.</summary>
[TestClass]
public class EarlyStoppingTests
{
    [TestMethod]
    public void N22_Run_DevCostRises_StopsAtPatienceAndKeepsTheBestWeights()
    {
        // With α = 0.1 the bias stands at 0.469 after 6 epochs and at 0.522 after 7: nearest to the dev set's target of ½.
        List<int> told = [];
        (TrainingResult result, double bias) = Train(0.1, devTarget: 0.5, Patience(3), told);

        Assert.AreEqual(TrainingEnd.StoppedEarly, result.End);
        Assert.AreEqual(7, result.KeptEpoch);
        Assert.AreEqual(1 - Math.Pow(0.9, 7), bias, 1e-15);
        CollectionAssert.AreEqual(Enumerable.Range(1, 10).ToArray(), told);
        CollectionAssert.AreEqual(told, result.Epochs.Select(epoch => epoch.Epoch).ToArray());
    }

    [TestMethod]
    public void N22_Run_EpochsEndBeforePatience_StillKeepsTheBestWeights()
    {
        (TrainingResult result, double bias) = Train(0.1, devTarget: 0.5, Patience(3) with { Epochs = 9 });

        Assert.AreEqual(TrainingEnd.Completed, result.End);
        Assert.AreEqual(7, result.KeptEpoch);
        Assert.HasCount(9, result.Epochs);
        Assert.AreEqual(1 - Math.Pow(0.9, 7), bias, 1e-15);
    }

    [TestMethod]
    public void N22_Run_DevCostFallsAgainWithinPatience_StartsToCountAnew()
    {
        // With α = 1.8 the bias swings round 1: 1.8, 0.36, 1.51, 0.59, … and is nearer to 0.9 than ever before at each even epoch up to
        // the tenth.
        (TrainingResult patient, double patientBias) = Train(1.8, devTarget: 0.9, Patience(2));
        (TrainingResult hasty, double hastyBias) = Train(1.8, devTarget: 0.9, Patience(1));

        Assert.AreEqual((10, 12), (patient.KeptEpoch, patient.Epochs.Count));
        Assert.AreEqual(1 - Math.Pow(-0.8, 10), patientBias, 1e-12);
        Assert.AreEqual((2, 3), (hasty.KeptEpoch, hasty.Epochs.Count));
        Assert.AreEqual(1 - Math.Pow(-0.8, 2), hastyBias, 1e-12);
    }

    [TestMethod]
    public void N22_Run_DevCostStaysTheSame_IsNoProgress()
    {
        // The bias starts where it belongs and never moves.
        Network<double> network = SmallProblems.BiasOnly();
        DescentOptions options = SmallProblems.BatchDescent(0.1, epochs: 50) with { Patience = 4 };
        TrainingResult result = new GradientDescent<double>(network, SmallProblems.Targets(0, 0), SmallProblems.Targets(2), options).Run();

        Assert.AreEqual((TrainingEnd.StoppedEarly, 1, 5), (result.End, result.KeptEpoch, result.Epochs.Count));
        Assert.AreEqual(0, network.Output.Biases[0, 0]);
    }

    [TestMethod]
    public void Run_NoPatience_KeepsTheLastWeightsWhateverTheDevCost()
    {
        (TrainingResult result, double bias) = Train(0.1, devTarget: 0.5, SmallProblems.BatchDescent(0.1, epochs: 40));

        Assert.AreEqual((TrainingEnd.Completed, 40, 40), (result.End, result.KeptEpoch, result.Epochs.Count));
        Assert.AreEqual(1 - Math.Pow(0.9, 40), bias, 1e-15);
    }

    [TestMethod]
    public void N22_Run_ManyParameters_KeepsAllOfTheBestEpoch()
    {
        TrainingSet<float> train = SmallProblems.Noisy<float>(features: 6, examples: 20, seed: 1);
        TrainingSet<float> dev = SmallProblems.Noisy<float>(features: 6, examples: 20, seed: 2);
        Network<float> network = SmallProblems.TwoHiddenLayers<float>(6);
        List<float[]> parameters = [];
        var options = new DescentOptions { Epochs = 500, Patience = 12, BatchSize = 7, LearningRate = 0.05 };

        TrainingResult result = new GradientDescent<float>(network, train, dev, options).Run(_ => parameters.Add(SmallProblems.ParametersOf(network)));

        Assert.AreEqual(TrainingEnd.StoppedEarly, result.End);
        Assert.AreEqual(result.Epochs.MinBy(epoch => epoch.DevCost).Epoch, result.KeptEpoch);
        Assert.HasCount(result.KeptEpoch + 12, result.Epochs);
        CollectionAssert.AreEqual(parameters[result.KeptEpoch - 1], SmallProblems.ParametersOf(network));
        CollectionAssert.AreNotEqual(parameters[^1], SmallProblems.ParametersOf(network));
    }

    private static (TrainingResult Result, double Bias) Train(
        double learningRate, double devTarget, DescentOptions options, List<int>? told = null)
    {
        Network<double> network = SmallProblems.BiasOnly();
        var descent = new GradientDescent<double>(
            network, SmallProblems.Targets(1, 1), SmallProblems.Targets(devTarget), options with { LearningRate = learningRate });
        TrainingResult result = descent.Run(epoch => told?.Add(epoch.Epoch));
        return (result, network.Output.Biases[0, 0]);
    }

    private static DescentOptions Patience(int patience) => SmallProblems.BatchDescent(0.1, epochs: 100) with { Patience = patience };
}
