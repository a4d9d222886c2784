using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Export;

/// <summary>What does not fit a board is said with its figures and with the largest that would, and the advice follows from it.</summary>
[TestClass]
public partial class DeviceFitTests
{
    [TestMethod]
    public void Of_Sonar_FitsAndAdvisesTheClass()
    {
        var fit = DeviceFit.Of(ModelFile.Open(Path.Combine(TestData.SonarFolder, "sonar.edgenet")), DeviceTarget.Esp32);

        Assert.IsEmpty(fit.Warnings);
        Assert.MatchesRegex(@"^Choose SonarModel for speed and RAM \([0-9.]+ times fewer instructions\); choose Model to replace the model", fit.Advice);
    }

    [TestMethod]
    public void Of_ModelTooLargeForEverything_SaysEachFigure()
    {
        ModelFile file = Make(12_288, 60);
        var fit = DeviceFit.Of(file, DeviceTarget.Esp32);

        string warning = fit.Warnings[0];
        Assert.MatchesRegex(@"^Model\.Load\(bytes\) does not fit an ESP32 without PSRAM: it needs about [1-9],[0-9,]+ bytes of heap while it loads, [0-9,]+ from then on, and there are about 100,000\. What fits: ", warning);
        Assert.MatchesRegex("^The file has [0-9,]+ bytes, and the storage of a board with 4 MB of flash has 262,144", fit.Warnings[1]);
        Assert.MatchesRegex(@"^Choose none of them: no form of this model fits an ESP32 without PSRAM\. \w+ would take about [0-9,]+ bytes of code;", fit.Advice);
        Assert.IsNull(fit.Chosen);
    }

    [TestMethod]
    public void Of_ModelForPsram_FitsOnlyThere()
    {
        ModelFile file = Make(1500, 12);

        string warning = DeviceFit.Of(file, DeviceTarget.Esp32).Warnings.Single();
        Assert.Contains("an ESP32 with PSRAM", warning);
        Assert.Contains(ModelForms.BytesCall, warning);
        var fit = DeviceFit.Of(file, DeviceTarget.Esp32Psram);
        Assert.IsEmpty(fit.Warnings);
        Assert.StartsWith("Choose Model: ", fit.Advice);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(9)] // not of 40 units: there one random model has three units in a word, and another two, so that the figure is a third too cautious
    public void Of_LargestNumberOfInputs_FitsAndThreePercentMoreDoNot(int units)
    {
        string warning = DeviceFit.Of(Make(9000, units), DeviceTarget.Esp32).Warnings[0];
        int most = int.Parse(Inputs().Match(warning).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

        // Another model of as many inputs and units: its units may share words otherwise.
        Assert.IsLessThanOrEqualTo(DeviceTarget.Esp32.HeapBytes, new ModelForms(Make(most, units), null).Packed.PeakBytes * 0.99);
        Assert.IsGreaterThan(DeviceTarget.Esp32.HeapBytes, new ModelForms(Make(most * 103 / 100, units), null).Packed.PeakBytes);
    }

    [TestMethod]
    [DataRow(64, 3, 2, "colour")]
    [DataRow(96, 1, 4, "grey")]
    public void Of_Images_SaysTheLargestThatFit(int side, int channels, int units, string colour)
    {
        string warning = DeviceFit.Of(Make(side * side * channels, units), DeviceTarget.Esp32).Warnings[0];
        Match match = Images().Match(warning);
        Assert.AreEqual(colour, match.Groups[2].Value, warning);
        int most = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

        Assert.IsLessThanOrEqualTo(DeviceTarget.Esp32.HeapBytes, new ModelForms(Make(most * most * channels, units), null).Packed.PeakBytes);
        Assert.IsGreaterThan(DeviceTarget.Esp32.HeapBytes, new ModelForms(Make((most + 1) * (most + 1) * channels, units), null).Packed.PeakBytes);
    }

    [TestMethod]
    public void Chosen_PeakAtTheHeapAndAByteAbove_DecidesAlone()
    {
        ModelFile file = Make(300, 8);
        int peak = new ModelForms(file, null).Packed.PeakBytes;

        Assert.IsEmpty(DeviceFit.Of(file, null, DeviceTarget.Esp32 with { HeapBytes = peak }).Warnings);
        var fit = DeviceFit.Of(file, null, DeviceTarget.Esp32 with { HeapBytes = peak - 1 });
        Assert.HasCount(1, fit.Warnings);
        Assert.AreEqual(ModelForms.BytesCall, fit.Chosen!.Name);
    }

    [TestMethod]
    [DataRow(50_000, 20, null)]
    [DataRow(20_000_000, 20, "A reading takes ")]
    [DataRow(1_000_000, 1, "A decision and the 1 readings before it take ")]
    public void Of_Stream_IsComparedWithItsDeadlines(int rateMillihertz, int stride, string? expected)
    {
        var faults = FaultsOf(rateMillihertz, stride).ToList();

        Assert.HasCount(expected is null ? 0 : 1, faults);
        if (expected is not null)
        {
            Assert.StartsWith(expected, faults[0]);
        }
    }

    [TestMethod]
    public void Faults_RateThatIsSaidToFit_Fits()
    {
        string fault = FaultsOf(20_000_000, 50).Single();
        double rate = double.Parse(Rate().Match(fault).Groups[1].Value, CultureInfo.InvariantCulture);

        Assert.IsFalse(FaultsOf((int)(rate * 1000), 50).Any(each => each.StartsWith("A reading", StringComparison.Ordinal)));
        Assert.IsTrue(FaultsOf((int)(rate * 1020), 50).Any(each => each.StartsWith("A reading", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Faults_StrideThatIsSaidToFit_Fits()
    {
        string fault = FaultsOf(1_000_000, 1).Single();
        int stride = int.Parse(Stride().Match(fault).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

        Assert.IsEmpty(FaultsOf(1_000_000, stride));
        Assert.HasCount(1, FaultsOf(1_000_000, stride - 1));
    }

    private static ModelFile Make(int inputs, int units) => ModelFile.Parse(RandomModels.Make(5, inputs, [(units, Activation.Relu)], goldenVectors: 4).File);

    private static IEnumerable<string> FaultsOf(int rateMillihertz, int stride)
    {
        ModelFile file = ModelFile.Open(Path.Combine(TestData.ModelFolder("vibration"), "vibration.edgenet"));
        StreamSettings own = file.Stream!;
        var settings = new StreamSettings(rateMillihertz, own.Window, stride, own.Channels, own.CountsPerUnit, own.Features, own.Rules, []);
        return new StreamDeadlines(settings, StreamCost.Of(settings, file.Device), file.Cost.Instructions, DeviceClock.Esp32).Faults();
    }

    [GeneratedRegex("([0-9,]+) inputs with the same layers")]
    private static partial Regex Inputs();

    [GeneratedRegex("images of ([0-9]+) × [0-9]+ in ([a-z]+) with the same layers")]
    private static partial Regex Images();

    [GeneratedRegex("A rate of ([0-9.]+) Hz fits")]
    private static partial Regex Rate();

    [GeneratedRegex("A stride of ([0-9,]+) readings fits")]
    private static partial Regex Stride();
}
