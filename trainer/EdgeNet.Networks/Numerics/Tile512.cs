using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeNet.Networks.Numerics;

/// <summary>Eight rows by two vectors of 512 bits: sixteen registers of sums, two loads and eight broadcasts for sixteen multiply-adds.</summary>
internal readonly struct Tile512<T> : IProductTile<T>
    where T : unmanaged
{
    public static int Rows => 8;

    public static int SmallRows => 4;

    public static int Columns => 2 * Vector512<T>.Count;

    public static void Whole(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int k, bool adds)
    {
        Vector512<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<T> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
        ref T a6 = ref Unsafe.Add(ref a, 6 * aRow);
        nint row = aRow;
        if (adds)
        {
            c00 = Vector512.LoadUnsafe(ref c);
            c01 = Vector512.LoadUnsafe(ref c, (nuint)Vector512<T>.Count);
            c10 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, cRow));
            c11 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, cRow), (nuint)Vector512<T>.Count);
            c20 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 2 * cRow));
            c21 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 2 * cRow), (nuint)Vector512<T>.Count);
            c30 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 3 * cRow));
            c31 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 3 * cRow), (nuint)Vector512<T>.Count);
            c40 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 4 * cRow));
            c41 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 4 * cRow), (nuint)Vector512<T>.Count);
            c50 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 5 * cRow));
            c51 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 5 * cRow), (nuint)Vector512<T>.Count);
            c60 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 6 * cRow));
            c61 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 6 * cRow), (nuint)Vector512<T>.Count);
            c70 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 7 * cRow));
            c71 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 7 * cRow), (nuint)Vector512<T>.Count);
        }

        for (int p = 0; p < k; p++)
        {
            Vector512<T> b0 = Vector512.LoadUnsafe(ref b);
            Vector512<T> b1 = Vector512.LoadUnsafe(ref b, (nuint)Vector512<T>.Count);
            b = ref Unsafe.Add(ref b, bRow);
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

    public static void Small(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int k, bool adds)
    {
        Vector512<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
        nint row = aRow;
        if (adds)
        {
            c00 = Vector512.LoadUnsafe(ref c);
            c01 = Vector512.LoadUnsafe(ref c, (nuint)Vector512<T>.Count);
            c10 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, cRow));
            c11 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, cRow), (nuint)Vector512<T>.Count);
            c20 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 2 * cRow));
            c21 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 2 * cRow), (nuint)Vector512<T>.Count);
            c30 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 3 * cRow));
            c31 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 3 * cRow), (nuint)Vector512<T>.Count);
        }

        for (int p = 0; p < k; p++)
        {
            Vector512<T> b0 = Vector512.LoadUnsafe(ref b);
            Vector512<T> b1 = Vector512.LoadUnsafe(ref b, (nuint)Vector512<T>.Count);
            b = ref Unsafe.Add(ref b, bRow);
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
            a = ref Unsafe.Add(ref a, aColumn);
            a3 = ref Unsafe.Add(ref a3, aColumn);
        }

        Store(c00, c01, ref c);
        Store(c10, c11, ref Unsafe.Add(ref c, cRow));
        Store(c20, c21, ref Unsafe.Add(ref c, 2 * cRow));
        Store(c30, c31, ref Unsafe.Add(ref c, 3 * cRow));
    }

    public static void Single(ref T a, int aColumn, ref T b, int bRow, ref T c, int k, bool adds)
    {
        Vector512<T> c0 = default, c1 = default;
        if (adds)
        {
            c0 = Vector512.LoadUnsafe(ref c);
            c1 = Vector512.LoadUnsafe(ref c, (nuint)Vector512<T>.Count);
        }

        for (int p = 0; p < k; p++)
        {
            var w = Vector512.Create(a);
            c0 = FusedMultiplyAdd.Of(w, Vector512.LoadUnsafe(ref b), c0);
            c1 = FusedMultiplyAdd.Of(w, Vector512.LoadUnsafe(ref b, (nuint)Vector512<T>.Count), c1);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        Store(c0, c1, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<T> first, Vector512<T> second, ref T c)
    {
        first.StoreUnsafe(ref c);
        second.StoreUnsafe(ref c, (nuint)Vector512<T>.Count);
    }
}
