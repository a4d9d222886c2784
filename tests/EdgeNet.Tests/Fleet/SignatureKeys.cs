using EdgeNet.DeviceTests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace EdgeNet.Tests.Fleet;

/// <summary>A pair of keys by seed, which signs by BouncyCastle.</summary>
internal sealed class SignatureKeys
{
    private readonly Ed25519PrivateKeyParameters _private;

    public SignatureKeys(Random random)
    {
        var seed = new byte[32];
        random.NextBytes(seed);
        _private = new Ed25519PrivateKeyParameters(seed);
        Public = _private.GeneratePublicKey().GetEncoded();
    }

    public byte[] Public { get; }

    public byte[] Sign(byte[] message)
    {
        var signer = new Ed25519Signer();
        signer.Init(true, _private);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    /// <summary>Whether BouncyCastle takes it.</summary>
    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(false, new Ed25519PublicKeyParameters(publicKey));
        verifier.BlockUpdate(message, 0, message.Length);
        return verifier.VerifySignature(signature);
    }

    /// <summary>A file with zeros for the signature and the CRC.</summary>
    public static byte[] Blank(byte[] file, int signatureAt, int signatureLength)
    {
        byte[] blank = [.. file];
        Array.Clear(blank, signatureAt, signatureLength);
        Array.Clear(blank, blank.Length - 4, 4);
        return blank;
    }

    /// <summary>A file as a board reads it.</summary>
    public static ModelStorage Storage(byte[] file) => new ArrayStorage(file);
}
