using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Each epoch visits each example once, in an order that the seed fixes and that changes from epoch to epoch.</summary>
/// <remarks>
/// Example i has a single feature that is not 0, the i-th. A stochastic step of a linear unit then moves the weight of the example that
/// it visits by <c>-α (w + b - y)</c> and the bias by as much, so that the weights before and after an epoch tell its order.
/// </remarks>
[TestClass]
public class VisitOrderTests
{
    private const int Examples = 9;
    private const double LearningRate = 0.25;

    [TestMethod]
    public void N20_Run_EveryEpoch_VisitsEachExampleOnceInANewOrder()
    {
        string[] orders = Orders(seed: 1, epochs: 30);

        foreach (string order in orders)
        {
            Assert.AreEqual("0 1 2 3 4 5 6 7 8", string.Join(' ', order.Split(' ').Order(StringComparer.Ordinal)));
        }

        Assert.HasCount(30, orders.Distinct());
    }

    [TestMethod]
    public void N24_Run_SameSeed_VisitsInTheSameOrder()
    {
        CollectionAssert.AreEqual(Orders(seed: 7, epochs: 5), Orders(seed: 7, epochs: 5));
        Assert.AreNotEqual(Orders(seed: 7, epochs: 1)[0], Orders(seed: 8, epochs: 1)[0]);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    [DataRow(Examples)]
    public void N20_Run_MiniBatches_VisitEachExampleOnce(int batchSize)
    {
        // There are as many visits as examples, so that a weight that is still 0 would mean an example visited twice.
        (Network<double> network, TrainingSet<double> train) = OneFeatureEach();

        new GradientDescent<double>(network, train, null, Options(seed: 3, epochs: 1) with { BatchSize = batchSize }).Run();

        Assert.DoesNotContain(0.0, network.Output.Weights.Values.ToArray());
    }

    private static string[] Orders(int seed, int epochs)
    {
        (Network<double> network, TrainingSet<double> train) = OneFeatureEach();
        List<string> orders = [];
        double[] before = SmallProblems.ParametersOf(network);
        new GradientDescent<double>(network, train, null, Options(seed, epochs)).Run(_ =>
        {
            double[] after = SmallProblems.ParametersOf(network);
            orders.Add(string.Join(' ', Decode(before, after, train.Labels.Values)));
            before = after;
        });
        return [.. orders];
    }

    private static List<int> Decode(double[] before, double[] after, ReadOnlySpan<double> labels)
    {
        List<int> order = [];
        double bias = before[Examples];
        for (int step = 0; step < Examples; step++)
        {
            int visited = -1;
            for (int i = 0; i < Examples && visited < 0; i++)
            {
                double expected = before[i] - (LearningRate * (before[i] + bias - labels[i]));
                visited = !order.Contains(i) && Math.Abs(after[i] - expected) < 1e-9 ? i : -1;
            }

            Assert.IsGreaterThanOrEqualTo(0, visited, $"No example was visited in step {step}.");
            order.Add(visited);
            bias += after[visited] - before[visited];
        }

        Assert.AreEqual(after[Examples], bias, 1e-9);
        return order;
    }

    private static (Network<double> Network, TrainingSet<double> Train) OneFeatureEach()
    {
        var features = new Matrix<double>(Examples, Examples);
        var labels = new Matrix<double>(1, Examples);
        for (int i = 0; i < Examples; i++)
        {
            features[i, i] = 1;
            labels[0, i] = Math.Pow(-1.7, i);
        }

        var network = new Network<double>(Examples, [new LayerShape(1, Activation.Linear)], Loss.SquaredError);
        return (network, new TrainingSet<double>(features, labels));
    }

    private static DescentOptions Options(int seed, int epochs) =>
        SmallProblems.BatchDescent(LearningRate, epochs) with { BatchSize = 1, Seed = seed };
}
