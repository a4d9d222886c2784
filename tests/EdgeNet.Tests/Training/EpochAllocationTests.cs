using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>The first epoch finds the sizes of all buffers; those that follow allocate not a byte.</summary>
[TestClass]
public class EpochAllocationTests
{
    private const int Examples = 30;
    private const int EpochsOfARun = 5;
    private const int Runs = 2;
    private const int Epochs = 1 + (EpochsOfARun * Runs);

    public static IEnumerable<(OptimizerKind Optimizer, int BatchSize, int DevExamples)> Settings() =>
        from optimizer in Enum.GetValues<OptimizerKind>()
        from batchSize in (int[])[1, 7, 10, 29, 0]
        from devExamples in (int[])[0, 3, 50]
        select (optimizer, batchSize, devExamples);

    [TestMethod]
    [DynamicData(nameof(Settings))]
    public void RunEpoch_AfterTheFirst_AllocatesNothing(OptimizerKind optimizer, int batchSize, int devExamples)
    {
        Measure<float>(optimizer, batchSize, devExamples);
        Measure<double>(optimizer, batchSize, devExamples);
    }

    [TestMethod]
    [DataRow(7)]
    [DataRow(10)]
    [DataRow(0)]
    public void RunEpoch_EverythingALayerCanHave_AllocatesNothing(int batchSize)
    {
        MeasureAll<float>(batchSize);
        MeasureAll<double>(batchSize);
    }

    private static void MeasureAll<T>(int batchSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LayerShape[] shapes =
        [
            LayerShape.PRelu(6) with { BatchNormalization = true },
            new(5, Activation.Tanh) { BatchNormalization = true, Dropout = 0.1 },
            new(2, Activation.Softmax),
        ];
        TrainingSet<T> train = SmallProblems.OneHot(SmallProblems.Noisy<T>(features: 9, Examples, seed: 1));
        TrainingSet<T> dev = SmallProblems.OneHot(SmallProblems.Noisy<T>(features: 9, 50, seed: 2));
        var options = new DescentOptions
        {
            Epochs = Epochs, BatchSize = batchSize, LearningRate = 0.05, BalancesClasses = true, Schedule = new() { Kind = ScheduleKind.Cosine },
        };
        Measure(new Network<T>(9, shapes), train, dev, options);
    }

    private static void Measure<T>(OptimizerKind optimizer, int batchSize, int devExamples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = SmallProblems.TwoHiddenLayers<T>(9);
        TrainingSet<T> train = SmallProblems.Noisy<T>(features: 9, Examples, seed: 1);
        TrainingSet<T>? dev = devExamples == 0 ? null : SmallProblems.Noisy<T>(features: 9, devExamples, seed: 2);
        var options = new DescentOptions { Epochs = Epochs, BatchSize = batchSize, Optimizer = optimizer, L2 = 0.01, LearningRate = 0.05 };
        Measure(network, train, dev, options);
    }

    private static void Measure<T>(Network<T> network, TrainingSet<T> train, TrainingSet<T>? dev, DescentOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var descent = new GradientDescent<T>(network, train, dev, options);
        descent.RunEpoch(1, CancellationToken.None);
        T[] first = SmallProblems.ParametersOf(network);

        int done = 1;
        long allocated = Allocations.Least(RunEpochs, Runs);

        Assert.AreEqual(0, allocated);
        T[] last = SmallProblems.ParametersOf(network);
        Assert.IsTrue(first.Zip(last, (a, b) => a != b).All(changed => changed), "Every parameter was trained.");

        void RunEpochs()
        {
            for (int i = 0; i < EpochsOfARun; i++)
            {
                Assert.IsTrue(descent.RunEpoch(++done, CancellationToken.None));
            }
        }
    }
}
