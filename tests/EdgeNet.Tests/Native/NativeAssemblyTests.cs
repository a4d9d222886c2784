using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EdgeNet.Tests.Device;
using Mono.Cecil;

namespace EdgeNet.Tests.Native;

/// <summary>
/// The assembly fits the table in the firmware, now and in every later version: a firmware refuses one of another checksum, and calls by the place of a
/// method in the table.
/// </summary>
[TestClass]
public partial class NativeAssemblyTests
{
    // A firmware that someone built has these. They never change.
    private const uint Checksum = 0xFACA5073;
    private const string NativeVersion = "1.0.0.0";
    private const string StubOfExecute = "Execute___I4__SZARRAY_SystemArray__SystemArray";

    private static readonly string Interop = File.ReadAllText(Path.Combine(CEngine.Folder, "edgenet_native_interop.cpp"));

    [TestMethod]
    public void Assembly_Methods_AreThoseOfTheTable()
    {
        using ModuleDefinition module = Compile();
        TypeDefinition type = module.GetTypes().Single(each => each.Name != "<Module>");
        Assert.AreEqual("EdgeNet.Native.FirmwareEngine", type.FullName);
        Assert.AreEqual("EdgeNet.NativeEngine", type.BaseType.FullName);

        // The order of the metadata processor: virtual methods, constructors, static methods.
        MethodDefinition[] ordered =
        [
            .. type.Methods.Where(method => method.IsVirtual),
            .. type.Methods.Where(method => !method.IsVirtual && !method.IsStatic),
            .. type.Methods.Where(method => method.IsStatic),
        ];
        Assert.AreSequenceEqual((string[])["Execute", ".ctor"], ordered.Select(method => method.Name));
        Assert.AreSequenceEqual([true, false], ordered.Select(method => method.IsInternalCall));
        Assert.IsTrue(ordered[1].IsPublic && !ordered[1].HasParameters); // the library calls it by reflection
        Assert.AreEqual(StubOfExecute, StubName(ordered[0]));
        Match table = Table().Match(Interop);
        Assert.AreSequenceEqual(["Execute", "NULL"], table.Groups[1].Value.Split('\n').Select(line => line.Split(',')[0].Trim()).Where(line => line.Length > 0));
    }

    [TestMethod]
    public void Assembly_ChecksumAndVersion_AreThoseOfTheFirmwareAndNeverChange()
    {
        using ModuleDefinition module = Compile();
        CustomAttribute version = module.Assembly.CustomAttributes.Single(attribute => attribute.AttributeType.Name == "AssemblyNativeVersionAttribute");
        Assert.AreEqual(NativeVersion, version.ConstructorArguments[0].Value);

        // The metadata processor begins with the name of the first native method, and adds a word for each method after it that is none.
        Assert.AreEqual(Checksum, Crc(Encoding.ASCII.GetBytes(StubOfExecute + "NULL")));

        // As FindNF_NativeAssemblies.cmake reads it.
        Match data = AssemblyData().Match(Interop);
        Assert.IsTrue(data.Success);
        Assert.AreEqual(Checksum, uint.Parse(data.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.AreEqual(NativeVersion, string.Join('.', data.Groups.Values.Skip(2).Select(group => group.Value)));
    }

    [TestMethod]
    public void CMake_FilesThatItNames_AreThereAndAreAllThatAFirmwareCompiles()
    {
        string module = File.ReadAllText(Path.Combine(CEngine.Folder, "FindINTEROP-EdgeNet.Native.cmake"));
        string[] named = [.. SourceName().Matches(module).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        string[] sources = [.. Directory.GetFiles(CEngine.Folder, "*.c*").Select(file => Path.GetFileName(file)).Where(file => file.EndsWith(".c", StringComparison.Ordinal) || file.EndsWith(".cpp", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.AreSequenceEqual(sources, named);
    }

    [TestMethod]
    public void Sources_Length_IsAtMost300Lines()
    {
        foreach (string file in Directory.EnumerateFiles(CEngine.Folder, "*.*", SearchOption.AllDirectories).Where(file => file.EndsWith(".c", StringComparison.Ordinal) || file.EndsWith(".h", StringComparison.Ordinal) || file.EndsWith(".cpp", StringComparison.Ordinal)))
        {
            Assert.IsLessThanOrEqualTo(300, File.ReadAllLines(file).Length, file);
        }
    }

    [TestMethod]
    public void Assembly_LanguageLimits_AreKept()
    {
        using ModuleDefinition module = Compile();
        Violation.AssertNone(LanguageLimits.Check(TypeUse.TypesOf(module)));
    }

    private static ModuleDefinition Compile() => DeviceCompiler.CompileFiles(
        "EdgeNet.Native", [.. DeviceCompiler.Files("firmware/EdgeNet.Native"), .. DeviceCompiler.Files("firmware/EdgeNet.Native/Properties")]);

    private static string StubName(MethodDefinition method)
    {
        string[] types = [.. method.Parameters.Select(parameter => parameter.ParameterType).Prepend(method.ReturnType).Select(StubName)];
        return $"{method.Name}___{string.Join("__", types)}";
    }

    private static string StubName(TypeReference type) => type.FullName switch
    {
        "System.Int32" => "I4",
        "System.Array" => "SystemArray",
        "System.Array[]" => "SZARRAY_SystemArray",
        _ => type.FullName,
    };

    // CRC-32 with polynomial 0x04C11DB7, most significant bit first, from 0.
    private static uint Crc(byte[] bytes)
    {
        uint crc = 0;
        foreach (byte b in bytes)
        {
            crc ^= (uint)b << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ ((crc >> 31) * 0x04C11DB7);
            }
        }

        return crc;
    }

    [GeneratedRegex(@"CLR_RT_MethodHandler methods\[\] = \{\s*(.*?)\};", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"\sCLR_RT_NativeAssemblyData\s+g_CLR_AssemblyNative_EdgeNet_Native\s*=[^{]+{[^0]+0x([0-9A-Za-z]+)[^{]+{\s*([0-9]+)\s*,\s*([0-9]+)\s*,\s*([0-9]+)\s*,\s*([0-9]+)")]
    private static partial Regex AssemblyData();

    [GeneratedRegex(@"\$\{BASE_PATH_FOR_THIS_MODULE\}/(\w+\.cp?p?)")]
    private static partial Regex SourceName();
}
