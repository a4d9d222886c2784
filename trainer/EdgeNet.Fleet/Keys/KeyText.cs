using System.Formats.Asn1;
using System.Security.Cryptography;

namespace EdgeNet.Fleet.Keys;

/// <summary>Keys as PEM texts (RFC 7468).</summary>
/// <remarks>
/// A secret of Ed25519 is a <c>PRIVATE KEY</c> (PKCS #8, RFC 8410), a public half a <c>PUBLIC KEY</c> (SubjectPublicKeyInfo), as openssl has them. A secret
/// of HMAC is an <c>EDGENET HMAC KEY</c>: its bytes and nothing else.
/// </remarks>
internal static class KeyText
{
    private const string SecretLabel = "PRIVATE KEY";
    private const string PublicLabel = "PUBLIC KEY";
    private const string HmacLabel = "EDGENET HMAC KEY";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";
    private const string Ed25519Id = "1.3.101.112";
    private const string NewKey = "make one with 'edgenet key new'";

    private static readonly Asn1Tag PublicTag = new(TagClass.ContextSpecific, 1);

    /// <summary>Writes the secret half.</summary>
    public static string OfSecret(Ed25519FleetKey key)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(key.Secret);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer);
            writer.WriteOctetString(inner.Encode());
        }

        return Pem(SecretLabel, writer.Encode());
    }

    /// <summary>Writes the public half.</summary>
    public static string OfPublic(Ed25519FleetKey key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer);
            writer.WriteBitString(key.PublicKey);
        }

        return Pem(PublicLabel, writer.Encode());
    }

    /// <summary>Writes a secret of HMAC.</summary>
    public static string Of(HmacFleetKey key) => Pem(HmacLabel, key.Secret);

    /// <summary>Reads a key.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="InputException">It is none; the message says what it is, or what to do.</exception>
    public static FleetKey Read(string path, string text)
    {
        if (!PemEncoding.TryFind(text, out PemFields fields))
        {
            throw new InputException(text.Contains("-----BEGIN", StringComparison.Ordinal)
                ? $"{path}: is a damaged key; take it from your backup, or {NewKey}."
                : $"{path}: is no key, which begins with -----BEGIN; {NewKey}.");
        }

        string label = text[fields.Label];
        var bytes = new byte[fields.DecodedDataLength];
        if (!Convert.TryFromBase64String(text[fields.Base64Data], bytes, out _))
        {
            throw Damaged(path);
        }

        try
        {
            return label switch
            {
                SecretLabel => ReadSecret(path, bytes),
                PublicLabel => ReadPublic(path, bytes),
                HmacLabel => bytes.Length is >= HmacFleetKey.LeastLength and <= HmacFleetKey.MostLength ? new HmacFleetKey(bytes) : throw Damaged(path),
                EncryptedLabel => throw new InputException($"{path}: is protected by a passphrase, which edgenet does not ask for; 'openssl pkey -in FILE -out OTHER' writes it without."),
                _ => throw new InputException($"{path}: is a {label}, and models are signed with Ed25519 or HMAC-SHA256; {NewKey}."),
            };
        }
        catch (AsnContentException)
        {
            throw Damaged(path);
        }
    }

    private static Ed25519FleetKey ReadSecret(string path, byte[] bytes)
    {
        var outer = new AsnReader(bytes, AsnEncodingRules.DER);
        AsnReader reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!reader.TryReadInt32(out int version) || version is not (0 or 1))
        {
            throw Damaged(path);
        }

        ReadAlgorithm(path, reader);
        var inner = new AsnReader(reader.ReadOctetString(), AsnEncodingRules.DER);
        byte[] secret = inner.ReadOctetString();
        inner.ThrowIfNotEmpty();
        if (secret.Length != Ed25519FleetKey.Length)
        {
            throw Damaged(path);
        }

        // Attributes, then the public half, which some programs write too.
        var key = Ed25519FleetKey.OfSecret(secret);
        while (reader.HasData)
        {
            if (reader.PeekTag().HasSameClassAndValue(PublicTag))
            {
                byte[] own = reader.ReadBitString(out _, PublicTag);
                if (!own.AsSpan().SequenceEqual(key.PublicKey))
                {
                    throw Damaged(path);
                }
            }
            else
            {
                reader.ReadEncodedValue();
            }
        }

        return key;
    }

    private static Ed25519FleetKey ReadPublic(string path, byte[] bytes)
    {
        var outer = new AsnReader(bytes, AsnEncodingRules.DER);
        AsnReader reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        ReadAlgorithm(path, reader);
        byte[] key = reader.ReadBitString(out int unused);
        reader.ThrowIfNotEmpty();
        return key.Length == Ed25519FleetKey.Length && unused == 0 && Ed25519FleetKey.OfPublic(key) is { } read ? read : throw Damaged(path);
    }

    private static void ReadAlgorithm(string path, AsnReader reader)
    {
        AsnReader algorithm = reader.ReadSequence();
        string id = algorithm.ReadObjectIdentifier();
        if (id != Ed25519Id)
        {
            throw new InputException($"{path}: is a key of another algorithm ({id}), and models are signed with Ed25519; {NewKey}.");
        }

        algorithm.ThrowIfNotEmpty();
    }

    private static void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Ed25519Id);
        }
    }

    private static string Pem(string label, byte[] bytes) => PemEncoding.WriteString(label, bytes) + "\n";

    private static InputException Damaged(string path) => new($"{path}: is a damaged key; take it from your backup, or {NewKey}.");
}
