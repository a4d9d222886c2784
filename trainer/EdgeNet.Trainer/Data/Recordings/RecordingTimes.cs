using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>Compares the times of a recording with the rate that it should have, and finds where readings are missing.</summary>
internal sealed class RecordingTimes
{
    /// <summary>The share by which the rate may be off. The clocks of sensors are accurate to one or two percent.</summary>
    public const double RateTolerance = 0.03;

    // In periods: a longer step is a gap if the times after it are late; jitter may shorten the step over a lost reading this far.
    private const double LongestStep = 1.25;

    // In periods: readings after a gap are later than the grid of those before it by more than this.
    private const double LeastDelay = 0.5;

    // Readings before and after a step that define the grid: their mean hides the jitter.
    private const int Neighbours = 8;

    // A full counter restarts at 0: within this many periods of the expected time, which are a small part of the counter.
    private const double MostBehindWrap = 10;
    private const double LeastOfCounter = 200;

    // Counters of 16, 31 and 32 bits.
    private static readonly double[] Full = [1 << 16, 1L << 31, 1L << 32];

    private readonly CsvTable _table;
    private readonly int _column;
    private readonly double _rate;
    private readonly TimeUnit _unit;

    private readonly ColumnBuffer<double> _times = new(1); // in periods, and ascending: a counter that restarted is continued
    private string _what = string.Empty;
    private int _line; // of the first row
    private char[] _cell = []; // of the row before
    private int _cellLength;
    private double _last; // time
    private double _past; // periods before the restarts of the counter
    private string? _wrap;
    private InputException? _fault;

    private RecordingTimes(CsvTable table, int column, double rate, TimeUnit unit)
    {
        _table = table;
        _column = column;
        _rate = rate;
        _unit = unit;
    }

    private double UnitsPerSecond => _unit switch
    {
        TimeUnit.Milliseconds => 1e3,
        TimeUnit.Microseconds => 1e6,
        _ => 1,
    };

    /// <summary>Finds the times of a file.</summary>
    /// <returns>Null where it has none, or they are not looked at.</returns>
    /// <exception cref="InputException">There is no column of the name.</exception>
    public static RecordingTimes? Of(CsvTable table, RecordingColumns columns)
    {
        if (columns.RateHertz is not { } rate)
        {
            return null;
        }

        IReadOnlyList<string> names = table.Header.Names;
        bool isCaptured = names.Any(name => name.StartsWith(RecordingColumns.ScalePrefix, StringComparison.Ordinal));
        string? name = columns.Time is { } named && !(columns.MayLackTime && table.Header.IndexOf(named) < 0) ? named
            : isCaptured && names.Contains(RecordingColumns.DefaultTime) ? RecordingColumns.DefaultTime
            : null;
        return name is null ? null : new RecordingTimes(table, table.Header.FindColumn(name), rate, columns.TimeUnit);
    }

    /// <summary>Begins a recording with the table's row, which is to be added.</summary>
    /// <param name="what">The name of the recording in a message.</param>
    public void Begin(string what)
    {
        (_what, _line, _past, _wrap) = (what, _table.Line, 0, null);
        _times.Clear();
    }

    /// <summary>Takes the time of the table's row.</summary>
    public void Add()
    {
        if (_fault is not null)
        {
            return;
        }

        if (!_table.TryNumber(_column, out double time))
        {
            _fault = _table.NumberFault(_column);
            return;
        }

        double periods = _past + (time / UnitsPerSecond * _rate);
        if (_times.Count > 0 && periods < _last)
        {
            periods = GoOn(periods, _last);
        }

        _times.AddRow();
        _times.Set(0, periods);
        _last = periods;
        ReadOnlySpan<char> cell = _table.Cell(_column);
        _cell = _cell.Length < cell.Length ? new char[2 * cell.Length] : _cell;
        cell.CopyTo(_cell);
        _cellLength = cell.Length;
    }

