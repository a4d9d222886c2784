using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Descent goes down the average over the examples, not down the worst of them.</summary>
/// <remarks>One example costs <c>½(x+2)²</c> and nine cost <c>½(x-1)²</c>: the average is least at <c>x = (-2 + 9·1) / 10 = 0.7</c>.</remarks>
[TestClass]
public class DescentDirectionTests
{
    private static readonly double[] OneAgainstNine = [-2, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    [TestMethod]
    public void N23_Run_OneExampleAgainstNine_FindsTheMinimumOfTheAverage()
    {
        Network<double> network = SmallProblems.BiasOnly();
        List<double> path = [];

        new GradientDescent<double>(network, SmallProblems.Targets(OneAgainstNine), null, SmallProblems.BatchDescent(0.2, epochs: 200))
            .Run(_ => path.Add(network.Output.Biases[0, 0]));

        Assert.AreEqual(0.7, path[^1], 1e-12);
        Assert.AreEqual(0.2 * 0.7, path[0], 1e-12, "The first step is away from -2.");
        CollectionAssert.AreEqual(path.Order().ToArray(), path, "The way from 0 to 0.7 has no detour.");
    }

    [TestMethod]
    public void N23_Run_CostAtTheMinimum_IsOfTheAverageAndNotOfTheWorst()
    {
        Network<double> network = SmallProblems.BiasOnly();

        TrainingResult result = new GradientDescent<double>(
            network, SmallProblems.Targets(OneAgainstNine), null, SmallProblems.BatchDescent(0.2, epochs: 200)).Run();

        // (½·2.7² + 9·½·0.3²) / 10; at x = -½, where the worst example costs as little as it can, the average is 1.125.
        Assert.AreEqual(0.405, result.Epochs[^1].TrainCost, 1e-12);
    }

    [TestMethod]
    public void N23_Run_OneExampleAtATime_EndsNearTheSameMinimum()
    {
        Network<double> network = SmallProblems.BiasOnly();
        DescentOptions options = SmallProblems.BatchDescent(0.001, epochs: 2000) with { BatchSize = 1 };

        new GradientDescent<double>(network, SmallProblems.Targets(OneAgainstNine), null, options).Run();

        Assert.AreEqual(0.7, network.Output.Biases[0, 0], 0.02);
    }
}
