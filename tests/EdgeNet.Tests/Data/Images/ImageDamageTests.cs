using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Images;

namespace EdgeNet.Tests.Data.Images;

/// <summary>Damaged files end in a reason or in pixels, whatever the damage.</summary>
[TestClass]
public class ImageDamageTests
{
    private static readonly ImageShape Shape = new(4, 4, IsGrey: false);

    [TestMethod]
    public void Decode_EveryTruncation_IsRefused()
    {
        foreach (byte[] file in Files())
        {
            Assert.HasCount(48, ImageDecoder.Read(file, Shape).Pixels);
            for (int length = 0; length < file.Length; length++)
            {
                Assert.ThrowsExactly<BadImageException>(() => ImageDecoder.Read(file[..length], Shape), $"{length} of {file.Length}");
            }
        }
    }

    [TestMethod]
    public void Decode_EveryBitOfAPngFlipped_IsRefused()
    {
        byte[] file = Files().First();
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsExactly<BadImageException>(() => ImageDecoder.Read(changed, Shape), $"bit {bit}");
        }
    }

    [TestMethod]
    public void Decode_EveryBitOfAJpegFlipped_IsRefusedOrRead()
    {
        int read = 0;
        int refused = 0;
        foreach (byte[] file in Files().Skip(1))
        {
            for (int bit = 0; bit < file.Length * 8; bit++)
            {
                byte[] changed = [.. file];
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                try
                {
                    Assert.HasCount(48, ImageDecoder.Read(changed, Shape).Pixels);
                    read++;
                }
                catch (BadImageException)
                {
                    refused++;
                }
            }
        }

        Assert.IsGreaterThan(100, read);
        Assert.IsGreaterThan(100, refused);
    }

    private static IEnumerable<byte[]> Files()
    {
        yield return ImageFiles.Plain(8, 8, 100);
        yield return JpegBytes.Of(2, 2, 3, Block);
        yield return JpegBytes.Of(2, 2, 3, Block, orientation: 6, isProgressive: true);
        yield return JpegBytes.Of(1, 2, 4, (row, column) => [.. Block(row, column), 200]);

        static int[] Block(int row, int column) => [50 + (row * 100), 60 + (column * 100), 120];
    }
}
