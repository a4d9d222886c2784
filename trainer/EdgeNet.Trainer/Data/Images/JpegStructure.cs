using System.Buffers.Binary;

namespace EdgeNet.Trainer.Data.Images;

/// <summary>The segments of a JPEG file (ITU-T T.81, annex B), up to its end: the decoder makes an image of half a file too, and fills in the rest.</summary>
internal static class JpegStructure
{
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte App1 = 0xE1;
    private const byte App14 = 0xEE;

    // Adobe Technical Note 5116, section 18: the APP14 segment says how colours are coded.
    private const int AdobeTransformAt = 11;
    private const int Cmyk = 0;
    private const int Ycck = 2;

    public static bool IsJpeg(ReadOnlySpan<byte> file) => file is [0xFF, StartOfImage, 0xFF, ..];

    /// <summary>Reads the size and the orientation, and checks that the file has an end.</summary>
    /// <param name="file">The bytes, of which <see cref="IsJpeg"/> is true.</param>
    /// <returns>Size and orientation.</returns>
    /// <exception cref="BadImageException">The file is cut short or damaged, or of a kind that cannot be decoded.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> file)
    {
        (int Width, int Height, int Components)? size = null;
        int? adobe = null;
        int orientation = ImageOrientation.Upright;
        bool hasScan = false;
        int at = 2;
        while (NextMarker(file, ref at) is { } marker)
        {
            if (marker == EndOfImage)
            {
                if (size is not { } known || !hasScan)
                {
                    throw new BadImageException("damaged: no picture in it");
                }

                CheckColours(known.Components, adobe);
                return new ImageHeader(known.Width, known.Height, orientation);
            }

            if (IsAlone(marker))
            {
                continue;
            }

            int length = at + 2 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[at..]) : 0;
            if (length < 2 || at + length > file.Length)
            {
                break;
            }

            ReadOnlySpan<byte> segment = file.Slice(at + 2, length - 2);
            if (IsFrame(marker))
            {
                size = size is null ? ReadSize(marker, segment) : throw new BadImageException("damaged: two sizes in it");
            }
            else if (marker == App1)
            {
                orientation = ImageOrientation.OfExif(segment) ?? orientation;
            }
            else if (marker == App14 && segment.StartsWith("Adobe"u8) && segment.Length > AdobeTransformAt)
            {
                adobe = segment[AdobeTransformAt];
            }

            hasScan |= marker == StartOfScan;
            at += length;
        }

        throw new BadImageException("cut short");
    }

    // Between segments there is nothing but the coded data after a start of scan, in which a byte FF is followed by 00.
    private static byte? NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at + 1 < file.Length)
        {
            int next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
            {
                return null;
            }

            at += next + 1;
            if (file[at] is not (0x00 or 0xFF))
            {
                return file[at++];
            }
        }

        return null;
    }

    // Restart markers and TEM have no segment.
    private static bool IsAlone(byte marker) => marker is (>= 0xD0 and <= StartOfImage) or 0x01;

    // SOF0 to SOF15 without the Huffman tables, the reserved JPG and the arithmetic conditioning.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // Four components are CMYK or YCCK, and which of them only Adobe's segment says; the decoder would take them for something else without it.
    private static void CheckColours(int components, int? adobe)
    {
        if (components is not (1 or 3 or 4))
        {
            throw new BadImageException($"a JPEG of {components} components, where 1, 3 or 4 are read");
        }

        if (components == 4 && adobe is not (Cmyk or Ycck))
        {
            throw new BadImageException("a JPEG of 4 components that does not say which colours they are; save it as RGB");
        }
    }

    private static (int Width, int Height, int Components) ReadSize(byte marker, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6)
        {
            throw new BadImageException("damaged: no size in it");
        }

        if (marker > 0xC2)
        {
            throw new BadImageException("lossless, hierarchical or arithmetic JPEG, which is rare and not read; save it as plain JPEG");
        }

        return segment[0] == 8
            ? (BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), segment[5])
            : throw new BadImageException($"a JPEG of {segment[0]} bits a sample, where 8 are read");
    }
}
