using System.Security.Cryptography;
using System.Text;

namespace EdgeNet.Fleet.Keys;

/// <summary>A key that signs models, or checks who signed them.</summary>
internal abstract class FleetKey
{
    private const int BytesPerLine = 16;

    /// <summary>The kind of its signatures.</summary>
    public abstract SignatureKind Kind { get; }

    /// <summary>What a user calls the kind.</summary>
    public abstract string KindName { get; }

    /// <summary>Whether the secret is known, which signing needs.</summary>
    public abstract bool CanSign { get; }

    /// <summary>By which files say who signed them: <see cref="ModelKey.IdLength"/> bytes.</summary>
    public abstract byte[] Id { get; }

    /// <summary>The id as it is printed.</summary>
    public string IdText => Convert.ToHexStringLower(Id);

    /// <summary>Bytes of a signature.</summary>
    public int SignatureLength => ModelSeal.SignatureLengths[(int)Kind];

    /// <summary>What the board's program needs, in C#, some lines.</summary>
    public abstract string CSharp { get; }

    /// <summary>Signs a message.</summary>
    /// <exception cref="InvalidOperationException">The secret is not known.</exception>
    public abstract byte[] Sign(byte[] message);

    /// <summary>Checks a signature.</summary>
    public abstract bool Verify(byte[] message, byte[] signature);

    /// <summary>Makes the key of a board that trusts this one.</summary>
    public ModelKey ToModelKey() => new Checker(this);

    /// <summary>Computes an id: the first bytes of a SHA-256.</summary>
    protected static byte[] IdOf(byte[] bytes) => SHA256.HashData(bytes)[..ModelKey.IdLength];

    /// <summary>Writes an array in C#.</summary>
    /// <param name="before">What stands before it, such as a declaration.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="after">What stands behind it.</param>
    protected static string ArrayOf(string before, byte[] bytes, string after)
    {
        var text = new StringBuilder(before).Append("new byte[]\n{\n");
        foreach (byte[] line in bytes.Chunk(BytesPerLine))
        {
            text.Append("    ").AppendJoin(' ', line.Select(each => $"0x{each:X2},")).Append('\n');
        }

        return text.Append('}').Append(after).ToString();
    }

    // Ed25519 and HMAC as on the device, by the PC's libraries.
    private sealed class Checker(FleetKey key) : ModelKey
    {
        public override SignatureKind Kind => key.Kind;

        public override int SignatureLength => key.SignatureLength;

        public override void CopyId(byte[] id) => key.Id.CopyTo(id, 0);

        public override bool Verify(ModelStorage file, int signatureAt)
        {
            var message = new byte[file.Length];
            file.Read(0, message, message.Length);
            byte[] signature = message[signatureAt..(signatureAt + SignatureLength)];
            return key.Verify(Trainer.Export.SealSection.MessageOf(message, signatureAt, SignatureLength), signature);
        }
    }
}
