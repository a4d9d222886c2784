using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("EdgeNet.Streams")]
[assembly: AssemblyDescription("Turns a stream of readings into decisions: windows, features and rules that travel with the model.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: ComVisible(false)]
