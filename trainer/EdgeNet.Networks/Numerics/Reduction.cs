using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeNet.Networks.Numerics;

/// <summary>Sums in an order that depends on the number of terms alone: 4 times 256 bits of lanes, whatever the processor has, and a fixed tree at the end.</summary>
/// <remarks>Term i goes to lane i modulo the number of lanes. Products are added by fused multiply-adds.</remarks>
internal static class Reduction
{
    /// <summary>Computes <c>Σ x</c>.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduce<T, Terms>(x, x);

    /// <summary>Computes <c>Σ x²</c>.</summary>
    public static T SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduce<T, Products>(x, x);

    /// <summary>Computes <c>Σ x·y</c>.</summary>
    /// <param name="x">Terms.</param>
    /// <param name="y">As many.</param>
    /// <returns>The sum.</returns>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduce<T, Products>(x, y);

    private static T Reduce<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        Vector256<T> s0 = default, s1 = default, s2 = default, s3 = default;
        int width = Vector256<T>.Count;
        int block = 4 * width;
        int i = 0;
        for (; i <= x.Length - block; i += block)
        {
            Add<T, TTerm>(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), i, ref s0, ref s1, ref s2, ref s3);
        }

        if (i < x.Length)
        {
            // Terms of 0 change no sum.
            Span<T> first = stackalloc T[block];
            Span<T> second = stackalloc T[block];
            first.Clear();
            second.Clear();
            x[i..].CopyTo(first);
            y[i..].CopyTo(second);
            Add<T, TTerm>(ref MemoryMarshal.GetReference(first), ref MemoryMarshal.GetReference(second), 0, ref s0, ref s1, ref s2, ref s3);
        }

        Vector256<T> all = (s0 + s1) + (s2 + s3);
        Vector128<T> halves = all.GetLower() + all.GetUpper();
        return Vector128<T>.Count == 2
            ? halves[0] + halves[1]
            : (halves[0] + halves[2]) + (halves[1] + halves[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T, TTerm>(ref T x, ref T y, int i, ref Vector256<T> s0, ref Vector256<T> s1, ref Vector256<T> s2, ref Vector256<T> s3)
        where T : unmanaged
        where TTerm : struct, ITerm
    {
        nuint place = (nuint)i;
        nuint width = (nuint)Vector256<T>.Count;
        s0 = TTerm.Add(Vector256.LoadUnsafe(ref x, place), Vector256.LoadUnsafe(ref y, place), s0);
        s1 = TTerm.Add(Vector256.LoadUnsafe(ref x, place + width), Vector256.LoadUnsafe(ref y, place + width), s1);
        s2 = TTerm.Add(Vector256.LoadUnsafe(ref x, place + (2 * width)), Vector256.LoadUnsafe(ref y, place + (2 * width)), s2);
        s3 = TTerm.Add(Vector256.LoadUnsafe(ref x, place + (3 * width)), Vector256.LoadUnsafe(ref y, place + (3 * width)), s3);
    }

    private interface ITerm
    {
        static abstract Vector256<T> Add<T>(Vector256<T> x, Vector256<T> y, Vector256<T> sum)
            where T : unmanaged;
    }

    private readonly struct Terms : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Add<T>(Vector256<T> x, Vector256<T> y, Vector256<T> sum)
            where T : unmanaged => sum + x;
    }

    private readonly struct Products : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Add<T>(Vector256<T> x, Vector256<T> y, Vector256<T> sum)
            where T : unmanaged => FusedMultiplyAdd.Of(x, y, sum);
    }
}
