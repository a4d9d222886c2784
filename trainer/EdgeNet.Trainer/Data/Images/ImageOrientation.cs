using System.Buffers.Binary;

namespace EdgeNet.Trainer.Data.Images;

/// <summary>How a camera was held: tag 0x0112 of Exif (CIPA DC-008, section 4.6.4), 1 for upright and 2 to 8 for the other turns and mirrorings.</summary>
internal static class ImageOrientation
{
    public const int Upright = 1;

    private const ushort Tag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntryLength = 12;

    /// <summary>Finds the orientation in an APP1 segment.</summary>
    /// <param name="segment">The segment without marker and length.</param>
    /// <returns>1 to 8, or null where the segment says nothing that can be read.</returns>
    public static int? OfExif(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
        {
            return null;
        }

        ReadOnlySpan<byte> tiff = segment[6..];
        bool isBigEndian = tiff.StartsWith("MM"u8);
        uint directory = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = tiff[(int)directory..];
        int entries = Short(rest, isBigEndian);
        rest = rest[2..];
        for (int i = 0; i < entries && rest.Length >= EntryLength; i++)
        {
            if (Short(rest, isBigEndian) == Tag)
            {
                int value = Short(rest[8..], isBigEndian);
                return Short(rest[2..], isBigEndian) == ShortType && value is >= 1 and <= 8 ? value : null;
            }

            rest = rest[EntryLength..];
        }

        return null;
    }

    /// <summary>Turns an image upright.</summary>
    /// <param name="pixels">Pixels, row after row as stored.</param>
    /// <param name="width">As stored.</param>
    /// <param name="height">As stored.</param>
    /// <param name="orientation">1 to 8.</param>
    /// <returns>The upright image; 5 to 8 swap width and height.</returns>
    public static (byte[] Pixels, int Width, int Height) Apply(byte[] pixels, int width, int height, int orientation)
    {
        if (orientation == Upright)
        {
            return (pixels, width, height);
        }

        const int Channels = 4;
        bool isSwapped = orientation >= 5;
        (int newWidth, int newHeight) = isSwapped ? (height, width) : (width, height);
        var turned = new byte[pixels.Length];
        for (int y = 0; y < newHeight; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                // What the stored first row and first column show: 2 top right, 3 bottom right, 4 bottom left,
                // 5 left top, 6 right top, 7 right bottom, 8 left bottom.
                (int column, int row) = orientation switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    _ => (width - 1 - y, x),
                };
                pixels.AsSpan(((row * width) + column) * Channels, Channels).CopyTo(turned.AsSpan(((y * newWidth) + x) * Channels));
            }
        }

        return (turned, newWidth, newHeight);
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
