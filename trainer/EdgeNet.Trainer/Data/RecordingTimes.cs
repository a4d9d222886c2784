namespace EdgeNet.Trainer.Data;

/// <summary>Compares the times of a recording with the rate that it should have, and finds where readings are missing.</summary>
internal sealed class RecordingTimes
{
    /// <summary>Of periods: a longer step is a gap.</summary>
    public const double LongestStep = 1.5;

    /// <summary>By how much the rate may be off. The clocks of sensors are good to one or two percent.</summary>
    public const double RateTolerance = 0.03;

    private readonly CsvTable _table;
    private readonly int _column;
    private readonly double _rate;
    private readonly TimeUnit _unit;

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

        bool isCaptured = table.Header.Any(name => name.StartsWith(RecordingColumns.ScalePrefix, StringComparison.Ordinal));
        string? name = columns.Time
            ?? (isCaptured && table.Header.Contains(RecordingColumns.DefaultTime) ? RecordingColumns.DefaultTime : null);
        return name is null ? null : new RecordingTimes(table, table.FindColumn(name), rate, columns.TimeUnit);
    }

    /// <summary>Checks the times of a recording.</summary>
    /// <param name="start">Its first row.</param>
    /// <param name="end">One behind its last row.</param>
    /// <param name="what">What the recording is called in a message.</param>
    /// <returns>Where a piece without a gap begins, counted from the first row: 0, and the reading behind each gap.</returns>
    /// <exception cref="InputException">A time is no number or before the one above it, or the rate is another.</exception>
    public IReadOnlyList<int> Check(int start, int end, string what)
    {
        var starts = new List<int> { 0 };
        double gaps = 0; // periods
        double last = Periods(start);
        double span = -last;
        for (int row = start + 1; row < end; row++)
        {
            double next = Periods(row);
            if (next < last)
            {
                throw new InputException(
                    $"{_table.Where(row, _column)}: '{_table.Rows[row][_column]}' comes after '{_table.Rows[row - 1][_column]}' in {what}; rows stand in the order of time. "
                    + "Sort them, or tell recordings apart by a column.");
            }

            if (next - last > LongestStep)
            {
                starts.Add(row - start);
                gaps += next - last;
            }

            last = next;
        }

        span += last;
        int steps = end - start - 1;
        int gapCount = starts.Count - 1;

        // Where most steps are gaps, they are none: the rate is lower. One or two say nothing of it.
        bool areSteps = gapCount > 2 && 2 * gapCount > steps;
        if (!areSteps && !IsRate(steps - gapCount, span - gaps) && IsRate(steps, span))
        {
            throw new InputException(
                $"{_table.Where(start, _column)}: the times of {what} stand still and jump, so that lost readings cannot be told from a coarse clock; take a column of a finer one, or none.");
        }

        CheckRate(start, areSteps ? steps : steps - gapCount, areSteps ? span : span - gaps, what);
        return starts;
    }

    // The first and the last time may each be half a period off.
    private static bool IsRate(int steps, double periods) => Math.Abs(periods - steps) <= (RateTolerance * steps) + 1;

    private void CheckRate(int row, int steps, double periods, string what)
    {
        if (IsRate(steps, periods))
        {
            return;
        }

        string unit = _unit.ToString().ToLowerInvariant();
        string given = periods > 0 ? FormattableString.Invariant($"{steps / periods * _rate:0.###} readings a second") : "readings at one and the same time";
        throw new InputException(FormattableString.Invariant(
            $"{_table.Where(row, _column)}: {what} has {given} by its times in {unit}, and the model is for {_rate:0.###}; record at that rate, train for the other, or correct the unit."));
    }

    private double Periods(int row) => _table.PreciseNumber(row, _column) / UnitsPerSecond * _rate;
}
