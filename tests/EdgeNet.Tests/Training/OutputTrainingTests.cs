using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Every output layer learns what it is for.</summary>
[TestClass]
public class OutputTrainingTests
{
    [TestMethod]
    public void N14_Run_SoftmaxOnThreeSectors_TellsThemApart()
    {
        (TrainingSet<float> train, TrainingSet<float> dev) = (Sectors(300, 1), Sectors(100, 2));
        var network = new Network<float>(2, [new LayerShape(8, Activation.Tanh), new LayerShape(3, Activation.Softmax)]);
        TrainingResult result = new GradientDescent<float>(network, train, dev, new DescentOptions { Epochs = 60, LearningRate = 0.02 }).Run();

        EpochReport last = result.Epochs[^1];
        Assert.IsGreaterThan(0.95, last.DevAccuracy);
        Matrix<float> shares = network.Forward(dev.Features);
        int right = Enumerable.Range(0, dev.Count).Count(e => dev.Labels[Largest(shares, e), e] == 1);
        Assert.AreEqual(right / 100.0, last.DevAccuracy, 1e-12);
        double cost = Enumerable.Range(0, dev.Count).Average(e => -Math.Log(shares[Largest(dev.Labels, e), e]));
        Assert.AreEqual(cost, last.DevCost, 1e-5);
    }

    [TestMethod]
    public void N14_Run_SeveralSigmoidUnits_LearnEachItsOwnAnswer()
    {
        // Both, one or none of the answers may be yes: is x above 0, is y above 0?
        TrainingSet<double> train = Quantities(200, 3, (x, y) => [x > 0 ? 1 : 0, y > 0 ? 1 : 0]);
        TrainingSet<double> dev = Quantities(50, 4, (x, y) => [x > 0 ? 1 : 0, y > 0 ? 1 : 0]);
        var network = new Network<double>(2, [new LayerShape(2, Activation.Sigmoid)]);
        TrainingResult result = new GradientDescent<double>(network, train, dev, new DescentOptions { Epochs = 60, LearningRate = 0.1 }).Run();

        Matrix<double> a = network.Forward(dev.Features);
        int right = Enumerable.Range(0, a.Count).Count(i => a.Values[i] >= 0.5 == (dev.Labels.Values[i] == 1));
        Assert.AreEqual(right / 100.0, result.Epochs[^1].DevAccuracy, 1e-12);
        Assert.IsGreaterThan(0.95, result.Epochs[^1].DevAccuracy);
    }

    [TestMethod]
    public void N14_Run_LinearOutputs_FitPositiveAndNegativeNumbers()
    {
        TrainingSet<double> train = Quantities(200, 5, (x, y) => [(3 * x) - y - 2, 0.5 * y]);
        var network = new Network<double>(2, [new LayerShape(2, Activation.Linear)]);
        TrainingResult result = new GradientDescent<double>(network, train, train, new DescentOptions { Epochs = 200, LearningRate = 0.05 }).Run();

        Assert.IsLessThan(1e-6, result.Epochs[^1].DevCost);
        Assert.IsTrue(result.Epochs.All(epoch => double.IsNaN(epoch.DevAccuracy)));
        CollectionAssert.AreEqual((double[])[3, -1, 0, 0.5], network.Output.Weights.Values.ToArray().Select(w => Math.Round(w, 2) + 0).ToArray());
    }

    [TestMethod]
    public void N14_Run_ReluOutput_FitsAQuantityThatCannotBeNegative()
    {
        // A linear unit can only cut through the corner; a ReLU unit is the corner.
        TrainingSet<double> train = Quantities(200, 6, (x, y) => [Math.Max(0, x + y)]);
        double[] costs = [.. ((Activation[])[Activation.Linear, Activation.Relu]).Select(output =>
        {
            var network = new Network<double>(2, [new LayerShape(1, output)]);
            TrainingResult result = new GradientDescent<double>(network, train, train, new DescentOptions { Epochs = 200, LearningRate = 0.05, Seed = 2 }).Run();
            return result.Epochs[^1].DevCost;
        })];
        Assert.IsLessThan(1e-4, costs[1]);
        Assert.IsGreaterThan(1e-2, costs[0]);
    }

    [TestMethod]
    public void N14_GradientDescent_ReluOutput_StartsAtTheMeanOfTheLabels()
    {
        TrainingSet<double> train = Quantities(40, 7, (x, y) => [Math.Max(0, x + y), 5 + x]);
        var network = new Network<double>(2, [new LayerShape(3, Activation.Tanh), new LayerShape(2, Activation.Relu)]);
        _ = new GradientDescent<double>(network, train, null, new DescentOptions());
        Assert.AreEqual(train.Labels.Row(0).ToArray().Average(), network.Output.Biases[0, 0], 1e-14);
        Assert.AreEqual(train.Labels.Row(1).ToArray().Average(), network.Output.Biases[1, 0], 1e-14);
        Assert.IsTrue(network.Output.Weights.Values.ToArray().All(w => w == 0));
        Assert.AreEqual(0, network.Layers[0].Biases[0, 0]);
        Assert.AreEqual(0, network.FindSymmetricLayer());
    }

    /// <summary>The plane in three sectors of 120°.</summary>
    private static TrainingSet<float> Sectors(int examples, int seed)
    {
        var random = new Random(seed);
        var features = new Matrix<float>(2, examples);
        var labels = new Matrix<float>(3, examples);
        for (int e = 0; e < examples; e++)
        {
            double angle = random.NextDouble() * 2 * Math.PI;
            double radius = 0.5 + random.NextDouble();
            features[0, e] = (float)(radius * Math.Cos(angle));
            features[1, e] = (float)(radius * Math.Sin(angle));
            labels[(int)(angle / (2 * Math.PI) * 3), e] = 1;
        }

        return new TrainingSet<float>(features, labels);
    }

    private static TrainingSet<double> Quantities(int examples, int seed, Func<double, double, double[]> targets)
    {
        var random = new Random(seed);
        var features = new Matrix<double>(2, examples);
        var labels = new Matrix<double>(targets(0, 0).Length, examples);
        for (int e = 0; e < examples; e++)
        {
            features[0, e] = (2 * random.NextDouble()) - 1;
            features[1, e] = (2 * random.NextDouble()) - 1;
            double[] column = targets(features[0, e], features[1, e]);
            for (int j = 0; j < column.Length; j++)
            {
                labels[j, e] = column[j];
            }
        }

        return new TrainingSet<double>(features, labels);
    }

    private static int Largest(Matrix<float> matrix, int column) =>
        Enumerable.Range(0, matrix.Rows).MaxBy(k => matrix[k, column]);
}
