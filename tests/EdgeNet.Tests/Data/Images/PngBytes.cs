using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeNet.Tests.Data.Images;

/// <summary>Makes PNG files of any colour type and depth, without filters.</summary>
internal static class PngBytes
{
    public const byte Grey = 0;
    public const byte Rgb = 2;
    public const byte Palette = 3;
    public const byte Rgba = 6;

    /// <summary>An RGB image from a colour for each pixel.</summary>
    public static byte[] Of(int width, int height, Func<int, int, (int R, int G, int B)> colour) =>
        Make(width, height, 8, Rgb, (row, column) => Bytes(colour(row, column)));

    /// <summary>An image from the bytes of each pixel; with less than 8 bits, of each group of pixels that share a byte.</summary>
    public static byte[] Make(int width, int height, byte bits, byte colourType, Func<int, int, byte[]> samples, byte[]? palette = null)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bits;
        header[9] = colourType;
        WriteChunk(file, "IHDR"u8, header);
        if (palette is not null)
        {
            WriteChunk(file, "PLTE"u8, palette);
        }

        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            int groups = bits < 8 ? ((width * bits) + 7) / 8 : width;
            for (int row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                for (int column = 0; column < groups; column++)
                {
                    zlib.Write(samples(row, column));
                }
            }
        }

        WriteChunk(file, "IDAT"u8, data.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Bytes((int R, int G, int B) colour) => [(byte)colour.R, (byte)colour.G, (byte)colour.B];

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] typeAndData = [.. type, .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(typeAndData);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(new ByteWindow(typeAndData), typeAndData.Length));
        file.Write(number);
    }
}
