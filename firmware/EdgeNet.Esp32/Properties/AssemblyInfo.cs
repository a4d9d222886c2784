using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("EdgeNet.Esp32")]
[assembly: AssemblyDescription("What EdgeNet needs of an ESP32: timing, sleep and pins.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: ComVisible(false)]
