using System.Buffers.Binary;

namespace EdgeNet.Trainer.Data.Images;

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
