namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Columns of a table that hold numbers, gathered row after row.</summary>
/// <param name="table">The table.</param>
/// <param name="columns">The columns, from 0, in the order wanted.</param>
/// <param name="rule">A condition on the numbers beside being finite, or null.</param>
/// <param name="mayBeMissing">Whether a number may be missing; it is NaN then.</param>
internal sealed class NumberColumns(CsvTable table, int[] columns, NumberRule? rule = null, bool mayBeMissing = false)
{
    private static readonly string[] MissingMarks = [string.Empty, "NaN", "NA", "N/A", "null", "?"];

    private readonly ColumnBuffer<float> _numbers = new(columns.Length);
    private readonly Precision[] _precision = [.. columns.Select(_ => new Precision())];
    private string[] _first = [];
    private long _count;
    private InputException? _fault;

    /// <summary>The fault of the first number against the rule, if every cell before it is a number; else null.</summary>
    public InputException? RuleFault { get; private set; }

    /// <summary>Takes the cells of the table's row.</summary>
    public void Add()
    {
        _count += columns.Length;
        if (_fault is not null || _count > Array.MaxLength)
        {
            return;
        }

        _first = _numbers.Count == 0 ? [.. columns.Select(table.Text)] : _first;
        _numbers.AddRow();
        for (int i = 0; i < columns.Length; i++)
        {
            int column = columns[i];
            if (mayBeMissing && IsMissing(table.Cell(column)))
            {
                _numbers.Set(i, float.NaN);
                continue;
            }

            if (!table.TryNumber(column, out float value))
            {
                _fault = table.NumberFault(column);
                return;
            }

            _numbers.Set(i, value);
            if (_precision[i].IsOpen && table.TryNumber(column, out double precise))
            {
                _precision[i].Add(value, precise);
            }

            if (rule is not null && RuleFault is null && !rule.Holds(value))
            {
                RuleFault = table.Fault(column, rule.Message(table.Text(column)));
            }
        }
    }

    /// <summary>Makes a matrix of the numbers, of which no copy is kept.</summary>
    /// <returns>X, shape (n, m).</returns>
    /// <exception cref="InputException">A cell is no finite number, or there are more than an array takes.</exception>
    public Matrix<float> ToMatrix()
    {
        if (_count > Array.MaxLength)
        {
            throw new InputException(FormattableString.Invariant(
                $"{Path.GetFileName(table.FilePath)}: {table.RowCount:N0} rows of {columns.Length:N0} features are {_count:N0} numbers, and {Array.MaxLength:N0} are the most; take fewer rows or columns."));
        }

        return _fault is null ? _numbers.ToMatrix() : throw _fault;
    }

    /// <summary>Finds the columns whose different numbers are equal in single precision.</summary>
    /// <returns>For each, by its place in the columns, the first number as it was written.</returns>
    public Dictionary<int, string> Merged() => Enumerable.Range(0, columns.Length)
        .Where(i => _precision[i].IsMerged)
        .ToDictionary(i => i, i => CsvTable.Shown(_first[i]));

    private static bool IsMissing(ReadOnlySpan<char> cell)
    {
        foreach (string mark in MissingMarks)
        {
            if (cell.Equals(mark, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells whether the numbers of a column are neighbours in single precision, and more than it can tell apart.</summary>
    private sealed class Precision
    {
        // Neighbours are seven numbers of single precision at most, so that any more of double precision cannot all be told apart.
        private const int Enough = 16;

        private HashSet<float>? _single = [];
        private HashSet<double>? _precise = [];
        private double _lowest = double.PositiveInfinity;
        private double _highest = double.NegativeInfinity;

        public bool IsOpen => _precise is not null;

        public bool IsMerged => _precise is not null && _precise.Count > _single!.Count;

        public void Add(float value, double precise)
        {
            (_lowest, _highest) = (Math.Min(_lowest, value), Math.Max(_highest, value));
            if (!SinglePrecision.AreNeighbours(_lowest, _highest))
            {
                (_single, _precise) = (null, null);
                return;
            }

            _single!.Add(value);
            if (_precise!.Count < Enough)
            {
                _precise.Add(precise);
            }
        }
    }
}

/// <summary>A condition on numbers beside being finite.</summary>
/// <param name="Holds">Whether a number meets the condition.</param>
/// <param name="Message">Makes the message from the text of a cell that does not: the fault, and what to do.</param>
internal sealed record NumberRule(Predicate<float> Holds, Func<string, string> Message);
