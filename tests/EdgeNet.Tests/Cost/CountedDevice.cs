using System.Reflection;
using System.Runtime.Loader;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Cost;

/// <summary>
/// The device libraries with counters, loaded beside the desktop's: the same IL that the device executes. What is loaded from the one has
/// nothing to do with the other.
/// </summary>
/// <remarks>One thread at a time.</remarks>
internal sealed class CountedDevice : IDisposable
{
    private static readonly Lazy<(byte[] Assembly, Block[] Blocks)[]> Libraries = new(RewriteLibraries);

    private readonly AssemblyLoadContext _context = new(null, isCollectible: true);
    private readonly List<(Block[] Blocks, long[] Visits)> _counts = [];
    private readonly Assembly _library;
    private readonly Assembly _streams;
    private readonly Assembly _store;
    private readonly Assembly _storage;
    private readonly Assembly? _generated;

    /// <summary>Loads the device libraries.</summary>
    /// <param name="generated">Sources of generated classes, compiled together.</param>
    public CountedDevice(params string[] generated)
    {
        _library = Load(Libraries.Value[0]);
        _streams = Load(Libraries.Value[1]);
        _store = Load(Libraries.Value[2]);
        using var corlib = new DeviceCorlib();
        _storage = Load(BlockCounter.Rewrite(DeviceCompiler.CompileFiles("Storage", DeviceCompiler.Files("tests/EdgeNet.DeviceTests", "ArrayStorage.cs")), corlib));
        _generated = generated.Length == 0 ? null : Load(BlockCounter.Rewrite(DeviceCompiler.CompileTexts(generated), corlib));
    }

    /// <summary>IL instructions since the last <see cref="Count"/> began.</summary>
    private long Instructions => _counts.Sum(each => each.Blocks.Zip(each.Visits, (block, visits) => block.Instructions * visits).Sum());

    /// <summary>The blocks that the last <see cref="Count"/> executed, and how often.</summary>
    public IEnumerable<(Block Block, long Visits)> Executed =>
        _counts.SelectMany(each => each.Blocks.Zip(each.Visits)).Where(each => each.Second > 0);

    /// <summary>Counts the IL instructions of an action.</summary>
    public long Count(Action action)
    {
        foreach ((_, long[] visits) in _counts)
        {
            Array.Clear(visits);
        }

        action();
        return Instructions;
    }

    /// <summary>Calls <c>Model.Load(data, memory)</c>.</summary>
    public object LoadModel(byte[] data, ModelMemory memory) =>
        Call(TypeOf("Model").GetMethod("Load", [typeof(byte[]), TypeOf("ModelMemory")])!, null, data, Enum.ToObject(TypeOf("ModelMemory"), (byte)memory));

    /// <summary>Calls <c>Model.Open(storage)</c> on bytes in memory.</summary>
    public object OpenModel(byte[] data) => Call(TypeOf("Model").GetMethod("Open")!, null, MakeStorage(data), 4096);

    /// <summary>Makes a key of <c>EdgeNet.Store</c>: <c>Ed25519Key</c> or <c>ManagedHmacKey</c>.</summary>
    public object MakeKey(string className, byte[] bytes) => Activator.CreateInstance(_store.GetType($"EdgeNet.{className}")!, bytes)!;

    /// <summary>Calls <c>Verify(file, signatureAt)</c> of a key.</summary>
    public bool Verify(object key, byte[] file, int signatureAt) =>
        (bool)Call(key.GetType().GetMethod("Verify", [TypeOf("ModelStorage"), typeof(int)])!, key, MakeStorage(file), signatureAt);

    /// <summary>Calls <c>Pipeline.Load(data, memory)</c>.</summary>
    public object LoadPipeline(byte[] data, ModelMemory memory) =>
        Call(_streams.GetType("EdgeNet.Pipeline")!.GetMethod("Load", [typeof(byte[]), TypeOf("ModelMemory")])!, null, data, Enum.ToObject(TypeOf("ModelMemory"), (byte)memory));

    /// <summary>Makes a generated class.</summary>
    public object Make(string className) => Activator.CreateInstance(_generated!.GetTypes().Single(type => type.Name == className))!;

    /// <summary>Makes a delegate of a public method, which takes nothing to call.</summary>
    public static T Method<T>(object target, string name)
        where T : Delegate
    {
        Type[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        return target.GetType().GetMethod(name, parameters)!.CreateDelegate<T>(target);
    }

    public void Dispose() => _context.Unload();

    private static (byte[] Assembly, Block[] Blocks)[] RewriteLibraries()
    {
        using var modules = new DeviceModules();
        using var corlib = new DeviceCorlib();
        return [BlockCounter.Rewrite(modules.Library, corlib), BlockCounter.Rewrite(modules.Streams, corlib), BlockCounter.Rewrite(modules.Store, corlib)];
    }

    private static object Call(MethodInfo method, object? target, params object[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private object MakeStorage(byte[] data) => Activator.CreateInstance(_storage.GetType("EdgeNet.DeviceTests.ArrayStorage")!, data)!;

    private Type TypeOf(string name) => _library.GetType($"EdgeNet.{name}")!;

    private Assembly Load((byte[] Assembly, Block[] Blocks) rewritten)
    {
        Assembly assembly = _context.LoadFromStream(new MemoryStream(rewritten.Assembly));
        var visits = new long[rewritten.Blocks.Length];
        assembly.GetType(BlockCounter.CounterType)!.GetField(BlockCounter.CounterField)!.SetValue(null, visits);
        _counts.Add((rewritten.Blocks, visits));
        return assembly;
    }
}
