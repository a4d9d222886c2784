using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>Gathers the quantities of a recording, reading by reading. An empty cell is a quantity that is not known.</summary>
internal sealed class RecordingTargets
{
    private readonly CsvTable _table;
    private readonly int[] _columns; // -1 where the file lacks the column
    private readonly bool _mayBeNegative;
    private readonly ColumnBuffer<float> _values;
    private InputException? _fault;

    /// <summary>Begins a file.</summary>
    /// <param name="table">The file.</param>
    /// <param name="columns">The roles of its columns.</param>
    /// <exception cref="InputException">A column is not there, and must be.</exception>
    public RecordingTargets(CsvTable table, RecordingColumns columns)
    {
        _table = table;
        _columns = [.. columns.Targets.Select(name => columns.MayLackLabel ? table.Header.IndexOf(name) : table.Header.FindColumn(name))];
        _mayBeNegative = columns.HasNegativeTargets;
        _values = new ColumnBuffer<float>(_columns.Length);
    }

    /// <summary>Takes the cells of the table's row.</summary>
    public void Add()
    {
        _values.AddRow();
        for (int t = 0; t < _columns.Length; t++)
        {
            _values.Set(t, _columns[t] < 0 || _fault is not null ? float.NaN : Read(_columns[t]));
        }
    }

    /// <summary>Ends the recording, and begins the next one.</summary>
    /// <returns>For each target a number for each reading; NaN where none is known.</returns>
    /// <exception cref="InputException">A cell is no number, or below 0 where that is impossible.</exception>
    public float[][] Finish()
    {
        if (_fault is not null)
        {
            throw _fault;
        }

        float[][] targets = [.. _columns.Select((_, t) => _values.ToArray(t))];
        _values.Clear();
        return targets;
    }

    private float Read(int column)
    {
        if (_table.Cell(column).IsEmpty)
        {
            return float.NaN;
        }

        if (!_table.TryNumber(column, out float value))
        {
            _fault = _table.NumberFault(column);
        }
        else if (value < 0 && !_mayBeNegative)
        {
            _fault = _table.Fault(column, $"the target {_table.Text(column)} is below 0, which a ReLU output never is; correct the cell, or choose \"output\": \"linear\".");
        }

        return value;
    }
}
