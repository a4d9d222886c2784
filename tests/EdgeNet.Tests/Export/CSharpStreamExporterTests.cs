using System.Reflection;
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
            new(FeatureKind.BandEnergy, 0, 0, 2, 9), new(FeatureKind.Correlation, 0, 1),
        ];
        var rules = new DecisionRules(int.MaxValue, int.MinValue, 3, 5, 120);
        var settings = new StreamSettings(62_500, 40, 7, ["a\"b", "été"], [0.1f, 16384], features, rules, []);
        StreamSettings made = Make(settings, "FanModel", "FanStream");

        Assert.AreEqual((62_500, 40, 7), (made.RateMillihertz, made.Window, made.Stride));
        CollectionAssert.AreEqual(settings.Channels, made.Channels);
        CollectionAssert.AreEqual(settings.CountsPerUnit, made.CountsPerUnit);
        CollectionAssert.AreEqual(features.Select(Describe).ToArray(), made.Features.Select(Describe).ToArray());
        Assert.AreEqual((int.MaxValue, int.MinValue, 3, 5, 120), (made.Rules.OnLogit, made.Rules.OffLogit, made.Rules.Votes, made.Rules.OfLast, made.Rules.MinimumReadings));
        Assert.IsEmpty(made.Golden);
    }

    [TestMethod]
    [DataRow("FanModel", "FanStream")]
    [DataRow("Fan", "FanStream")]
    [DataRow("Model", "ModelStream")]
    public void Write_ModelClass_NamesTheStreamAfterIt(string modelClass, string expected) => Make(
        new StreamSettings(1000, 2, 2, ["x"], [1], [new StreamFeature(FeatureKind.Mean, 0)], new DecisionRules(0, 0), []), modelClass, expected);

    private static StreamSettings Make(StreamSettings settings, string modelClass, string expectedClass)
    {
        (string className, string source) = CSharpStreamExporter.Write(settings, modelClass, "Some.Space");
        Assert.AreEqual(expectedClass, className);
        Type type = Assembly.Load(GeneratedClass.Compile([source])).GetType($"Some.Space.{className}")!;
        return (StreamSettings)type.GetMethod("Settings")!.Invoke(null, null)!;
    }

    private static string Describe(StreamFeature feature) =>
        $"{feature.Kind} {feature.Channel} {feature.SecondChannel} {feature.FirstBin} {feature.LastBin}";
}
