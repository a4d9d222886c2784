using System.Buffers.Binary;

namespace EdgeNet.Tests.Data.Images;

/// <summary>Makes JPEG files of blocks of 8 × 8 pixels, each of one colour: only the mean of a block is coded (ITU-T T.81, annex F.1.2.1).</summary>
internal sealed class JpegBytes
{
    private const byte BaselineFrame = 0xC0;
    private const byte ProgressiveFrame = 0xC2;

    private int _bits;
    private int _bitCount;

    private List<byte> File { get; } = [0xFF, 0xD8];

    /// <summary>Makes a file.</summary>
    /// <param name="columns">Blocks in a row.</param>
    /// <param name="rows">Rows of blocks.</param>
    /// <param name="components">1 for grey, 3 for YCbCr, 4 for CMYK as Adobe writes it (255 is no ink).</param>
    /// <param name="block">The components of the block in a row and a column, 0 to 255.</param>
    /// <param name="orientation">Exif's, or 0 for none.</param>
    /// <param name="isProgressive">One scan of a progressive file, with the means.</param>
    /// <param name="isBigEndian">The byte order of Exif.</param>
    public static byte[] Of(
        int columns, int rows, int components, Func<int, int, int[]> block, int orientation = 0, bool isProgressive = false, bool isBigEndian = true)
    {
        var jpeg = new JpegBytes();
        if (orientation > 0)
        {
            jpeg.WriteSegment(0xE1, Exif(orientation, isBigEndian));
        }

        if (components == 4)
        {
            jpeg.WriteSegment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);
        }

        // A step of 8 for the mean makes a step of 1 in its pixels.
        jpeg.WriteSegment(0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        byte[] frame = [8, (byte)(rows * 8 >> 8), (byte)(rows * 8), (byte)(columns * 8 >> 8), (byte)(columns * 8), (byte)components];
        jpeg.WriteSegment(isProgressive ? ProgressiveFrame : BaselineFrame, [.. frame, .. Ids(components).SelectMany(id => (byte[])[id, 0x11, 0])]);

        // Twelve codes of 4 bits, in order, for differences of 0 to 11 bits; and one of 1 bit for the end of a block.
        jpeg.WriteSegment(0xC4, [0x00, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        jpeg.WriteSegment(0xC4, [0x10, 1, .. new byte[15], 0]);
        byte last = isProgressive ? (byte)0 : (byte)63;
        jpeg.WriteSegment(0xDA, [(byte)components, .. Ids(components).SelectMany(id => (byte[])[id, 0]), 0, last, 0]);
        var previous = new int[components];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int[] values = block(row, column);
                for (int c = 0; c < components; c++)
                {
                    jpeg.WriteBlock(values[c] - 128 - previous[c], isProgressive);
                    previous[c] = values[c] - 128;
                }
            }
        }

        jpeg.Flush();
        return [.. jpeg.File, 0xFF, 0xD9];
    }

    private static IEnumerable<byte> Ids(int components) => Enumerable.Range(1, components).Select(id => (byte)id);

    private static byte[] Exif(int orientation, bool isBigEndian)
    {
        var tiff = new byte[26];
        (isBigEndian ? "MM"u8 : "II"u8).CopyTo(tiff);
        Write(2, 42);
        Write(isBigEndian ? 6 : 4, 8); // where the directory is
        Write(8, 1); // one entry
        Write(10, 0x0112);
        Write(12, 3); // a short
        Write(isBigEndian ? 16 : 14, 1); // one of them
        Write(18, (ushort)orientation);
        return [.. "Exif\0\0"u8, .. tiff];

        void Write(int at, ushort value)
        {
            if (isBigEndian)
            {
                BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at), value);
            }
        }
    }

    private void WriteSegment(byte marker, byte[] data)
    {
        File.AddRange([0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2)]);
        File.AddRange(data);
    }

    private void WriteBlock(int difference, bool isProgressive)
    {
        int bits = 0;
        while (Math.Abs(difference) >> bits != 0)
        {
            bits++;
        }

        WriteBits(bits, 4);
        WriteBits(difference >= 0 ? difference : difference + (1 << bits) - 1, bits);
        if (!isProgressive)
        {
            WriteBits(0, 1);
        }
    }

    private void WriteBits(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            _bits = (_bits << 1) | ((value >> i) & 1);
            if (++_bitCount == 8)
            {
                WriteCoded((byte)_bits);
                (_bits, _bitCount) = (0, 0);
            }
        }
    }

    private void Flush()
    {
        while (_bitCount != 0)
        {
            WriteBits(1, 1);
        }
    }

    private void WriteCoded(byte value)
    {
        File.Add(value);
        if (value == 0xFF)
        {
            File.Add(0);
        }
    }
}
