using EdgeNet.Fleet;
using EdgeNet.Fleet.Keys;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Fleet;

/// <summary>A signed model, as 'edgenet sign' makes it.</summary>
internal static class SimulatedModel
{
    public const int Trial = 20;

    private static readonly byte[] Plain = RandomModels.Make(5, 40, [(32, Activation.Relu), (16, Activation.Relu)], goldenVectors: 2).File;

    public static HmacFleetKey Key { get; } = new([.. Enumerable.Range(0, 32).Select(i => (byte)(i + 1))]);

    public static string Name { get; } = Model.Load(Plain).Name;

    public static byte[] Signed(int version, int trial = Trial) => ModelSigner.Sign(ModelFile.Parse(Plain), new SealData(version, ModelSeal.NoAlarm, trial, 60), Key).Bytes;

    public static OfferedModel Offered(int version) => new(Signed(version), Name, version, Key.IdText);
}
