using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("EdgeNet.Store")]
[assembly: AssemblyDescription("Brings signed models to boards in the field, and goes back to the model before where one fails.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: ComVisible(false)]
[assembly: InternalsVisibleTo("NFUnitTest")] // the device tests
