using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>Gathers the rows of a table into one recording after the other.</summary>
/// <remarks>
/// Faults are kept until the recording ends; then the first one is reported, in the order in which columns are checked: the scale, the channels, the
/// times, the labels or targets, the groups.
/// </remarks>
internal sealed class RecordingBuilder
{
    // As a share of a count: the rounding of a whole count by the digits of a file.
    private const double Whole = 0.001;

    private readonly CsvTable _table;
    private readonly RecordingColumns _columns;
    private readonly int _label; // of the whole file, or -1
    private readonly int[] _channels;
    private readonly int[] _groups;
    private readonly int _scaleColumn;
    private readonly TextColumn? _labels;
    private readonly List<int> _classes = []; // of the texts of the labels
    private readonly RecordingTimes? _times;
    private readonly RecordingTargets? _targets;

    private readonly ColumnBuffer<short> _readings;
    private readonly ColumnBuffer<int> _readingLabels = new(1);
    private readonly InputException?[] _channelFaults;
    private readonly InputException?[] _groupFaults;
    private readonly string[] _groupValues;
    private int[] _rounded;
    private string _name = string.Empty;
    private int _line; // of the first row
    private float _scale;
    private InputException? _scaleFault;
    private InputException? _labelFault;

    /// <summary>Begins a file.</summary>
    /// <param name="table">The file.</param>
    /// <param name="columns">The roles of the columns.</param>
    /// <param name="label">The class of the whole file, or -1.</param>
    /// <exception cref="InputException">A column is not there.</exception>
    public RecordingBuilder(CsvTable table, RecordingColumns columns, int label)
    {
        TableHeader header = table.Header;
        _table = table;
        _columns = columns;
        _label = label < 0 && columns.LabelOfAll is { } all ? all : label;
        _channels = [.. columns.Channels.Select(header.FindColumn)];
        int labelColumn = columns.Label is null ? -1 : columns.MayLackLabel ? header.IndexOf(columns.Label) : header.FindColumn(columns.Label);
        _labels = labelColumn < 0 ? null : new TextColumn(table, labelColumn);
        NameColumn = columns.Recording is { } named && !(columns.MayLackRecording && header.IndexOf(named) < 0) ? header.FindColumn(named) : header.IndexOf(RecordingColumns.DefaultRecording);
        _groups = [.. columns.GroupColumns.Select(header.FindColumn)];
        _times = RecordingTimes.Of(table, columns);
        _targets = columns.Targets.Count == 0 ? null : new RecordingTargets(table, columns);
        _scaleColumn = Array.FindIndex([.. header.Names], name => name.StartsWith(RecordingColumns.ScalePrefix, StringComparison.Ordinal));
        _readings = new ColumnBuffer<short>(_channels.Length);
        _channelFaults = new InputException?[_channels.Length];
        _rounded = new int[_channels.Length];
        _groupFaults = new InputException?[_groups.Length];
        _groupValues = new string[_groups.Length];
    }

    /// <summary>The column that tells recordings apart; -1 where the file is one.</summary>
    public int NameColumn { get; }

    /// <summary>Begins a recording with the table's row, which is to be added.</summary>
    /// <param name="name">Its name in the file; empty if the file is one recording.</param>
    public void Begin(string name)
    {
        _name = name;
        _line = _table.Line;
        _rounded = new int[_channels.Length];
        _readingLabels.Clear();
        _readings.Clear();
        for (int g = 0; g < _groups.Length; g++)
        {
            _groupValues[g] = _table.Text(_groups[g]);
        }

        _times?.Begin(name.Length == 0 ? "the file" : $"the recording '{name}'");
    }

    /// <summary>Takes the table's row.</summary>
    public void Add()
    {
        AddScale();
        _readings.AddRow();
        for (int c = 0; c < _channels.Length; c++)
        {
            AddReading(c);
        }

        _times?.Add();
        _targets?.Add();
        _readingLabels.AddRow();
        _readingLabels.Set(0, ReadLabel());
        for (int g = 0; g < _groups.Length; g++)
        {
            if (_groupFaults[g] is null && !_table.Has(_groups[g], _groupValues[g]))
            {
                string whole = _name.Length == 0 ? "the file" : $"the recording '{_name}'";
                _groupFaults[g] = _table.Fault(
                    _groups[g], $"'{_table.Text(_groups[g])}' after '{_groupValues[g]}' in {whole}; a column to split by has one value in a recording.");
            }
        }
    }

