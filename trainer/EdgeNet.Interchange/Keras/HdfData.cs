using System.Buffers.Binary;

namespace EdgeNet.Interchange.Keras;

/// <summary>Numbers or texts of an HDF5 file.</summary>
internal sealed class HdfData
{
    private const int MostTexts = 64;

    private readonly HdfBytes _file;
    private readonly HdfBytes _data;
    private readonly Kind _kind;
    private readonly bool _isBigEndian;
    private readonly bool _isSigned;
    private readonly uint _size;
    private readonly byte _exponentBits;

    /// <summary>Reads type and dimensions, IV.A.2.b and d.</summary>
    /// <param name="file">The whole file, where texts of any length lie.</param>
    /// <param name="type">The type.</param>
    /// <param name="space">The dimensions.</param>
    /// <param name="data">The bytes.</param>
    public HdfData(HdfBytes file, HdfBytes type, HdfBytes space, HdfBytes data)
    {
        (_file, _data) = (file, data);
        _kind = (Kind)(type.U8() & 0x0F);
        byte bits = type.U8();
        type.Skip(2);
        _size = type.U32();
        (_isBigEndian, _isSigned) = ((bits & 1) != 0, (bits & 8) != 0);
        if (_kind == Kind.Float)
        {
            const int OffsetPrecisionAndPlace = 5;
            type.Skip(OffsetPrecisionAndPlace);
            _exponentBits = type.U8();
        }

        const byte First = 1, Null = 2;
        byte version = space.U8();
        byte rank = space.U8();
        space.Skip(1);
        IsEmpty = space.U8() == Null && version > First;
        space.Skip(version == First ? sizeof(uint) : 0);
        Shape = [.. Enumerable.Range(0, rank).Select(_ => (int)Math.Min(space.U64(), int.MaxValue))];
    }

    // Of H5T_class_t.
    private enum Kind
    {
        Integer = 0,
        Float = 1,
        Text = 3,
        VariableLength = 9,
    }

    /// <summary>The dimensions; none for one element.</summary>
    public int[] Shape { get; }

    /// <summary>Whether there is nothing at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>Reads the numbers.</summary>
    /// <exception cref="InputException">They are of a type that Keras does not use for weights, or too many.</exception>
    public double[] ToNumbers()
    {
        int count = Dimensions.Count(Shape);
        const byte HalfBits = 5, SingleBits = 8, DoubleBits = 11;
        Func<ReadOnlySpan<byte>, double>? read = (_kind, _size, _exponentBits) switch
        {
            (Kind.Float, 4, SingleBits) => bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (Kind.Float, 8, DoubleBits) => BinaryPrimitives.ReadDoubleLittleEndian,
            (Kind.Float, 2, HalfBits) => bytes => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            (Kind.Integer, 4, _) => bytes => _isSigned ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (Kind.Integer, 8, _) => bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            _ => null,
        };
        if (read is null || _isBigEndian)
        {
            throw new InputException("has numbers of an unknown type; float32, float64 and float16 are known");
        }

        ReadOnlySpan<byte> bytes = _data.Next((ulong)count * _size).Span;
        var numbers = new double[count];
        for (int k = 0; k < count; k++)
        {
            numbers[k] = read(bytes.Slice(k * (int)_size, (int)_size));
        }

        return numbers;
    }

    /// <summary>Reads the texts.</summary>
    /// <param name="most">The most bytes of one.</param>
    /// <exception cref="InvalidDataException">They are no texts, too many or too long.</exception>
    public string[] ToTexts(uint most)
    {
        int count = IsEmpty ? 0 : Dimensions.Count(Shape);
        return count <= MostTexts ? [.. Enumerable.Range(0, count).Select(_ => Text(most))] : throw new InvalidDataException($"{count} texts");
    }

    private string Text(uint most)
    {
        if (_kind == Kind.VariableLength)
        {
            uint length = _data.U32();
            ulong heap = _data.U64();
            uint number = _data.U32();
            return length <= most ? ObjectOf(_file.At(heap), number).Text(length) : throw new InvalidDataException($"a text of {length} bytes");
        }

        return _kind == Kind.Text && _size <= most ? _data.Text(_size) : throw new InvalidDataException($"a text of class {_kind} and {_size} bytes");
    }

    // The global heap, III.E.
    private static HdfBytes ObjectOf(HdfBytes heap, uint number)
    {
        const int Rest = 4;
        heap.Require("GCOL"u8);
        heap.Skip(Rest);
        heap.Skip(sizeof(ulong));
        while (true)
        {
            uint own = heap.U16();
            heap.Skip(sizeof(ushort) + sizeof(uint));
            HdfBytes found = heap.Take(heap.U64());
            if (own == number)
            {
                return found;
            }

            heap.Pad();
            if (own == 0)
            {
                throw new InvalidDataException("a text that is nowhere");
            }
        }
    }
}
