namespace EdgeNet.Trainer.Data.Images;

/// <summary>The header of an image file, read before it is decoded.</summary>
/// <param name="Width">In pixels, as stored.</param>
/// <param name="Height">In pixels, as stored.</param>
/// <param name="Orientation">How it is to be turned, 1 to 8; see <see cref="ImageOrientation"/>.</param>
internal sealed record ImageHeader(int Width, int Height, int Orientation)
{
    private static readonly (string Name, int At, byte[] Signature)[] OtherFormats =
    [
        ("GIF", 0, [.. "GIF8"u8]),
        ("BMP", 0, [.. "BM"u8]),
        ("TIFF", 0, [.. "II*\0"u8]),
        ("TIFF", 0, [.. "MM\0*"u8]),
        ("WebP", 8, [.. "WEBP"u8]),
        ("HEIC or AVIF", 4, [.. "ftyp"u8]),
    ];

    /// <summary>Checks that a file is a whole PNG or JPEG file, whatever its name ends in.</summary>
    /// <param name="file">Its bytes.</param>
    /// <returns>Its header.</returns>
    /// <exception cref="BadImageException">It is not.</exception>
    public static ImageHeader Read(byte[] file)
    {
        if (file.Length == 0)
        {
            throw new BadImageException("the file is empty");
        }

        if (PngStructure.IsPng(file))
        {
            return PngStructure.Read(file);
        }

        if (JpegStructure.IsJpeg(file))
        {
            return JpegStructure.Read(file);
        }

        foreach ((string name, int at, byte[] signature) in OtherFormats)
        {
            if (file.AsSpan(Math.Min(at, file.Length)).StartsWith(signature))
            {
                throw new BadImageException($"a {name} file, neither PNG nor JPEG");
            }
        }

        throw new BadImageException("neither PNG nor JPEG");
    }
}