    /// <summary>Checks the times of the recording.</summary>
    /// <returns>
    /// Where a piece without a gap begins, counted from the first row: 0, and the reading behind each gap; and where the counter of the times
    /// started again, or null.
    /// </returns>
    /// <exception cref="InputException">A time is no number or before the one above it, or the rate is another.</exception>
    public (IReadOnlyList<int> Starts, string? Wrap) Finish()
    {
        if (_fault is not null)
        {
            throw _fault;
        }

        IReadOnlyList<int> starts = FindGaps();
        double gaps = starts.Skip(1).Sum(first => At(first) - At(first - 1)); // periods
        double span = At(_times.Count - 1) - At(0);
        int steps = _times.Count - 1;
        _times.Clear();
        int gapCount = starts.Count - 1;

        // If most steps seem gaps, the rate is lower instead. One or two steps do not show that.
        bool areSteps = gapCount > 2 && 2 * gapCount > steps;
        if (!areSteps && !IsRate(steps - gapCount, span - gaps) && (IsRate(steps, span) || (gapCount > 0 && span == gaps)))
        {
            throw new InputException(
                $"{_table.Header.Where(_line, _column)}: the times of {_what} stand still and jump, so that lost readings cannot be told from a coarse clock; take a column of a finer one, or none.");
        }

        CheckRate(areSteps ? steps : steps - gapCount, areSteps ? span : span - gaps);
        return (starts, _wrap);
    }

    private double At(int row) => _times[0, row];

    // If the counter restarted, the time as if it had gone on.
    private double GoOn(double periods, double before)
    {
        string cell = _table.Text(_column);
        string cellBefore = NormalForm.Of(new string(_cell, 0, _cellLength));
        double full = Full.SelectMany(Wraps).FirstOrDefault(wrapped => wrapped >= LeastOfCounter && periods + wrapped - before is > 0 and <= MostBehindWrap);
        if (full == 0)
        {
            _fault = _table.Fault(
                _column,
                $"'{cell}' comes after '{cellBefore}' in {_what}; rows stand in the order of time. Sort them, or tell recordings apart by a column.");
        }

        _past += full;
        _wrap ??= $"in line {_table.Line}, with '{cell}' after '{cellBefore}'";
        return periods + full;
    }

    // Times in seconds were counted in milliseconds or microseconds and then divided.
    private double[] Wraps(double counts) => _unit == TimeUnit.Seconds
        ? [counts / 1e3 * _rate, counts / 1e6 * _rate]
        : [counts / UnitsPerSecond * _rate];

    // A lost reading makes all readings after it late by a period; jitter does not. The longest steps come first, so that none of the
    // others is judged by times on both sides of a gap.
    private IReadOnlyList<int> FindGaps()
    {
        double period = PeriodOf();
        var starts = new SortedSet<int> { 0 };
        IEnumerable<int> steps = Enumerable.Range(1, _times.Count - 1)
            .Where(i => At(i) - At(i - 1) > LongestStep)
            .OrderByDescending(i => At(i) - At(i - 1));
        foreach (int i in steps)
        {
            int from = starts.GetViewBetween(Math.Max(0, i - Neighbours), i) is { Count: > 0 } before ? before.Max : Math.Max(0, i - Neighbours);
            int to = starts.GetViewBetween(i, i + Neighbours) is { Count: > 0 } behind ? behind.Min : Math.Min(_times.Count, i + Neighbours);
            if (Phase(i, to) - Phase(from, i) > LeastDelay)
            {
                starts.Add(i);
            }
        }

        return [.. starts];

        double Phase(int from, int to)
        {
            double sum = 0;
            for (int k = from; k < to; k++)
            {
                sum += At(k) - At(from) - ((k - from) * period);
            }

            return At(from) - (from * period) + (sum / (to - from));
        }
    }

    // The median over several steps, since a clock may be a little fast or slow.
    private double PeriodOf()
    {
        const int Steps = 2 * Neighbours;
        double[] periods = [.. Enumerable.Range(0, Math.Max(0, _times.Count - Steps)).Select(i => (At(i + Steps) - At(i)) / Steps)];
        Array.Sort(periods);
        return periods.Length > 0 && Math.Abs(periods[periods.Length / 2] - 1) <= RateTolerance ? periods[periods.Length / 2] : 1;
    }

    // The first and the last time may each be half a period off.
    private static bool IsRate(int steps, double periods) => Math.Abs(periods - steps) <= (RateTolerance * steps) + 1;

    private void CheckRate(int steps, double periods)
    {
        if (IsRate(steps, periods))
        {
            return;
        }

        string unit = _unit.ToString().ToLowerInvariant();
        string given = periods > 0 ? FormattableString.Invariant($"{steps / periods * _rate:0.###} readings a second") : "readings at one and the same time";
        throw new InputException(FormattableString.Invariant(
            $"{_table.Header.Where(_line, _column)}: {_what} has {given} by its times in {unit}, and the model is for {_rate:0.###}; record at that rate, train for the other, or correct the unit."));
    }
}
