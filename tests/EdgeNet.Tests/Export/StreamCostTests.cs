using EdgeNet.Tests.Device;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Export;

/// <summary>The estimate of what a stream costs on the device grows with what there is to do.</summary>
[TestClass]
public class StreamCostTests
{
    private static readonly StreamCost Mean = Of(50, new StreamFeature(FeatureKind.Mean, 0));

    [TestMethod]
    public void Of_MoreFeatures_CostMore()
    {
        StreamCost kurtosis = Of(50, new(FeatureKind.Mean, 0), new(FeatureKind.Kurtosis, 0));
        StreamCost band = Of(50, new(FeatureKind.Mean, 0), new(FeatureKind.Kurtosis, 0), new(FeatureKind.BandEnergy, 0, 0, 1, 5));
        StreamCost wide = Of(50, new(FeatureKind.Mean, 0), new(FeatureKind.Kurtosis, 0), new(FeatureKind.BandEnergy, 0, 0, 1, 20));
        StreamCost[] costs = [Mean, kurtosis, band, wide];
        for (int i = 1; i < costs.Length; i++)
        {
            Assert.IsGreaterThan(costs[i - 1].InstructionsPerWindow, costs[i].InstructionsPerWindow);
            Assert.IsGreaterThan(costs[i - 1].RamBytes, costs[i].RamBytes);
            Assert.AreEqual(Mean.InstructionsPerReading, costs[i].InstructionsPerReading);
        }
    }

    [TestMethod]
    public void Of_Correlation_CostsEveryReading() =>
        Assert.IsGreaterThan(Mean.InstructionsPerReading, Of(50, new StreamFeature(FeatureKind.Correlation, 0, 1)).InstructionsPerReading);

    [TestMethod]
    public void Of_LongWindowOfSums_CostsAReadingAndAWindowNoMore()
    {
        StreamCost longer = Of(500, new StreamFeature(FeatureKind.Mean, 0));
        Assert.AreEqual(Mean.InstructionsPerReading, longer.InstructionsPerReading);
        Assert.AreEqual(Mean.InstructionsPerWindow, longer.InstructionsPerWindow);
        Assert.AreEqual(Mean.RamBytes + (450 * 2 * sizeof(short)), longer.RamBytes);
    }

    [TestMethod]
    public void InstructionsPerSecond_RateAndStride_CountReadingsAndWindows()
    {
        var cost = new StreamCost(0, 100, 5000);
        Assert.AreEqual((50 * 100) + (5 * 6000), cost.InstructionsPerSecond(Settings(50, 10, new StreamFeature(FeatureKind.Mean, 0)), new EngineCost(0, 0, 1000)), 1e-9);
    }

    private static StreamCost Of(int window, params StreamFeature[] features) =>
        StreamCost.Of(Settings(window, window, features), Model.Load(RandomModels.Make(1, features.Length, [], goldenVectors: 1).File));

    private static StreamSettings Settings(int window, int stride, params StreamFeature[] features) =>
        new(50_000, window, stride, ["x", "y"], [1, 1], features, new DecisionRules(0, 0), []);
}
