using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>The network of one node, the plain loop beside the vectorised form.</summary>
[TestClass]
public class LogisticRegressionTests
{
    [TestMethod]
    public void N08_Gradients_RandomProblems_AgreeWithThePlainLoop()
    {
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            int features = random.Next(1, 70);
            int examples = random.Next(1, 200);
            ShouldAgree<double>(features, examples, new Random(i), tolerance: 1e-13);
            ShouldAgree<float>(features, examples, new Random(i), tolerance: 3e-6);
        }
    }

    [TestMethod]
    public void N08_Descent_ByEitherGradient_TakesTheSamePath()
    {
        (Network<double> network, Matrix<double> x, Matrix<double> y) = Problem<double>(5, 40, new Random(3));
        double[] w = network.Output.Weights.Values.ToArray();
        double b = network.Output.Biases[0, 0];
        (double[][] examples, double[] labels) = Examples(x, y);
        double first = 0, last = 0;
        for (int step = 0; step < 100; step++)
        {
            (last, double[] dw, double db) = PlainLogisticRegression.Gradients(w, b, examples, labels);
            first = step == 0 ? last : first;
            w = [.. w.Select((weight, i) => weight - (0.5 * dw[i]))];
            b -= 0.5 * db;

            network.Forward(x);
            network.Backward(y, 0);
            PlainStep.Descend(network, 0.5);
        }

        Assert.IsLessThan(first, last, "It descends.");
        Assert.IsLessThan(1e-12, w.Zip(network.Output.Weights.Values.ToArray(), (p, q) => Math.Abs(p - q)).Max());
        Assert.AreEqual(b, network.Output.Biases[0, 0], 1e-12);
    }

    private static void ShouldAgree<T>(int features, int examples, Random random, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (Network<T> network, Matrix<T> x, Matrix<T> y) = Problem<T>(features, examples, random);
        double[] w = InDouble(network.Output.Weights.Values);
        (double[][] columns, double[] labels) = Examples(x, y);
        (double cost, double[] dw, double db) = PlainLogisticRegression.Gradients(w, double.CreateChecked(network.Output.Biases[0, 0]), columns, labels);

        network.Forward(x);
        network.Backward(y, T.Zero);
        string name = $"{features} features, {examples} examples, {typeof(T).Name}";
        Assert.AreEqual(cost, double.CreateChecked(network.Cost(y, T.Zero)), tolerance * cost, $"J: {name}");
        double[] gradients = InDouble(network.Output.WeightGradients.Values);
        for (int i = 0; i < features; i++)
        {
            // |x| and |dZ| are at most 1, so a mean of their products rounds like 1.
            Assert.AreEqual(dw[i], gradients[i], tolerance, $"dw[{i}]: {name}");
        }

        Assert.AreEqual(db, double.CreateChecked(network.Output.BiasGradients[0, 0]), tolerance, $"db: {name}");
    }

    private static (Network<T> Network, Matrix<T> X, Matrix<T> Y) Problem<T>(int features, int examples, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(features, [new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Fill(network.Output.Weights.Values, 1 / Math.Sqrt(features), random);
        Initializer.Fill(network.Output.Biases.Values, 1, random);
        Matrix<T> x = RandomMatrix.Of<T>(features, examples, random);
        var y = new Matrix<T>(1, examples, [.. Enumerable.Range(0, examples).Select(_ => T.CreateChecked(random.Next(2)))]);
        return (network, x, y);
    }

    private static (double[][] X, double[] Y) Examples<T>(Matrix<T> x, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> rows = x.Transpose();
        return ([.. Enumerable.Range(0, x.Columns).Select(e => InDouble(rows.Row(e)))], InDouble(y.Values));
    }

    private static double[] InDouble<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values.ToArray(), double.CreateChecked);
}
