namespace EdgeNet.Interchange.Keras;

/// <summary>The kinds of messages in the header of an object.</summary>
internal enum HdfMessage
{
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    Attribute = 0x0C,
    Continuation = 0x10,
    SymbolTable = 0x11,
}

/// <summary>A group or a dataset of an HDF5 file: the messages of its header.</summary>
/// <remarks>HDF5 File Format Specification, IV.A; versions 1 and 2 of the header.</remarks>
internal sealed class HdfObject
{
    private const int MostMessages = 4096;
    private const int MostBlocks = 256;
    private const byte IsShared = 2;

    private readonly List<(HdfMessage Kind, ReadOnlyMemory<byte> Data)> _messages = [];

    /// <summary>Reads the header at an address.</summary>
    /// <exception cref="InvalidDataException">There is none, or it has no end.</exception>
    public HdfObject(HdfBytes file, ulong address)
    {
        HdfBytes header = file.At(address);
        var blocks = new Queue<HdfBytes>();
        bool isNew = header.Starts("OHDR"u8);
        byte flags = 0;
        if (isNew)
        {
            const int Times = 16, Phases = 4;
            header.Require("OHDR"u8);
            header.Skip(1);
            flags = header.U8();
            header.Skip(((flags & 0x20) != 0 ? Times : 0) + ((flags & 0x10) != 0 ? Phases : 0));
            blocks.Enqueue(header.Take(header.Sized(flags & 3)));
        }
        else
        {
            const int CountAndReferences = 7, Padding = 4;
            byte version = header.U8();
            header.Skip(CountAndReferences);
            uint size = header.U32();
            header.Skip(Padding);
            blocks.Enqueue(version == 1 ? header.Take(size) : throw new InvalidDataException($"header version {version}"));
        }

        for (int count = 0; blocks.TryDequeue(out HdfBytes? block); count++)
        {
            if (count == MostBlocks)
            {
                throw new InvalidDataException("a header without end");
            }

            foreach ((HdfMessage kind, ReadOnlyMemory<byte> data) in MessagesOf(block, isNew, (flags & 4) != 0))
            {
                if (kind != HdfMessage.Continuation)
                {
                    _messages.Add(_messages.Count < MostMessages ? (kind, data) : throw new InvalidDataException("a header of too many messages"));
                    continue;
                }

                var place = new HdfBytes(data);
                HdfBytes next = file.At(place.U64(), place.U64()) ?? throw new InvalidDataException("a header that goes on nowhere");
                if (isNew)
                {
                    next.Require("OCHK"u8);
                }

                blocks.Enqueue(next);
            }
        }
    }

    /// <summary>Whether the object has a message.</summary>
    public bool Has(HdfMessage kind) => _messages.Any(message => message.Kind == kind);

    /// <summary>The messages of a kind.</summary>
    public IEnumerable<HdfBytes> All(HdfMessage kind) => _messages.Where(message => message.Kind == kind).Select(message => new HdfBytes(message.Data));

    /// <summary>The only message of a kind; null where there is none.</summary>
    public HdfBytes? Find(HdfMessage kind) => All(kind).FirstOrDefault();

    private static IEnumerable<(HdfMessage Kind, ReadOnlyMemory<byte> Data)> MessagesOf(HdfBytes block, bool isNew, bool hasOrder)
    {
        int head = isNew ? 4 + (hasOrder ? sizeof(ushort) : 0) : 8;
        while (block.Left >= head)
        {
            const int Reserved = 3;
            int kind = isNew ? block.U8() : block.U16();
            ushort size = block.U16();
            byte flags = block.U8();
            block.Skip(isNew ? head - 4 : Reserved);
            if (isNew && size > block.Left)
            {
                yield break; // the checksum, or a gap before it
            }

            ReadOnlyMemory<byte> data = block.Next(size);
            if ((flags & IsShared) == 0)
            {
                yield return ((HdfMessage)kind, data);
            }
        }
    }
}
