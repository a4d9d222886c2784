using Mono.Cecil;

namespace EdgeNet.Tests.Device;

/// <summary>The IL of the device libraries, compiled against the device's own mscorlib. A method of one that the other calls is the same object in both.</summary>
internal sealed class DeviceModules : IDisposable
{
    private readonly DefaultAssemblyResolver _resolver = new();

    public DeviceModules()
    {
        _resolver.AddSearchDirectory(Path.GetDirectoryName(DeviceCompiler.PathOf("EdgeNet")));
        Library = Open("EdgeNet");
        Streams = Open("EdgeNet.Streams");
        Adaptation = Open("EdgeNet.Adaptation");
        Store = Open("EdgeNet.Store");
    }

    public ModuleDefinition Library { get; }

    public ModuleDefinition Streams { get; }

    public ModuleDefinition Adaptation { get; }

    public ModuleDefinition Store { get; }

    public ModuleDefinition[] All => [Library, Streams, Adaptation, Store];

    public void Dispose() => _resolver.Dispose();

    private ModuleDefinition Open(string name) => _resolver.Resolve(new AssemblyNameReference(name, new Version(0, 1, 0, 0))).MainModule;
}
