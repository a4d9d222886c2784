using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Images;

namespace EdgeNet.Tests.Data.Images;

/// <summary>Files of every kind that are read, against the pixels that they were made from.</summary>
[TestClass]
public class ImageFormatTests
{
    [TestMethod]
    public void Decode_Png16Bit_TakesTheUpperByte() =>
        ShouldBe([1, 2, 3, 4, 5, 6], PngBytes.Make(2, 1, 16, PngBytes.Rgb, (_, x) => x == 0 ? [1, 255, 3, 0, 5, 128] : [2, 9, 4, 9, 6, 9]), 2, 1);

    [TestMethod]
    public void Decode_PngGrey_IsEqualInAllChannels() =>
        ShouldBe([7, 9, 7, 9, 7, 9], PngBytes.Make(2, 1, 8, PngBytes.Grey, (_, x) => [(byte)(7 + (2 * x))]), 2, 1);

    [TestMethod]
    public void Decode_PngOfOneBit_IsBlackAndWhite() =>
        ShouldBe([255, 0, 255, 255, 0, 255, 255, 0, 255], PngBytes.Make(3, 1, 1, PngBytes.Grey, (_, _) => [0b1010_0000]), 3, 1);

    [TestMethod]
    public void Decode_PngPalette_GivesTheColours() =>
        ShouldBe([40, 10, 50, 20, 60, 30], PngBytes.Make(2, 1, 8, PngBytes.Palette, (_, x) => [(byte)(1 - x)], [10, 20, 30, 40, 50, 60]), 2, 1);

    [TestMethod]
    public void Decode_TransparentPng_LiesOnWhite() =>
        ShouldBe([255, 0, 128, 255, 0, 128, 255, 0, 228], PngBytes.Make(3, 1, 8, PngBytes.Rgba, (_, x) => x switch
        {
            0 => [9, 9, 9, 0],
            1 => [0, 0, 0, 255],
            _ => [1, 1, 201, 128],
        }), 3, 1);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Decode_GreyJpeg_GivesEveryBlock(bool isProgressive)
    {
        byte[] file = JpegBytes.Of(2, 2, 1, (row, column) => [20 + (row * 100) + (column * 50)], isProgressive: isProgressive);
        ShouldBe([20, 70, 120, 170, 20, 70, 120, 170, 20, 70, 120, 170], file, 2, 2);
    }

    [TestMethod]
    public void Decode_ColourJpeg_IsConvertedByJfif()
    {
        // Y = 100, Cb = 150, Cr = 180: R = Y + 1.402 (Cr - 128), G = Y - 0.344136 (Cb - 128) - 0.714136 (Cr - 128), B = Y + 1.772 (Cb - 128).
        ShouldBe([173, 55, 139], JpegBytes.Of(1, 1, 3, (_, _) => [100, 150, 180]), 1, 1);
    }

    [TestMethod]
    public void Decode_CmykJpeg_IsInkOnWhite()
    {
        // As Adobe writes it, 255 is no ink: colour = component × black / 255.
        ShouldBe([200, 100, 50], JpegBytes.Of(1, 1, 4, (_, _) => [200, 100, 50, 255]), 1, 1);
        ShouldBe([100, 50, 25], JpegBytes.Of(1, 1, 4, (_, _) => [200, 100, 50, 128]), 1, 1);
    }

    [TestMethod]
    public void Decode_JpegCalledPng_IsReadForWhatItIs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a", "x.png", JpegBytes.Of(1, 1, 1, (_, _) => [77]));
        folder.Write("b", "x.JPEG", ImageFiles.Plain(8, 8, 88));
        Dataset examples = ImageFolder.Read(folder.Path, new ImageShape(1, 1, IsGrey: true), asBytes: true).Examples;
        CollectionAssert.AreEqual((float[])[77, 88], examples.Features.Values.ToArray());
    }

    // The scene is 1 2 3 above 4 5 6 (× 30); each row says how a camera stores it that was held so.
    [TestMethod]
    [DataRow(0, 3, new[] { 1, 2, 3, 4, 5, 6 })]
    [DataRow(1, 3, new[] { 1, 2, 3, 4, 5, 6 })]
    [DataRow(2, 3, new[] { 3, 2, 1, 6, 5, 4 })]
    [DataRow(3, 3, new[] { 6, 5, 4, 3, 2, 1 })]
    [DataRow(4, 3, new[] { 4, 5, 6, 1, 2, 3 })]
    [DataRow(5, 2, new[] { 1, 4, 2, 5, 3, 6 })]
    [DataRow(6, 2, new[] { 3, 6, 2, 5, 1, 4 })]
    [DataRow(7, 2, new[] { 6, 3, 5, 2, 4, 1 })]
    [DataRow(8, 2, new[] { 4, 1, 5, 2, 6, 3 })]
    [DataRow(9, 3, new[] { 1, 2, 3, 4, 5, 6 })]
    public void Decode_ExifOrientation_TurnsTheImageUpright(int orientation, int columns, int[] stored)
    {
        foreach (bool isBigEndian in (bool[])[false, true])
        {
            byte[] file = JpegBytes.Of(
                columns, 6 / columns, 1, (row, column) => [30 * stored[(row * columns) + column]], orientation, isBigEndian: isBigEndian);
            (byte[] pixels, int width, int height) = ImageDecoder.Read(file, new ImageShape(3, 2, IsGrey: true));
            CollectionAssert.AreEqual((byte[])[30, 60, 90, 120, 150, 180], pixels);
            Assert.AreEqual((24, 16), (width, height));
        }
    }

    private static void ShouldBe(byte[] expected, byte[] file, int width, int height) =>
        CollectionAssert.AreEqual(expected, ImageDecoder.Read(file, new ImageShape(width, height, IsGrey: false)).Pixels);
}
