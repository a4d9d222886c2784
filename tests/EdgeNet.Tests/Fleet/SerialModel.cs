using EdgeNet.DeviceTests;
using EdgeNet.Fleet;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Fleet;

/// <summary>A signed model to push.</summary>
internal static class SerialModel
{
    public const int Secret = 9;

    /// <summary>The name of the model.</summary>
    public static string Name { get; } = Model.Load(Plain()).Name;

    /// <summary>Makes one of about 1,900 bytes.</summary>
    public static OfferedModel Of(int version, int trial = 3, int secret = Secret)
    {
        var key = new CrcKey(secret);
        byte[] id = new byte[ModelKey.IdLength];
        key.CopyId(id);
        return new OfferedModel(BytesOf(version, trial, secret), Name, version, Convert.ToHexStringLower(id));
    }

    /// <summary>Its file.</summary>
    public static byte[] BytesOf(int version, int trial = 3, int secret = Secret) => SealedModel.Seal(Plain(), version, trial, new CrcKey(secret));

    private static byte[] Plain() => RandomModels.Make(11, 24, [(20, Activation.Relu), (12, Activation.Relu)], goldenVectors: 4).File;
}
