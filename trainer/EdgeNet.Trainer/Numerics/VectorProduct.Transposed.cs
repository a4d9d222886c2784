using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeNet.Trainer.Numerics;

/// <content>The product with the transpose: the weight gradients of one unit.</content>
internal sealed partial class VectorProduct<T>
{
    private const int ColumnsAtOnce = 16;

    // c[j] = Σ a[p]·B[j, p], each one chain in the order of p: rows of B are transposed in registers, so that a vector goes along j.
    private static void ComputeTransposed(T[] a, T[] b, T[] c, int k, int start, int end)
    {
        ref T rows = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(b), start * k);
        int j = start;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (; j <= end - ColumnsAtOnce; j += ColumnsAtOnce)
            {
                SixteenColumns(
                    ref Unsafe.As<T, float>(ref MemoryMarshal.GetArrayDataReference(a)), ref Unsafe.As<T, float>(ref rows), ref Unsafe.As<T, float>(ref c[j]), k);
                rows = ref Unsafe.Add(ref rows, ColumnsAtOnce * k);
            }
        }

        for (; j < end; j++)
        {
            T sum = T.Zero;
            for (int p = 0; p < k; p++)
            {
                sum = T.FusedMultiplyAdd(a[p], Unsafe.Add(ref rows, p), sum);
            }

            c[j] = sum;
            rows = ref Unsafe.Add(ref rows, k);
        }
    }

    private static void SixteenColumns(ref float a, ref float b, ref float c, int k)
    {
        Vector256<float> first = default, second = default;
        ref float b8 = ref Unsafe.Add(ref b, 8 * k);
        int p = 0;
        for (; p <= k - 4; p += 4)
        {
            (Vector256<float> x0, Vector256<float> x1, Vector256<float> x2, Vector256<float> x3) = Panel.TransposeFour(ref Unsafe.Add(ref b, p), k);
            (Vector256<float> y0, Vector256<float> y1, Vector256<float> y2, Vector256<float> y3) = Panel.TransposeFour(ref Unsafe.Add(ref b8, p), k);
            var w = Vector256.Create(Unsafe.Add(ref a, p));
            first = FusedMultiplyAdd.Of(w, x0, first);
            second = FusedMultiplyAdd.Of(w, y0, second);
            w = Vector256.Create(Unsafe.Add(ref a, p + 1));
            first = FusedMultiplyAdd.Of(w, x1, first);
            second = FusedMultiplyAdd.Of(w, y1, second);
            w = Vector256.Create(Unsafe.Add(ref a, p + 2));
            first = FusedMultiplyAdd.Of(w, x2, first);
            second = FusedMultiplyAdd.Of(w, y2, second);
            w = Vector256.Create(Unsafe.Add(ref a, p + 3));
            first = FusedMultiplyAdd.Of(w, x3, first);
            second = FusedMultiplyAdd.Of(w, y3, second);
        }

        first.StoreUnsafe(ref c);
        second.StoreUnsafe(ref c, 8);
        for (; p < k; p++)
        {
            for (int j = 0; j < ColumnsAtOnce; j++)
            {
                Unsafe.Add(ref c, j) = MathF.FusedMultiplyAdd(Unsafe.Add(ref a, p), Unsafe.Add(ref b, (j * k) + p), Unsafe.Add(ref c, j));
            }
        }
    }
}
