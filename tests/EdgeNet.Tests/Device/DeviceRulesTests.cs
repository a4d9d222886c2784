using Mono.Cecil;

namespace EdgeNet.Tests.Device;

/// <summary>The rules that <see cref="DeviceLibraryTests"/> holds the library to can fail: each finds the code that breaks it.</summary>
[TestClass]
public class DeviceRulesTests
{
    [TestMethod]
    [DataRow(nameof(DeviceViolations.NewArray), "allocates: newarr System.Int32")]
    [DataRow(nameof(DeviceViolations.NewObject), "allocates: newobj System.Void EdgeNet.Tests.Device.DeviceViolations/Base::.ctor()")]
    [DataRow(nameof(DeviceViolations.Box), "allocates: box System.Int32")]
    [DataRow(nameof(DeviceViolations.Concatenate), "calls outside: M:System.String.Concat(System.String,System.String)")]
    [DataRow(nameof(DeviceViolations.NumberToString), "calls outside: M:System.Int32.ToString(System.IFormatProvider)")]
    [DataRow(nameof(DeviceViolations.LoadString), "allocates: ldstr text")]
    [DataRow(nameof(DeviceViolations.MakeDelegate), "allocates: ldftn System.Int32 EdgeNet.Tests.Device.DeviceViolations::NewArray(System.Int32)")]
    [DataRow(nameof(DeviceViolations.LocalStruct), "local struct: System.TimeSpan")]
    [DataRow(nameof(DeviceViolations.Throw), "allocates: newobj System.Void System.ArgumentOutOfRangeException::.ctor(System.String)")]
    [DataRow(nameof(DeviceViolations.CallsOneThatAllocates), "allocates: newarr System.Int32")]
    [DataRow(nameof(DeviceViolations.CallsOverrideThatAllocates), "allocates: newarr System.Int32")]
    [DataRow(nameof(DeviceViolations.StackAllocation), "allocates: localloc ")]
    public void InferenceWalk_MethodThatAllocates_IsFound(string method, string expected)
    {
        using ModuleDefinition module = Open();

        string[] found = [.. InferenceWalk.From([Method(module, method)]).Violations.Select(violation => violation.What)];

        Assert.Contains(expected, found);
    }

    [TestMethod]
    public void InferenceWalk_SoundMethod_IsNotEnteredWhereItOnlyThrows()
    {
        using ModuleDefinition module = Open();

        InferenceWalk walk = InferenceWalk.From([Method(module, nameof(DeviceViolations.Sound))]);

        Violation.AssertNone(walk.Violations);
        string[] visited = [.. walk.Visited.Select(method => method.Name).Order()];
        Assert.AreSequenceEqual(["OnlyThrowsWhenNegative", "Sound"], visited);
    }

    [TestMethod]
    [DataRow(nameof(DeviceViolations.CheckedAdd), "instruction: add.ovf")]
    [DataRow(nameof(DeviceViolations.CheckedConversion), "instruction: conv.ovf.u1")]
    [DataRow(nameof(DeviceViolations.TwoDimensions), "array of several dimensions: System.Int32[0...,0...]")]
    [DataRow(nameof(DeviceViolations.GenericMethod), "generic method")]
    [DataRow(nameof(DeviceViolations.StackAllocation), "instruction: localloc")]
    [DataRow(nameof(DeviceViolations.StackAllocation), "pointer: System.Void*")]
    [DataRow(nameof(DeviceViolations.UseList), "generic type: System.Collections.Generic.List`1<System.Int32>")]
    public void LanguageLimits_MethodBeyond_IsFound(string method, string expected)
    {
        using ModuleDefinition module = Open();

        string[] found = [.. LanguageLimits.Check([Violations(module)]).Where(each => IsIn(each, method)).Select(each => each.What)];

        Assert.Contains(expected, found);
    }

    [TestMethod]
    [DataRow("Pair", "struct")]
    [DataRow("Generic`1", "generic type")]
    [DataRow("IShape", "default interface method")]
    public void LanguageLimits_TypeBeyond_IsFound(string type, string expected)
    {
        using ModuleDefinition module = Open();
        TypeDefinition nested = Violations(module).NestedTypes.Single(each => each.Name == type);

        string[] found = [.. LanguageLimits.Check([nested]).Select(violation => violation.What)];

        Assert.Contains(expected, found);
    }

    [TestMethod]
    public void LanguageLimits_SoundMethod_FindNothing()
    {
        using ModuleDefinition module = Open();

        Violation.AssertNone(LanguageLimits.Check([Violations(module)]).Where(violation => IsIn(violation, nameof(DeviceViolations.Sound))));
    }

    private static bool IsIn(Violation violation, string method) => violation.Where.EndsWith($".{method}", StringComparison.Ordinal);

    private static ModuleDefinition Open() => ModuleDefinition.ReadModule(typeof(DeviceViolations).Assembly.Location);

    private static TypeDefinition Violations(ModuleDefinition module) => module.GetType(typeof(DeviceViolations).FullName);

    private static MethodDefinition Method(ModuleDefinition module, string name) => Violations(module).Methods.Single(method => method.Name == name);
}
