using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeNet.Networks.Numerics;

/// <summary>Six rows by two vectors of the runtime's width: twelve of sixteen registers hold sums, two loads and six broadcasts for twelve multiply-adds.</summary>
internal readonly struct Tile<T> : IProductTile<T>
    where T : unmanaged
{
    public static int Rows => 6;

    public static int SmallRows => 2;

    public static int Columns => 2 * Vector<T>.Count;

    public static void Whole(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int k, bool adds)
    {
        Vector<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector<T> c40 = default, c41 = default, c50 = default, c51 = default;
        ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
        nint row = aRow;
        if (adds)
        {
            c00 = Vector.LoadUnsafe(ref c);
            c01 = Vector.LoadUnsafe(ref c, (nuint)Vector<T>.Count);
            c10 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, cRow));
            c11 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, cRow), (nuint)Vector<T>.Count);
            c20 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, 2 * cRow));
            c21 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, 2 * cRow), (nuint)Vector<T>.Count);
            c30 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, 3 * cRow));
            c31 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, 3 * cRow), (nuint)Vector<T>.Count);
            c40 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, 4 * cRow));
            c41 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, 4 * cRow), (nuint)Vector<T>.Count);
            c50 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, 5 * cRow));
            c51 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, 5 * cRow), (nuint)Vector<T>.Count);
        }

        for (int p = 0; p < k; p++)
        {
            Vector<T> b0 = Vector.LoadUnsafe(ref b);
            Vector<T> b1 = Vector.LoadUnsafe(ref b, (nuint)Vector<T>.Count);
            b = ref Unsafe.Add(ref b, bRow);
            var w = new Vector<T>(a);
            c00 = FusedMultiplyAdd.Of(w, b0, c00);
            c01 = FusedMultiplyAdd.Of(w, b1, c01);
            w = new Vector<T>(Unsafe.Add(ref a, row));
            c10 = FusedMultiplyAdd.Of(w, b0, c10);
            c11 = FusedMultiplyAdd.Of(w, b1, c11);
            w = new Vector<T>(Unsafe.Add(ref a, 2 * row));
            c20 = FusedMultiplyAdd.Of(w, b0, c20);
            c21 = FusedMultiplyAdd.Of(w, b1, c21);
            w = new Vector<T>(a3);
            c30 = FusedMultiplyAdd.Of(w, b0, c30);
            c31 = FusedMultiplyAdd.Of(w, b1, c31);
            w = new Vector<T>(Unsafe.Add(ref a3, row));
            c40 = FusedMultiplyAdd.Of(w, b0, c40);
            c41 = FusedMultiplyAdd.Of(w, b1, c41);
            w = new Vector<T>(Unsafe.Add(ref a3, 2 * row));
            c50 = FusedMultiplyAdd.Of(w, b0, c50);
            c51 = FusedMultiplyAdd.Of(w, b1, c51);
            a = ref Unsafe.Add(ref a, aColumn);
            a3 = ref Unsafe.Add(ref a3, aColumn);
        }

        Store(c00, c01, ref c);
        Store(c10, c11, ref Unsafe.Add(ref c, cRow));
        Store(c20, c21, ref Unsafe.Add(ref c, 2 * cRow));
        Store(c30, c31, ref Unsafe.Add(ref c, 3 * cRow));
        Store(c40, c41, ref Unsafe.Add(ref c, 4 * cRow));
        Store(c50, c51, ref Unsafe.Add(ref c, 5 * cRow));
    }

    public static void Small(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int k, bool adds)
    {
        Vector<T> c00 = default, c01 = default, c10 = default, c11 = default;
        nint row = aRow;
        if (adds)
        {
            c00 = Vector.LoadUnsafe(ref c);
            c01 = Vector.LoadUnsafe(ref c, (nuint)Vector<T>.Count);
            c10 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, cRow));
            c11 = Vector.LoadUnsafe(ref Unsafe.Add(ref c, cRow), (nuint)Vector<T>.Count);
        }

        for (int p = 0; p < k; p++)
        {
            Vector<T> b0 = Vector.LoadUnsafe(ref b);
            Vector<T> b1 = Vector.LoadUnsafe(ref b, (nuint)Vector<T>.Count);
            b = ref Unsafe.Add(ref b, bRow);
            var w = new Vector<T>(a);
            c00 = FusedMultiplyAdd.Of(w, b0, c00);
            c01 = FusedMultiplyAdd.Of(w, b1, c01);
            w = new Vector<T>(Unsafe.Add(ref a, row));
            c10 = FusedMultiplyAdd.Of(w, b0, c10);
            c11 = FusedMultiplyAdd.Of(w, b1, c11);
            a = ref Unsafe.Add(ref a, aColumn);
        }

        Store(c00, c01, ref c);
        Store(c10, c11, ref Unsafe.Add(ref c, cRow));
    }

    public static void Single(ref T a, int aColumn, ref T b, int bRow, ref T c, int k, bool adds)
    {
        Vector<T> c0 = default, c1 = default;
        if (adds)
        {
            c0 = Vector.LoadUnsafe(ref c);
            c1 = Vector.LoadUnsafe(ref c, (nuint)Vector<T>.Count);
        }

        for (int p = 0; p < k; p++)
        {
            var w = new Vector<T>(a);
            c0 = FusedMultiplyAdd.Of(w, Vector.LoadUnsafe(ref b), c0);
            c1 = FusedMultiplyAdd.Of(w, Vector.LoadUnsafe(ref b, (nuint)Vector<T>.Count), c1);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        Store(c0, c1, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<T> first, Vector<T> second, ref T c)
    {
        first.StoreUnsafe(ref c);
        second.StoreUnsafe(ref c, (nuint)Vector<T>.Count);
    }
}

/// <summary><c>a·b + c</c> rounded once, over vectors of float or double: in one instruction where the processor has it, else slow and with the same bits.</summary>
internal static class FusedMultiplyAdd
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(Vector<T> a, Vector<T> b, Vector<T> c) => typeof(T) == typeof(float)
        ? Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Of<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : Vector256.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
}
