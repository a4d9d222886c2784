using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("SonarNode")]
[assembly: AssemblyDescription("Classifies recorded sonar echoes on an ESP32.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: ComVisible(false)]
