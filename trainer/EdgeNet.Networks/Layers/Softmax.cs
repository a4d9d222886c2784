using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Networks.Layers;

/// <summary>Softmax over the columns of a matrix, and its cross-entropy: one class of several.</summary>
internal static class Softmax
{
    private const int ColumnsAtOnce = 256;

    /// <summary>Computes <c>a[k] = e^z[k] / Σ e^z[j]</c> for each column.</summary>
    /// <remarks>The largest logit of a column is subtracted first, so that no power overflows and the sum is 1 or more.</remarks>
    /// <param name="logits">Z, shape (k, m).</param>
    /// <param name="activations">A, becomes shape (k, m): each column adds up to 1.</param>
    public static void Forward<T>(Matrix<T> logits, Matrix<T> activations)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        activations.Resize(logits.Rows, logits.Columns);
        Span<T> buffer = stackalloc T[ColumnsAtOnce];
        for (int start = 0; start < logits.Columns; start += ColumnsAtOnce)
        {
            int count = Math.Min(ColumnsAtOnce, logits.Columns - start);
            Forward(logits, activations, start, buffer[..count]);
        }
    }

    /// <summary>Computes the categorical cross-entropy of each example from its logits, so that it is finite where an activation rounds to 0.</summary>
    /// <remarks>
    /// <c>-Σ y[k] log a[k] = Σ y[k] (log Σ e^z[j] - z[k])</c>, with <c>log Σ e^z[j] = max + log(1 + rest)</c>: rest is the sum of the
    /// powers <c>e^(z[j] - max)</c> but for the 1 of the largest logit itself.
    /// </remarks>
    /// <param name="logits">Z, shape (k, m).</param>
    /// <param name="labels">Y, shape (k, m): 1 for the class of the example and 0 for the others, or shares that add up to 1.</param>
    /// <param name="start">The first example.</param>
    /// <param name="costs">Written: the losses of the first example and those after it, each 0 or more; at most 256.</param>
    internal static void CrossEntropy<T>(Matrix<T> logits, Matrix<T> labels, int start, Span<double> costs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<int> largest = stackalloc int[costs.Length];
        Span<double> powers = stackalloc double[costs.Length];
        Span<double> logs = stackalloc double[costs.Length];
        logs.Clear();
        for (int e = 0; e < costs.Length; e++)
        {
            largest[e] = IndexOfLargest(logits, start + e);
        }

        for (int k = 0; k < logits.Rows; k++)
        {
            ReadOnlySpan<T> row = logits.Row(k).Slice(start, costs.Length);
            for (int e = 0; e < powers.Length; e++)
            {
                powers[e] = k == largest[e] ? double.NegativeInfinity : double.CreateTruncating(row[e]) - double.CreateTruncating(logits[largest[e], start + e]);
            }

            Elementary.Exp<double>(powers, powers);
            TensorPrimitives.Add(logs, powers, logs);
        }

        Elementary.LogOfOnePlus(logs, logs);
        costs.Clear();
        for (int k = 0; k < logits.Rows; k++)
        {
            ReadOnlySpan<T> row = logits.Row(k).Slice(start, costs.Length);
            ReadOnlySpan<T> shares = labels.Row(k).Slice(start, costs.Length);
            for (int e = 0; e < costs.Length; e++)
            {
                double max = double.CreateTruncating(logits[largest[e], start + e]);
                costs[e] += double.CreateTruncating(shares[e]) * (max - double.CreateTruncating(row[e]) + logs[e]);
            }
        }
    }

    /// <summary>Finds the row of the largest number of a column: the class that is decided for.</summary>
    /// <param name="matrix">Logits, activations or labels, shape (k, m).</param>
    /// <param name="column">The column.</param>
    /// <returns>0 to k - 1; of equal numbers the first.</returns>
    public static int IndexOfLargest<T>(Matrix<T> matrix, int column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int largest = 0;
        for (int k = 1; k < matrix.Rows; k++)
        {
            largest = matrix[k, column] > matrix[largest, column] ? k : largest;
        }

        return largest;
    }

    private static void Forward<T>(Matrix<T> logits, Matrix<T> activations, int start, Span<T> buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> maxima = buffer;
        logits.Row(0).Slice(start, buffer.Length).CopyTo(maxima);
        for (int k = 1; k < logits.Rows; k++)
        {
            TensorPrimitives.Max(maxima, logits.Row(k).Slice(start, buffer.Length), maxima);
        }

        for (int k = 0; k < logits.Rows; k++)
        {
            Span<T> powers = activations.Row(k).Slice(start, buffer.Length);
            TensorPrimitives.Subtract(logits.Row(k).Slice(start, buffer.Length), maxima, powers);
            Elementary.Exp<T>(powers, powers);
        }

        Span<T> sums = buffer;
        sums.Clear();
        for (int k = 0; k < logits.Rows; k++)
        {
            TensorPrimitives.Add(sums, activations.Row(k).Slice(start, buffer.Length), sums);
        }

        for (int k = 0; k < logits.Rows; k++)
        {
            Span<T> shares = activations.Row(k).Slice(start, buffer.Length);
            TensorPrimitives.Divide(shares, sums, shares);
        }
    }
}
