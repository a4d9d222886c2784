using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Device;

/// <summary>Reads the device libraries and their tests as compiled for the device: they run there, and allocate nothing in an inference.</summary>
[TestClass]
public class DeviceLibraryTests
{
    private static readonly string[] InferenceMethods = ["Predict", "Classify", "ClassOf", "Logit", "Logits", "SelfTest", "FirstGoldenMismatch", "Probability", "ValueOf", "CountSaturated"];

    [TestMethod]
    public void Libraries_LanguageLimits_AreKept()
    {
        using var modules = new DeviceModules();
        foreach (ModuleDefinition module in modules.All)
        {
            Assert.IsNotEmpty(TypeUse.TypesOf(module));
            Violation.AssertNone(LanguageLimits.Check(TypeUse.TypesOf(module)).Concat(LanguageLimits.CheckSums(module)));
        }
    }

    [TestMethod]
    public void Inference_EveryMethodItCalls_AllocatesNothing()
    {
        using var modules = new DeviceModules();
        MethodDefinition[] roots =
        [
            .. Methods(modules.Library, typeof(Predictor), InferenceMethods),
            .. modules.Library.GetType(typeof(Predictor).FullName).Methods.Where(method => method.Name.EndsWith("Unchecked", StringComparison.Ordinal)),
        ];
        Assert.HasCount(20, roots); // seven of them take floats or integers, and two integers alone

        InferenceWalk walk = InferenceWalk.From(roots);

        Violation.AssertNone(walk.Violations);
        string[] visited = [.. walk.Visited.Select(method => $"{method.DeclaringType.Name}.{method.Name}")];
        Assert.Contains("PackedModel.Forward", visited);
        Assert.Contains("StoredModel.Forward", visited);
        Assert.Contains("NativeModel.Predict", visited);
        Assert.Contains("PackedLayer.LookUp", visited);
        Assert.Contains("PackedKernel.Four", visited);
        Assert.Contains("ReadingStage.Code", visited);
        Assert.Contains("ReadingStage.IsSaturated", visited);
        Assert.Contains("PackedLayer.AccumulateUnchecked", visited);
        Assert.Contains("AffineStage.Quantize", visited);
        Assert.Contains("Logistic.Of", visited);
        Assert.DoesNotContain("Model.ThrowWrongLength", visited);
    }

    [TestMethod]
    public void Stream_EveryMethodThatAReadingCalls_AllocatesNothing()
    {
        using var modules = new DeviceModules();
        MethodDefinition[] roots =
        [
            .. Methods(modules.Streams, typeof(Pipeline), "Add", "Reset", "FeatureOf", "LogitOf", "SelfTest", "get_Probability", "get_State", "get_MillisecondsSinceChange", "get_HasChanged", "CountSaturated"),
            .. Methods(modules.Streams, typeof(WindowFeatures), "Add", "Reset", "get_Values"),
            .. Methods(modules.Streams, typeof(DecisionFilter), "Vote", "VoteBinary", "CountReading", "Reset", "get_State"),
        ];
        Assert.HasCount(12 + 5 + 5, roots); // three Adds each

        InferenceWalk walk = InferenceWalk.From(roots, modules.All);

        Violation.AssertNone(walk.Violations);
        string[] visited = [.. walk.Visited.Select(method => $"{method.DeclaringType.Name}.{method.Name}")];
        Assert.Contains("WindowFeatures.Compute", visited);
        Assert.Contains("Spectrum.AddStep", visited);
        Assert.Contains("ChannelPair.Correlation", visited);
        Assert.Contains("PackedModel.Forward", visited);
        Assert.Contains("Predictor.HighestProbability", visited);
        Assert.Contains("StateChangedHandler.Invoke", visited);
        Assert.Contains("Pipeline.Publish", visited);
        Assert.DoesNotContain("WindowFeatures.ThrowWrongChannels", visited);
        Assert.DoesNotContain("CosineTable.Fill", visited);
    }

    [TestMethod]
    public void Learning_EveryMethodThatIsCalled_AllocatesNothing()
    {
        using var modules = new DeviceModules();
        MethodDefinition[] roots =
        [
            .. Methods(modules.Adaptation, typeof(Learner), "Learn", "Save", "Commit", "get_State", "get_Drift"),
            .. Methods(modules.Adaptation, typeof(OutputLearner), "Add", "Train", "CountRight", "Commit", "Clear"),
            .. Methods(modules.Adaptation, typeof(ModelSlots), "Save", "get_Length"),
            .. Methods(modules.Streams, typeof(Pipeline), "CopyFeatures"),
        ];
        Assert.HasCount(5 + 5 + 2 + 1, roots);

        InferenceWalk walk = InferenceWalk.From(roots, modules.All);

        string[] visited = [.. walk.Visited.Select(method => $"{method.DeclaringType.Name}.{method.Name}")];
        Violation.AssertNone(walk.Violations);
        Assert.Contains("PrototypeStatistics.MoveWidths", visited);
        Assert.Contains("IntegerSoftmax.Errors", visited);
        Assert.Contains("Crc32.Advance", visited);
        Assert.Contains("DistanceHead.Nearest", visited);
        Assert.DoesNotContain("OutputLearner.ThrowNoClass", visited);
    }

