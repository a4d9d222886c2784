using System.Numerics;
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
