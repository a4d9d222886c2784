using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace EdgeNet.Fleet.Keys;

/// <summary>A key of Ed25519 (RFC 8032): boards have its public half, and only its owner can sign.</summary>
internal sealed class Ed25519FleetKey : FleetKey
{
    private readonly byte[]? _secret;

    private Ed25519FleetKey(byte[] publicKey, byte[]? secret)
    {
        PublicKey = publicKey;
        _secret = secret;
        Id = IdOf(publicKey);
    }

    /// <summary>Bytes of either half.</summary>
    public const int Length = Ed25519Key.Length;

    /// <inheritdoc/>
    public override SignatureKind Kind => SignatureKind.Ed25519;

    /// <inheritdoc/>
    public override string KindName => "Ed25519";

    /// <inheritdoc/>
    public override bool CanSign => _secret is not null;

    /// <inheritdoc/>
    public override byte[] Id { get; }

    /// <summary>The public half.</summary>
    public byte[] PublicKey { get; }

    /// <summary>The secret half.</summary>
    /// <exception cref="InvalidOperationException">It is not known.</exception>
    public byte[] Secret => _secret ?? throw new InvalidOperationException("A public key has no secret.");

    /// <inheritdoc/>
    public override string CSharp => ArrayOf("new Ed25519Key(", PublicKey, ")");

    /// <summary>Makes a key of random bytes.</summary>
    public static Ed25519FleetKey Create() => OfSecret(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The key of a secret.</summary>
    public static Ed25519FleetKey OfSecret(byte[] secret)
    {
        var publicKey = new byte[Length];
        Ed25519.GeneratePublicKey(secret, 0, publicKey, 0);
        return new Ed25519FleetKey(publicKey, secret);
    }

    /// <summary>The key of a public half.</summary>
    /// <returns>Null where the bytes are no point of the curve that may be a key.</returns>
    public static Ed25519FleetKey? OfPublic(byte[] publicKey) =>
        Ed25519.ValidatePublicKeyFull(publicKey, 0) ? new Ed25519FleetKey(publicKey, null) : null;

    /// <inheritdoc/>
    public override byte[] Sign(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(Secret, 0, PublicKey, 0, message, 0, message.Length, signature, 0);
        return signature;
    }

    /// <inheritdoc/>
    public override ModelKey ToModelKey() => new Ed25519Key(PublicKey);

    /// <inheritdoc/>
    public override bool Verify(byte[] message, byte[] signature) => Ed25519.Verify(signature, 0, PublicKey, 0, message, 0, message.Length);
}
