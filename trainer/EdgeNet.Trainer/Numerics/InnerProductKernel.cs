using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNet.Trainer.Numerics;

/// <summary><c>C = A·Bᵀ</c>, all row-major: every element is the inner product of two rows.</summary>
/// <remarks>A tile of two rows of A by four of B shares its loads: six for eight multiply-adds.</remarks>
internal static class InnerProductKernel
{
    /// <param name="a">A, shape (n, k).</param>
    /// <param name="b">B, shape (m, k).</param>
    /// <param name="c">C, shape (n, m), written.</param>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A and B.</param>
    /// <param name="m">Rows of B, columns of C.</param>
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T b0 = ref MemoryMarshal.GetReference(b);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        int i = 0;
        for (; i <= n - 2; i += 2)
        {
            ref T row = ref Unsafe.Add(ref a0, i * k);
            int j = 0;
            for (; j <= m - 4; j += 4)
            {
                Tile2x4(ref row, ref Unsafe.Add(ref b0, j * k), ref Unsafe.Add(ref c0, (i * m) + j), k, m);
            }

            for (; j < m; j++)
            {
                ref T other = ref Unsafe.Add(ref b0, j * k);
                c[(i * m) + j] = Element(ref row, ref other, k);
                c[((i + 1) * m) + j] = Element(ref Unsafe.Add(ref row, k), ref other, k);
            }
        }

        for (; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                c[(i * m) + j] = Element(ref Unsafe.Add(ref a0, i * k), ref Unsafe.Add(ref b0, j * k), k);
            }
        }
    }

    private static void Tile2x4<T>(ref T a, ref T b, ref T c, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector<T> c10 = default, c11 = default, c12 = default, c13 = default;
        ref T second = ref Unsafe.Add(ref a, k);
        ref T b1 = ref Unsafe.Add(ref b, k);
        ref T b2 = ref Unsafe.Add(ref b1, k);
        ref T b3 = ref Unsafe.Add(ref b2, k);
        int p = 0;
        for (; p <= k - Vector<T>.Count; p += Vector<T>.Count)
        {
            nuint offset = (nuint)p;
            Vector<T> x = Vector.LoadUnsafe(ref a, offset);
            Vector<T> y = Vector.LoadUnsafe(ref second, offset);
            Vector<T> z = Vector.LoadUnsafe(ref b, offset);
            c00 = FusedMultiplyAdd.Of(x, z, c00);
            c10 = FusedMultiplyAdd.Of(y, z, c10);
            z = Vector.LoadUnsafe(ref b1, offset);
            c01 = FusedMultiplyAdd.Of(x, z, c01);
            c11 = FusedMultiplyAdd.Of(y, z, c11);
            z = Vector.LoadUnsafe(ref b2, offset);
            c02 = FusedMultiplyAdd.Of(x, z, c02);
            c12 = FusedMultiplyAdd.Of(y, z, c12);
            z = Vector.LoadUnsafe(ref b3, offset);
            c03 = FusedMultiplyAdd.Of(x, z, c03);
            c13 = FusedMultiplyAdd.Of(y, z, c13);
        }

        ref T next = ref Unsafe.Add(ref c, m);
        c = Vector.Sum(c00) + Tail(ref a, ref b, p, k);
        Unsafe.Add(ref c, 1) = Vector.Sum(c01) + Tail(ref a, ref b1, p, k);
        Unsafe.Add(ref c, 2) = Vector.Sum(c02) + Tail(ref a, ref b2, p, k);
        Unsafe.Add(ref c, 3) = Vector.Sum(c03) + Tail(ref a, ref b3, p, k);
        next = Vector.Sum(c10) + Tail(ref second, ref b, p, k);
        Unsafe.Add(ref next, 1) = Vector.Sum(c11) + Tail(ref second, ref b1, p, k);
        Unsafe.Add(ref next, 2) = Vector.Sum(c12) + Tail(ref second, ref b2, p, k);
        Unsafe.Add(ref next, 3) = Vector.Sum(c13) + Tail(ref second, ref b3, p, k);
    }

    internal static T Element<T>(ref T a, ref T b, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> sum = default;
        int p = 0;
        for (; p <= k - Vector<T>.Count; p += Vector<T>.Count)
        {
            sum = FusedMultiplyAdd.Of(Vector.LoadUnsafe(ref a, (nuint)p), Vector.LoadUnsafe(ref b, (nuint)p), sum);
        }

        return Vector.Sum(sum) + Tail(ref a, ref b, p, k);
    }

    internal static T Tail<T>(ref T a, ref T b, int from, int to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int p = from; p < to; p++)
        {
            sum += Unsafe.Add(ref a, p) * Unsafe.Add(ref b, p);
        }

        return sum;
    }
}
