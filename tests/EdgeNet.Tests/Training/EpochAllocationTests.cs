using System.Numerics;
using EdgeNet.Trainer.Networks;
using EdgeNet.Trainer.Training;

namespace EdgeNet.Tests.Training;

/// <summary>The first epoch finds the sizes of all buffers; those that follow allocate not a byte.</summary>
[TestClass]
public class EpochAllocationTests
{
    private const int Examples = 30;
    private const int Epochs = 6;

    public static IEnumerable<(OptimizerKind Optimizer, int BatchSize, int DevExamples)> Runs() =>
        from optimizer in Enum.GetValues<OptimizerKind>()
        from batchSize in (int[])[1, 7, 10, 29, 0]
        from devExamples in (int[])[0, 3, 50]
        select (optimizer, batchSize, devExamples);

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void RunEpoch_AfterTheFirst_AllocatesNothing(OptimizerKind optimizer, int batchSize, int devExamples)
    {
        Measure<float>(optimizer, batchSize, devExamples);
        Measure<double>(optimizer, batchSize, devExamples);
    }

    private static void Measure<T>(OptimizerKind optimizer, int batchSize, int devExamples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = SmallProblems.TwoHiddenLayers<T>(9);
        TrainingSet<T> train = SmallProblems.Noisy<T>(features: 9, Examples, seed: 1);
        TrainingSet<T>? dev = devExamples == 0 ? null : SmallProblems.Noisy<T>(features: 9, devExamples, seed: 2);
        var options = new TrainingOptions { Epochs = Epochs, BatchSize = batchSize, Optimizer = optimizer, L2 = 0.01, LearningRate = 0.05 };
        var descent = new GradientDescent<T>(network, train, dev, options);
        descent.RunEpoch(1, CancellationToken.None);
        T[] first = SmallProblems.ParametersOf(network);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int done = 0;
        for (int epoch = 2; epoch <= Epochs; epoch++)
        {
            done += descent.RunEpoch(epoch, CancellationToken.None) ? 1 : 0;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual(0, allocated);
        Assert.AreEqual(Epochs - 1, done);
        T[] last = SmallProblems.ParametersOf(network);
        Assert.IsTrue(first.Zip(last, (a, b) => a != b).All(changed => changed), "Every parameter was trained.");
    }
}
