using System.Numerics.Tensors;

namespace EdgeNet.Networks.Numerics;

/// <content>Arithmetic by elements. The right side may be <c>(r, c)</c>, <c>(1, c)</c>, <c>(r, 1)</c> or <c>(1, 1)</c>; anything else is an error.</content>
internal sealed partial class Matrix<T>
{
    private enum Operation
    {
        Add,
        Subtract,
        Multiply,
        Divide,
    }

    /// <summary>Adds by elements.</summary>
    /// <param name="left">Shape (r, c).</param>
    /// <param name="right">Shape (r, c), (1, c), (r, 1) or (1, 1).</param>
    /// <returns>Shape (r, c).</returns>
    /// <exception cref="ShapeException">The right side has another shape.</exception>
    public static Matrix<T> operator +(Matrix<T> left, Matrix<T> right) => Combine(left, right, Operation.Add);

    /// <summary>Subtracts by elements.</summary>
    /// <inheritdoc cref="operator +"/>
    public static Matrix<T> operator -(Matrix<T> left, Matrix<T> right) => Combine(left, right, Operation.Subtract);

    /// <summary>Multiplies by elements; the matrix product is <see cref="MatrixProduct"/>.</summary>
    /// <inheritdoc cref="operator +"/>
    public static Matrix<T> operator *(Matrix<T> left, Matrix<T> right) => Combine(left, right, Operation.Multiply);

    /// <summary>Divides by elements.</summary>
    /// <inheritdoc cref="operator +"/>
    public static Matrix<T> operator /(Matrix<T> left, Matrix<T> right) => Combine(left, right, Operation.Divide);

    /// <summary>Adds a column to every column, in place: <c>Z + b</c>.</summary>
    /// <param name="column">Shape (r, 1).</param>
    /// <exception cref="ShapeException">The shape is another.</exception>
    public void AddColumn(Matrix<T> column)
    {
        if (column.Rows != Rows || column.Columns != 1)
        {
            throw new ShapeException($"A column for a {this} matrix has shape {Shape(Rows, 1)}; it was given {column}.");
        }

        for (int r = 0; r < Rows; r++)
        {
            Span<T> row = Row(r);
            TensorPrimitives.Add(row, column._data[r], row);
        }
    }

    private static Matrix<T> Combine(Matrix<T> left, Matrix<T> right, Operation operation)
    {
        bool rowsFit = right.Rows == left.Rows || right.Rows == 1;
        bool columnsFit = right.Columns == left.Columns || right.Columns == 1;
        if (!rowsFit || !columnsFit)
        {
            throw new ShapeException($"A {left} matrix takes {left}, {Shape(1, left.Columns)}, {Shape(left.Rows, 1)} or (1, 1); it was given {right}.");
        }

        var result = new Matrix<T>(left.Rows, left.Columns);
        for (int r = 0; r < left.Rows; r++)
        {
            ReadOnlySpan<T> row = right.Row(right.Rows == 1 ? 0 : r);
            if (right.Columns == left.Columns)
            {
                CombineRow(left.Row(r), row, result.Row(r), operation);
            }
            else
            {
                CombineRow(left.Row(r), row[0], result.Row(r), operation);
            }
        }

        return result;
    }

    private static void CombineRow(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> result, Operation operation)
    {
        switch (operation)
        {
            case Operation.Add:
                TensorPrimitives.Add(left, right, result);
                break;
            case Operation.Subtract:
                TensorPrimitives.Subtract(left, right, result);
                break;
            case Operation.Multiply:
                TensorPrimitives.Multiply(left, right, result);
                break;
            default:
                TensorPrimitives.Divide(left, right, result);
                break;
        }
    }

    private static void CombineRow(ReadOnlySpan<T> left, T right, Span<T> result, Operation operation)
    {
        switch (operation)
        {
            case Operation.Add:
                TensorPrimitives.Add(left, right, result);
                break;
            case Operation.Subtract:
                TensorPrimitives.Subtract(left, right, result);
                break;
            case Operation.Multiply:
                TensorPrimitives.Multiply(left, right, result);
                break;
            default:
                TensorPrimitives.Divide(left, right, result);
                break;
        }
    }
}
