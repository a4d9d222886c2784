using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeNet.Tuning;

/// <summary>Even draws that depend on their names alone, so that any process draws any of them, in any order, alike.</summary>
internal static class UniformDraw
{
    /// <summary>Draws the coordinate of one parameter in one trial: a number from 0 to below 1, the first 53 bits of a hash of the names.</summary>
    public static double Of(int seed, int trial, string parameter)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{trial}/{parameter}")));
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
