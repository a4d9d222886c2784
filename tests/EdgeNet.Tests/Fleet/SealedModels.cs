using EdgeNet.DeviceTests;
using EdgeNet.Fleet.Keys;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Fleet;

/// <summary>Models of every sort without a seal, and signed ones.</summary>
internal static class SealedModels
{
    public static readonly SealData Seal = new(7, ModelSeal.NoAlarm, 50, 30);

    /// <summary>Two keys of each kind; the same in every run.</summary>
    public static readonly FleetKey[] Keys =
    [
        new HmacFleetKey([.. Enumerable.Range(1, 32).Select(n => (byte)n)]), new HmacFleetKey([.. Enumerable.Range(2, 32).Select(n => (byte)n)]),
        Ed25519FleetKey.OfSecret([.. Enumerable.Range(3, 32).Select(n => (byte)n)]), Ed25519FleetKey.OfSecret([.. Enumerable.Range(4, 32).Select(n => (byte)n)]),
    ];

    /// <summary>Files of versions 1 to 5, by what is in them.</summary>
    public static IReadOnlyList<(string Name, byte[] File)> Plain { get; } =
    [
        ("one layer", SmallModels.OneLayer()), ("version 1", AsVersion(1, SmallModels.OneLayer())), ("leaky", SmallModels.TwoLayers()), ("tanh", SmallModels.Tabulated(3)),
        ("anomaly", SmallModels.Anomaly()), ("learning", SmallModels.Learning()), ("encoded anomaly", SmallModels.EncodedAnomaly()), ("reconstruction", SmallModels.Reconstruction()),
        ("familiar", SmallModels.Familiar()), ("filled", SmallModels.Filled()), ("filled, familiar", SmallModels.FilledAndFamiliar()), ("doubt", SmallModels.FamiliarWhereUnsure()),
        ("familiar codes", SmallModels.FamiliarCodes()), ("readings", SmallModels.Readings()), ("named", SmallModels.Named()), ("three classes", SmallModels.ThreeClasses()),
        ("linear quantities", SmallModels.Quantities(0)), ("relu quantities", SmallModels.Quantities(1)), ("nibbles", SmallModels.Nibbles()),
        ("257 classes", RandomModels.Make(1, 3, [], 1, outputs: 257, output: Activation.Softmax).File),
        ("300 quantities", ManyQuantities()),
        ("a quantity", RandomModels.Make(3, 5, [(3, Activation.LeakyRelu)], 2, outputs: 1, output: Activation.Relu).File),
        ("readings, nibbles", RandomModels.Make(4, 7, [(5, Activation.Sigmoid)], 2, takesReadings: true, areNibbles: true).File),
        ("stream without names", Streams.StreamFuzzBase.All()[0].File), ("stream", WithNames(Streams.StreamFuzzBase.All()[0].File)), ("newer stream", Streams.StreamFuzzBase.All()[^1].File),
        .. ((string[])["iris", "sonar", "vibration", "machine", "winding"]).Select(name => (name, OfRepository(name))),
    ];

    /// <summary>A table and a stream, each with and without names.</summary>
    public static IReadOnlyList<(string Name, byte[] File)> Kinds { get; } =
        [.. Plain.Where(each => each.Name is "one layer" or "iris" or "stream without names" or "stream")];

    /// <summary>A model file of the repository.</summary>
    public static byte[] OfRepository(string name) => File.ReadAllBytes(Path.Combine(TestData.ModelFolder(name), name + ".edgenet"));

    /// <summary>Signs a file.</summary>
    public static byte[] Signed(byte[] file, FleetKey key, SealData? seal = null) => ModelSigner.Sign(ModelFile.Parse(file), seal ?? Seal, key).Bytes;

    /// <summary>Reads the seal of a file.</summary>
    public static ModelSeal Read(byte[] file) => ModelSeal.Read(new ArrayStorage(file));

    private static byte[] AsVersion(int version, byte[] file)
    {
        ModelBytes.PutUInt16(file, 4, version);
        ModelBytes.Seal(file);
        return file;
    }

    // From version 3 to version 4.
    private static byte[] WithNames(byte[] plain)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(plain, 0, plain.Length - 4);
        ModelInputs.Write(writer, [.. Enumerable.Range(0, Model.Load(plain).InputCount).Select(i => new ModelInput($"\u00e4 {i}", i, i + 1))]);
        writer.Write(0);
        byte[] file = stream.ToArray();
        ModelBytes.PutUInt16(file, 4, 4);
        ModelBytes.PutInt32(file, 8, file.Length);
        ModelBytes.Seal(file);
        return file;
    }

    // So many that the file has no names for them.
    private static byte[] ManyQuantities()
    {
        const int Count = 300;
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 1f, 0, "many", string.Empty, string.Empty);
        file.WriteInputs([1f], [128.5f]);
        file.WriteLayer((int)Activation.Linear, 0, 0, new int[Count], null, null, [.. Enumerable.Repeat((sbyte)1, Count)], [.. Enumerable.Repeat(1f, Count)], new float[Count]);
        file.WriteGoldenVector([5f], [.. Enumerable.Repeat(5, Count)]);
        return file.ToFile();
    }
}
