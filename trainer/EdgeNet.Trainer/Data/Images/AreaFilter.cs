namespace EdgeNet.Trainer.Data.Images;

/// <summary>Resizes by area: every pixel of the result is the mean of the part of the image that it covers.</summary>
/// <remarks>
/// The image is stretched to the size wanted, whatever its aspect ratio. In units in which a pixel of the source is w long and one of the result W long
/// (W → w pixels along a side), all borders are whole numbers; so are the covered areas, and their sum over a pixel is exactly W·H.
/// The mean is therefore computed in integers, rounded half up, and is the same on every machine.
/// Where the source is smaller than the result, its pixels become blocks with mixed edges.
/// </remarks>
internal static class AreaFilter
{
    private const int SourceChannels = 4;

    /// <summary>Resizes and unrolls an image.</summary>
    /// <param name="source">Pixels of four bytes (red, green, blue, and one that is not read), row after row.</param>
    /// <param name="sourceWidth">W.</param>
    /// <param name="sourceHeight">H.</param>
    /// <param name="width">w.</param>
    /// <param name="height">h.</param>
    /// <returns>w·h·3 bytes: all red, then all green, then all blue.</returns>
    public static byte[] Resize(ReadOnlySpan<byte> source, int sourceWidth, int sourceHeight, int width, int height)
    {
        var result = new byte[3 * width * height];
        long area = (long)sourceWidth * sourceHeight;
        int plane = width * height;
        for (int y = 0; y < height; y++)
        {
            long top = (long)y * sourceHeight;
            for (int x = 0; x < width; x++)
            {
                long left = (long)x * sourceWidth;
                long red = 0, green = 0, blue = 0;
                for (long row = top / height; row * height < top + sourceHeight; row++)
                {
                    long high = Overlap(row * height, height, top, sourceHeight);
                    for (long column = left / width; column * width < left + sourceWidth; column++)
                    {
                        long weight = high * Overlap(column * width, width, left, sourceWidth);
                        ReadOnlySpan<byte> pixel = source.Slice((int)((row * sourceWidth) + column) * SourceChannels, SourceChannels);
                        red += weight * pixel[0];
                        green += weight * pixel[1];
                        blue += weight * pixel[2];
                    }
                }

                int target = (y * width) + x;
                result[target] = (byte)((red + (area / 2)) / area);
                result[plane + target] = (byte)((green + (area / 2)) / area);
                result[(2 * plane) + target] = (byte)((blue + (area / 2)) / area);
            }
        }

        return result;
    }

    private static long Overlap(long start, long length, long otherStart, long otherLength) =>
        Math.Min(start + length, otherStart + otherLength) - Math.Max(start, otherStart);
}
