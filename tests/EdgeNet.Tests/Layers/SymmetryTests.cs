using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Training from zeros, and finding layers that start symmetric.</summary>
[TestClass]
public class SymmetryTests
{
    public static IEnumerable<Activation> Activations() => HiddenActivations.All;

    [TestMethod]
    [DynamicData(nameof(Activations))]
    public void N18_Descent_FromZeros_LeavesTheHiddenUnitsIdentical(Activation hidden)
    {
        // 7 units and 13 examples: the products compute some of the rows in tiles and others one by one, to the same bits.
        var network = new Network<double>(3, [new LayerShape(7, hidden), new LayerShape(1, Activation.Sigmoid)]);
        (Matrix<double> x, Matrix<double> y) = Parity(13);
        for (int step = 0; step < 300; step++)
        {
            PlainStep.Train(network, x, y, steps: 1, learningRate: 0.5);
            RowsShouldBeEqual(network.Layers[0], $"{hidden}, step {step}");
        }

        Assert.AreEqual(1, network.FindSymmetricLayer());
        Assert.AreNotEqual(0, network.Output.Biases[0, 0], "Else it would not have been trained.");
    }

    [TestMethod]
    public void N18_Descent_FromZeros_MovesTheUnitsButTogether()
    {
        // With sigmoid units, whose value at 0 is not 0, the gradient does reach W[1]: seven units do what one could.
        (Matrix<double> x, Matrix<double> y) = Parity(13);
        var seven = new Network<double>(3, [new LayerShape(7, Activation.Sigmoid), new LayerShape(1, Activation.Sigmoid)]);
        double fromZeros = PlainStep.Train(seven, x, y, steps: 3000, learningRate: 0.5);
        Assert.IsGreaterThan(1e-3, Math.Abs(seven.Layers[0].Weights[0, 0]));
        RowsShouldBeEqual(seven.Layers[0], "W[1]");

        Initializer.Initialize(seven, Initialization.Xavier, new Random(1));
        double fromXavier = PlainStep.Train(seven, x, y, steps: 3000, learningRate: 0.5);
        Assert.IsLessThan(fromZeros / 2, fromXavier, "Units that differ learn what identical ones cannot.");
    }

    [TestMethod]
    public void N18_Descent_OneNodeFromZeros_Learns()
    {
        var network = new Network<double>(2, [new LayerShape(1, Activation.Sigmoid)]);
        Matrix<double> x = RandomMatrix.Of<double>(2, 50, new Random(2));
        var y = new Matrix<double>(1, 50);
        for (int e = 0; e < 50; e++)
        {
            y[0, e] = x[0, e] - (2 * x[1, e]) > 0 ? 1 : 0;
        }

        Assert.AreEqual(0, network.FindSymmetricLayer());
        double cost = PlainStep.Train(network, x, y, steps: 2000, learningRate: 1);
        Assert.IsLessThan(0.15, cost);
    }

    [TestMethod]
    public void N18_FindSymmetricLayer_RandomWeights_FindsNone()
    {
        foreach (Initialization initialization in (Initialization[])[Initialization.Small, Initialization.He, Initialization.Xavier])
        {
            Network<double> network = Deep();
            Initializer.Initialize(network, initialization, new Random(1));
            Assert.AreEqual(0, network.FindSymmetricLayer(), $"{initialization}");
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void N18_FindSymmetricLayer_EqualUnitsWithEqualOutgoingWeights_IsFound(int number)
    {
        Network<double> network = Deep();
        Initializer.Initialize(network, Initialization.Xavier, new Random(1));
        network.Layers[number - 1].Weights.Values.Fill(0.5);
        network.Layers[number].Weights.Values.Fill(0.25);
        Assert.AreEqual(number, network.FindSymmetricLayer());
        network.Layers[number - 1].Biases[1, 0] = 1e-3;
        Assert.AreEqual(0, network.FindSymmetricLayer(), "A bias of its own tells a unit from the others.");
    }

    [TestMethod]
    public void N18_FindSymmetricLayer_SingleUnitsAndOutputs_AreNotSymmetric()
    {
        Assert.AreEqual(0, new Network<double>(3, [new LayerShape(1, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]).FindSymmetricLayer());
        Assert.AreEqual(0, new Network<double>(3, [new LayerShape(2, Activation.Sigmoid)]).FindSymmetricLayer(), "Labels tell output units apart.");
    }

    [TestMethod]
    public void N18_FindSymmetricLayer_EqualRowsButOutgoingWeightsThatDiffer_IsNotSymmetric()
    {
        // The gradient that comes back is another for every unit, so the first step tells them apart.
        var network = new Network<double>(3, [new LayerShape(4, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Fill(network.Output.Weights.Values, 1, new Random(1));
        Assert.AreEqual(0, network.FindSymmetricLayer());

        (Matrix<double> x, Matrix<double> y) = Parity(13);
        PlainStep.Train(network, x, y, steps: 1, learningRate: 0.5);
        Assert.AreNotEqual(network.Layers[0].Biases[0, 0], network.Layers[0].Biases[1, 0]);
    }

    private static Network<double> Deep() =>
        new(3, [new LayerShape(4, Activation.Tanh), new LayerShape(4, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);

    private static void RowsShouldBeEqual(DenseLayer<double> layer, string name)
    {
        for (int j = 1; j < layer.Units; j++)
        {
            Assert.IsTrue(layer.Weights.Row(j).SequenceEqual(layer.Weights.Row(0)), $"{name}: row {j} of W[{layer.Number}] differs from row 0.");
            Assert.AreEqual(layer.Biases[0, 0], layer.Biases[j, 0], $"{name}: b[{layer.Number}]");
        }
    }

    /// <summary>The three-bit parity, which no single unit can learn; the examples repeat from the ninth on.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Parity(int examples)
    {
        var x = new Matrix<double>(3, examples);
        var y = new Matrix<double>(1, examples);
        for (int e = 0; e < examples; e++)
        {
            for (int bit = 0; bit < 3; bit++)
            {
                x[bit, e] = (e >> bit) & 1;
            }

            y[0, e] = BitParity(e % 8);
        }

        return (x, y);
    }

    private static int BitParity(int bits) => int.PopCount(bits) % 2;
}
