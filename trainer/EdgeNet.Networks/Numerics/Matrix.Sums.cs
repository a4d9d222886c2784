using System.Numerics.Tensors;

namespace EdgeNet.Networks.Numerics;

/// <content>Sums along an axis; the dimension is kept.</content>
internal sealed partial class Matrix<T>
{
    /// <summary>Sums along an axis.</summary>
    /// <param name="axis"><see cref="Axis.Rows"/> gives (1, c), <see cref="Axis.Columns"/> gives (r, 1).</param>
    /// <returns>The sums.</returns>
    public Matrix<T> Sum(Axis axis)
    {
        Matrix<T> result = axis == Axis.Rows ? new(1, Columns) : new(Rows, 1);
        if (axis == Axis.Columns)
        {
            SumColumns(result);
            return result;
        }

        Span<T> sums = result.Values;
        for (int r = 0; r < Rows; r++)
        {
            TensorPrimitives.Add(sums, Row(r), sums);
        }

        return result;
    }

    /// <summary>Sums along the columns into a matrix that is there already.</summary>
    /// <param name="destination">Shape (r, 1).</param>
    /// <exception cref="ShapeException">The shape is another.</exception>
    public void SumColumns(Matrix<T> destination)
    {
        if (destination.Rows != Rows || destination.Columns != 1)
        {
            throw new ShapeException($"The sums along the columns of a {this} matrix have shape {Shape(Rows, 1)}; it was given {destination}.");
        }

        for (int r = 0; r < Rows; r++)
        {
            destination._data[r] = Reduction.Sum<T>(Row(r));
        }
    }
}

/// <summary>The direction in which a sum runs; that dimension becomes 1 and stays.</summary>
internal enum Axis
{
    /// <summary>Down the rows: <c>(r, c)</c> gives <c>(1, c)</c>.</summary>
    Rows,

    /// <summary>Along the columns: <c>(r, c)</c> gives <c>(r, 1)</c>.</summary>
    Columns,
}
