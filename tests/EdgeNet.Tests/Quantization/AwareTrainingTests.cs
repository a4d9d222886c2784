using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

/// <summary>The phase of quantization-aware training.</summary>
[TestClass]
public class AwareTrainingTests
{
    private static readonly QuantizationOptions Few = new() { AwareEpochs = 12, WeightBits = 4 };

    public static IEnumerable<(string Name, int Bits)> Models() =>
        from name in (string[])["sonar", "iris", "winding"]
        from bits in (int[])[8, 4]
        select (name, bits);

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void Run_EachTask_CostsOfTheBestEpochAreThoseOfTheIntegers(string name, int bits)
    {
        Start start = Begin(name, bits);

        AwareTraining aware = start.Run(Few);

        Assert.HasCount(12, aware.Training.Epochs);
        double best = aware.Training.Epochs.Min(epoch => epoch.DevCost);
        Assert.AreEqual(best, aware.Training.Epochs[aware.Training.KeptEpoch - 1].DevCost);
        Assert.AreEqual(best, aware.Cost, 0.01 * best, "What was judged while training is what the device computes.");
        Assert.AreEqual(aware.Cost < aware.CostBefore, aware.IsBetter);
        Assert.AreEqual(bits, aware.Quantized.WeightBits);
        Assert.IsTrue(aware.Network.Layers.All(layer => layer.WeightQuantizer is null && layer.BiasQuantizer is null && layer.ActivationQuantizer is null));
    }

    [TestMethod]
    public void Run_FourBitsOnTheTrainingExamples_LowersTheirCost()
    {
        Start start = Begin("winding", 4);

        AwareTraining aware = start.Run(Few with { AwareEpochs = 40 });

        Assert.IsTrue(aware.IsBetter);
        Assert.IsLessThan(0.8 * aware.CostBefore, aware.Cost);
    }

    [TestMethod]
    public void Run_Twice_GivesTheSameIntegersAndLeavesTheFloatNetworkAlone()
    {
        Start start = Begin("iris", 4);
        var before = new float[start.Model.Network.ParameterCount];
        start.Model.Network.CopyParametersTo(before);

        AwareTraining first = start.Run(Few);
        AwareTraining second = start.Run(Few);

        var after = new float[before.Length];
        start.Model.Network.CopyParametersTo(after);
        CollectionAssert.AreEqual(before, after);
        first.Network.CopyParametersTo(after);
        CollectionAssert.AreNotEqual(before, after, "It did train.");
        second.Network.CopyParametersTo(before);
        CollectionAssert.AreEqual(before, after);
        for (int l = 0; l < first.Quantized.Layers.Count; l++)
        {
            CollectionAssert.AreEqual(first.Quantized.Layers[l].Weights, second.Quantized.Layers[l].Weights);
            CollectionAssert.AreEqual(first.Quantized.Layers[l].Biases, second.Quantized.Layers[l].Biases);
        }
    }

    [TestMethod]
    public void Run_LearningRate_StartsAtItsShareAndFallsAlongACosine()
    {
        Start start = Begin("iris", 8);
        DescentOptions options = start.Model.Options.Training;

        IReadOnlyList<EpochReport> shared = start.Run(Few).Training.Epochs;
        IReadOnlyList<EpochReport> named = start.Run(Few with { LearningRate = 0.25 }).Training.Epochs;

        Assert.AreEqual(AwareTraining.DefaultLearningRateShare * options.LearningRate, shared[0].LearningRate, 1e-15);
        Assert.AreEqual(0.25, named[0].LearningRate, 1e-15);
        Assert.AreEqual(0.125, named[6].LearningRate, 1e-15); // half of the way
    }

    [TestMethod]
    public void Run_Cancelled_KeepsTheBestEpochSoFarAndSaysSo()
    {
        Start start = Begin("winding", 4);
        using var source = new CancellationTokenSource();

        AwareTraining some = start.Run(Few, report => Cancel(report.Epoch), source.Token);
        AwareTraining none = start.Run(Few, null, source.Token);

        Assert.AreEqual(TrainingEnd.Cancelled, some.Training.End);
        Assert.HasCount(3, some.Training.Epochs);
        Assert.AreEqual(some.Training.Epochs.MinBy(epoch => epoch.DevCost).Epoch, some.Training.KeptEpoch);
        Assert.AreEqual((TrainingEnd.Cancelled, 0, false), (none.Training.End, none.Training.KeptEpoch, none.IsBetter));
        Assert.AreEqual(none.CostBefore, none.Cost, "The weights are those that it started from.");

        void Cancel(int epoch)
        {
            if (epoch == 3)
            {
                source.Cancel();
            }
        }
    }

    [TestMethod]
    [DataRow("sonar")]
    [DataRow("iris")]
    [DataRow("winding")]
    public void RunEpoch_AfterTheFirst_AllocatesNothing(string name)
    {
        Start start = Begin(name, 4);
        Network<float> network = start.Model.Network.Fold();
        FakeQuantization.Attach(network, start.Quantized);
        GradientDescent<float> descent = AwareTraining.CreateDescent(
            network, start.Quantized, start.Train, start.Train, start.Model.Options.Training, Few);
        descent.RunEpoch(1, CancellationToken.None);
        var first = new float[network.ParameterCount];
        network.CopyParametersTo(first);

        int done = 1;
        long allocated = Allocations.Least(RunFiveEpochs, runs: 2);

        Assert.AreEqual(0, allocated);
        var last = new float[first.Length];
        network.CopyParametersTo(last);
        CollectionAssert.AreNotEqual(first, last);

        void RunFiveEpochs()
        {
            for (int i = 0; i < 5; i++)
            {
                Assert.IsTrue(descent.RunEpoch(++done, CancellationToken.None));
            }
        }
    }

    [TestMethod]
    public void Run_ClassWeights_CountInTheMeasure()
    {
        Start start = Begin("sonar", 8);
        DescentOptions weighted = start.Model.Options.Training with { ClassWeights = [9, 1] };

        AwareTraining even = start.Run(Few);
        AwareTraining skewed = AwareTraining.Run(start.Model.Network, start.Quantized, start.Train, start.Train, weighted, Few);

        Assert.AreNotEqual(even.CostBefore, skewed.CostBefore, 1e-6);
        Assert.AreEqual(skewed.Training.Epochs.Min(epoch => epoch.DevCost), skewed.Cost, 0.01 * skewed.Cost);
    }

    private static Start Begin(string name, int bits)
    {
        (TrainingOptions options, Dataset train, _, _) = TestData.Parts(name);
        options = options with { Epochs = 40 };
        FloatModel model = ModelTrainer.Train(options, train, null);
        QuantizedNetwork quantized = Quantizer.Quantize(
            model.Network, model.Standardizer, train.Features, train.Features, null, model.TargetStandardizer, bits);
        return new Start(model, quantized, new TrainingSet<float>(train.Features, model.TargetStandardizer?.Apply(train.Labels) ?? train.Labels));
    }

    private sealed record Start(FloatModel Model, QuantizedNetwork Quantized, TrainingSet<float> Train)
    {
        public AwareTraining Run(QuantizationOptions options, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default) =>
            AwareTraining.Run(Model.Network, Quantized, Train, Train, Model.Options.Training, options, onEpoch, cancellation);
    }
}
