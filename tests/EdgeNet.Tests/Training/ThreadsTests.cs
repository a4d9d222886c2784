using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Large layers take several threads; what they compute does not depend on how many, and costs no memory.</summary>
[TestClass]
[DoNotParallelize] // the number of threads and the count of allocated bytes are of the whole process
public class ThreadsTests
{
    public static IEnumerable<LargeShape> Shapes() => [new(1200, [256, 33, 1], 130), new(8200, [1], 1050), new(9000, [20, 1], 200)];

    [TestMethod]
    [DynamicData(nameof(Shapes))]
    public void N24_Run_AnyNumberOfThreads_GivesTheSameBytes(LargeShape shape)
    {
        float[] expected = Train(shape, threads: 1);
        Assert.IsTrue(expected.All(float.IsFinite));
        foreach (int threads in (int[])[2, 3, 7, 2])
        {
            CollectionAssert.AreEqual(expected, Train(shape, threads), $"{threads} threads");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Shapes))]
    public void N24_Run_SeveralTrainingsAtOnce_GiveTheSameBytes(LargeShape shape)
    {
        float[] expected = Train(shape, threads: 1);
        WithThreads(3, () => Parallel.For(0, 6, _ => CollectionAssert.AreEqual(expected, Train(shape))));
    }

    [TestMethod]
    [DynamicData(nameof(Shapes))]
    public void RunEpoch_AfterTheFirst_AllocatesNothingInAnyThread(LargeShape shape)
    {
        foreach (int threads in (int[])[1, 2, 3])
        {
            WithThreads(threads, () =>
            {
                const int Runs = 50;
                GradientDescent<float> descent = shape.Begin(epochs: 1 + (2 * Runs)).Descent;
                int epoch = 0;
                RunEpoch();

                // The runtime allocates when a thread waits for the first time: another reason to look more than once.
                long own = Allocations.Least(RunEpoch, Runs);
                long all = Allocations.LeastOfAllThreads(RunEpoch, Runs);

                Assert.AreEqual(0, own, $"{threads} threads, the calling one");
                Assert.AreEqual(0, all, $"{threads} threads, all of them");

                void RunEpoch() => Assert.IsTrue(descent.RunEpoch(++epoch, CancellationToken.None));
            });
        }
    }

    private static float[] Train(LargeShape shape, int threads)
    {
        float[] parameters = [];
        WithThreads(threads, () => parameters = Train(shape));
        return parameters;
    }

    private static float[] Train(LargeShape shape)
    {
        (Network<float> network, GradientDescent<float> descent) = shape.Begin(epochs: 3);
        descent.Run();
        return SmallProblems.ParametersOf(network);
    }

    private static void WithThreads(int threads, Action action)
    {
        int before = MatrixProduct.MaxThreads;
        MatrixProduct.MaxThreads = threads;
        try
        {
            action();
        }
        finally
        {
            MatrixProduct.MaxThreads = before;
        }
    }

    /// <summary>A network with products large enough for several threads, and one step an epoch over all examples.</summary>
    public sealed record LargeShape(int Inputs, int[] Units, int Examples)
    {
        internal (Network<float> Network, GradientDescent<float> Descent) Begin(int epochs)
        {
            int last = Units.Length - 1;
            var network = new Network<float>(Inputs, [.. Units.Select((units, l) => new LayerShape(units, l == last ? Activation.Sigmoid : Activation.Tanh))]);
            var options = new DescentOptions { Epochs = epochs, BatchSize = 0, LearningRate = 0.001, L2 = 0.01 };
            return (network, new GradientDescent<float>(network, SmallProblems.Noisy<float>(Inputs, Examples, seed: 1), null, options));
        }

        public override string ToString() => $"{Inputs}-{string.Join('-', Units)}, {Examples} examples";
    }
}
