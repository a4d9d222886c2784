using System.Runtime.InteropServices;
using EdgeNet.Tests.CExport;

namespace EdgeNet.Tests.Native;

/// <summary>The firmware's kernels, compiled for this machine into a library and called as the firmware calls them.</summary>
internal sealed class CEngine : NativeEngine, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly nint _library;
    private readonly Function _execute;

    /// <summary>Compiles the kernels; without a compiler the test is inconclusive.</summary>
    public CEngine(params string[] options)
        : this(CCompiler.Find("gcc", "clang", "cc"), options)
    {
    }

    public CEngine(CCompiler compiler, params string[] options)
    {
        string[] shared = OperatingSystem.IsWindows() ? ["-shared"] : ["-shared", "-fPIC"];
        _library = NativeLibrary.Load(compiler.Compile(_folder.Path, Source, [.. shared, .. options]));
        _execute = Marshal.GetDelegateForFunctionPointer<Function>(NativeLibrary.GetExport(_library, "edgenet_execute"));
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Function(in Arrays arrays);

    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    /// <summary>The folder of the C that a firmware compiles.</summary>
    public static string Folder => Path.Combine(TestData.RepositoryFolder(), "firmware", "EdgeNet.Native");

    /// <summary>The file to compile; it includes the others.</summary>
    public static string Source => Path.Combine(Folder, "edgenet_native.c");

    /// <summary>Takes the arrays apart as the firmware does: one that is absent or has another type is null.</summary>
    public override int Execute(Array[] arrays, Array input) => Run(
        Of<int>(arrays, 0), Of<byte>(arrays, 1), Of<int>(arrays, 2), input as float[], input as int[], input as short[], Of<float>(arrays, 3));

    /// <summary>Runs a program over arrays, of which any may be null.</summary>
    public int Run(int[]? program, byte[]? model, int[]? work, float[]? features, int[]? readings, short[]? window, float[]? outputs)
    {
        Calls++;
        var pins = new List<GCHandle>();
        nint At(Array? array)
        {
            if (array is null)
            {
                return 0;
            }

            var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
            pins.Add(pin);
            return pin.AddrOfPinnedObject();
        }

        try
        {
            var arrays = new Arrays
            {
                Program = At(program),
                Model = At(model),
                Work = At(work),
                Features = At(features),
                Readings = At(readings),
                Window = At(window),
                Outputs = At(outputs),
                ProgramLength = program?.Length ?? 0,
                ModelLength = model?.Length ?? 0,
                WorkLength = work?.Length ?? 0,
                FeaturesLength = features?.Length ?? 0,
                ReadingsLength = readings?.Length ?? 0,
                WindowLength = window?.Length ?? 0,
                OutputsLength = outputs?.Length ?? 0,
            };
            return _execute(in arrays);
        }
        finally
        {
            pins.ForEach(pin => pin.Free());
        }
    }

    public void Dispose()
    {
        NativeLibrary.Free(_library);
        _folder.Dispose();
    }

    private static T[]? Of<T>(Array[]? arrays, int index) => arrays?.ElementAtOrDefault(index) as T[];

    /// <summary>The structure <c>edgenet_arrays</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Arrays
    {
        public nint Program;
        public nint Model;
        public nint Work;
        public nint Features;
        public nint Readings;
        public nint Window;
        public nint Outputs;
        public int ProgramLength;
        public int ModelLength;
        public int WorkLength;
        public int FeaturesLength;
        public int ReadingsLength;
        public int WindowLength;
        public int OutputsLength;
    }
}
