using System.Buffers.Binary;

namespace EdgeNet.Trainer.Data;

/// <summary>The chunks of a PNG file (ISO/IEC 15948, section 5): the decoder does not look at their checksums, and a damaged file could pass.</summary>
internal static class PngStructure
{
    private const int ChunkOverhead = 12; // length, type, checksum
    private const int HeaderLength = 13;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Checks every chunk and reads the size.</summary>
    /// <param name="file">The bytes, of which <see cref="IsPng"/> is true.</param>
    /// <returns>Width and height; PNG files are upright.</returns>
    /// <exception cref="BadImageException">The file is cut short or damaged.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> rest = file[Signature.Length..];
        ImageHeader? header = null;
        while (rest.Length >= ChunkOverhead)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkOverhead)
            {
                break;
            }

            ReadOnlySpan<byte> typeAndData = rest.Slice(4, 4 + (int)length);
            if (Crc32.Compute(typeAndData.ToArray(), typeAndData.Length) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
            {
                throw new BadImageException("damaged: a checksum is wrong");
            }

            ReadOnlySpan<byte> data = typeAndData[4..];
            if (header is null)
            {
                header = ReadHeader(typeAndData[..4], data);
            }
            else if (typeAndData.StartsWith("IEND"u8))
            {
                return header;
            }

            rest = rest[(ChunkOverhead + (int)length)..];
        }

        throw new BadImageException("cut short");
    }

    private static ImageHeader ReadHeader(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (!type.SequenceEqual("IHDR"u8) || data.Length != HeaderLength)
        {
            throw new BadImageException("damaged: no size at its start");
        }

        int width = BinaryPrimitives.ReadInt32BigEndian(data);
        int height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
        return new ImageHeader(width, height, ImageOrientation.Upright);
    }
}
