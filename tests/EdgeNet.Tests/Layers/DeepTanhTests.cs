using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>How the scale of the first weights decides whether a tanh network learns.</summary>
[TestClass]
public class DeepTanhTests
{
    private const int Units = 12;
    private const int Examples = 60;

    [TestMethod]
    public void N19_Gradient_DeepTanhAtALargeScale_VanishesInTheFirstLayer()
    {
        (double largeNorm, double largeSaturated) = FirstLayer(Large(hidden: 8));
        (double xavierNorm, double xavierSaturated) = FirstLayer(Started(Initialization.Xavier, hidden: 8));

        Assert.IsGreaterThan(0.9, largeSaturated, "Nearly every unit is at -1 or 1.");
        Assert.IsLessThan(1e-9, largeNorm);
        Assert.IsLessThan(0.01, xavierSaturated);
        Assert.IsGreaterThan(1e-3, xavierNorm);
    }

    [TestMethod]
    public void N19_Descent_DeepTanhAtALargeScale_LeavesTheFirstLayerAsItWas()
    {
        Network<double> network = Large(hidden: 8);
        double[] before = network.Layers[0].Weights.Values.ToArray();
        (Matrix<double> x, Matrix<double> y) = Quadrants();
        PlainStep.Train(network, x, y, steps: 300, learningRate: 0.1);
        double[] after = network.Layers[0].Weights.Values.ToArray();
        Assert.IsLessThan(1e-6, before.Zip(after, (a, b) => Math.Abs(a - b)).Max());
    }

    [TestMethod]
    [DataRow(Initialization.Xavier, 8, 0.3)]
    [DataRow(Initialization.Small, 1, 1.5)] // 0.01 is for few layers: each one makes the signal smaller by 0.01·√12
    internal void N19_Descent_SmallScale_Learns(Initialization initialization, int hidden, double learningRate)
    {
        Network<double> network = Started(initialization, hidden);
        (Matrix<double> x, Matrix<double> y) = Quadrants();
        double cost = PlainStep.Train(network, x, y, steps: 2000, learningRate);
        Assert.IsLessThan(0.1, cost, $"{initialization} with {hidden} hidden layers; {Math.Log(2)} is the cost of knowing nothing.");
    }

    private static (double Norm, double Saturated) FirstLayer(Network<double> network)
    {
        (Matrix<double> x, Matrix<double> y) = Quadrants();
        network.Forward(x);
        network.Backward(y, 0);
        double norm = Math.Sqrt(network.Layers[0].WeightGradients.Values.ToArray().Sum(gradient => gradient * gradient));
        double saturated = network.Layers.Take(network.Layers.Count - 1)
            .Average(layer => layer.Activations.Values.ToArray().Average(a => Math.Abs(a) > 0.999 ? 1.0 : 0));
        return (norm, saturated);
    }

    private static Network<double> Large(int hidden)
    {
        Network<double> network = Started(Initialization.Zeros, hidden);
        var random = new Random(1);
        foreach (DenseLayer<double> layer in network.Layers)
        {
            Initializer.Fill(layer.Weights.Values, 100, random);
        }

        return network;
    }

    private static Network<double> Started(Initialization initialization, int hidden)
    {
        LayerShape[] shapes = [.. Enumerable.Repeat(new LayerShape(Units, Activation.Tanh), hidden), new LayerShape(1, Activation.Sigmoid)];
        var network = new Network<double>(2, shapes);
        Initializer.Initialize(network, initialization, new Random(1));
        return network;
    }

    /// <summary>Points of the square around 0; the label says whether both coordinates have the same sign.</summary>
    private static (Matrix<double> X, Matrix<double> Y) Quadrants()
    {
        Matrix<double> x = RandomMatrix.Of<double>(2, Examples, new Random(9));
        var y = new Matrix<double>(1, Examples);
        for (int e = 0; e < Examples; e++)
        {
            y[0, e] = x[0, e] * x[1, e] > 0 ? 1 : 0;
        }

        return (x, y);
    }
}
