using System.Buffers.Binary;
using System.Text;

namespace EdgeNet.Interchange.Keras;

/// <summary>A place in the bytes of an HDF5 file, whose numbers are little-endian.</summary>
/// <param name="bytes">The whole file, or a part that may not be left.</param>
internal sealed class HdfBytes(ReadOnlyMemory<byte> bytes)
{
    private const ulong Undefined = ulong.MaxValue;

    /// <summary>Where the next number is.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes from there to the end.</summary>
    public int Left => bytes.Length - Position;

    /// <summary>A part from a place on, to its end.</summary>
    /// <exception cref="InvalidDataException">The place is not in the file.</exception>
    public HdfBytes At(ulong address) =>
        address < (ulong)bytes.Length ? new HdfBytes(bytes[(int)address..]) : throw new InvalidDataException($"address {address} of {bytes.Length}");

    /// <summary>A part of a known length from a place on; null where the file says that there is none.</summary>
    public HdfBytes? At(ulong address, ulong length) => address == Undefined ? null : At(address).Take(length);

    /// <summary>The next bytes as a part of its own.</summary>
    public HdfBytes Take(ulong length) => new(Next(length));

    /// <summary>The next bytes.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public ReadOnlyMemory<byte> Next(ulong length)
    {
        if (length > (ulong)Left)
        {
            throw new InvalidDataException($"{length} bytes of {Left}");
        }

        ReadOnlyMemory<byte> next = bytes.Slice(Position, (int)length);
        Position += (int)length;
        return next;
    }

    public byte U8() => Next(1).Span[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort)).Span);

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(sizeof(uint)).Span);

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Next(sizeof(ulong)).Span);

    /// <summary>A number of 1, 2, 4 or 8 bytes.</summary>
    /// <param name="power">The power of 2.</param>
    public ulong Sized(int power) => power switch { 0 => U8(), 1 => U16(), 2 => U32(), _ => U64() };

    /// <summary>A text of a known length, which may end earlier with a zero.</summary>
    public string Text(ulong length)
    {
        ReadOnlySpan<byte> text = Next(length).Span;
        int end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    /// <summary>A text up to its zero.</summary>
    public string Text() => Text((ulong)Left);

    /// <summary>Goes on after the next bytes.</summary>
    public void Skip(int length) => Next((ulong)length);

    /// <summary>Goes on at a multiple of 8.</summary>
    public void Pad() => Skip(Math.Min(-Position & 7, Left));

    /// <summary>Takes the mark of a block.</summary>
    public bool Starts(ReadOnlySpan<byte> mark) => bytes.Span[Position..].StartsWith(mark);

    /// <summary>Requires the mark of a block.</summary>
    /// <exception cref="InvalidDataException">It is another.</exception>
    public void Require(ReadOnlySpan<byte> mark)
    {
        if (!Starts(mark))
        {
            throw new InvalidDataException(Encoding.ASCII.GetString(mark));
        }

        Skip(mark.Length);
    }
}
