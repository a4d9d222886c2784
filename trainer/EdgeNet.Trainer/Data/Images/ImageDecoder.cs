using StbImageSharp;

namespace EdgeNet.Trainer.Data.Images;

/// <summary>Turns an image file into the bytes of one example.</summary>
/// <remarks>
/// PNG of every colour type and depth (of 16 bits the upper 8 count) and JPEG, baseline and progressive, grey, colour and CMYK, are read by StbImageSharp,
/// which computes in integers: the same file gives the same bytes on every machine. JPEG files are turned upright as their Exif orientation says;
/// what is transparent lies on white; colour profiles are not applied. Then <see cref="AreaFilter"/> resizes, and grey is the luma of Rec. 601,
/// <c>0.299·R + 0.587·G + 0.114·B</c>, rounded half up.
/// </remarks>
internal static class ImageDecoder
{
    private const int MaxMegapixels = 100;
    private const int MaxFileMegabytes = 512;

    // The most bytes of a pixel, with four samples of 16 bits: unpacked, without filters, with 8 bits.
    private const int BytesAPixel = 20;

    // The memory of all images that are decoded at once: eight of 6 megapixels, or one of more than 50.
    private static readonly DecodeBudget Budget = new(1L << 30);
    private const int White = 255;

    /// <summary>Reads an image file when there is memory for it beside those that are being read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The size and colours of the result.</param>
    /// <returns>As <see cref="Read"/>.</returns>
    /// <exception cref="BadImageException">It cannot be used.</exception>
    public static (byte[] Pixels, int Width, int Height) ReadFile(string path, ImageShape shape)
    {
        long length = new FileInfo(path).Length;
        if (length > MaxFileMegabytes * 1_000_000L)
        {
            throw new BadImageException($"{length / 1_000_000} MB, and {MaxFileMegabytes} are the most");
        }

        // Read twice: a file that waits for memory for its pixels must not hold memory itself.
        ImageHeader header = Budget.Run(2 * length, () => CheckHeader(File.ReadAllBytes(path)));
        return Budget.Run(((long)header.Width * header.Height * BytesAPixel) + (2 * length), () => Read(File.ReadAllBytes(path), shape));
    }

    /// <summary>Reads an image.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="shape">The size and colours of the result.</param>
    /// <returns>n[0] bytes in the order of <see cref="ImageShape"/>, and the upright image's size before it was resized.</returns>
    /// <exception cref="BadImageException">It cannot be used.</exception>
    public static (byte[] Pixels, int Width, int Height) Read(byte[] file, ImageShape shape)
    {
        ImageHeader header = CheckHeader(file);
        if (PngStructure.IsPng(file))
        {
            PngStructure.CheckPixels(file);
        }

        ImageResult image = Decode(file);
        LayOnWhite(image.Data);
        (byte[] pixels, int width, int height) = ImageOrientation.Apply(image.Data, image.Width, image.Height, header.Orientation);
        byte[] colour = AreaFilter.Resize(pixels, width, height, shape.Width, shape.Height);
        return (shape.IsGrey ? ToGrey(colour) : colour, width, height);
    }

    private static ImageHeader CheckHeader(byte[] file)
    {
        ImageHeader header = ImageHeader.Read(file);
        if (header.Width <= 0 || header.Height <= 0)
        {
            throw new BadImageException($"damaged: its size is {header.Width} x {header.Height}");
        }

        if ((long)header.Width * header.Height > MaxMegapixels * 1_000_000L)
        {
            throw new BadImageException($"{header.Width} x {header.Height} pixels, and {MaxMegapixels} million are the most");
        }

        return header;
    }

    private static ImageResult Decode(byte[] file)
    {
        try
        {
            return ImageResult.FromMemory(file, ColorComponents.RedGreenBlueAlpha);
        }
#pragma warning disable CA1031 // Damaged bytes lead to exceptions of several types, which the library does not document.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            throw new BadImageException("damaged: it cannot be decoded", e);
        }
    }

    private static void LayOnWhite(Span<byte> pixels)
    {
        for (int p = 0; p < pixels.Length; p += 4)
        {
            int alpha = pixels[p + 3];
            if (alpha == byte.MaxValue)
            {
                continue;
            }

            for (int c = p; c < p + 3; c++)
            {
                pixels[c] = (byte)(((pixels[c] * alpha) + (White * (byte.MaxValue - alpha)) + (byte.MaxValue / 2)) / byte.MaxValue);
            }
        }
    }

    private static byte[] ToGrey(ReadOnlySpan<byte> colour)
    {
        int plane = colour.Length / 3;
        var grey = new byte[plane];
        for (int i = 0; i < plane; i++)
        {
            grey[i] = (byte)(((299 * colour[i]) + (587 * colour[plane + i]) + (114 * colour[(2 * plane) + i]) + 500) / 1000);
        }

        return grey;
    }
}

/// <summary>An image file cannot be used; the message says why, in a few words that go into a list.</summary>
/// <param name="message">Why.</param>
/// <param name="innerException">Where it came from.</param>
internal sealed class BadImageException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The memory shared by images that are decoded at once: an image waits until there is room; one that needs more than all is decoded alone.</summary>
internal sealed class DecodeBudget
{
    private readonly object _gate = new();
    private readonly long _bytes;
    private long _free;

    /// <summary>Makes a budget.</summary>
    /// <param name="bytes">The total memory, in bytes.</param>
    public DecodeBudget(long bytes) => _bytes = _free = bytes;

    /// <summary>Runs an action when there is room for it.</summary>
    /// <param name="cost">What it needs, in bytes.</param>
    /// <param name="action">The action.</param>
    public T Run<T>(long cost, Func<T> action)
    {
        long taken = Math.Min(cost, _bytes);
        lock (_gate)
        {
            while (_free < taken)
            {
                Monitor.Wait(_gate);
            }

            _free -= taken;
        }

        try
        {
            return action();
        }
        finally
        {
            lock (_gate)
            {
                _free += taken;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
