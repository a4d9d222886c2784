using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeNet.Trainer.Data.Images;

/// <summary>The chunks of a PNG file (ISO/IEC 15948, section 5): the decoder does not look at their checksums, and a damaged file could pass.</summary>
internal static class PngStructure
{
    private const int ChunkOverhead = 12; // length, type, checksum
    private const int HeaderLength = 13;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Checks that the pixels of a file are as many as its size says: a few kilobytes can unpack into gigabytes, and the decoder keeps all of them.</summary>
    /// <param name="file">The bytes, which <see cref="Read"/> has checked.</param>
    /// <exception cref="BadImageException">There are others.</exception>
    public static void CheckPixels(byte[] file)
    {
        ReadOnlySpan<byte> header = file.AsSpan(Signature.Length + 8, HeaderLength);
        long expected = BytesOf(header);
        long count = 0;
        using var data = new ChunkStream(file, Signature.Length);
        using var unpacked = new ZLibStream(data, CompressionMode.Decompress);
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (int read; count <= expected && (read = unpacked.Read(buffer, 0, buffer.Length)) > 0;)
            {
                count += read;
            }
        }
        catch (InvalidDataException e)
        {
            throw new BadImageException("damaged: its pixels cannot be unpacked", e);
        }

        if (count != expected)
        {
            throw new BadImageException(count > expected ? "damaged: it unpacks into more pixels than its size has" : "cut short: it has fewer pixels than its size says");
        }
    }

    // ISO/IEC 15948, sections 7 and 8: each row has a byte for its filter, and an interlaced picture is seven smaller ones.
    private static long BytesOf(ReadOnlySpan<byte> header)
    {
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        long height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        int samples = header[9] switch
        {
            0 or 3 => 1,
            2 => 3,
            4 => 2,
            6 => 4,
            _ => throw new BadImageException($"damaged: there is no PNG of colour type {header[9]}"),
        };
        int bits = samples * header[8];
        if (header[12] == 0)
        {
            return Picture(width, height);
        }

        long sum = 0;
        foreach ((int x, int y, int stepX, int stepY) in (ReadOnlySpan<(int, int, int, int)>)
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)])
        {
            sum += Picture((width - x + stepX - 1) / stepX, (height - y + stepY - 1) / stepY);
        }

        return sum;

        long Picture(long columns, long rows) => columns <= 0 || rows <= 0 ? 0 : rows * (1 + (((columns * bits) + 7) / 8));
    }

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
            if (Crc32.Compute(new ByteWindow(typeAndData.ToArray()), typeAndData.Length) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
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

/// <summary>The packed pixels of a PNG file, which stand in one or more IDAT chunks, as one stream without a copy of them.</summary>
/// <param name="file">The bytes, whose chunks were checked.</param>
/// <param name="start">Of the first chunk.</param>
internal sealed class ChunkStream(byte[] file, int start) : Stream
{
    private const int ChunkOverhead = 12; // length, type, checksum

    private int _chunk = start;
    private int _at; // in the data of the chunk

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_chunk + ChunkOverhead <= file.Length)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(_chunk));
            ReadOnlySpan<byte> type = file.AsSpan(_chunk + 4, 4);
            if (type.SequenceEqual("IEND"u8))
            {
                return 0;
            }

            if (type.SequenceEqual("IDAT"u8) && _at < length)
            {
                int taken = Math.Min(buffer.Length, length - _at);
                file.AsSpan(_chunk + 8 + _at, taken).CopyTo(buffer);
                _at += taken;
                return taken;
            }

            _chunk += ChunkOverhead + length;
            _at = 0;
        }

        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
