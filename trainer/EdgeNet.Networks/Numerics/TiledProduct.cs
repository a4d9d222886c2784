using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace EdgeNet.Networks.Numerics;

/// <summary><c>C = A·B</c> at any strides of A and B, on the widest vectors that the processor has.</summary>
/// <remarks>
/// Every element of C is one chain of fused multiply-adds in the order of k, so that its bits depend on its factors alone: not on its place, on the
/// tile or the width of vectors that computes it, on the number of threads or the machine.
/// </remarks>
internal static class TiledProduct
{
    /// <summary>Computes C.</summary>
    /// <param name="a">A, shape (n, k).</param>
    /// <param name="b">B, shape (k, m).</param>
    /// <param name="c">C, shape (n, m), written: row-major.</param>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="m">Columns of B and C.</param>
    public static void Run<T>(StridedMatrix<T> a, StridedMatrix<T> b, T[] c, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Asks what the processor supports, not what the runtime prefers: on some processors with 512 bits the runtime prefers 256.
        if (Avx512F.IsSupported)
        {
            TiledProduct<T, Tile512<T>>.Run(a, b, c, n, k, m);
        }
        else
        {
            TiledProduct<T, Tile<T>>.Run(a, b, c, n, k, m);
        }
    }
}

/// <summary>The innermost part of <see cref="TiledProduct{T, TTile}"/>: some rows of A by one panel of B, for one width of vectors.</summary>
/// <remarks>Every element is one chain of fused multiply-adds in the order of k.</remarks>
internal interface IProductTile<T>
{
    /// <summary>Rows of a whole tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Rows of a small tile, for what whole ones leave over.</summary>
    static abstract int SmallRows { get; }

    /// <summary>Columns of a tile and of a panel.</summary>
    static abstract int Columns { get; }

    /// <summary>Computes a whole tile of C.</summary>
    /// <param name="a">The first element of the rows of A.</param>
    /// <param name="aRow">Stride between rows of A.</param>
    /// <param name="aColumn">Stride between columns of A.</param>
    /// <param name="b">The first element of the panel of B, whose columns lie side by side.</param>
    /// <param name="bRow">Stride between its k rows.</param>
    /// <param name="c">The first element of the tile.</param>
    /// <param name="cRow">Stride between rows of C, whose columns lie side by side.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="adds">Whether to add to the sums in C; otherwise they begin at 0.</param>
    static abstract void Whole(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int k, bool adds);

    /// <summary>Computes a small tile.</summary>
    /// <inheritdoc cref="Whole"/>
    static abstract void Small(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int k, bool adds);

    /// <summary>Computes one row.</summary>
    /// <inheritdoc cref="Whole"/>
    static abstract void Single(ref T a, int aColumn, ref T b, int bRow, ref T c, int k, bool adds);
}

