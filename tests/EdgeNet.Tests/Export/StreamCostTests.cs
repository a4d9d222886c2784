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
    public void Of_NewerParts_CostWhatTheInterpreterCounted()
    {
        // Counted on the interpreter for a window of 200: 120,100 for the period, 5,100 for a Hann window, 450 for a logarithm, 210 a reading for the magnitude.
        StreamCost deviation = Of(200, new StreamFeature(FeatureKind.StandardDeviation, 0));
        StreamCost logarithm = Of(200, new StreamFeature(FeatureKind.StandardDeviation, 0, options: FeatureOptions.Logarithm));
        StreamCost kurtosis = Of(200, new StreamFeature(FeatureKind.Kurtosis, 0));
        StreamCost lag = Of(200, new StreamFeature(FeatureKind.AutocorrelationLag, 0));
        StreamCost band = Of(200, new StreamFeature(FeatureKind.BandEnergy, 0, 0, 3, 8));
        StreamCost hann = Of(200, new StreamFeature(FeatureKind.BandEnergy, 0, 0, 3, 8, FeatureOptions.Hann));
        Assert.AreEqual(450, logarithm.InstructionsPerWindow - deviation.InstructionsPerWindow, 50);
        Assert.AreEqual(120_100, lag.InstructionsPerWindow - kurtosis.InstructionsPerWindow, 6000);
        Assert.AreEqual(5100, hann.InstructionsPerWindow - band.InstructionsPerWindow, 500);
        var settings = new StreamSettings(50_000, 200, 200, ["x", "y", "z"], [1, 1, 1], [new StreamFeature(FeatureKind.Mean, 0)], new DecisionRules(0, 0), [], 7);
        Model network = Model.Load(RandomModels.Make(1, 1, [], goldenVectors: 1).File);
        var without = new StreamSettings(50_000, 200, 200, ["x", "y", "z"], [1, 1, 1], [new StreamFeature(FeatureKind.Mean, 0)], new DecisionRules(0, 0), []);
        Assert.AreEqual(210, StreamCost.Of(settings, network).InstructionsPerReading - StreamCost.Of(without, network).InstructionsPerReading, 20);
    }

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
