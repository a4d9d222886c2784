using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNet.Trainer.Numerics;

/// <summary>The product of one row with a large matrix: logistic regression on many features.</summary>
/// <remarks>
/// Memory sets the pace: the matrix is read once, several rows side by side. The columns, or the rows of a transposed matrix, are divided among
/// threads, so that no sum changes its order.
/// </remarks>
internal static class VectorProduct
{
    /// <summary>Whether this kernel is for products of these sizes.</summary>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A.</param>
    /// <param name="m">Columns of C.</param>
    /// <returns>Whether it is.</returns>
    public static bool Suits(int n, int k, int m) => n == 1 && (long)k * m >= LargeProduct.LeastMultiplyAdds;

    /// <summary>Computes <c>c = a·B</c>.</summary>
    /// <param name="a">a, length k.</param>
    /// <param name="b">B, shape (k, m).</param>
    /// <param name="c">c, length m, written.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="m">Length of c.</param>
    public static void Run<T>(T[] a, T[] b, T[] c, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorProduct<T>.Run(a, b, c, k, m, isTransposed: false);

    /// <summary>Computes <c>c = a·Bᵀ</c>.</summary>
    /// <param name="a">a, length k.</param>
    /// <param name="b">B, shape (m, k).</param>
    /// <param name="c">c, length m, written.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="m">Length of c.</param>
    public static void RunTransposed<T>(T[] a, T[] b, T[] c, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorProduct<T>.Run(a, b, c, k, m, isTransposed: true);

    /// <summary>Adds to the columns of c, from one to another, what eight rows of B give.</summary>
    internal static void AddEightRows<T>(ReadOnlySpan<T> a, ref T b, Span<T> c, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> w0 = new(a[0]), w1 = new(a[1]), w2 = new(a[2]), w3 = new(a[3]), w4 = new(a[4]), w5 = new(a[5]), w6 = new(a[6]), w7 = new(a[7]);
        ref T b4 = ref Unsafe.Add(ref b, 4 * m);
        ref T sums = ref MemoryMarshal.GetReference(c);
        int j = 0;
        for (; j <= c.Length - Vector<T>.Count; j += Vector<T>.Count)
        {
            nuint place = (nuint)j;
            Vector<T> sum = Vector.LoadUnsafe(ref sums, place);
            sum = FusedMultiplyAdd.Of(w0, Vector.LoadUnsafe(ref b, place), sum);
            sum = FusedMultiplyAdd.Of(w1, Vector.LoadUnsafe(ref Unsafe.Add(ref b, m), place), sum);
            sum = FusedMultiplyAdd.Of(w2, Vector.LoadUnsafe(ref Unsafe.Add(ref b, 2 * m), place), sum);
            sum = FusedMultiplyAdd.Of(w3, Vector.LoadUnsafe(ref Unsafe.Add(ref b, 3 * m), place), sum);
            sum = FusedMultiplyAdd.Of(w4, Vector.LoadUnsafe(ref b4, place), sum);
            sum = FusedMultiplyAdd.Of(w5, Vector.LoadUnsafe(ref Unsafe.Add(ref b4, m), place), sum);
            sum = FusedMultiplyAdd.Of(w6, Vector.LoadUnsafe(ref Unsafe.Add(ref b4, 2 * m), place), sum);
            sum = FusedMultiplyAdd.Of(w7, Vector.LoadUnsafe(ref Unsafe.Add(ref b4, 3 * m), place), sum);
            sum.StoreUnsafe(ref sums, place);
        }

        for (; j < c.Length; j++)
        {
            AddColumn(a, ref Unsafe.Add(ref b, j), ref c[j], m);
        }
    }

    /// <summary>Adds to one element of c what some rows of B give.</summary>
    internal static void AddColumn<T>(ReadOnlySpan<T> a, ref T b, ref T c, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = c;
        for (int p = 0; p < a.Length; p++)
        {
            sum = T.MultiplyAddEstimate(a[p], Unsafe.Add(ref b, p * m), sum);
        }

        c = sum;
    }

    /// <summary>Computes the inner products of a with rows of B, four at one time; each as <see cref="InnerProductKernel"/> does.</summary>
    internal static void Multiply<T>(ReadOnlySpan<T> a, ref T b, Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int k = a.Length;
        ref T a0 = ref MemoryMarshal.GetReference(a);
        int j = 0;
        for (; j <= c.Length - 4; j += 4)
        {
            ref T b1 = ref Unsafe.Add(ref b, k);
            ref T b2 = ref Unsafe.Add(ref b1, k);
            ref T b3 = ref Unsafe.Add(ref b2, k);
            Vector<T> c0 = default, c1 = default, c2 = default, c3 = default;
            int p = 0;
            for (; p <= k - Vector<T>.Count; p += Vector<T>.Count)
            {
                nuint place = (nuint)p;
                Vector<T> x = Vector.LoadUnsafe(ref a0, place);
                c0 = FusedMultiplyAdd.Of(x, Vector.LoadUnsafe(ref b, place), c0);
                c1 = FusedMultiplyAdd.Of(x, Vector.LoadUnsafe(ref b1, place), c1);
                c2 = FusedMultiplyAdd.Of(x, Vector.LoadUnsafe(ref b2, place), c2);
                c3 = FusedMultiplyAdd.Of(x, Vector.LoadUnsafe(ref b3, place), c3);
            }

            c[j] = Vector.Sum(c0) + InnerProductKernel.Tail(ref a0, ref b, p, k);
            c[j + 1] = Vector.Sum(c1) + InnerProductKernel.Tail(ref a0, ref b1, p, k);
            c[j + 2] = Vector.Sum(c2) + InnerProductKernel.Tail(ref a0, ref b2, p, k);
            c[j + 3] = Vector.Sum(c3) + InnerProductKernel.Tail(ref a0, ref b3, p, k);
            b = ref Unsafe.Add(ref b3, k);
        }

        for (; j < c.Length; j++)
        {
            c[j] = InnerProductKernel.Element(ref a0, ref b, k);
            b = ref Unsafe.Add(ref b, k);
        }
    }
}