    /// <summary>Ends the recording.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="InputException">A cell of it cannot be used.</exception>
    public Recording Finish(string name)
    {
        ThrowAny(_scaleFault ?? OtherScale());
        Array.ForEach(_channelFaults, ThrowAny);
        (IReadOnlyList<int> Starts, string? Wrap)? timed = _times?.Finish();
        ThrowAny(_labelFault);
        float[][]? targets = _targets?.Finish();
        Array.ForEach(_groupFaults, ThrowAny);
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int g = 0; g < _groups.Length; g++)
        {
            groups[_table.Header.Names[_groups[g]]] = _groupValues[g];
        }

        return new Recording(name, _table.FilePath, [.. _channels.Select((_, c) => _readings.ToArray(c))], _readingLabels.ToArray(0), groups, timed?.Starts)
        {
            Targets = targets ?? [],
            Rounded = _rounded,
            Wrap = timed?.Wrap,
            CountsPerUnit = _scaleColumn < 0 ? null : _scale,
        };
    }

    // 'edgenet capture' writes counts, and the column gives the counts of one unit: they must be those of the model.
    private void AddScale()
    {
        if (_scaleColumn < 0 || _scaleFault is not null)
        {
            return;
        }

        if (!_table.TryNumber(_scaleColumn, out float own))
        {
            _scaleFault = _table.NumberFault(_scaleColumn);
            return;
        }

        _scale = _readingLabels.Count == 0 ? own : _scale;
        if (own <= 0 || own != _scale)
        {
            _scaleFault = _table.Fault(_scaleColumn, FormattableString.Invariant(
                $"{own} counts for a unit {(own <= 0 ? "are not possible; correct the cell" : $"after {_scale} in the same recording; a sensor keeps its range while it records. Tell the recordings apart")}."));
        }
    }

    private InputException? OtherScale()
    {
        float other = _scaleColumn < 0 ? 0 : _columns.CountsPerUnit.FirstOrDefault(counts => counts != 1 && counts != _scale);
        return other == 0 ? null : new InputException(FormattableString.Invariant(
            $"{_table.Header.Where(_line, _scaleColumn)}: the recording has {_scale} counts for a unit, and {other} are wanted, so that the same movement reads differently; record with the sensor at that range."));
    }

    private void AddReading(int channel)
    {
        if (_channelFaults[channel] is not null)
        {
            return;
        }

        int column = _channels[channel];
        if (!_table.TryNumber(column, out float value))
        {
            _channelFaults[channel] = _table.NumberFault(column);
            return;
        }

        float countsPerUnit = _scaleColumn < 0 ? _columns.CountsPerUnit[channel] : 1;
        double exact = value * (double)countsPerUnit;
        double counts = Math.Round(exact, MidpointRounding.AwayFromZero);
        _rounded[channel] += Math.Abs(exact - counts) > Whole ? 1 : 0;
        if (counts is < short.MinValue or > short.MaxValue)
        {
            _channelFaults[channel] = _table.Fault(column, FormattableString.Invariant(
                $"'{_table.Text(column)}' is {counts:F0} counts, and readings have 16 bits, {short.MinValue} to {short.MaxValue}; one unit is taken for {countsPerUnit} ('countsPerUnit'): lower that, or give the file in units."));
            return;
        }

        _readings.Set(channel, (short)counts);
    }

    private int ReadLabel()
    {
        if (_labels is null || _labelFault is not null)
        {
            return _label;
        }

        int number = _labels.NumberOf();
        if (number < _classes.Count)
        {
            return _classes[number];
        }

        try
        {
            _classes.Add(_labels.ClassOf(number, _columns.LabelValues ?? _columns.ClassNames));
            return _classes[number];
        }
        catch (InputException fault)
        {
            _labelFault = fault;
            return _label;
        }
    }

    private static void ThrowAny(InputException? fault)
    {
        if (fault is not null)
        {
            throw fault;
        }
    }
}
