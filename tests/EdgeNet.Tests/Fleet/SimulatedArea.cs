using System.Security.Cryptography;

namespace EdgeNet.Tests.Fleet;

/// <summary>Storage in memory that keeps its bytes when a node is gone, and whose power may be cut before any change.</summary>
internal sealed class SimulatedArea(int capacity) : StoreArea
{
    private readonly byte[] _bytes = [.. Enumerable.Repeat((byte)0xFF, capacity)];

    /// <summary>Called before each change; what it throws cuts the power.</summary>
    public Action? OnChange { get; set; }

    /// <summary>How often it was erased.</summary>
    public int Erasures { get; private set; }

    public override int Capacity => _bytes.Length;

    /// <summary>Changes a byte, as a worn cell would.</summary>
    public void Damage(int position) => _bytes[position] ^= 1;

    public override void Read(int position, byte[] buffer, int count) => Array.Copy(_bytes, position, buffer, 0, count);

    public override void EraseAll()
    {
        OnChange?.Invoke();
        Erasures++;
        Array.Fill(_bytes, (byte)0xFF);
    }

    public override void Write(int position, byte[] buffer, int count)
    {
        OnChange?.Invoke();
        for (int i = 0; i < count; i++)
        {
            _bytes[position + i] &= buffer[i];
        }
    }

    public override void Flush() => OnChange?.Invoke();
}

/// <summary>A secret of a simulated fleet.</summary>
internal sealed class SimulatedKey : ModelKey
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)(i + 1))];

    public static string Id => Convert.ToHexStringLower(SHA256.HashData([.. "EdgeNet"u8, .. Secret])[..IdLength]);

    public override SignatureKind Kind => SignatureKind.Hmac;

    public override int SignatureLength => 32;

    public static byte[] Sign(byte[] file) => HMACSHA256.HashData(Secret, file);

    public override void CopyId(byte[] id) => Convert.FromHexString(Id).CopyTo(id, 0);

    public override bool Verify(ModelStorage file, int signatureAt)
    {
        byte[] bytes = new byte[file.Length];
        file.Read(0, bytes, bytes.Length);
        byte[] signature = bytes[signatureAt..(signatureAt + SignatureLength)];
        Array.Clear(bytes, signatureAt, SignatureLength);
        Array.Clear(bytes, bytes.Length - 4, 4);
        return signature.AsSpan().SequenceEqual(Sign(bytes));
    }
}