    [TestMethod]
    public void Store_WhatAnApplicationCallsAgainAndAgain_AllocatesNothing()
    {
        using var modules = new DeviceModules();
        MethodDefinition[] roots =
        [
            .. Methods(modules.Store, typeof(ModelStore), "Sleep", "get_Phase", "get_Outcome", "get_RunningVersion", "get_TrialDecisions", "get_TrialWanted"),
            .. Methods(modules.Store, typeof(UpdateNode), "WriteStatus", "get_WantsRestart"),
            .. Methods(modules.Store, typeof(StoreSlot), "Write", "Has", "LengthOf", "Read"),
            .. Methods(modules.Store, typeof(HealthRecord), "CountInputs", "CountDecision", "Clear", "Write", "IsDue"),
            .. Methods(modules.Store, typeof(FrameReader), "Read"),
            .. Methods(modules.Store, typeof(FrameWriter), "Write"),
        ];
        Assert.HasCount(6 + 2 + 4 + 6 + 1 + 1, roots); // CountInputs takes floats or integers

        InferenceWalk walk = InferenceWalk.From(roots, modules.All);

        string[] visited = [.. walk.Visited.Select(method => $"{method.DeclaringType.Name}.{method.Name}")];
        Violation.AssertNone(walk.Violations);
        Assert.Contains("Journal.Commit", visited);
        Assert.Contains("StoreSlot.IsThere", visited);
        Assert.Contains("UpdateNode.WriteMissing", visited);
        Assert.Contains("Model.IsSaturated", visited);
    }

    [TestMethod]
    public void Signature_EveryMethodOfACheck_AllocatesNothing()
    {
        using var modules = new DeviceModules();
        MethodDefinition[] roots =
        [
            .. Methods(modules.Store, typeof(Ed25519Key), "Verify", "CopyId"),
            .. Methods(modules.Store, typeof(ManagedHmacKey), "HashOf"),
        ];
        Assert.HasCount(3 + 1, roots);

        InferenceWalk walk = InferenceWalk.From(roots, modules.All);

        // Every override is visited; the one of keys that take a whole message makes it.
        Violation.AssertNone(walk.Violations.Where(each => each.Where != "EdgeNet.HmacKey.HashOf"));
        string[] visited = [.. walk.Visited.Select(method => $"{method.DeclaringType.Name}.{method.Name}")];
        Assert.Contains("FieldElement.Multiply", visited);
        Assert.Contains("Ed25519Key.Fill", visited);
        Assert.Contains("Ed25519Scalar.Reduce", visited);
        Assert.Contains("Sha512.Compress", visited);
        Assert.Contains("Sha256.Compress", visited);
        Assert.Contains("SignedBytes.AddTo", visited);
    }

    [TestMethod]
    public void Health_EveryMethodThatIsCalled_AllocatesNothing()
    {
        using var modules = new DeviceModules();
        MethodDefinition[] roots =
        [
            .. Methods(modules.Store, typeof(HealthRecord), "CountInputs", "CountDecision", "IsDue", "Clear", "Write", "WriteLine"),
            .. Methods(modules.Store, typeof(FrameReader), "Read"),
            .. Methods(modules.Store, typeof(FrameWriter), "Write"),
            .. Methods(modules.Store, typeof(SerialNode), "SendHealth"),
        ];
        Assert.HasCount(7 + 1 + 1 + 1, roots); // two CountInputs

        InferenceWalk walk = InferenceWalk.From(roots, modules.All);

        Violation.AssertNone(walk.Violations);
        string[] visited = [.. walk.Visited.Select(method => $"{method.DeclaringType.Name}.{method.Name}")];
        Assert.Contains("HealthMessage.ShareOf", visited);
        Assert.Contains("HealthRecord.PutEnds", visited);
        Assert.Contains("HeadModel.IsSaturated", visited);
        Assert.Contains("Crc32.Advance", visited);
        Assert.DoesNotContain("HealthRecord.ThrowWrongLength", visited);
    }

    [TestMethod]
    public void DeviceTests_LanguageLimits_AreKept()
    {
        using ModuleDefinition module = CompileDeviceTests();

        Violation.AssertNone(LanguageLimits.Check(DeviceTestTypes(module)).Concat(LanguageLimits.CheckSums(module)));
    }

    [TestMethod]
    public void DeviceTests_InstanceMethods_NeverTouchThis()
    {
        using ModuleDefinition module = CompileDeviceTests();
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

    private static ModuleDefinition CompileDeviceTests() => DeviceCompiler.CompileFiles(
        "NFUnitTest",
        [.. DeviceCompiler.Files("tests/EdgeNet.DeviceTests"), .. DeviceCompiler.Files("firmware/EdgeNet.Host"), .. DeviceCompiler.Files("models/vibration"), .. DeviceCompiler.StandIn("TestFramework")]);
}
