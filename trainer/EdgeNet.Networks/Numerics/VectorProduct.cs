using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeNet.Networks.Numerics;

/// <summary>The product of one row with a large matrix: logistic regression on many features.</summary>
/// <remarks>
/// Memory sets the pace: the matrix is read once, eight rows side by side. Each element is the chain that <see cref="TiledProduct"/> computes. The
/// columns are divided among threads.
/// </remarks>
internal sealed class VectorProduct<T> : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A smaller matrix stays in the caches that tiles are made for.
    private const long LeastElements = 1 << 20;

    // A smaller matrix is read by one thread: the speed of memory limits it, not that of a core.
    private const long LeastDividedElements = 1 << 23;

    // Whole cache lines of c, and enough of each row of B to be worth a thread.
    private const int LeastColumnsOfAPart = 64;

    private const int RowsAtOnce = 8;

    /// <summary>The instance that the team works on.</summary>
    private static readonly VectorProduct<T> Divided = new();

    private T[] _a = [];
    private T[] _b = [];
    private T[] _c = [];
    private int _k;
    private int _m;
    private int _parts;
    private bool _isTransposed;

    /// <summary>Whether this kernel is for products of these sizes.</summary>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A.</param>
    /// <param name="m">Columns of C.</param>
    /// <returns><c>true</c> when it is.</returns>
    public static bool Suits(int n, int k, int m) => n == 1 && (long)k * m >= LeastElements;

    /// <summary>Computes <c>c = a·B</c> or <c>c = a·Bᵀ</c>.</summary>
    /// <param name="a">a, length k.</param>
    /// <param name="b">B, shape (k, m); or transposed, shape (m, k).</param>
    /// <param name="c">c, length m, written.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="m">Length of c.</param>
    /// <param name="isTransposed">Whether B is transposed.</param>
    public static void Run(T[] a, T[] b, T[] c, int k, int m, bool isTransposed)
    {
        int threads = (long)k * m < LeastDividedElements ? 1 : WorkerTeam.MaxThreads;
        int parts = Math.Min(m / LeastColumnsOfAPart, threads);
        if (parts <= 1)
        {
            Compute(a, b, c, k, m, 0, m, isTransposed);
            return;
        }

        try
        {
            if (WorkerTeam.Enter())
            {
                (Divided._a, Divided._b, Divided._c, Divided._k, Divided._m, Divided._parts, Divided._isTransposed) = (a, b, c, k, m, parts, isTransposed);
                WorkerTeam.Run(Divided, parts, parts);
                (Divided._a, Divided._b, Divided._c) = ([], [], []); // keep no reference to the caller's arrays
            }
            else
            {
                Compute(a, b, c, k, m, 0, m, isTransposed);
            }
        }
        finally
        {
            WorkerTeam.Leave();
        }
    }

    /// <inheritdoc/>
    public override void Do(int part, int thread) => Compute(_a, _b, _c, _k, _m, Start(part), part + 1 == _parts ? _m : Start(part + 1), _isTransposed);

    private int Start(int part) => (int)((long)_m * part / _parts) & -Vector<T>.Count;

    private static void Compute(T[] a, T[] b, T[] c, int k, int m, int start, int end, bool isTransposed)
    {
        if (isTransposed)
        {
            ComputeTransposed(a, b, c, k, start, end);
            return;
        }

        ref T first = ref MemoryMarshal.GetArrayDataReference(b);
        Span<T> sums = c.AsSpan(start, end - start);
        sums.Clear();
        int p = 0;
        for (; p <= k - RowsAtOnce; p += RowsAtOnce)
        {
            AddEightRows(a.AsSpan(p, RowsAtOnce), ref Unsafe.Add(ref first, (p * m) + start), sums, m);
        }

        for (int j = 0; j < sums.Length; j++)
        {
            AddColumn(a.AsSpan(p, k - p), ref Unsafe.Add(ref first, (p * m) + start + j), ref sums[j], m);
        }
    }

    private static void AddEightRows(ReadOnlySpan<T> a, ref T b, Span<T> c, int m)
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

    private static void AddColumn(ReadOnlySpan<T> a, ref T b, ref T c, int m)
    {
        T sum = c;
        for (int p = 0; p < a.Length; p++)
        {
            sum = T.FusedMultiplyAdd(a[p], Unsafe.Add(ref b, p * m), sum);
        }

        c = sum;
    }

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
