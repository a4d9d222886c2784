namespace EdgeNet.Tests.Projects;

/// <summary>An assembly of the nanoFramework that a project may refer to, and the package that carries it.</summary>
/// <param name="Package">The package's id.</param>
/// <param name="PackageVersion">The package's version.</param>
/// <param name="Name">The assembly's name.</param>
/// <param name="Version">The assembly's version.</param>
/// <param name="Needs">Names of the assemblies, besides mscorlib, that it refers to itself: a project must list them too.</param>
internal sealed record NanoAssembly(string Package, string PackageVersion, string Name, string Version, params string[] Needs)
{
    /// <summary>All assemblies of the nanoFramework are signed with one key.</summary>
    public const string PublicKeyToken = "c07d481e9758c731";

    /// <summary>The generation in stable use: CoreLibrary 1.17, firmware 1.16.</summary>
    public static readonly NanoAssembly[] All =
    [
        new("nanoFramework.CoreLibrary", "1.17.11", "mscorlib", "1.17.11.0"),
        new("nanoFramework.System.Math", "1.5.116", "System.Math", "1.5.116.0"),
        new("nanoFramework.Runtime.Native", "1.7.11", "nanoFramework.Runtime.Native", "1.7.11.0"),
        new("nanoFramework.Runtime.Events", "1.11.37", "nanoFramework.Runtime.Events", "1.11.37.0"),
        new("nanoFramework.Hardware.Esp32", "1.6.40", "nanoFramework.Hardware.Esp32", "1.6.40.0", "nanoFramework.Runtime.Events"),
        new("nanoFramework.System.Collections", "1.5.75", "nanoFramework.System.Collections", "1.5.75.0"),
        new("nanoFramework.System.Text", "1.3.42", "nanoFramework.System.Text", "1.3.42.0"),
        new("nanoFramework.System.IO.Streams", "1.1.96", "System.IO.Streams", "1.1.96.0", "nanoFramework.System.Text"),
        new("nanoFramework.System.IO.FileSystem", "1.1.93", "System.IO.FileSystem", "1.1.93.0", "nanoFramework.Runtime.Events", "nanoFramework.System.Text", "System.IO.Streams"),
        new("nanoFramework.System.IO.Ports", "1.1.139", "System.IO.Ports", "1.1.139.0", "nanoFramework.Runtime.Events", "nanoFramework.System.Text", "System.IO.Streams"), // native 100.1.6.1, as firmware 1.16 has it
        new("nanoFramework.ResourceManager", "1.2.32", "nanoFramework.ResourceManager", "1.2.32.0"),
        new("nanoFramework.System.Device.Gpio", "1.1.62", "System.Device.Gpio", "1.1.62.0", "nanoFramework.Runtime.Events"),
        new("nanoFramework.System.Device.I2c", "1.1.29", "System.Device.I2c", "1.1.29.0"),
        new("nanoFramework.System.Device.Adc", "1.1.24", "System.Device.Adc", "1.1.24.0"),
        new("nanoFramework.System.Threading", "1.1.52", "System.Threading", "1.1.52.0"),
        new("nanoFramework.System.Net", "1.11.60", "System.Net", "1.11.60.0", "nanoFramework.Runtime.Events", "nanoFramework.System.Text", "System.IO.Streams", "System.Threading"),
        new("nanoFramework.System.Device.Wifi", "1.5.149", "System.Device.Wifi", "1.5.149.0", "nanoFramework.Runtime.Events", "nanoFramework.System.Text", "System.IO.Streams", "System.Net", "System.Threading"),
        new("nanoFramework.M2Mqtt", "5.1.220", "nanoFramework.M2Mqtt.Core", "5.1.220.0"),
        new("nanoFramework.M2Mqtt", "5.1.220", "nanoFramework.M2Mqtt", "5.1.220.0", "nanoFramework.M2Mqtt.Core", "nanoFramework.Runtime.Events", "nanoFramework.Runtime.Native", "nanoFramework.System.Collections", "nanoFramework.System.Text", "System.IO.Streams", "System.Net", "System.Threading"),
        new("nanoFramework.TestFramework", "3.0.80", "nanoFramework.TestFramework", "3.0.80.0"),
        new("nanoFramework.TestFramework", "3.0.80", "nanoFramework.UnitTestLauncher", "0.0.0.0", "nanoFramework.TestFramework"),
    ];

    /// <summary>Where the assembly is, from the folder of the solution.</summary>
    public string Path => $@"packages\{Package}.{PackageVersion}\lib\{Name}.{(Name.EndsWith("Launcher", StringComparison.Ordinal) ? "exe" : "dll")}";

    /// <summary>What a project refers to it by.</summary>
    public string Identity => $"{Name}, Version={Version}, Culture=neutral, PublicKeyToken={PublicKeyToken}";
}
