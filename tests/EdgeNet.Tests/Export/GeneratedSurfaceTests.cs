using EdgeNet.Tests.Device;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Export;

/// <summary>Reads generated classes as compiled against the device: they stay within its limits, and allocate nothing in an inference.</summary>
[TestClass]
public class GeneratedSurfaceTests
{
    // What an inference calls in the library: a throw, arithmetic, and the other overload of Logit, which is an override here.
    private static readonly string[] LibraryCalls =
    [
        "calls outside: M:EdgeNet.Predictor.ThrowWrongLength(System.Int32[])",
        "calls outside: M:EdgeNet.Predictor.ThrowWrongLength(System.Single[])",
        "calls outside: M:EdgeNet.ReadingInputs.ToReading(System.Single,System.Int32,System.Int32)",
        "calls outside: M:EdgeNet.Predictor.Logit(System.Int32[])",
        "calls outside: M:EdgeNet.Predictor.Logit(System.Single[])",
        "calls outside: M:EdgeNet.Predictor.LogitBuffer()",
        "calls outside: M:EdgeNet.Predictor.ThrowWrongOutputs(System.Int32[])",
        "calls outside: M:EdgeNet.Predictor.Logits(System.Int32[],System.Int32[])",
        "calls outside: M:EdgeNet.Predictor.Logits(System.Single[],System.Int32[])",
        "calls outside: M:EdgeNet.Predictor.LogitUnchecked(System.Int32[])",
        "calls outside: M:EdgeNet.Predictor.LogitsUnchecked(System.Int32[],System.Int32[])",
        "calls outside: M:EdgeNet.Predictor.AreWithin(System.Int32[],System.Int32,System.UInt32)",
    ];

    public static IEnumerable<(string Shape, Activation Activation, bool TakesReadings)> Models() =>
        from shape in (string[])["60-12-1", "1-1", "40-100-1", "12-30-25-20-1", "199-1", "250-8-1", "2-190-1", "110-40-30-1", "20-9-5", "4-3", "110-40-30-12"]
        from activation in HiddenActivations.All
        where activation == Activation.Linear || shape.Count(c => c == '-') > 1 // else there is no hidden layer
        from takesReadings in (bool[])[false, true]
        select (shape, activation, takesReadings);

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void Class_EveryShapeActivationAndKind_FitsTheDeviceAndAllocatesNothing(string shape, Activation activation, bool takesReadings)
    {
        using GeneratedModule generated = Compile(shape, activation, takesReadings);

        Violation.AssertNone(LanguageLimits.Check(TypeUse.TypesOf(generated.Module)).Concat(LanguageLimits.CheckSums(generated.Module)));
        InferenceWalk walk = InferenceWalk.From([.. generated.Logits]);
        Violation.AssertNone(walk.Violations.Where(violation => !LibraryCalls.Contains(violation.What)));
        Assert.IsGreaterThanOrEqualTo(2, walk.Visited.Count);
    }

    [TestMethod]
    public void Class_StagedModel_IsWalkedThroughAllItsMethods()
    {
        using GeneratedModule generated = Compile("110-40-30-1", Activation.Tanh, takesReadings: false);
        string[] visited = [.. InferenceWalk.From([.. generated.Logits]).Visited.Select(method => method.Name)];
        Assert.Contains("Read0", visited);
        Assert.Contains("Sum1_0_0", visited);
        Assert.Contains("Activate2_0", visited);
        Assert.DoesNotContain("RunGoldenVectors", visited);
    }

    private static GeneratedModule Compile(string shape, Activation activation, bool takesReadings)
    {
        int[] units = [.. shape.Split('-').Select(int.Parse)];
        RandomModel random = RandomModels.Make(
            4,
            units[0],
            [.. units[1..^1].Select(count => (count, activation))],
            goldenVectors: 2,
            takesReadings,
            units[^1],
            units[^1] == 1 ? Activation.Sigmoid : units[^1] % 2 == 1 ? Activation.Softmax : Activation.Linear);
        return GeneratedModule.Of(CSharpExporter.Write(ModelContents.Read(random.File)), withGolden: true);
    }
}
