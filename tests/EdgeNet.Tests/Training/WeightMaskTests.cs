using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Weights that are removed stay 0 to the bit, and the schedule by which they go.</summary>
[TestClass]
public class WeightMaskTests
{
    [TestMethod]
    [DataRow(OptimizerKind.Plain)]
    [DataRow(OptimizerKind.Momentum)]
    [DataRow(OptimizerKind.Adam)]
    [DataRow(OptimizerKind.RmsProp)]
    public void Run_WithAMaskInTheMiddleOfTraining_KeepsZerosZeroAndMovesTheRest(OptimizerKind optimizer)
    {
        Network<float> network = MakeNetwork();
        var mask = new MaskFrom(network, epoch: 4);
        var descent = new GradientDescent<float>(
            network, SmallProblem(), null, new DescentOptions { Epochs = 9, BatchSize = 4, LearningRate = 0.05, L2 = 0.1, Optimizer = optimizer, Momentum = 0.9 }, mask);

        descent.Run();

        for (int l = 0; l < 2; l++)
        {
            DenseLayer<float> layer = network.Layers[l];
            for (int j = 0; j < layer.Units; j++)
            {
                for (int i = 0; i < layer.Inputs; i++)
                {
                    int bits = BitConverter.SingleToInt32Bits(layer.Weights[j, i]);
                    Assert.AreEqual(MaskFrom.IsChosen(j, i), bits == 0, $"layer {l}, unit {j}, input {i}: {layer.Weights[j, i]}");
                }
            }
        }
    }

    [TestMethod]
    public void OfZeros_NetworkWithZeros_HoldsJustThese()
    {
        Network<float> network = MakeNetwork();
        Initializer.Initialize(network, Initialization.He, new SeededRandom(1));
        network.Layers[0].Weights[1, 2] = 0;

        var mask = WeightMask<float>.OfZeros(network);
        network.Layers[0].Weights[1, 2] = 5;
        mask.Apply();

        Assert.AreEqual(0, network.Layers[0].Weights[1, 2]);
        Assert.IsTrue(mask.IsRemoved(0, 1, 2));
        Assert.IsFalse(mask.IsRemoved(0, 2, 1));
    }

    [TestMethod]
    [DataRow(0, 0.0)]
    [DataRow(1, 0.8 * (1 - (0.9 * 0.9 * 0.9)))]
    [DataRow(5, 0.8 * (1 - (0.5 * 0.5 * 0.5)))]
    [DataRow(10, 0.8)]
    [DataRow(11, 0.8)]
    public void ShareAt_CubicSchedule_IsThatOfZhuAndGupta(int epoch, double expected) =>
        Assert.AreEqual(expected, PruningSchedule.ShareAt(0.8, epoch, 10), 1e-12);

    [TestMethod]
    public void Run_FineTuningThatKeepsTheLast_HasTheWeightsOfTheLastEpoch()
    {
        Network<float> network = MakeNetwork();
        Initializer.Initialize(network, Initialization.He, new SeededRandom(1));

        // So fast that the cost rises: the best epoch would be another one.
        var descent = new GradientDescent<float>(network, SmallProblem(), null, new DescentOptions { Epochs = 6, LearningRate = 2, IsFineTuning = true, KeepsLast = true });
        Assert.AreEqual(6, descent.Run().KeptEpoch);
    }

    private static Network<float> MakeNetwork() => new(3, [new LayerShape(4, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);

    private static TrainingSet<float> SmallProblem()
    {
        var random = new Random(3);
        var x = new Matrix<float>(3, 20);
        var y = new Matrix<float>(1, 20);
        for (int e = 0; e < 20; e++)
        {
            for (int i = 0; i < 3; i++)
            {
                x[i, e] = (float)(random.NextDouble() - 0.5);
            }

            y[0, e] = x[0, e] + x[1, e] > 0 ? 1 : 0;
        }

        return new TrainingSet<float>(x, y);
    }

    private sealed class MaskFrom(Network<float> network, int epoch) : IWeightPruning
    {
        private readonly WeightMask<float> _mask = new(network);

        public static bool IsChosen(int unit, int input) => (unit + input) % 3 == 0;

        public void BeginEpoch(int now)
        {
            for (int l = 0; now == epoch && l < 2; l++)
            {
                for (int j = 0; j < network.Layers[l].Units; j++)
                {
                    for (int i = 0; i < network.Layers[l].Inputs; i++)
                    {
                        if (IsChosen(j, i))
                        {
                            _mask.Remove(l, j, i);
                        }
                    }
                }
            }
        }

        public void Apply() => _mask.Apply();
    }
}
