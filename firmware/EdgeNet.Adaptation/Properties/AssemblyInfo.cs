using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("EdgeNet.Adaptation")]
[assembly: AssemblyDescription("Learns on the device: what is normal for a machine, and the output layer of a classifier.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: ComVisible(false)]
