using EdgeNet.Tests.Device;
using Mono.Cecil;

namespace EdgeNet.Tests.Esp32;

/// <summary>The sources for the ESP32 are held to the limits of the device too.</summary>
[TestClass]
public class Esp32SurfaceTests
{
    /// <summary>What they use besides <c>DeviceSurface.txt</c>, as the assemblies of the nanoFramework have it.</summary>
    private static readonly HashSet<string> More =
    [
        "T:System.MulticastDelegate", "T:System.IntPtr", "T:System.AsyncCallback", "T:System.IAsyncResult", // every delegate
        "T:System.TimeSpan", "M:System.TimeSpan.FromSeconds(System.Int64)",
        "T:System.IO.File", "M:System.IO.File.Exists(System.String)", "M:System.IO.File.ReadAllBytes(System.String)",
    ];

    [TestMethod]
    [DataRow("EdgeNet.Esp32", 6)]
    [DataRow("SensorLogger", 8)]
    [DataRow("SonarNode", 4)]
    [DataRow("VibrationNode", 6)]
    [DataRow("EdgeNet.Models", 1)] // the generated class that the sample carries
    public void Sources_OutsideReferences_AreOnDevice(string name, int types)
    {
        using ModuleDefinition module = Open();
        Violation.AssertNone(OutsideReferences.Check(Types(module, name, types), outside => DeviceTestSurface.Has(outside) || More.Contains(outside)));
    }

    [TestMethod]
    [DataRow("EdgeNet.Esp32", 6)]
    [DataRow("SensorLogger", 8)]
    [DataRow("SonarNode", 4)]
    [DataRow("VibrationNode", 6)]
    [DataRow("EdgeNet.Models", 1)] // the generated class that the sample carries
    public void Sources_LanguageLimits_AreKept(string name, int types)
    {
        using ModuleDefinition module = Open();
        Violation.AssertNone(LanguageLimits.Check(Types(module, name, types)));
    }

    private static TypeDefinition[] Types(ModuleDefinition module, string name, int least)
    {
        TypeDefinition[] types = [.. TypeUse.TypesOf(module).Where(type => type.Namespace == name)];
        Assert.IsGreaterThanOrEqualTo(least, types.Length);
        return types;
    }

    private static ModuleDefinition Open() => ModuleDefinition.ReadModule(typeof(Esp32SurfaceTests).Assembly.Location);
}
