namespace EdgeNet.Trainer.Numerics;

/// <summary>A matrix in memory; element (i, j) at <c>i·Row + j·Column</c>.</summary>
/// <param name="Values">The memory; it may be longer than the matrix.</param>
/// <param name="Row">Stride between rows.</param>
/// <param name="Column">Stride between columns.</param>
internal readonly record struct Strided<T>(T[] Values, int Row, int Column);
