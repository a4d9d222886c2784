using System.Globalization;
using System.Numerics;

namespace EdgeNet.Networks.Numerics;

/// <summary>A matrix of two dimensions, always: a vector is <c>(n, 1)</c> or <c>(1, n)</c>. Row-major.</summary>
/// <typeparam name="T"><see cref="float"/> in training; <see cref="double"/> where gradients are checked.</typeparam>
internal sealed partial class Matrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _data;

    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="rows">r, 0 or more.</param>
    /// <param name="columns">c, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, new T[CountOf(rows, columns)])
    {
    }

    /// <summary>Makes a matrix over an array that it keeps.</summary>
    /// <param name="rows">r.</param>
    /// <param name="columns">c.</param>
    /// <param name="data">r·c numbers, row after row.</param>
    /// <exception cref="ShapeException">The array does not have r·c elements.</exception>
    public Matrix(int rows, int columns, T[] data)
    {
        if (data.Length != CountOf(rows, columns))
        {
            throw new ShapeException($"A {Shape(rows, columns)} matrix holds {(long)rows * columns} numbers; it was given {data.Length}.");
        }

        Rows = rows;
        Columns = columns;
        _data = data;
    }

    /// <summary>r.</summary>
    public int Rows { get; private set; }

    /// <summary>c.</summary>
    public int Columns { get; private set; }

    /// <summary>r·c.</summary>
    public int Count => Rows * Columns;

    /// <summary>The numbers, row after row.</summary>
    public Span<T> Values => _data.AsSpan(0, Count);

    /// <summary>The same and perhaps more behind them.</summary>
    internal T[] Memory => _data;

    /// <summary>The number in a row and a column, counted from 0.</summary>
    /// <param name="row">0 to r - 1.</param>
    /// <param name="column">0 to c - 1.</param>
    public T this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>Makes a matrix from its rows.</summary>
    /// <param name="rows">r arrays of one length c.</param>
    /// <returns>Shape (r, c).</returns>
    /// <exception cref="ShapeException">The arrays differ in length.</exception>
    public static Matrix<T> FromRows(params ReadOnlySpan<T[]> rows)
    {
        var result = new Matrix<T>(rows.Length, rows.IsEmpty ? 0 : rows[0].Length);
        for (int r = 0; r < rows.Length; r++)
        {
            if (rows[r].Length != result.Columns)
            {
                throw new ShapeException($"Row 0 has {result.Columns} columns and row {r} has {rows[r].Length}.");
            }

            rows[r].CopyTo(result.Row(r));
        }

        return result;
    }

    /// <summary>One row.</summary>
    /// <param name="row">0 to r - 1.</param>
    /// <returns>c numbers, not a copy.</returns>
    public Span<T> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return _data.AsSpan(row * Columns, Columns);
    }

    /// <summary>A copy of the same shape.</summary>
    /// <returns>The copy.</returns>
    public Matrix<T> Clone() => new(Rows, Columns, Values.ToArray());

    /// <summary>The same numbers in another shape.</summary>
    /// <param name="rows">New r.</param>
    /// <param name="columns">New c.</param>
    /// <returns>A copy of shape (rows, columns).</returns>
    /// <exception cref="ShapeException">The counts differ.</exception>
    public Matrix<T> Reshape(int rows, int columns)
    {
        if (CountOf(rows, columns) != Count)
        {
            throw new ShapeException($"A {this} matrix has {Count} numbers and cannot become {Shape(rows, columns)}, which has {(long)rows * columns}.");
        }

        return new Matrix<T>(rows, columns, Values.ToArray());
    }

    /// <summary>The transpose.</summary>
    /// <returns>Shape (c, r).</returns>
    public Matrix<T> Transpose()
    {
        var result = new Matrix<T>(Columns, Rows);
        for (int r = 0; r < Rows; r++)
        {
            ReadOnlySpan<T> row = Row(r);
            for (int c = 0; c < row.Length; c++)
            {
                result._data[(c * Rows) + r] = row[c];
            }
        }

        return result;
    }

    /// <summary>Copies some columns, in the order given: how a mini-batch is drawn.</summary>
    /// <param name="columns">Numbers of columns.</param>
    /// <param name="destination">Becomes shape (r, number of columns given); its memory is reused when it suffices.</param>
    /// <exception cref="ArgumentException">The destination is this matrix.</exception>
    public void GatherColumns(ReadOnlySpan<int> columns, Matrix<T> destination)
    {
        if (ReferenceEquals(destination, this))
        {
            throw new ArgumentException("Columns cannot be gathered over the matrix they come from.", nameof(destination));
        }

        destination.Resize(Rows, columns.Length);
        for (int r = 0; r < Rows; r++)
        {
            ReadOnlySpan<T> source = Row(r);
            Span<T> target = destination.Row(r);
            for (int c = 0; c < columns.Length; c++)
            {
                target[c] = source[columns[c]];
            }
        }
    }

    /// <summary>Changes the shape and forgets the numbers; allocates only when there are more of them than ever before.</summary>
    /// <param name="rows">New r.</param>
    /// <param name="columns">New c.</param>
    public void Resize(int rows, int columns)
    {
        int count = CountOf(rows, columns);
        if (count > _data.Length)
        {
            _data = new T[count];
        }

        Rows = rows;
        Columns = columns;
    }

    /// <summary>The shape as text, <c>(r, c)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Shape(Rows, Columns);

    private static string Shape(int rows, int columns) => string.Create(CultureInfo.InvariantCulture, $"({rows}, {columns})");

    private static int CountOf(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        long count = (long)rows * columns;
        return count <= Array.MaxLength
            ? (int)count
            : throw new InsufficientMemoryException(string.Create(CultureInfo.InvariantCulture, $"A matrix of {rows:N0} x {columns:N0} numbers; {Array.MaxLength:N0} are the most."));
    }
}

/// <summary>Two shapes do not fit; the message names both.</summary>
/// <param name="message">What was expected and what was given.</param>
internal sealed class ShapeException(string message) : ArgumentException(message);
