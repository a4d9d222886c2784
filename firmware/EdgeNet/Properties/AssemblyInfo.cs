using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("EdgeNet")]
[assembly: AssemblyDescription("Runs a trained network in integer arithmetic.")]
[assembly: AssemblyCompany("The EdgeNet contributors")]
[assembly: AssemblyProduct("EdgeNet")]
[assembly: AssemblyCopyright("The EdgeNet contributors")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: ComVisible(false)]

// The metadata processor leaves these out: they cost nothing in the .pe.
[assembly: InternalsVisibleTo("EdgeNet.Streams")]
[assembly: InternalsVisibleTo("EdgeNet.Adaptation")]
[assembly: InternalsVisibleTo("EdgeNet.Store")]
[assembly: InternalsVisibleTo("NFUnitTest")] // the device tests
[assembly: InternalsVisibleTo("Bench")]      // the benchmark's plain form
