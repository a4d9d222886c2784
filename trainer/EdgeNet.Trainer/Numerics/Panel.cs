using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeNet.Trainer.Numerics;

/// <summary>Columns of a matrix, copied to lie side by side as a tile wants them.</summary>
internal static class Panel
{
    private const int Block = 8;

    /// <summary>Copies columns of B into k rows of one panel; what B does not have is 0.</summary>
    /// <param name="b">B.</param>
    /// <param name="j">The first column.</param>
    /// <param name="columns">How many of them.</param>
    /// <param name="k">Rows of B.</param>
    /// <param name="width">Columns of the panel.</param>
    /// <param name="panel">Written: k·width numbers.</param>
    public static void Pack<T>(Strided<T> b, int j, int columns, int k, int width, Span<T> panel)
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
                b.Values.AsSpan((p * b.Row) + j, columns).CopyTo(panel[(p * width)..]);
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
                TransposeEight(ref Unsafe.Add(ref source, (j + column) * b.Column), b.Column, ref Unsafe.Add(ref target, column), width, k);
            }
        }

        for (; column < columns; column++)
        {
            ref T source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(b.Values), (j + column) * b.Column);
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(panel), column);
            for (int p = 0; p < k; p++)
            {
                Unsafe.Add(ref target, p * width) = Unsafe.Add(ref source, p * b.Row);
            }
        }
    }

    // Eight rows of the source become eight columns of the target, four numbers of each at a time: rows 0 to 3 in the lower halves, 4 to 7 in the upper.
    private static void TransposeEight(ref float source, int stride, ref float target, int width, int k)
    {
        ref float source4 = ref Unsafe.Add(ref source, 4 * stride);
        int p = 0;
        for (; p <= k - 4; p += 4)
        {
            Vector256<float> r0 = Load(ref source, ref source4, p);
            Vector256<float> r1 = Load(ref source, ref source4, stride + p);
            Vector256<float> r2 = Load(ref source, ref source4, (2 * stride) + p);
            Vector256<float> r3 = Load(ref source, ref source4, (3 * stride) + p);
            Vector256<float> low01 = Avx.UnpackLow(r0, r1);
            Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
            Vector256<float> low23 = Avx.UnpackLow(r2, r3);
            Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
            Avx.Shuffle(low01, low23, 0x44).StoreUnsafe(ref Unsafe.Add(ref target, p * width));
            Avx.Shuffle(low01, low23, 0xEE).StoreUnsafe(ref Unsafe.Add(ref target, (p + 1) * width));
            Avx.Shuffle(high01, high23, 0x44).StoreUnsafe(ref Unsafe.Add(ref target, (p + 2) * width));
            Avx.Shuffle(high01, high23, 0xEE).StoreUnsafe(ref Unsafe.Add(ref target, (p + 3) * width));
        }

        for (; p < k; p++)
        {
            for (int column = 0; column < Block; column++)
            {
                Unsafe.Add(ref target, (p * width) + column) = Unsafe.Add(ref source, (column * stride) + p);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float lower, ref float upper, int offset) =>
        Vector256.Create(Vector128.LoadUnsafe(ref lower, (nuint)offset), Vector128.LoadUnsafe(ref upper, (nuint)offset));
}
