using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>Compares the times of a recording with the rate that it should have, and finds where readings are missing.</summary>
internal sealed class RecordingTimes
{
    /// <summary>By how much the rate may be off. The clocks of sensors are good to one or two percent.</summary>
    public const double RateTolerance = 0.03;

    // Of periods: a longer step is a gap where the times behind it are late; jitter may shorten the step over a lost reading so far.
    private const double LongestStep = 1.25;

    // Of periods: readings behind a gap are later than the grid of those before it by more than this.
    private const double LeastDelay = 0.5;

    // Readings before and behind that tell the grid: the mean of as many hides their jitter.
    private const int Neighbours = 8;

    // Where a counter is full, it starts again: within this many periods of where it would have gone on, which are a small part of the counter.
    private const double MostBehindWrap = 10;
    private const double LeastOfCounter = 200;

    // Counters of 16, 31 and 32 bits.
    private static readonly double[] Full = [1 << 16, 1L << 31, 1L << 32];

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
    /// <returns>
    /// Where a piece without a gap begins, counted from the first row: 0, and the reading behind each gap; and where the counter of the times
    /// started again, or null.
    /// </returns>
    /// <exception cref="InputException">A time is no number or before the one above it, or the rate is another.</exception>
    public (IReadOnlyList<int> Starts, string? Wrap) Check(int start, int end, string what)
    {
        (double[] times, string? wrap) = Read(start, end, what);
        IReadOnlyList<int> starts = FindGaps(times);
        double gaps = starts.Skip(1).Sum(first => times[first] - times[first - 1]); // periods
        double span = times[^1] - times[0];
        int steps = times.Length - 1;
        int gapCount = starts.Count - 1;

        // Where most steps are gaps, they are none: the rate is lower. One or two say nothing of it.
        bool areSteps = gapCount > 2 && 2 * gapCount > steps;
        if (!areSteps && !IsRate(steps - gapCount, span - gaps) && (IsRate(steps, span) || (gapCount > 0 && span == gaps)))
        {
            throw new InputException(
                $"{_table.Where(start, _column)}: the times of {what} stand still and jump, so that lost readings cannot be told from a coarse clock; take a column of a finer one, or none.");
        }

        CheckRate(start, areSteps ? steps : steps - gapCount, areSteps ? span : span - gaps, what);
        return (starts, wrap);
    }

    // In periods, and ascending: a counter that started again goes on.
    private (double[] Times, string? Wrap) Read(int start, int end, string what)
    {
        var times = new double[end - start];
        string? wrap = null;
        double past = 0;
        for (int row = start; row < end; row++)
        {
            int i = row - start;
            times[i] = past + Periods(row);
            if (i == 0 || times[i] >= times[i - 1])
            {
                continue;
            }

            double full = Full.SelectMany(Wraps).FirstOrDefault(wrapped => wrapped >= LeastOfCounter && times[i] + wrapped - times[i - 1] is > 0 and <= MostBehindWrap);
            if (full == 0)
            {
                throw new InputException(
                    $"{_table.Where(row, _column)}: '{_table.Rows[row][_column]}' comes after '{_table.Rows[row - 1][_column]}' in {what}; rows stand in the order of time. "
                    + "Sort them, or tell recordings apart by a column.");
            }

            past += full;
            times[i] += full;
            wrap ??= $"in line {_table.Lines[row]}, with '{_table.Rows[row][_column]}' after '{_table.Rows[row - 1][_column]}'";
        }

        return (times, wrap);
    }

    // Seconds were counted in milliseconds or microseconds before somebody divided.
    private double[] Wraps(double counts) => _unit == TimeUnit.Seconds
        ? [counts / 1e3 * _rate, counts / 1e6 * _rate]
        : [counts / UnitsPerSecond * _rate];

    // A reading that is lost makes all readings behind it late by a period; jitter does not. The longest steps come first, so that none of the
    // others is judged by times on both sides of a gap.
    private static IReadOnlyList<int> FindGaps(double[] times)
    {
        double period = PeriodOf(times);
        var starts = new SortedSet<int> { 0 };
        IEnumerable<int> steps = Enumerable.Range(1, times.Length - 1)
            .Where(i => times[i] - times[i - 1] > LongestStep)
            .OrderByDescending(i => times[i] - times[i - 1]);
        foreach (int i in steps)
        {
            int from = starts.GetViewBetween(Math.Max(0, i - Neighbours), i) is { Count: > 0 } before ? before.Max : Math.Max(0, i - Neighbours);
            int to = starts.GetViewBetween(i, i + Neighbours) is { Count: > 0 } behind ? behind.Min : Math.Min(times.Length, i + Neighbours);
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
                sum += times[k] - times[from] - ((k - from) * period);
            }

            return times[from] - (from * period) + (sum / (to - from));
        }
    }

    // The usual one over several steps, since a clock may be a little fast or slow.
    private static double PeriodOf(double[] times)
    {
        const int Steps = 2 * Neighbours;
        double[] periods = [.. Enumerable.Range(0, Math.Max(0, times.Length - Steps)).Select(i => (times[i + Steps] - times[i]) / Steps)];
        Array.Sort(periods);
        return periods.Length > 0 && Math.Abs(periods[periods.Length / 2] - 1) <= RateTolerance ? periods[periods.Length / 2] : 1;
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