/// <summary><c>C = A·B</c> by tiles of one width of vectors.</summary>
/// <remarks>
/// The tile goes down the rows of A along each panel of B, two vectors wide (Goto and van de Geijn, "Anatomy of High-Performance Matrix
/// Multiplication", 2008). A panel is packed where B is large and used often, where its columns do not lie side by side, and where B ends within it. The tiles,
/// numbered panel by panel, are divided among threads.
/// </remarks>
internal sealed class TiledProduct<T, TTile> : ParallelWork
    where T : unmanaged
    where TTile : struct, IProductTile<T>
{
    // A smaller matrix, or one that few rows of A go through, is used too few times to be worth the copy.
    private const long LeastPackedMultiplyAdds = 1 << 20;
    private const int LeastPackedRows = 32;

    // With longer sums the rows of B leave the near cache before the next panel comes by.
    private const int LongestPanel = 1024;
    private const int PieceOfAPanel = 256;

    // Smaller products stay on one thread: where two cores do not share a cache, handing the factors over takes longer than half of the work.
    private const long LeastDividedMultiplyAdds = 1 << 25;
    private const long LeastMultiplyAddsOfAPart = 1 << 18;
    private const int PartsOfAThread = 4;

    /// <summary>The instance that the team works on.</summary>
    private static readonly TiledProduct<T, TTile> Divided = new();

    [ThreadStatic]
    private static T[]? _ownPanel;

    private Product _product;
    private int _parts;
    private T[]?[] _panels = [];
    private int[] _packed = [];

    private static int TilesOfAPanel(int n) => (n + TTile.Rows - 1) / TTile.Rows;

    private static int PanelsOf(int m) => (m + TTile.Columns - 1) / TTile.Columns;

    /// <inheritdoc cref="TiledProduct.Run"/>
    public static void Run(StridedMatrix<T> a, StridedMatrix<T> b, T[] c, int n, int k, int m)
    {
        long multiplyAdds = (long)n * k * m;
        var product = new Product(a, b, c, n, k, m, b.Column != 1 || (multiplyAdds >= LeastPackedMultiplyAdds && n >= LeastPackedRows));
        int tiles = TilesOfAPanel(n) * PanelsOf(m);
        if (multiplyAdds < LeastDividedMultiplyAdds || WorkerTeam.MaxThreads == 1)
        {
            RunAlone(product, tiles);
            return;
        }

        int parts = (int)Math.Min(Math.Min(tiles, multiplyAdds / LeastMultiplyAddsOfAPart), Math.Min((long)WorkerTeam.MaxThreads * PartsOfAThread, WorkerTeam.MaxParts));
        try
        {
            if (WorkerTeam.Enter() && parts > 1)
            {
                Divided.RunDivided(product, parts, Math.Min(WorkerTeam.MaxThreads, parts));
            }
            else
            {
                RunAlone(product, tiles);
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
        long tiles = (long)TilesOfAPanel(_product.N) * PanelsOf(_product.M);
        ComputeTiles(_product, (int)(tiles * part / _parts), (int)(tiles * (part + 1) / _parts), ref _panels[thread], ref _packed[thread]);
    }

    private static void RunAlone(in Product product, int tiles)
    {
        int packed = -1;
        ComputeTiles(product, 0, tiles, ref _ownPanel, ref packed);
    }

    private void RunDivided(in Product product, int parts, int threads)
    {
        (_product, _parts) = (product, parts);
        if (_panels.Length < threads)
        {
            Array.Resize(ref _panels, threads);
            Array.Resize(ref _packed, threads);
        }

        Array.Fill(_packed, -1);
        WorkerTeam.Run(this, parts, threads);
        _product = default; // keep no reference to the caller's arrays
    }

    // Where the sums are long, all panels are done piece by piece of k: the rows of B of a piece stay in the near cache, and the sums go on where they were.
    private static void ComputeTiles(in Product product, int first, int end, ref T[]? ownPanel, ref int packed)
    {
        int piece = product.K > LongestPanel ? PieceOfAPanel : product.K;
        int p = 0;
        do
        {
            if (piece < product.K)
            {
                packed = -1;
            }

            ComputePanels(product, new Part(0, 0, p, Math.Min(piece, product.K - p)), first, end, ref ownPanel, ref packed);
            p += piece;
        }
        while (p < product.K);
    }

    private static void ComputePanels(in Product product, in Part part, int first, int end, ref T[]? ownPanel, ref int packed)
    {
        int width = TTile.Columns;
        int tilesOfAPanel = TilesOfAPanel(product.N);
        for (int tile = first; tile < end;)
        {
            int number = tile / tilesOfAPanel;
            int i = tile % tilesOfAPanel * TTile.Rows;
            int last = Math.Min(end, (number + 1) * tilesOfAPanel);
            int rows = Math.Min(product.N, (last - (number * tilesOfAPanel)) * TTile.Rows) - i;
            int j = number * width;
            int columns = Math.Min(width, product.M - j);
            Part own = part with { I = i, Rows = rows };
            tile = last;
            if (!product.IsPacked && columns == width)
            {
                ComputeRows(product, own, ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(product.B.Values), (part.FirstK * product.B.Row) + j), product.B.Row, ref Element(product, i, j), product.M);
                continue;
            }

            if (packed != number)
            {
                if (ownPanel is null || ownPanel.Length < part.K * width)
                {
                    ownPanel = new T[part.K * width];
                }

                Panel.Pack(product.B, part.FirstK, part.K, j, columns, width, ownPanel);
                packed = number;
            }

            ref T panel = ref MemoryMarshal.GetArrayDataReference(ownPanel!);
            if (columns == width)
            {
                ComputeRows(product, own, ref panel, width, ref Element(product, i, j), product.M);
            }
            else
            {
                ComputeNarrow(product, own, ref panel, j, columns);
            }
        }
    }

    private static ref T Element(in Product product, int i, int j) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(product.C), (i * product.M) + j);

    // Rows of A by a piece of the panel: by the largest tiles that fit.
    private static void ComputeRows(in Product product, in Part part, ref T b, int bRow, ref T c, int cRow)
    {
        int k = part.K;
        bool adds = part.FirstK > 0;
        int aRow = product.A.Row;
        int aColumn = product.A.Column;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(product.A.Values), (part.I * aRow) + (part.FirstK * aColumn));
        int row = 0;
        for (; row <= part.Rows - TTile.Rows; row += TTile.Rows)
        {
            TTile.Whole(ref Unsafe.Add(ref a, row * aRow), aRow, aColumn, ref b, bRow, ref Unsafe.Add(ref c, row * cRow), cRow, k, adds);
        }

        for (; row <= part.Rows - TTile.SmallRows; row += TTile.SmallRows)
        {
            TTile.Small(ref Unsafe.Add(ref a, row * aRow), aRow, aColumn, ref b, bRow, ref Unsafe.Add(ref c, row * cRow), cRow, k, adds);
        }

        for (; row < part.Rows; row++)
        {
            TTile.Single(ref Unsafe.Add(ref a, row * aRow), aColumn, ref b, bRow, ref Unsafe.Add(ref c, row * cRow), k, adds);
        }
    }

    // Where C ends within the panel, a tile is computed beside it and copied.
    private static void ComputeNarrow(in Product product, in Part part, ref T panel, int j, int columns)
    {
        int width = TTile.Columns;
        Span<T> spare = stackalloc T[TTile.Rows * width];
        for (int row = 0; row < part.Rows; row += TTile.Rows)
        {
            int count = Math.Min(TTile.Rows, part.Rows - row);
            int first = ((part.I + row) * product.M) + j;
            for (int r = 0; part.FirstK > 0 && r < count; r++)
            {
                product.C.AsSpan(first + (r * product.M), columns).CopyTo(spare[(r * width)..]);
            }

            ComputeRows(product, part with { I = part.I + row, Rows = count }, ref panel, width, ref MemoryMarshal.GetReference(spare), width);
            for (int r = 0; r < count; r++)
            {
                spare.Slice(r * width, columns).CopyTo(product.C.AsSpan(first + (r * product.M)));
            }
        }
    }

    /// <summary>Rows I to I + Rows of A by rows FirstK to FirstK + K of B.</summary>
    private readonly record struct Part(int I, int Rows, int FirstK, int K);

    /// <summary>What is to be computed; C is row-major.</summary>
    private readonly record struct Product(StridedMatrix<T> A, StridedMatrix<T> B, T[] C, int N, int K, int M, bool IsPacked);
}
