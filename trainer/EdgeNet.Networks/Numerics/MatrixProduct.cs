using System.Numerics;

namespace EdgeNet.Networks.Numerics;

/// <summary>The matrix product in the three orientations of forward and backward propagation.</summary>
/// <remarks>
/// n, k and m are the rows of the result, the length of the sums and the columns of the result. Each element is one chain of fused multiply-adds in the
/// order of k: its bits are the same on every machine, in every place and for any number of threads.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>The most threads that compute one large product, 1 or more; at first the processors that the process may use. Small products take one.</summary>
    /// <remarks>It holds for the whole process. While one product takes several threads, those of other callers take one each.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public static int MaxThreads
    {
        get => WorkerTeam.MaxThreads;
        set => WorkerTeam.MaxThreads = value;
    }

    /// <summary>Computes <c>C = A·B</c>: forward, <c>Z = W·A</c>.</summary>
    /// <param name="left">A, shape (n, k).</param>
    /// <param name="right">B, shape (k, m).</param>
    /// <param name="result">C, becomes shape (n, m).</param>
    /// <exception cref="ShapeException">The columns of A are not as many as the rows of B.</exception>
    public static void Multiply<T>(Matrix<T> left, Matrix<T> right, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(left, right, result, left?.Columns, right?.Rows, "A·B");
        result.Resize(left!.Rows, right!.Columns);
        if (VectorProduct<T>.Suits(left.Rows, left.Columns, right.Columns))
        {
            VectorProduct<T>.Run(left.Memory, right.Memory, result.Memory, left.Columns, right.Columns, isTransposed: false);
            return;
        }

        TiledProduct.Run<T>(new(left.Memory, left.Columns, 1), new(right.Memory, right.Columns, 1), result.Memory, left.Rows, left.Columns, right.Columns);
    }

    /// <summary>Computes <c>C = Aᵀ·B</c>: backward, <c>dA = Wᵀ·dZ</c>.</summary>
    /// <param name="left">A, shape (k, n).</param>
    /// <param name="right">B, shape (k, m).</param>
    /// <param name="result">C, becomes shape (n, m).</param>
    /// <exception cref="ShapeException">A and B do not have the same number of rows.</exception>
    public static void MultiplyTransposedLeft<T>(Matrix<T> left, Matrix<T> right, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(left, right, result, left?.Rows, right?.Rows, "Aᵀ·B");
        result.Resize(left!.Columns, right!.Columns);
        TiledProduct.Run<T>(new(left.Memory, 1, left.Columns), new(right.Memory, right.Columns, 1), result.Memory, left.Columns, left.Rows, right.Columns);
    }

    /// <summary>Computes <c>C = A·Bᵀ</c>: the weight gradients, <c>dZ·Aᵀ</c>.</summary>
    /// <param name="left">A, shape (n, k).</param>
    /// <param name="right">B, shape (m, k).</param>
    /// <param name="result">C, becomes shape (n, m).</param>
    /// <exception cref="ShapeException">A and B do not have the same number of columns.</exception>
    public static void MultiplyTransposedRight<T>(Matrix<T> left, Matrix<T> right, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(left, right, result, left?.Columns, right?.Columns, "A·Bᵀ");
        result.Resize(left!.Rows, right!.Rows);
        if (VectorProduct<T>.Suits(left.Rows, left.Columns, right.Rows))
        {
            VectorProduct<T>.Run(left.Memory, right.Memory, result.Memory, left.Columns, right.Rows, isTransposed: true);
            return;
        }

        TiledProduct.Run<T>(new(left.Memory, left.Columns, 1), new(right.Memory, 1, right.Columns), result.Memory, left.Rows, left.Columns, right.Rows);
    }

    private static void Check<T>(Matrix<T>? left, Matrix<T>? right, Matrix<T>? result, int? leftLength, int? rightLength, string product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (leftLength != rightLength)
        {
            throw new ShapeException($"{product} of {left} and {right}: the sums would have {leftLength} terms on the left and {rightLength} on the right.");
        }

        if (ReferenceEquals(result, left) || ReferenceEquals(result, right))
        {
            throw new ArgumentException($"{product} cannot be written over one of its factors.", nameof(result));
        }
    }
}
