using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeNet.Trainer.Numerics;

/// <summary><c>C = A·B</c> of large matrices at any strides, on processors with vectors of 512 bits.</summary>
/// <remarks>
/// Panels of B, two vectors wide, are packed one after the other (Goto and van de Geijn, "Anatomy of High-Performance Matrix
/// Multiplication", 2008); a tile of eight rows of A by one panel stays in sixteen registers while k runs, with two loads and eight
/// broadcasts for sixteen multiply-adds. Every element of C is one chain of fused multiply-adds in the order of k, whatever its place.
/// </remarks>
internal static class LargeProduct
{
    /// <summary>Fewer multiply-adds than this and <see cref="OuterProductKernel"/> and <see cref="InnerProductKernel"/> are as fast without packing.</summary>
    private const long LeastMultiplyAdds = 1 << 20;

    private const int TileRows = 8;

    /// <summary>Whether this kernel is for products of these sizes on this machine.</summary>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="m">Columns of B and C.</param>
    /// <returns>Whether it is.</returns>
    public static bool Suits<T>(int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.IsHardwareAccelerated && n >= TileRows && m >= TileRows && k >= TileRows && (long)n * k * m >= LeastMultiplyAdds;

    /// <summary>Computes C.</summary>
    /// <param name="a">A, shape (n, k).</param>
    /// <param name="b">B, shape (k, m).</param>
    /// <param name="c">C, shape (n, m), written.</param>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="m">Columns of B and C.</param>
    public static void Run<T>(Strided<T> a, Strided<T> b, StridedResult<T> c, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = 2 * Vector512<T>.Count;
        T[] panel = ArrayPool<T>.Shared.Rent(k * width);
        Span<T> tile = stackalloc T[TileRows * width];
        for (int j = 0; j < m; j += width)
        {
            int columns = Math.Min(width, m - j);
            Pack(b, j, columns, k, panel);
            ref T packed = ref MemoryMarshal.GetArrayDataReference(panel);
            int i = 0;
            for (; i <= n - TileRows; i += TileRows)
            {
                ref T rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), i * a.Row);
                if (c.Column == 1 && columns == width)
                {
                    Tile8(ref rows, a.Row, a.Column, ref packed, ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), (i * c.Row) + j), c.Row, k);
                }
                else
                {
                    Tile8(ref rows, a.Row, a.Column, ref packed, ref MemoryMarshal.GetReference(tile), width, k);
                    Unpack(tile, c, i, j, TileRows, columns);
                }
            }

            for (; i < n; i++)
            {
                Tile1(ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), i * a.Row), a.Column, ref packed, ref MemoryMarshal.GetReference(tile), k);
                Unpack(tile, c, i, j, 1, columns);
            }
        }

        ArrayPool<T>.Shared.Return(panel);
    }

    // Columns j and on of B, as k rows of one panel's width; what B does not have is 0.
    private static void Pack<T>(Strided<T> b, int j, int columns, int k, Span<T> panel)
        where T : unmanaged
    {
        int width = 2 * Vector512<T>.Count;
        if (columns < width)
        {
            panel[..(k * width)].Clear();
        }

        if (b.Column == 1)
        {
            for (int p = 0; p < k; p++)
            {
                b.Values.Slice((p * b.Row) + j, columns).CopyTo(panel[(p * width)..]);
            }

            return;
        }

        for (int column = 0; column < columns; column++)
        {
            ref T source = ref Unsafe.Add(ref MemoryMarshal.GetReference(b.Values), (j + column) * b.Column);
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(panel), column);
            for (int p = 0; p < k; p++)
            {
                Unsafe.Add(ref target, p * width) = Unsafe.Add(ref source, p * b.Row);
            }
        }
    }

    private static void Unpack<T>(ReadOnlySpan<T> tile, StridedResult<T> c, int i, int j, int rows, int columns)
        where T : unmanaged
    {
        int width = 2 * Vector512<T>.Count;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> source = tile.Slice(row * width, columns);
            if (c.Column == 1)
            {
                source.CopyTo(c.Values[(((i + row) * c.Row) + j)..]);
                continue;
            }

            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), ((i + row) * c.Row) + (j * c.Column));
            for (int column = 0; column < source.Length; column++)
            {
                Unsafe.Add(ref target, column * c.Column) = source[column];
            }
        }
    }

    private static void Tile8<T>(ref T a, int aRow, int aColumn, ref T b, ref T c, int cRow, int k)
        where T : unmanaged
    {
        Vector512<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<T> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
        ref T a6 = ref Unsafe.Add(ref a, 6 * aRow);
        nint row = aRow;
        for (int p = 0; p < k; p++)
        {
            Vector512<T> b0 = Vector512.LoadUnsafe(ref b);
            Vector512<T> b1 = Vector512.LoadUnsafe(ref b, (nuint)Vector512<T>.Count);
            b = ref Unsafe.Add(ref b, 2 * Vector512<T>.Count);
            var w = Vector512.Create(a);
            c00 = FusedMultiplyAdd.Of(w, b0, c00);
            c01 = FusedMultiplyAdd.Of(w, b1, c01);
            w = Vector512.Create(Unsafe.Add(ref a, row));
            c10 = FusedMultiplyAdd.Of(w, b0, c10);
            c11 = FusedMultiplyAdd.Of(w, b1, c11);
            w = Vector512.Create(Unsafe.Add(ref a, 2 * row));
            c20 = FusedMultiplyAdd.Of(w, b0, c20);
            c21 = FusedMultiplyAdd.Of(w, b1, c21);
            w = Vector512.Create(a3);
            c30 = FusedMultiplyAdd.Of(w, b0, c30);
            c31 = FusedMultiplyAdd.Of(w, b1, c31);
            w = Vector512.Create(Unsafe.Add(ref a3, row));
            c40 = FusedMultiplyAdd.Of(w, b0, c40);
            c41 = FusedMultiplyAdd.Of(w, b1, c41);
            w = Vector512.Create(Unsafe.Add(ref a3, 2 * row));
            c50 = FusedMultiplyAdd.Of(w, b0, c50);
            c51 = FusedMultiplyAdd.Of(w, b1, c51);
            w = Vector512.Create(a6);
            c60 = FusedMultiplyAdd.Of(w, b0, c60);
            c61 = FusedMultiplyAdd.Of(w, b1, c61);
            w = Vector512.Create(Unsafe.Add(ref a6, row));
            c70 = FusedMultiplyAdd.Of(w, b0, c70);
            c71 = FusedMultiplyAdd.Of(w, b1, c71);
            a = ref Unsafe.Add(ref a, aColumn);
            a3 = ref Unsafe.Add(ref a3, aColumn);
            a6 = ref Unsafe.Add(ref a6, aColumn);
        }

        Store(c00, c01, ref c);
        Store(c10, c11, ref Unsafe.Add(ref c, cRow));
        Store(c20, c21, ref Unsafe.Add(ref c, 2 * cRow));
        Store(c30, c31, ref Unsafe.Add(ref c, 3 * cRow));
        Store(c40, c41, ref Unsafe.Add(ref c, 4 * cRow));
        Store(c50, c51, ref Unsafe.Add(ref c, 5 * cRow));
        Store(c60, c61, ref Unsafe.Add(ref c, 6 * cRow));
        Store(c70, c71, ref Unsafe.Add(ref c, 7 * cRow));
    }

    private static void Tile1<T>(ref T a, int aColumn, ref T b, ref T c, int k)
        where T : unmanaged
    {
        Vector512<T> c0 = default, c1 = default;
        for (int p = 0; p < k; p++)
        {
            var w = Vector512.Create(Unsafe.Add(ref a, p * aColumn));
            c0 = FusedMultiplyAdd.Of(w, Vector512.LoadUnsafe(ref b), c0);
            c1 = FusedMultiplyAdd.Of(w, Vector512.LoadUnsafe(ref b, (nuint)Vector512<T>.Count), c1);
            b = ref Unsafe.Add(ref b, 2 * Vector512<T>.Count);
        }

        Store(c0, c1, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector512<T> first, Vector512<T> second, ref T c)
        where T : unmanaged
    {
        first.StoreUnsafe(ref c);
        second.StoreUnsafe(ref c, (nuint)Vector512<T>.Count);
    }
}
