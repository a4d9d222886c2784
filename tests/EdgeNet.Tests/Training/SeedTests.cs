using System.Runtime.InteropServices;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>A seed fixes the whole run.</summary>
[TestClass]
public class SeedTests
{
    [TestMethod]
    [DataRow(OptimizerKind.Plain, 1)]
    [DataRow(OptimizerKind.Plain, 0)]
    [DataRow(OptimizerKind.Momentum, 8)]
    [DataRow(OptimizerKind.Adam, 7)]
    [DataRow(OptimizerKind.Adam, 0)]
    public void N24_Run_SameSeed_GivesTheSameBytes(OptimizerKind optimizer, int batchSize)
    {
        (byte[] first, EpochReport[] firstCurve) = Train(optimizer, batchSize, seed: 5);
        (byte[] second, EpochReport[] secondCurve) = Train(optimizer, batchSize, seed: 5);

        CollectionAssert.AreEqual(first, second);
        CollectionAssert.AreEqual(firstCurve, secondCurve);
    }

    [TestMethod]
    public void N24_Run_SameSeedOnManyThreads_GivesTheSameBytes()
    {
        byte[][] runs = new byte[8][];
        Parallel.For(0, runs.Length, i => runs[i] = Train(OptimizerKind.Adam, batchSize: 7, seed: 5).Weights);

        foreach (byte[] run in runs)
        {
            CollectionAssert.AreEqual(runs[0], run);
        }
    }

    [TestMethod]
    [DataRow(6)]
    [DataRow(0)]
    [DataRow(int.MaxValue)]
    public void N24_Run_OtherSeed_GivesOtherWeights(int seed)
    {
        CollectionAssert.AreNotEqual(Train(OptimizerKind.Adam, batchSize: 7, seed: 5).Weights, Train(OptimizerKind.Adam, batchSize: 7, seed).Weights);
    }

    [TestMethod]
    public void N24_Run_OtherSeedFromTheSameWeights_GivesOtherWeightsByTheOrderAlone()
    {
        // From zeros, the seed is left to decide nothing but the order of the examples.
        TrainingSet<float> train = SmallProblems.Noisy<float>(features: 6, examples: 40, seed: 1);
        float[][] results = [.. ((int[])[1, 2]).Select(seed =>
        {
            var network = new Network<float>(6, [new LayerShape(1, Activation.Sigmoid)]);
            new GradientDescent<float>(network, train, null, SmallProblems.BatchDescent(0.5, epochs: 2) with { BatchSize = 8, Seed = seed }).Run();
            return SmallProblems.ParametersOf(network);
        })];

        CollectionAssert.AreNotEqual(results[0], results[1]);
    }

    private static (byte[] Weights, EpochReport[] Curve) Train(OptimizerKind optimizer, int batchSize, int seed)
    {
        TrainingSet<float> train = SmallProblems.Noisy<float>(features: 6, examples: 40, seed: 1);
        TrainingSet<float> dev = SmallProblems.Noisy<float>(features: 6, examples: 10, seed: 2);
        Network<float> network = SmallProblems.TwoHiddenLayers<float>(6);
        var options = new DescentOptions
        {
            Epochs = 20, Patience = 15, BatchSize = batchSize, Optimizer = optimizer, LearningRate = 0.1, L2 = 0.001, Seed = seed,
        };
        TrainingResult result = new GradientDescent<float>(network, train, dev, options).Run();
        return (MemoryMarshal.AsBytes<float>(SmallProblems.ParametersOf(network)).ToArray(), [.. result.Epochs]);
    }
}
