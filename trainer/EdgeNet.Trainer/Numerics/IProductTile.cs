namespace EdgeNet.Trainer.Numerics;

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
    /// <param name="adds">Goes on with the sums that stand in C; else they begin at 0.</param>
    static abstract void Whole(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int k, bool adds);

    /// <summary>Computes a small tile.</summary>
    /// <inheritdoc cref="Whole"/>
    static abstract void Small(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int k, bool adds);

    /// <summary>Computes one row.</summary>
    /// <inheritdoc cref="Whole"/>
    static abstract void Single(ref T a, int aColumn, ref T b, int bRow, ref T c, int k, bool adds);
}
