using System.Numerics;

namespace EdgeNet.Trainer.Training;

/// <summary>Standardised features with their labels.</summary>
/// <param name="Features">X, shape (n[0], m).</param>
/// <param name="Labels">Y, shape (n[L], m).</param>
/// <typeparam name="T">The precision.</typeparam>
public sealed record TrainingSet<T>(Matrix<T> Features, Matrix<T> Labels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>m.</summary>
    public int Count => Features.Columns;
}
