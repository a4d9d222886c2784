using System.Buffers.Binary;
using System.Text;

namespace EdgeNet.Fleet;

/// <summary>A signed model that is offered to nodes.</summary>
internal sealed class OfferedModel
{
    private readonly byte[] _bytes;

    /// <summary>Makes it of parts, as they are in the file's seal.</summary>
    public OfferedModel(byte[] bytes, string name, int version, string keyId)
    {
        _bytes = bytes;
        Name = name;
        Version = version;
        KeyId = keyId;
    }

    /// <summary>The name of the model.</summary>
    public string Name { get; }

    /// <summary>Its version, 1 or more.</summary>
    public int Version { get; }

    /// <summary>The id of the key that signed it, in hexadecimal digits.</summary>
    public string KeyId { get; }

    /// <summary>Bytes of the file.</summary>
    public int Length => _bytes.Length;

    /// <summary>The CRC-32 that the file ends with: it tells one file from another.</summary>
    public uint Crc => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_bytes.Length - sizeof(uint)));

    /// <summary>Opens a file.</summary>
    /// <exception cref="InputException">It cannot be read, or is not signed.</exception>
    /// <exception cref="ModelFormatException">It is damaged.</exception>
    public static OfferedModel Open(string path)
    {
        var file = ModelFile.Open(path);
        if (file.Seal is not { } seal || seal.Kind == SignatureKind.None)
        {
            throw new InputException($"{path}: is not signed, and a node takes only signed models; run 'edgenet sign' on it first.");
        }

        byte[] id = new byte[ModelKey.IdLength];
        seal.CopyKeyId(id);
        return new OfferedModel(file.Bytes, seal.Name, seal.Version, Convert.ToHexStringLower(id));
    }

    /// <summary>The bytes of a chunk that suit a node.</summary>
    /// <param name="node">The node's status.</param>
    /// <param name="most">The most that are wanted.</param>
    public static int ChunkFor(NodeStatus? node, int most) => Math.Clamp(Math.Min(most, node?.MostChunk ?? most), UpdateMessage.LeastChunk, UpdateMessage.MostChunk) & ~3;

    /// <summary>How many chunks of a length it has.</summary>
    public int ChunksOf(int chunk) => (Length + chunk - 1) / chunk;

    /// <summary>The message that offers it.</summary>
    /// <param name="chunk">Bytes of a chunk.</param>
    /// <param name="attempt">0 for the first; a node on which the file has failed wants one above that of the failure.</param>
    public byte[] Offer(int chunk, int attempt = 0)
    {
        byte[] name = Encoding.UTF8.GetBytes(Name);
        byte[] message = new byte[UpdateMessage.OfferLength + name.Length];
        message[0] = UpdateMessage.Offer;
        message[1] = UpdateMessage.Protocol;
        UpdateMessage.PutShort(message, UpdateMessage.OfferChunkAt, chunk);
        UpdateMessage.Put(message, UpdateMessage.OfferLengthAt, Length);
        UpdateMessage.Put(message, UpdateMessage.OfferCrcAt, unchecked((int)Crc));
        UpdateMessage.Put(message, UpdateMessage.OfferVersionAt, Version);
        message[UpdateMessage.OfferAttemptAt] = checked((byte)attempt);
        message[UpdateMessage.OfferNameAt] = checked((byte)name.Length);
        name.CopyTo(message, UpdateMessage.OfferLength);
        return message;
    }

    /// <summary>The message with a chunk.</summary>
    public byte[] Chunk(int number, int chunk)
    {
        ReadOnlySpan<byte> data = _bytes.AsSpan(number * chunk, Math.Min(chunk, Length - (number * chunk)));
        byte[] message = new byte[UpdateMessage.ChunkLength + data.Length];
        message[0] = UpdateMessage.Chunk;
        UpdateMessage.PutShort(message, UpdateMessage.ChunkNumberAt, number);
        UpdateMessage.Put(message, UpdateMessage.ChunkCrcAt, unchecked((int)Crc));
        data.CopyTo(message.AsSpan(UpdateMessage.ChunkLength));
        return message;
    }
}
