using EdgeNet.Tests.Device;
using Mono.Cecil;

namespace EdgeNet.Tests.Esp32;

/// <summary>The sources for the ESP32 compile against the device's own mscorlib and are held to the limits of the device too.</summary>
[TestClass]
public class DeviceProgramTests
{
    private static readonly string[] Folders =
        ["firmware/EdgeNet.Esp32", "firmware/Samples/SensorLogger", "firmware/Samples/SonarNode", "firmware/Samples/VibrationNode", "models/sonar", "models/vibration"];

    [TestMethod]
    [DataRow("EdgeNet.Esp32", 6)]
    [DataRow("SensorLogger", 11)]
    [DataRow("SonarNode", 7)]
    [DataRow("VibrationNode", 18)]
    [DataRow("EdgeNet.Models", 3)] // the generated classes that the samples carry
    public void Sources_LanguageLimits_AreKept(string name, int least)
    {
        using ModuleDefinition module = DeviceCompiler.CompileFiles("Programs", [.. Folders.SelectMany(folder => DeviceCompiler.Files(folder)), .. DeviceCompiler.StandIn("Boards")]);
        TypeDefinition[] types = [.. TypeUse.TypesOf(module).Where(type => type.Namespace == name)];
        Assert.IsGreaterThanOrEqualTo(least, types.Length);
        Violation.AssertNone(LanguageLimits.Check(types));
    }
}
