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

    /// <summary>Checks a signature, by another library than the board's.</summary>
    public abstract bool Verify(byte[] message, byte[] signature);

    /// <summary>Makes the key of a board that trusts this one: it checks as boards do.</summary>
    public abstract ModelKey ToModelKey();

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
}
