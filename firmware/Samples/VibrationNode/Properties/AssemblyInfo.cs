using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("VibrationNode")]
[assembly: AssemblyDescription("Listens to a machine with an accelerometer on an ESP32, and says what is wrong.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: ComVisible(false)]
