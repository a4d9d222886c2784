using System.Security.Cryptography;

namespace EdgeNet.Fleet.Keys;

/// <summary>A key of HMAC-SHA256 (RFC 2104): a secret that the boards share with the owner.</summary>
/// <param name="secret">From <see cref="LeastLength"/> to <see cref="MostLength"/> bytes.</param>
internal sealed class HmacFleetKey(byte[] secret) : FleetKey
{
    /// <summary>Bytes of a new secret.</summary>
    public const int Length = 32;

    /// <summary>The fewest bytes.</summary>
    public const int LeastLength = HmacKey.LeastSecretLength;

    /// <summary>The most bytes: those of a block of SHA-256.</summary>
    public const int MostLength = 64;

    /// <inheritdoc/>
    public override SignatureKind Kind => SignatureKind.Hmac;

    /// <inheritdoc/>
    public override string KindName => "HMAC-SHA256";

    /// <inheritdoc/>
    public override bool CanSign => true;

    /// <summary>The secret.</summary>
    public byte[] Secret { get; } = secret;

    /// <inheritdoc/>
    public override byte[] Id { get; } = IdOf([.. "EdgeNet"u8, .. secret]);

    /// <inheritdoc/>
    public override string CSharp => ArrayOf("new ManagedHmacKey(", Secret, ")");

    /// <summary>Makes a key of random bytes.</summary>
    public static HmacFleetKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <inheritdoc/>
    public override byte[] Sign(byte[] message) => HMACSHA256.HashData(Secret, message);

    /// <inheritdoc/>
    public override ModelKey ToModelKey() => new ManagedHmacKey(Secret);

    /// <inheritdoc/>
    public override bool Verify(byte[] message, byte[] signature) => CryptographicOperations.FixedTimeEquals(Sign(message), signature);
}
