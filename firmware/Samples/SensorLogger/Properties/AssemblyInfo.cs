using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("SensorLogger")]
[assembly: AssemblyDescription("Sends the readings of an accelerometer over a serial port, for edgenet capture.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: ComVisible(false)]
