namespace EdgeNet.Interchange.Keras;

/// <summary>An HDF5 file as h5py writes it: groups, attributes, and datasets that lie in one piece.</summary>
/// <remarks>
/// A reader of its own, because files come from strangers: it reads nothing but the bytes that it is given, keeps no more than they hold, and ends on every
/// damage. Links to other files, external storage, chunks and filters, which Keras does not write, are not followed.
/// HDF5 File Format Specification 3.0, docs.hdfgroup.org.
/// </remarks>
internal sealed class HdfFile
{
    private const int MostLinks = 100_000;

    private readonly HdfBytes _bytes;
    private readonly ulong _root;
    private readonly Dictionary<ulong, Dictionary<string, ulong>> _groups = [];
    private readonly Dictionary<ulong, HdfObject> _objects = [];
    private int _links;

    /// <summary>Reads the superblock.</summary>
    /// <exception cref="InvalidDataException">It is no HDF5, or of a kind that h5py does not write.</exception>
    public HdfFile(byte[] bytes)
    {
        _bytes = new HdfBytes(bytes);
        HdfBytes start = _bytes.At(0);
        start.Require([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte version = start.U8();
        const int OldVersions = 4, OldRest = 9, IndexedStorage = 4, NewFlags = 1, Addresses = 3 * sizeof(ulong);
        bool isOld = version < 2;
        start.Skip(isOld ? OldVersions : 0);
        (byte offsets, byte lengths) = (start.U8(), start.U8());
        if (version > 3 || offsets != sizeof(ulong) || lengths != sizeof(ulong))
        {
            throw new InvalidDataException($"superblock {version} with {offsets} and {lengths} bytes");
        }

        start.Skip(isOld ? OldRest + (version == 1 ? IndexedStorage : 0) : NewFlags);
        ulong origin = start.U64();
        start.Skip(isOld ? Addresses + sizeof(ulong) : Addresses - sizeof(ulong));
        _root = origin == 0 ? start.U64() : throw new InvalidDataException("a file inside another");
    }

    /// <summary>Finds an object; null where the path leads nowhere.</summary>
    public HdfObject? Find(string path)
    {
        ulong address = _root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!LinksOf(address).TryGetValue(name, out address))
            {
                return null;
            }
        }

        return ObjectAt(address);
    }

    /// <summary>Finds an attribute of an object: its type, its dimensions and its bytes.</summary>
    public HdfData? Attribute(HdfObject holder, string name)
    {
        foreach (HdfBytes message in holder.All(HdfMessage.Attribute))
        {
            byte version = message.U8();
            byte flags = message.U8();
            (ulong nameSize, ulong typeSize, ulong spaceSize) = (message.U16(), message.U16(), message.U16());
            if (version > 2)
            {
                message.Skip(1); // the character set
            }

            if (message.Text(nameSize) != name)
            {
                continue;
            }

            Pad();
            HdfBytes type = message.Take(typeSize);
            Pad();
            HdfBytes space = message.Take(spaceSize);
            Pad();
            return version > 1 && flags != 0 ? throw new InvalidDataException("an attribute of a shared type") : new HdfData(_bytes, type, space, message);

            void Pad()
            {
                if (version == 1)
                {
                    message.Pad();
                }
            }
        }

        return null;
    }

    /// <summary>Finds the numbers of a dataset.</summary>
    /// <exception cref="InputException">They are stored in a way that Keras does not use.</exception>
    public HdfData Data(HdfObject dataset)
    {
        if (dataset.Find(HdfMessage.Datatype) is not { } type || dataset.Find(HdfMessage.Dataspace) is not { } space || dataset.Find(HdfMessage.Layout) is not { } layout)
        {
            throw new InvalidDataException("a dataset without type, dimensions or place");
        }

        const byte FirstPlain = 3, Compact = 0, Contiguous = 1;
        (byte version, byte kind) = (layout.U8(), layout.U8());
        HdfBytes? data = version < FirstPlain || dataset.Has(HdfMessage.ExternalFiles) ? null
            : kind == Compact ? layout.Take(layout.U16())
            : kind == Contiguous ? _bytes.At(layout.U64(), layout.U64())
            : null;
        return data is null ? throw new InputException("is compressed, in chunks or in another file; save the model again with Keras") : new HdfData(_bytes, type, space, data);
    }

    private HdfObject ObjectAt(ulong address) => _objects.TryGetValue(address, out HdfObject? known) ? known : _objects[address] = new HdfObject(_bytes, address);

    private Dictionary<string, ulong> LinksOf(ulong address)
    {
        if (_groups.TryGetValue(address, out Dictionary<string, ulong>? links))
        {
            return links;
        }

        links = new Dictionary<string, ulong>(StringComparer.Ordinal);
        HdfObject group = ObjectAt(address);
        if (group.Find(HdfMessage.SymbolTable) is { } table)
        {
            ulong tree = table.U64();
            ReadTree(tree, HeapAt(table.U64()), links);
        }

        foreach (HdfBytes link in group.All(HdfMessage.Link))
        {
            ReadLink(link, links);
        }

        return _groups[address] = links;
    }

    private HdfBytes HeapAt(ulong address)
    {
        const int Rest = 4;
        HdfBytes heap = _bytes.At(address);
        heap.Require("HEAP"u8);
        heap.Skip(Rest);
        ulong size = heap.U64();
        heap.Skip(sizeof(ulong));
        return _bytes.At(heap.U64(), size) ?? throw new InvalidDataException("a group without names");
    }

    // A tree of nodes of names, III.A.1 and III.B. Each node is read once, whatever points to it.
    private void ReadTree(ulong root, HdfBytes names, Dictionary<string, ulong> links)
    {
        var waiting = new Queue<ulong>([root]);
        var seen = new HashSet<ulong>();
        while (waiting.TryDequeue(out ulong address))
        {
            if (!seen.Add(address))
            {
                continue;
            }

            HdfBytes node = _bytes.At(address);
            if (node.Starts("TREE"u8))
            {
                const int MarkAndKind = 6, Siblings = 16, Key = 8;
                node.Skip(MarkAndKind);
                int children = node.U16();
                node.Skip(Siblings);
                for (int k = 0; k < children; k++)
                {
                    node.Skip(Key);
                    waiting.Enqueue(node.U64());
                }

                continue;
            }

            const int Versions = 2, Scratch = 24;
            node.Require("SNOD"u8);
            node.Skip(Versions);
            int entries = node.U16();
            for (int k = 0; k < entries; k++)
            {
                string name = names.At(node.U64()).Text();
                Add(links, name, node.U64());
                node.Skip(Scratch);
            }
        }
    }

    // IV.A.2.g; only links to an object of the same file.
    private void ReadLink(HdfBytes link, Dictionary<string, ulong> links)
    {
        link.Skip(1);
        byte flags = link.U8();
        byte kind = (flags & 0x08) != 0 ? link.U8() : (byte)0;
        link.Skip(((flags & 0x04) != 0 ? sizeof(ulong) : 0) + ((flags & 0x10) != 0 ? 1 : 0));
        string name = link.Text(link.Sized(flags & 3));
        if (kind == 0)
        {
            Add(links, name, link.U64());
        }
    }

    // A soft link has no address.
    private void Add(Dictionary<string, ulong> links, string name, ulong address)
    {
        if (++_links > MostLinks)
        {
            throw new InvalidDataException("too many links");
        }

        if (address != ulong.MaxValue)
        {
            links[name] = address;
        }
    }
}
