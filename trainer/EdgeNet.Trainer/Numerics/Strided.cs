namespace EdgeNet.Trainer.Numerics;

/// <summary>A matrix in memory; element (i, j) at <c>i·Row + j·Column</c>.</summary>
/// <param name="values">The memory.</param>
/// <param name="row">Stride between rows.</param>
/// <param name="column">Stride between columns.</param>
internal readonly ref struct Strided<T>(ReadOnlySpan<T> values, int row, int column)
{
    public readonly ReadOnlySpan<T> Values = values;
    public readonly int Row = row;
    public readonly int Column = column;
}

/// <summary>The same, to be written.</summary>
/// <inheritdoc cref="Strided{T}"/>
internal readonly ref struct StridedResult<T>(Span<T> values, int row, int column)
{
    public readonly Span<T> Values = values;
    public readonly int Row = row;
    public readonly int Column = column;
}
