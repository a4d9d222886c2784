using System.Runtime.CompilerServices;
using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>Files whose CRC is right and one of whose numbers is not: what a faulty exporter, or an attacker, could write.</summary>
[TestClass]
public partial class ModelFileForgeryTests
{
    // 5 inputs, so that the weights of layer 1 are followed by padding: 3 units leaky, 2 units tanh, 1 unit.
    private const int Inputs = 5;
    private const int Hidden = 3;

    private static readonly RandomModel Sound =
        RandomModels.Make(5, Inputs, [(Hidden, Activation.LeakyRelu), (2, Activation.Tanh)], goldenVectors: 2);

    private static readonly int Scales = Sound.Layout.Inputs;
    private static readonly int Offsets = Scales + (4 * Inputs);
    private static readonly int Layer1 = Sound.Layout.Layers[0];
    private static readonly int Layer2 = Sound.Layout.Layers[1];
    private static readonly int OutputLayer = Sound.Layout.Layers[2];
    private static readonly int Weights1 = Layer1 + 8 + (3 * 4 * Hidden);

    [TestMethod]
    [DataRow(4, 0, ModelFormatError.UnsupportedVersion)]
    [DataRow(4, 3, ModelFormatError.ImpossibleShape)] // version 3 without a stream
    [DataRow(4, 4, ModelFormatError.ImpossibleShape)] // version 4 without names
    [DataRow(4, 5, ModelFormatError.ImpossibleShape)] // version 5 without the length of names
    [DataRow(4, 6, ModelFormatError.ImpossibleShape)] // likewise
    [DataRow(4, 7, ModelFormatError.UnsupportedVersion)]
    [DataRow(4, 65535, ModelFormatError.UnsupportedVersion)]
    [DataRow(6, 1, ModelFormatError.ImpossibleShape)] // words of a stream, in version 2
    [DataRow(6, 65535, ModelFormatError.ImpossibleShape)]
    [DataRow(12, 0, ModelFormatError.ImpossibleShape)] // inputs
    [DataRow(16, 0, ModelFormatError.ImpossibleShape)] // golden vectors
    [DataRow(16, 256, ModelFormatError.ImpossibleShape)]
    [DataRow(16, 65535, ModelFormatError.ImpossibleShape)]
    [DataRow(16, 1, ModelFormatError.ImpossibleShape)] // one fewer: bytes are left over
    [DataRow(16, 3, ModelFormatError.Truncated)] // one more
    [DataRow(18, 0, ModelFormatError.ImpossibleShape)] // entries of the tanh table
    [DataRow(18, 1023, ModelFormatError.ImpossibleShape)]
    [DataRow(18, 1025, ModelFormatError.ImpossibleShape)]
    public void Load_ImpossibleNumberInHeader_IsRefused(int position, int value, ModelFormatError expected)
    {
        AssertRefusedWith(expected, file => ModelBytes.PutUInt16(file, position, value));
    }

    [TestMethod]
    [DataRow(14, 0)] // layers
    [DataRow(14, 33)]
    [DataRow(14, 255)]
    [DataRow(15, 2)] // input kind
    [DataRow(15, 255)]
    [DataRow(28, 65)] // characters of the name and the labels
    [DataRow(28, 255)]
    [DataRow(29, 65)]
    [DataRow(29, 255)]
    [DataRow(30, 65)]
    [DataRow(30, 255)]
    public void Load_ImpossibleByteInHeader_IsImpossibleShape(int position, int value)
    {
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[position] = (byte)value);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-0f)]
    [DataRow(-1f)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Load_LogitScale_IsFiniteAndPositive(float value)
    {
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutSingle(file, 20, value));
    }

    [TestMethod]
    [DataRow(-1f)]
    [DataRow(-float.Epsilon)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Load_InputScale_IsFiniteAndNotNegative(float value)
    {
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutSingle(file, Scales, value));
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutSingle(file, Offsets - 4, value));
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Load_InputOffset_IsFinite(float value)
    {
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutSingle(file, Offsets, value));
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutSingle(file, Layer1 - 4, value));
    }

    [TestMethod]
    public void Load_PaddingAfterText_IsZero()
    {
        // The name has one character and the labels none: two bytes of text, two of padding.
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 1f, 0, "a", string.Empty, string.Empty);
        file.WriteInputs([1f], [0f]);
        file.WriteLayer(4, 0, 0, [0], null, null, [0]);
        file.WriteGoldenVector([0f], 0);
        byte[] sound = file.ToFile();
        Assert.IsNull(LoadResult.ErrorOf(sound));
        for (int position = 34; position < 36; position++)
        {
            byte[] forged = [.. sound];
            forged[position] = 1;
            ModelBytes.Seal(forged);
            LoadResult.AssertRefused(ModelFormatError.ImpossibleShape, forged, $"padding byte {position}");
        }
    }

    private static void AssertRefusedWith(
        ModelFormatError expected, Action<byte[]> forge, [CallerArgumentExpression(nameof(forge))] string what = "")
    {
        LoadResult.AssertRefused(expected, Forged(forge), what);
    }

    private static byte[] Forged(Action<byte[]> forge) => Forged(forge, Sound);

    private static byte[] Forged(Action<byte[]> forge, RandomModel sound)
    {
        byte[] file = [.. sound.File];
        forge(file);
        ModelBytes.Seal(file);
        return file;
    }
}
