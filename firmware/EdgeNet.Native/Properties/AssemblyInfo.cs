using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("EdgeNet.Native")]
[assembly: AssemblyDescription("The kernels of EdgeNet inside the firmware.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: AssemblyNativeVersion("1.0.0.0")] // that of the firmware's part: firmware/NATIVE.md says why it never changes
[assembly: ComVisible(false)]
