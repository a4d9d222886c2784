using System.Reflection;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Export;

/// <summary>The settings of a stream as C#, compiled as the device's compiler does.</summary>
[TestClass]
public class CSharpStreamExporterTests
{
    [TestMethod]
    public void Write_EveryKindOfFeature_MakesTheSameSettings()
    {
        StreamFeature[] features =
        [
            .. Enum.GetValues<FeatureKind>().Where(kind => kind < FeatureKind.BandEnergy).Select(kind => new StreamFeature(kind, 1)),
            new(FeatureKind.BandEnergy, 0, 0, 2, 9), new(FeatureKind.Correlation, 0, 1), new(FeatureKind.AutocorrelationPeak, 2),
            new(FeatureKind.BandEnergy, 2, 0, 1, 3, FeatureOptions.Hann | FeatureOptions.Logarithm), new(FeatureKind.AutocorrelationLag, 0, options: FeatureOptions.Logarithm),
        ];
        var rules = new DecisionRules(int.MaxValue, int.MinValue, 3, 5, 120);
        var settings = new StreamSettings(62_500, 40, 7, ["a\"b", "été"], [0.1f, 16384], features, rules, [], 0b11);
        StreamSettings made = Make(settings, "FanModel", "FanStream");

        Assert.AreEqual(0b11, made.Magnitude);
        Assert.AreEqual((62_500, 40, 7), (made.RateMillihertz, made.Window, made.Stride));
        CollectionAssert.AreEqual(settings.Channels, made.Channels);
        CollectionAssert.AreEqual(settings.CountsPerUnit, made.CountsPerUnit);
        CollectionAssert.AreEqual(features.Select(Describe).ToArray(), made.Features.Select(Describe).ToArray());
        Assert.AreEqual((int.MaxValue, int.MinValue, 3, 5, 120), (made.Rules.OnLogit, made.Rules.OffLogit, made.Rules.Votes, made.Rules.OfLast, made.Rules.MinimumReadings));
        Assert.IsEmpty(made.Golden);
    }

    [TestMethod]
    [DataRow(2, 2)]
    [DataRow(16, 1)]
    [DataRow(17, 1)]
    [DataRow(31, 1)]
    [DataRow(33, 3)]
    [DataRow(128, 3)]
    public void Write_GoldenWindows_AreEveryNumberAsTheyWere(int window, int channels)
    {
        GoldenWindow[] golden = [WindowOf(window * channels, 1), WindowOf(window * channels, 3)];
        CSharpStream stream = CSharpStreamExporter.Write(SettingsWith(window, channels, golden), "FanModel", "Some.Space");

        StreamSettings made = SettingsOf(stream, stream.Source, stream.GoldenSource);

        Assert.HasCount(2, made.Golden);
        foreach ((GoldenWindow expected, GoldenWindow actual) in golden.Zip(made.Golden))
        {
            CollectionAssert.AreEqual(expected.Readings, actual.Readings);
            CollectionAssert.AreEqual(expected.Features, actual.Features);
            CollectionAssert.AreEqual(expected.Logits, actual.Logits);
        }

        Assert.IsEmpty(SettingsOf(stream, stream.Source).Golden, "without the file of the golden windows");
    }

    [TestMethod]
    [DataRow(1024, 4, 1, 2)] // 4,096 readings are 8 KiB in the model file, which has two such windows at most by hand
    [DataRow(4096, 16, 0, 1)]
    public void Write_WindowsTooLargeForAnAssembly_AreLeftOutAndItSaysSo(int window, int channels, int expected, int given)
    {
        GoldenWindow[] golden = [.. Enumerable.Range(1, given).Select(seed => WindowOf(window * channels, seed))];
        CSharpStream stream = CSharpStreamExporter.Write(SettingsWith(window, channels, golden), "FanModel", "Some.Space");

        Assert.HasCount(expected, SettingsOf(stream, stream.Source, stream.GoldenSource).Golden);
        Assert.Contains($"The golden windows, {expected} of the {given} in the model file", stream.GoldenSource);
        using Mono.Cecil.ModuleDefinition module = Device.DeviceCompiler.CompileTexts([stream.Source, stream.GoldenSource]);
        Device.Violation.AssertNone(Device.LanguageLimits.Check(Device.TypeUse.TypesOf(module)).Concat(Device.LanguageLimits.CheckSums(module)));
        Assert.IsLessThan(CSharpGoldenWindows.MaxBytes + 100, AssemblyBytes.Numbers(module));
    }

    [TestMethod]
    [DataRow("FanModel", "FanStream")]
    [DataRow("Fan", "FanStream")]
    [DataRow("Model", "ModelStream")]
    public void Write_ModelClass_NamesTheStreamAfterIt(string modelClass, string expected) => Make(
        new StreamSettings(1000, 2, 2, ["x"], [1], [new StreamFeature(FeatureKind.Mean, 0)], new DecisionRules(0, 0), []), modelClass, expected);

    private static StreamSettings Make(StreamSettings settings, string modelClass, string expectedClass)
    {
        CSharpStream stream = CSharpStreamExporter.Write(settings, modelClass, "Some.Space");
        Assert.AreEqual(expectedClass, stream.ClassName);
        return SettingsOf(stream, stream.Source, stream.GoldenSource);
    }

    private static StreamSettings SettingsOf(CSharpStream stream, params string[] sources)
    {
        Type type = Assembly.Load(GeneratedClass.Compile(sources)).GetType($"Some.Space.{stream.ClassName}")!;
        return (StreamSettings)type.GetMethod("Settings")!.Invoke(null, null)!;
    }

    // Readings of the whole range, the ends among them.
    private static GoldenWindow WindowOf(int readings, int seed) => new(
        [short.MinValue, short.MaxValue, -1, .. Enumerable.Range(0, readings - 3).Select(i => (short)((i * 7919 * seed) - 20_000))],
        [int.MinValue + seed],
        [int.MaxValue, -seed]);

    private static StreamSettings SettingsWith(int window, int channels, params GoldenWindow[] golden) => new(
        1000, window, window, [.. Enumerable.Range(0, channels).Select(c => $"c{c}")], [.. Enumerable.Repeat(1f, channels)], [new StreamFeature(FeatureKind.Mean, 0)],
        new DecisionRules(0, 0), golden);

    private static string Describe(StreamFeature feature) =>
        $"{feature.Kind} {feature.Channel} {feature.SecondChannel} {feature.FirstBin} {feature.LastBin} {(int)feature.Options}";
}
