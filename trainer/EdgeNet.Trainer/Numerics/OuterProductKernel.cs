using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNet.Trainer.Numerics;

/// <summary><c>C = A·B</c> with B and C row-major and A at any strides, vectorised along the rows of B and C.</summary>
/// <remarks>
/// A tile of four rows by two vectors of C stays in registers while k runs: two loads of B and four broadcasts of A for eight
/// multiply-adds. What the tiles leave over is done by narrower tiles, and the last columns one by one.
/// </remarks>
internal static class OuterProductKernel
{
    /// <param name="a">A; element (i, p) at <c>i·aRow + p·aColumn</c>.</param>
    /// <param name="aRow">Stride between rows of A.</param>
    /// <param name="aColumn">Stride between columns of A.</param>
    /// <param name="b">B, shape (k, m).</param>
    /// <param name="c">C, shape (n, m), written.</param>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="m">Columns of B and C.</param>
    public static void Run<T>(ReadOnlySpan<T> a, int aRow, int aColumn, ReadOnlySpan<T> b, Span<T> c, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T b0 = ref MemoryMarshal.GetReference(b);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        int width = Vector<T>.Count;
        int j = 0;
        for (; j <= m - (2 * width); j += 2 * width)
        {
            int i = 0;
            for (; i <= n - 4; i += 4)
            {
                Tile4x2(ref Unsafe.Add(ref a0, i * aRow), aRow, aColumn, ref Unsafe.Add(ref b0, j), ref Unsafe.Add(ref c0, (i * m) + j), k, m);
            }

            for (; i < n; i++)
            {
                Tile1x2(ref Unsafe.Add(ref a0, i * aRow), aColumn, ref Unsafe.Add(ref b0, j), ref Unsafe.Add(ref c0, (i * m) + j), k, m);
            }
        }

        for (; j <= m - width; j += width)
        {
            for (int i = 0; i < n; i++)
            {
                Tile1x1(ref Unsafe.Add(ref a0, i * aRow), aColumn, ref Unsafe.Add(ref b0, j), ref Unsafe.Add(ref c0, (i * m) + j), k, m);
            }
        }

        for (; j < m; j++)
        {
            for (int i = 0; i < n; i++)
            {
                c[(i * m) + j] = Element(ref Unsafe.Add(ref a0, i * aRow), aColumn, ref Unsafe.Add(ref b0, j), k, m);
            }
        }
    }

    private static void Tile4x2<T>(ref T a, int aRow, int aColumn, ref T b, ref T c, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        Vector<T> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector<T> c20 = default, c21 = default, c30 = default, c31 = default;
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a1, aRow);
        ref T a3 = ref Unsafe.Add(ref a2, aRow);
        for (int p = 0; p < k; p++)
        {
            ref T row = ref Unsafe.Add(ref b, p * m);
            Vector<T> b0 = Vector.LoadUnsafe(ref row);
            Vector<T> b1 = Vector.LoadUnsafe(ref row, (nuint)width);
            int offset = p * aColumn;
            var w = new Vector<T>(Unsafe.Add(ref a, offset));
            c00 = FusedMultiplyAdd.Of(w, b0, c00);
            c01 = FusedMultiplyAdd.Of(w, b1, c01);
            w = new Vector<T>(Unsafe.Add(ref a1, offset));
            c10 = FusedMultiplyAdd.Of(w, b0, c10);
            c11 = FusedMultiplyAdd.Of(w, b1, c11);
            w = new Vector<T>(Unsafe.Add(ref a2, offset));
            c20 = FusedMultiplyAdd.Of(w, b0, c20);
            c21 = FusedMultiplyAdd.Of(w, b1, c21);
            w = new Vector<T>(Unsafe.Add(ref a3, offset));
            c30 = FusedMultiplyAdd.Of(w, b0, c30);
            c31 = FusedMultiplyAdd.Of(w, b1, c31);
        }

        Store(c00, c01, ref c);
        Store(c10, c11, ref Unsafe.Add(ref c, m));
        Store(c20, c21, ref Unsafe.Add(ref c, 2 * m));
        Store(c30, c31, ref Unsafe.Add(ref c, 3 * m));
    }

    private static void Tile1x2<T>(ref T a, int aColumn, ref T b, ref T c, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> c0 = default, c1 = default;
        for (int p = 0; p < k; p++)
        {
            ref T row = ref Unsafe.Add(ref b, p * m);
            var w = new Vector<T>(Unsafe.Add(ref a, p * aColumn));
            c0 = FusedMultiplyAdd.Of(w, Vector.LoadUnsafe(ref row), c0);
            c1 = FusedMultiplyAdd.Of(w, Vector.LoadUnsafe(ref row, (nuint)Vector<T>.Count), c1);
        }

        Store(c0, c1, ref c);
    }

    private static void Tile1x1<T>(ref T a, int aColumn, ref T b, ref T c, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> c0 = default;
        for (int p = 0; p < k; p++)
        {
            var w = new Vector<T>(Unsafe.Add(ref a, p * aColumn));
            c0 = FusedMultiplyAdd.Of(w, Vector.LoadUnsafe(ref Unsafe.Add(ref b, p * m)), c0);
        }

        c0.StoreUnsafe(ref c);
    }

    private static T Element<T>(ref T a, int aColumn, ref T b, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int p = 0; p < k; p++)
        {
            sum += Unsafe.Add(ref a, p * aColumn) * Unsafe.Add(ref b, p * m);
        }

        return sum;
    }

    private static void Store<T>(Vector<T> first, Vector<T> second, ref T c)
    {
        first.StoreUnsafe(ref c);
        second.StoreUnsafe(ref c, (nuint)Vector<T>.Count);
    }
}
