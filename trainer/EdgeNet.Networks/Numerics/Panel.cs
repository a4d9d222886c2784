using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeNet.Networks.Numerics;

/// <summary>Columns of a matrix, copied to lie side by side as a tile wants them.</summary>
internal static class Panel
{
    private const int Block = 8;

    /// <summary>Copies columns of k rows of B into one panel; what B does not have is 0.</summary>
    /// <param name="b">B.</param>
    /// <param name="first">The first row.</param>
    /// <param name="k">How many of them.</param>
    /// <param name="j">The first column.</param>
    /// <param name="columns">How many of them.</param>
    /// <param name="width">Columns of the panel.</param>
    /// <param name="panel">Written: k·width numbers.</param>
    public static void Pack<T>(StridedMatrix<T> b, int first, int k, int j, int columns, int width, Span<T> panel)
        where T : unmanaged
    {
        if (columns < width)
        {
            panel[..(k * width)].Clear();
        }

        if (b.Column == 1)
        {
            for (int p = 0; p < k; p++)
            {
                b.Values.AsSpan(((first + p) * b.Row) + j, columns).CopyTo(panel[(p * width)..]);
            }

            return;
        }

        int column = 0;
        if (typeof(T) == typeof(float) && b.Row == 1 && Avx.IsSupported)
        {
            ref float source = ref Unsafe.As<T, float>(ref MemoryMarshal.GetArrayDataReference(b.Values));
            ref float target = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(panel));
            for (; column <= columns - Block; column += Block)
            {
                TransposeEight(ref Unsafe.Add(ref source, first + ((j + column) * b.Column)), b.Column, ref Unsafe.Add(ref target, column), width, k);
            }
        }

        for (; column < columns; column++)
        {
            ref T source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(b.Values), (first * b.Row) + ((j + column) * b.Column));
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(panel), column);
            for (int p = 0; p < k; p++)
            {
                Unsafe.Add(ref target, p * width) = Unsafe.Add(ref source, p * b.Row);
            }
        }
    }

    /// <summary>Transposes four numbers of each of eight rows.</summary>
    /// <param name="source">The first number of the first row.</param>
    /// <param name="stride">Stride between rows.</param>
    /// <returns>Four vectors, each with a number of every row.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> First, Vector256<float> Second, Vector256<float> Third, Vector256<float> Fourth) TransposeFour(ref float source, int stride)
    {
        // Rows 0 to 3 in the lower halves, 4 to 7 in the upper.
        ref float upper = ref Unsafe.Add(ref source, 4 * stride);
        var r0 = Vector256.Create(Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref upper));
        var r1 = Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)stride), Vector128.LoadUnsafe(ref upper, (nuint)stride));
        var r2 = Vector256.Create(Vector128.LoadUnsafe(ref source, 2 * (nuint)stride), Vector128.LoadUnsafe(ref upper, 2 * (nuint)stride));
        var r3 = Vector256.Create(Vector128.LoadUnsafe(ref source, 3 * (nuint)stride), Vector128.LoadUnsafe(ref upper, 3 * (nuint)stride));
        Vector256<float> low01 = Avx.UnpackLow(r0, r1);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
        return (Avx.Shuffle(low01, low23, 0x44), Avx.Shuffle(low01, low23, 0xEE), Avx.Shuffle(high01, high23, 0x44), Avx.Shuffle(high01, high23, 0xEE));
    }

    private static void TransposeEight(ref float source, int stride, ref float target, int width, int k)
    {
        int p = 0;
        for (; p <= k - 4; p += 4)
        {
            (Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth) = TransposeFour(ref Unsafe.Add(ref source, p), stride);
            first.StoreUnsafe(ref Unsafe.Add(ref target, p * width));
            second.StoreUnsafe(ref Unsafe.Add(ref target, (p + 1) * width));
            third.StoreUnsafe(ref Unsafe.Add(ref target, (p + 2) * width));
            fourth.StoreUnsafe(ref Unsafe.Add(ref target, (p + 3) * width));
        }

        for (; p < k; p++)
        {
            for (int column = 0; column < Block; column++)
            {
                Unsafe.Add(ref target, (p * width) + column) = Unsafe.Add(ref source, (column * stride) + p);
            }
        }
    }
}

/// <summary>A matrix in memory; element (i, j) at <c>i·Row + j·Column</c>.</summary>
/// <param name="Values">The memory; it may be longer than the matrix.</param>
/// <param name="Row">Stride between rows.</param>
/// <param name="Column">Stride between columns.</param>
internal readonly record struct StridedMatrix<T>(T[] Values, int Row, int Column);
