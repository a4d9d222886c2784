using EdgeNet.Trainer.Data.Images;

namespace EdgeNet.Tests.Data.Images;

[TestClass]
public class AreaFilterTests
{
    [TestMethod]
    public void N32_Resize_EverySizeToEverySize_IsTheMeanOverTheArea()
    {
        var random = new Random(3);
        for (int from = 1; from <= 9; from++)
        {
            for (int to = 1; to <= 9; to++)
            {
                byte[] source = new byte[from * 7 * 4];
                random.NextBytes(source);
                CollectionAssert.AreEqual(Plain(source, from, 7, to, 4), AreaFilter.Resize(source, from, 7, to, 4), $"{from} x 7 to {to} x 4");
            }
        }
    }

    [TestMethod]
    public void Resize_OfOneColour_StaysSo()
    {
        byte[] source = [.. Enumerable.Repeat((byte[])[255, 1, 128, 255], 1001 * 13).SelectMany(pixel => pixel)];
        byte[] result = AreaFilter.Resize(source, 1001, 13, 64, 64);
        CollectionAssert.AreEqual((byte[])[.. Enumerable.Repeat((byte)255, 4096), .. Enumerable.Repeat((byte)1, 4096), .. Enumerable.Repeat((byte)128, 4096)], result);
    }

    [TestMethod]
    public void Resize_Halved_IsTheMeanOfFourRoundedHalfUp()
    {
        byte[] source = [10, 0, 0, 0, 11, 0, 0, 0, 10, 0, 0, 0, 11, 0, 0, 1];
        CollectionAssert.AreEqual((byte[])[11, 0, 0], AreaFilter.Resize(source, 2, 2, 1, 1));
    }

    // Splits every pixel of the source and of the result into the same small squares, and takes the mean of those.
    private static byte[] Plain(byte[] source, int sourceWidth, int sourceHeight, int width, int height)
    {
        var result = new byte[3 * width * height];
        for (int channel = 0; channel < 3; channel++)
        {
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    int sum = 0;
                    for (int i = y * sourceHeight; i < (y + 1) * sourceHeight; i++)
                    {
                        for (int j = x * sourceWidth; j < (x + 1) * sourceWidth; j++)
                        {
                            sum += source[(((i / height * sourceWidth) + (j / width)) * 4) + channel];
                        }
                    }

                    double mean = (double)sum / (sourceWidth * sourceHeight);
                    result[(((channel * height) + y) * width) + x] = (byte)Math.Floor(mean + 0.5);
                }
            }
        }

        return result;
    }
}
