using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNet.Trainer.Numerics;

/// <summary>The parts of a <see cref="VectorProduct"/>.</summary>
internal sealed class VectorProduct<T> : DividedWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 8;
    private const int PartsOfAThread = 4;

    // A smaller matrix is read by one thread: what limits it is how fast memory gives, and not how fast a core takes.
    private const long LeastDividedElements = 1 << 23;

    // Whole cache lines of c, and enough of each row of B to be worth the way.
    private const int LeastColumnsOfAPart = 64;

    /// <summary>The one that the team works on.</summary>
    private static readonly VectorProduct<T> Divided = new();

    private T[] _a = [];
    private T[] _b = [];
    private T[] _c = [];
    private int _k;
    private int _m;
    private int _parts;
    private bool _isTransposed;

    /// <summary>Computes <c>c = a·B</c> or <c>c = a·Bᵀ</c>.</summary>
    public static void Run(T[] a, T[] b, T[] c, int k, int m, bool isTransposed)
    {
        int threads = (long)k * m < LeastDividedElements ? 1 : WorkerTeam.MaxThreads;
        int parts = Math.Min(m / LeastColumnsOfAPart, isTransposed ? Math.Min(threads * PartsOfAThread, WorkerTeam.MaxParts) : threads);
        try
        {
            if (WorkerTeam.Enter() && threads > 1 && parts > 1)
            {
                (Divided._a, Divided._b, Divided._c, Divided._k, Divided._m, Divided._parts, Divided._isTransposed) = (a, b, c, k, m, parts, isTransposed);
                WorkerTeam.Run(Divided, parts, Math.Min(threads, parts));
                (Divided._a, Divided._b, Divided._c) = ([], [], []); // what belongs to the caller is not to live on here
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
        ref T first = ref MemoryMarshal.GetArrayDataReference(b);
        if (isTransposed)
        {
            VectorProduct.Multiply<T>(a.AsSpan(0, k), ref Unsafe.Add(ref first, start * k), c.AsSpan(start, end - start));
            return;
        }

        Span<T> sums = c.AsSpan(start, end - start);
        sums.Clear();
        int p = 0;
        for (; p <= k - RowsAtOnce; p += RowsAtOnce)
        {
            VectorProduct.AddEightRows<T>(a.AsSpan(p, RowsAtOnce), ref Unsafe.Add(ref first, (p * m) + start), sums, m);
        }

        for (int j = 0; j < sums.Length; j++)
        {
            VectorProduct.AddColumn<T>(a.AsSpan(p, k - p), ref Unsafe.Add(ref first, (p * m) + start + j), ref sums[j], m);
        }
    }
}
