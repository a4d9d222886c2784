using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Device;

/// <summary>Reads the compiled device library: it would compile for the device, run there, and allocate nothing in an inference.</summary>
[TestClass]
public class DeviceSurfaceTests
{
    private static readonly string[] InferenceMethods = ["Predict", "Classify", "ClassOf", "Logit", "Logits", "SelfTest", "FirstGoldenMismatch", "Probability", "ValueOf", "CountSaturated"];

    [TestMethod]
    public void Library_OutsideReferences_AreOnDevice()
    {
        using ModuleDefinition module = Open(typeof(Model));

        Violation.AssertNone(OutsideReferences.Check(TypeUse.TypesOf(module), DeviceSurface.Has));
    }

    [TestMethod]
    public void Library_OutsideReferences_AreReadAtAll()
    {
        using ModuleDefinition module = Open(typeof(Model));
        string[] names = [.. TypeUse.TypesOf(module).SelectMany(type => type.Methods).SelectMany(OutsideReferences.NamesIn)];

        Assert.Contains("M:System.Math.Exp(System.Double)", names);
        Assert.Contains("M:System.BitConverter.ToSingle(System.Byte[],System.Int32)", names);
        Assert.Contains("T:System.ArgumentException", names);
    }

    [TestMethod]
    public void Library_LanguageLimits_AreKept()
    {
        using ModuleDefinition module = Open(typeof(Model));

        Violation.AssertNone(LanguageLimits.Check(TypeUse.TypesOf(module)).Concat(LanguageLimits.CheckSums(module)));
    }

    [TestMethod]
    public void Inference_EveryMethodItCalls_AllocatesNothing()
    {
        using ModuleDefinition module = Open(typeof(Model));
        MethodDefinition[] roots =
        [
            .. module.GetType(typeof(IPredictor).FullName).Methods.Where(method => InferenceMethods.Contains(method.Name)),
            .. module.GetType(typeof(Predictor).FullName).Methods.Where(method => method.Name.EndsWith("Unchecked", StringComparison.Ordinal)),
        ];
        Assert.HasCount(20, roots); // seven of them take floats or integers, and two integers alone

        InferenceWalk walk = InferenceWalk.From(roots);

        Violation.AssertNone(walk.Violations);
        string[] visited = [.. walk.Visited.Select(method => $"{method.DeclaringType.Name}.{method.Name}")];
        Assert.Contains("Model.Forward", visited);
        Assert.Contains("PackedLayer.LookUp", visited);
        Assert.Contains("PackedKernel.Four", visited);
        Assert.Contains("ReadingInputs.Code", visited);
        Assert.Contains("ReadingInputs.IsSaturated", visited);
        Assert.Contains("PackedLayer.AccumulateUnchecked", visited);
        Assert.Contains("InputQuantization.Quantize", visited);
        Assert.Contains("Logistic.Of", visited);
        Assert.DoesNotContain("Model.ThrowWrongLength", visited);
    }

    [TestMethod]
    public void Stream_EveryMethodThatAReadingCalls_AllocatesNothing()
    {
        using ModuleDefinition module = Open(typeof(Model));
        MethodDefinition[] roots =
        [
            .. Methods(module, typeof(Pipeline), "Add", "Reset", "FeatureOf", "LogitOf", "SelfTest", "get_Probability", "get_State", "get_SinceChange", "get_HasChanged", "CountSaturated"),
            .. Methods(module, typeof(WindowFeatures), "Add", "Reset", "get_Values"),
            .. Methods(module, typeof(DecisionFilter), "Vote", "VoteBinary", "Tick", "Reset", "get_State"),
        ];
        Assert.HasCount(12 + 5 + 5, roots); // three Adds each

        InferenceWalk walk = InferenceWalk.From(roots);

        Violation.AssertNone(walk.Violations);
        string[] visited = [.. walk.Visited.Select(method => $"{method.DeclaringType.Name}.{method.Name}")];
        Assert.Contains("WindowFeatures.Compute", visited);
        Assert.Contains("Spectrum.AddStep", visited);
        Assert.Contains("ChannelPair.Correlation", visited);
        Assert.Contains("Model.Forward", visited);
        Assert.Contains("Pipeline.HighestProbability", visited);
        Assert.Contains("StateChangedHandler.Invoke", visited);
        Assert.DoesNotContain("WindowFeatures.ThrowWrongChannels", visited);
        Assert.DoesNotContain("CosineTable.Fill", visited);
    }

    [TestMethod]
    public void DeviceTests_OutsideReferences_AreOnDevice()
    {
        using ModuleDefinition module = Open(typeof(DeviceTests.ModelBytes));

        Violation.AssertNone(OutsideReferences.Check(DeviceTestTypes(module), DeviceTestSurface.Has));
    }

    [TestMethod]
    public void DeviceTests_LanguageLimits_AreKept()
    {
        using ModuleDefinition module = Open(typeof(DeviceTests.ModelBytes));

        Violation.AssertNone(LanguageLimits.Check(DeviceTestTypes(module)).Where(violation => !DeviceTestSurface.Explains(violation)));
    }

    [TestMethod]
    public void DeviceTests_InstanceMethods_NeverTouchThis()
    {
        using ModuleDefinition module = Open(typeof(DeviceTests.ModelBytes));
        MethodDefinition[] tests =
            [.. DeviceTestTypes(module).SelectMany(type => type.Methods).Where(method => method.CustomAttributes.Any(IsTestMethod))];
        Assert.IsGreaterThan(50, tests.Length);

        // The launcher on the device calls them with a null this.
        Violation.AssertNone(tests.Where(test => test.IsStatic || test.Body.Instructions.Any(each => each.OpCode == OpCodes.Ldarg_0)).Select(
            test => new Violation(test.FullName, "static, or reads this")));
    }

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module, Type type, params string[] names) =>
        module.GetType(type.FullName).Methods.Where(method => names.Contains(method.Name));

    private static bool IsTestMethod(CustomAttribute attribute) => attribute.AttributeType.Name == nameof(TestMethodAttribute);

    private static TypeDefinition[] DeviceTestTypes(ModuleDefinition module)
    {
        TypeDefinition[] types = [.. TypeUse.TypesOf(module).Where(type => type.Namespace == typeof(DeviceTests.ModelBytes).Namespace)];
        Assert.IsGreaterThan(10, types.Length);
        return types;
    }

    private static ModuleDefinition Open(Type type) => ModuleDefinition.ReadModule(type.Assembly.Location);
}
