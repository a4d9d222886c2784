using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNet.Trainer.Numerics;

/// <summary><c>C = A·B</c> by tiles of one width of vectors.</summary>
/// <remarks>
/// Panels of B, two vectors wide, are packed one after the other (Goto and van de Geijn, "Anatomy of High-Performance Matrix
/// Multiplication", 2008), and the tile goes down the rows of A along each. Every element of C is one chain of fused multiply-adds in the order
/// of k, whatever its place, its tile and the thread that computes it: the tiles, numbered panel by panel, are divided among threads.
/// </remarks>
internal sealed class LargeProduct<T, TTile> : DividedWork
    where T : unmanaged
    where TTile : struct, IProductTile<T>
{
    // Smaller products stay on one thread: where two cores do not share a cache, handing the factors over takes longer than half of the work.
    private const long LeastDividedMultiplyAdds = 1 << 25;
    private const long LeastMultiplyAddsOfAPart = 1 << 18;
    private const int PartsOfAThread = 4;

    /// <summary>The one that the team works on.</summary>
    private static readonly LargeProduct<T, TTile> Divided = new();

    [ThreadStatic]
    private static T[]? _ownPanel;

    private Strided<T> _a;
    private Strided<T> _b;
    private Strided<T> _c;
    private int _n;
    private int _k;
    private int _m;
    private int _parts;
    private T[][] _panels = [];
    private int[] _packed = [];

    private static int PanelLength(int k) => k * TTile.Columns;

    /// <inheritdoc cref="LargeProduct.Run"/>
    public static void Run(Strided<T> a, Strided<T> b, Strided<T> c, int n, int k, int m)
    {
        if (_ownPanel is null || _ownPanel.Length < PanelLength(k))
        {
            _ownPanel = new T[PanelLength(k)];
        }

        int tiles = TilesOfAPanel(n) * ((m + TTile.Columns - 1) / TTile.Columns);
        int threads = (long)n * k * m < LeastDividedMultiplyAdds ? 1 : WorkerTeam.MaxThreads;
        int parts = (int)Math.Min(Math.Min(tiles, (long)n * k * m / LeastMultiplyAddsOfAPart), Math.Min((long)threads * PartsOfAThread, WorkerTeam.MaxParts));
        try
        {
            if (WorkerTeam.Enter() && threads > 1 && parts > 1)
            {
                Divided.RunDivided(a, b, c, n, k, m, parts, Math.Min(threads, parts));
            }
            else
            {
                int packed = -1;
                ComputeTiles(a, b, c, n, k, m, 0, tiles, _ownPanel, ref packed);
            }
        }
        finally
        {
            WorkerTeam.Leave();
        }
    }

    /// <inheritdoc/>
    public override void Do(int part, int thread)
    {
        long tiles = (long)TilesOfAPanel(_n) * ((_m + TTile.Columns - 1) / TTile.Columns);
        ComputeTiles(_a, _b, _c, _n, _k, _m, (int)(tiles * part / _parts), (int)(tiles * (part + 1) / _parts), _panels[thread], ref _packed[thread]);
    }

    private static int TilesOfAPanel(int n) => (n + TTile.Rows - 1) / TTile.Rows;

    private void RunDivided(Strided<T> a, Strided<T> b, Strided<T> c, int n, int k, int m, int parts, int threads)
    {
        (_a, _b, _c, _n, _k, _m, _parts) = (a, b, c, n, k, m, parts);
        if (_panels.Length < threads)
        {
            Array.Resize(ref _panels, threads);
            Array.Resize(ref _packed, threads);
        }

        _panels[0] = _ownPanel!;
        for (int thread = 1; thread < threads; thread++)
        {
            if (_panels[thread] is null || _panels[thread].Length < PanelLength(k))
            {
                _panels[thread] = new T[PanelLength(k)];
            }
        }

        Array.Fill(_packed, -1);
        WorkerTeam.Run(this, parts, threads);
        (_a, _b, _c, _panels[0]) = (default, default, default, []); // what belongs to the caller is not to live on here
    }

    private static void ComputeTiles(
        Strided<T> a, Strided<T> b, Strided<T> c, int n, int k, int m, int first, int end, T[] panel, ref int packed)
    {
        int width = TTile.Columns;
        int tilesOfAPanel = TilesOfAPanel(n);
        Span<T> spare = stackalloc T[TTile.Rows * width];
        for (int tile = first; tile < end;)
        {
            int number = tile / tilesOfAPanel;
            int j = number * width;
            int columns = Math.Min(width, m - j);
            if (packed != number)
            {
                PanelOf.Pack(b, j, columns, k, width, panel);
                packed = number;
            }

            int last = Math.Min(end, (number + 1) * tilesOfAPanel);
            int i = tile % tilesOfAPanel * TTile.Rows;
            for (; tile < last; tile++, i += TTile.Rows)
            {
                int rows = Math.Min(TTile.Rows, n - i);
                if (rows == TTile.Rows && c.Column == 1 && columns == width)
                {
                    TTile.Whole(
                        ref Element(a, i, 0), a.Row, a.Column, ref MemoryMarshal.GetArrayDataReference(panel), ref Element(c, i, j), c.Row, k);
                    continue;
                }

                ComputeRows(a, i, rows, k, panel, spare);
                PanelOf.Unpack(spare, width, c, i, j, rows, columns);
            }
        }
    }

    // Rows of A by the panel, into memory of its own: by the largest tiles that fit.
    private static void ComputeRows(Strided<T> a, int i, int rows, int k, T[] panel, Span<T> spare)
    {
        ref T b = ref MemoryMarshal.GetArrayDataReference(panel);
        ref T c = ref MemoryMarshal.GetReference(spare);
        int row = 0;
        if (rows == TTile.Rows)
        {
            TTile.Whole(ref Element(a, i, 0), a.Row, a.Column, ref b, ref c, TTile.Columns, k);
            return;
        }

        for (; row <= rows - TTile.SmallRows; row += TTile.SmallRows)
        {
            TTile.Small(ref Element(a, i + row, 0), a.Row, a.Column, ref b, ref Unsafe.Add(ref c, row * TTile.Columns), TTile.Columns, k);
        }

        for (; row < rows; row++)
        {
            TTile.Single(ref Element(a, i + row, 0), a.Column, ref b, ref Unsafe.Add(ref c, row * TTile.Columns), k);
        }
    }

    private static ref T Element(Strided<T> matrix, int row, int column) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(matrix.Values), (row * matrix.Row) + (column * matrix.Column));
}
