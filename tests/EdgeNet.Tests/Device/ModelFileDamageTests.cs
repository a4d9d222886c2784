using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>Damage that a cable or a flash chip does: no file that differs from a sound one is loaded.</summary>
[TestClass]
public class ModelFileDamageTests
{
    private static readonly byte[] Sound = RandomModels.Make(11, 60, [(12, Activation.LeakyRelu)], goldenVectors: 2).File;
    private static readonly byte[] Readings = RandomModels.Make(12, 30, [(7, Activation.Relu)], goldenVectors: 2, takesReadings: true).File;
    private static readonly byte[] Sonar = File.ReadAllBytes(Path.Combine(TestData.SonarFolder, "sonar.edgenet"));

    private static readonly byte[] Classes = RandomModels.Make(
        13, 20, [(5, Activation.Relu)], goldenVectors: 2, outputs: 4, output: Activation.Softmax, areNibbles: true).File;

    private static readonly byte[] Quantities = RandomModels.Make(14, 9, [(5, Activation.Tanh)], goldenVectors: 2, outputs: 3, output: Activation.Relu).File;

    private static readonly byte[] Named = SmallModels.Named();

    public static IEnumerable<byte[]> SoundFiles() => [Sound, Readings, Sonar, Classes, Quantities, Named];

    [TestMethod]
    [DynamicData(nameof(SoundFiles))]
    public void Load_SoundFile_Loads(byte[] sound)
    {
        Assert.IsNull(LoadResult.ErrorOf(sound));
    }

    [TestMethod]
    [DynamicData(nameof(SoundFiles))]
    public void Load_EveryTruncation_IsTruncated(byte[] sound)
    {
        for (int length = 0; length < sound.Length; length++)
        {
            LoadResult.AssertRefused(ModelFormatError.Truncated, sound[..length], $"{length} of {sound.Length} bytes");
        }
    }

    [TestMethod]
    [DynamicData(nameof(SoundFiles))]
    public void Load_EverySingleBitFlip_IsRefused(byte[] sound)
    {
        for (int position = 0; position < sound.Length; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] file = [.. sound];
                file[position] ^= (byte)(1 << bit);
                LoadResult.AssertRefused(ErrorOfFlip(file, position), file, $"bit {bit} of byte {position}");
            }
        }
    }

    [TestMethod]
    public void Load_AppendedBytes_AreRefused()
    {
        for (int count = 1; count <= 8; count++)
        {
            LoadResult.AssertRefused(ModelFormatError.ImpossibleShape, [.. Sound, .. new byte[count]], $"{count} bytes appended");
        }
    }

    [TestMethod]
    public void Load_AppendedBytesCountedInLengthAndCrc_AreRefused()
    {
        for (int count = 1; count <= 8; count++)
        {
            byte[] file = [.. Sound, .. new byte[count]];
            ModelBytes.PutInt32(file, 8, file.Length);
            ModelBytes.Seal(file);
            LoadResult.AssertRefused(ModelFormatError.ImpossibleShape, file, $"{count} bytes appended");
        }
    }

    // The order of FORMAT.md: magic, version, length, and everything else is the CRC's.
    private static ModelFormatError ErrorOfFlip(byte[] file, int position) => position switch
    {
        < 4 => ModelFormatError.BadMagic,
        < 6 when BitConverter.ToUInt16(file, 4) is 0 or > 6 => ModelFormatError.UnsupportedVersion,
        >= 8 and < 12 => BitConverter.ToUInt32(file, 8) > file.Length ? ModelFormatError.Truncated : ModelFormatError.ImpossibleShape,
        _ => ModelFormatError.BadCrc,
    };
}
