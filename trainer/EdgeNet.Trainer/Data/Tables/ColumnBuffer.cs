namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Gathers an unknown number of rows in blocks, so that nothing is copied as they grow.</summary>
/// <typeparam name="T">The type of a cell.</typeparam>
/// <param name="columns">Cells of a row.</param>
internal sealed class ColumnBuffer<T>(int columns)
    where T : unmanaged
{
    private const int CellsOfABlock = 1 << 16;
    private const int LeastRows = 16;

    private readonly int _rows = Math.Max(LeastRows, CellsOfABlock / Math.Max(1, columns)); // of a block
    private readonly List<T[]> _blocks = []; // each of shape (columns, rows)
    private T[] _block = [];
    private int _row; // in the block

    /// <summary>Cells of a row.</summary>
    public int Columns => columns;

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>A cell.</summary>
    /// <param name="column">0 to columns - 1.</param>
    /// <param name="row">0 to <see cref="Count"/> - 1.</param>
    public T this[int column, int row] => _blocks[row / _rows][(column * _rows) + (row % _rows)];

    /// <summary>Begins a row, all of whose cells are to be set.</summary>
    public void AddRow()
    {
        _row = Count % _rows;
        if (_row == 0)
        {
            _block = new T[columns * _rows];
            _blocks.Add(_block);
        }

        Count++;
    }

    /// <summary>Sets a cell of the row that was begun last.</summary>
    /// <param name="column">0 to columns - 1.</param>
    /// <param name="value">The value.</param>
    public void Set(int column, T value) => _block[(column * _rows) + _row] = value;

    /// <summary>Copies a column.</summary>
    /// <param name="column">0 to columns - 1.</param>
    /// <param name="destination"><see cref="Count"/> cells, written.</param>
    public void CopyTo(int column, Span<T> destination)
    {
        for (int b = 0; b < _blocks.Count; b++)
        {
            int first = b * _rows;
            _blocks[b].AsSpan(column * _rows, Math.Min(_rows, Count - first)).CopyTo(destination[first..]);
        }
    }

    /// <summary>Copies a column.</summary>
    /// <param name="column">0 to columns - 1.</param>
    /// <returns><see cref="Count"/> cells.</returns>
    public T[] ToArray(int column)
    {
        var cells = new T[Count];
        CopyTo(column, cells);
        return cells;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _blocks.Clear();
        Count = 0;
    }
}

/// <summary>Matrices of the gathered rows.</summary>
internal static class ColumnBufferMatrix
{
    /// <summary>Makes a matrix of all rows and forgets them.</summary>
    /// <param name="rows">m rows, examples, of n cells.</param>
    /// <returns>Shape (n, m): an example a column.</returns>
    public static Matrix<float> ToMatrix(this ColumnBuffer<float> rows)
    {
        var matrix = new Matrix<float>(rows.Columns, rows.Count);
        for (int c = 0; c < rows.Columns; c++)
        {
            rows.CopyTo(c, matrix.Row(c));
        }

        rows.Clear();
        return matrix;
    }
}
