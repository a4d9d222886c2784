using Mono.Cecil;

namespace EdgeNet.Tests.Device;

/// <summary>What the device does not have is an error of the compiler, and the build compiles the device libraries with it.</summary>
[TestClass]
public class DeviceCompilerTests
{
    [TestMethod]
    [DataRow("string", "text.Substring(1) + number.ToString()")]
    [DataRow("float", "BitConverter.ToSingle(new byte[] { 1, 2, 3, 4 }, 0)")]
    [DataRow("double", "Math.Exp(number)")]
    [DataRow("int", "Model.Load(null).InputCount")]
    [DataRow("bool", "Pipeline.Load(null).SelfTest()")]
    public void Errors_WhatTheDeviceHas_AreNone(string type, string expression)
    {
        Assert.AreSequenceEqual(Array.Empty<string>(), DeviceCompiler.Errors(Method(type, expression)));
    }

    [TestMethod]
    [DataRow("string", "string.Join(text, text)", "'string' does not contain a definition for 'Join'")]
    [DataRow("string", "number.ToString(System.Globalization.CultureInfo.InvariantCulture)", "'CultureInfo' does not contain a definition for 'InvariantCulture'")]
    [DataRow("int", "new System.Collections.Generic.List<int>().Count", "The type or namespace name 'Generic' does not exist")]
    [DataRow("int", "BitConverter.SingleToInt32Bits(1f)", "'BitConverter' does not contain a definition for 'SingleToInt32Bits'")]
    [DataRow("float", "MathF.Sqrt(1f)", "The name 'MathF' does not exist")]
    [DataRow("bool", "float.IsFinite(1f)", "'float' does not contain a definition for 'IsFinite'")]
    [DataRow("Span<int>", "default", "The type or namespace name 'Span<>' could not be found")]
    [DataRow("int?", "number", "Predefined type 'System.Nullable`1' is not defined")]
    [DataRow("Exception", "new OverflowException()", "The type or namespace name 'OverflowException' could not be found")]
    [DataRow("decimal", "number", "Predefined type 'System.Decimal' is not defined")]
    [DataRow("int", "Math.Clamp(number, 0, 1)", "'Math' does not contain a definition for 'Clamp'")]
    public void Errors_WhatTheDeviceLacks_AreFound(string type, string expression, string expected)
    {
        string[] errors = DeviceCompiler.Errors(Method(type, expression));
        Assert.IsTrue(errors.Any(error => error.Contains(expected, StringComparison.Ordinal)), $"'{expected}' is not in:\n{string.Join('\n', errors)}");
    }

    [TestMethod]
    public void Build_OfTheDeviceLibraries_RefersToTheDeviceAlone()
    {
        using var modules = new DeviceModules();
        Assert.AreSequenceEqual(
            ["System.Math", "mscorlib, Version=1.17.11.0, Culture=neutral, PublicKeyToken=c07d481e9758c731"],
            modules.Library.AssemblyReferences.Select(ShortName).Order(StringComparer.Ordinal));
        Assert.AreSequenceEqual(
            ["EdgeNet", "System.Math", "mscorlib, Version=1.17.11.0, Culture=neutral, PublicKeyToken=c07d481e9758c731"],
            modules.Streams.AssemblyReferences.Select(ShortName).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void Build_OfTheDeviceLibraries_HasEveryTypeOfTheHost()
    {
        using var modules = new DeviceModules();
        Assert.AreSequenceEqual(
            typeof(Model).Assembly.GetExportedTypes().Select(type => type.FullName!).Order(StringComparer.Ordinal),
            modules.All.SelectMany(module => module.Types).Where(type => type.IsPublic).Select(type => type.FullName).Order(StringComparer.Ordinal));
    }

    private static string Method(string type, string expression) =>
        $"using System; using EdgeNet; public static class Probe {{ public static {type} Value(string text, int number) {{ return {expression}; }} }}";

    private static string ShortName(AssemblyNameReference assembly) => assembly.Name == "mscorlib" ? assembly.FullName : assembly.Name;
}
