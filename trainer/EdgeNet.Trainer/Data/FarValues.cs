namespace EdgeNet.Trainer.Data;

/// <summary>Finds values that lie so far from all others of a column that they are no readings: error codes and glitches.</summary>
/// <remarks>
/// A value is far if the step out to it, from the farthest of the others, is many times the expected step. The
/// expected step is Hill's (1975) estimate of how slowly the tail on that side falls off, so that a heavy tail, in which a next larger
/// value is no surprise, has no far value. A value that repeats while its neighbours do not needs less distance, and so does a known error code.
/// </remarks>
/// <param name="Below">How many values are far below the others.</param>
/// <param name="Above">How many are far above.</param>
/// <param name="Lowest">The lowest of the others.</param>
/// <param name="Highest">The highest of the others.</param>
/// <param name="LowFence">Values below it are far.</param>
/// <param name="HighFence">Values above it are far.</param>
/// <param name="IsCode">Whether one of the far values repeats, or is a known error code.</param>
internal sealed record FarValues(int Below, int Above, float Lowest, float Highest, double LowFence, double HighFence, bool IsCode)
{
    private const int LeastValues = 15;

    // More than this share of a column is no accident.
    private const double MostShare = 0.1;

    // A larger share of a known code is a sensor that often fails; the median and the quartile on its side are still readings.
    private const double MostShareOfKnown = 1 / 3.0;

    // Different values, where they are more than a few, are glitches up to this share, and a mode of their own beyond it.
    private const double MostGlitches = 0.01;
    private const int FewGlitches = 3, RowsOfAGlitch = 20;

    // The distance in steps of the tail, and the least such step: the tail of a bounded column has hardly any.
    private const double ManySteps = 8;
    private const double LeastStep = 0.25;

    // Of columns with a few values only, such as counts of rare events, little is known.
    private const int FewValues = 10;
    private const double FarOfFew = 30;

    // Of the range of the others: what a repeated value must be away from them, one among values that repeat too, and a known code.
    private const double RepeatedGap = 0.2;
    private const double WideGap = 1.25;
    private const double KnownGap = 1;
    private const double KnownFar = 2.5;
    private const int Repeated = 3;
    private const int Neighbours = 5;

    // 85 is what a DS18B20 says after power-on, -127 what its library says without a sensor.
    private static readonly double[] Known =
        [85, -127, 999, -999, 9999, -9999, 99999, -99999, 32767, -32768, 65535, int.MaxValue, int.MinValue, uint.MaxValue];

    /// <summary>Looks at a column.</summary>
    /// <param name="column">Its values, in any order.</param>
    /// <returns>Null where no value is far.</returns>
    public static FarValues? Of(ReadOnlySpan<float> column)
    {
        if (column.Length < LeastValues)
        {
            return null;
        }

        float[] sorted = column.ToArray();
        Array.Sort(sorted);
        float median = sorted[sorted.Length / 2];
        double spread = Math.Max((double)sorted[3 * sorted.Length / 4] - median, (double)median - sorted[sorted.Length / 4]);
        (int below, int above) = Count(onlyRepeated: false);
        int different = CountDifferent(sorted.AsSpan(0, below)) + CountDifferent(sorted.AsSpan(sorted.Length - above));
        if (different > Math.Max(Math.Clamp(sorted.Length / RowsOfAGlitch, 1, FewGlitches), (int)(MostGlitches * sorted.Length)) && different > (below + above) / Repeated)
        {
            (below, above) = Count(onlyRepeated: true);
        }

        if (above + below == 0)
        {
            return null;
        }

        float[] far = [.. sorted[..below], .. sorted[^above..]];
        float lowest = sorted[below], highest = sorted[^(above + 1)];
        return new FarValues(
            below,
            above,
            lowest,
            highest,
            below == 0 ? double.NegativeInfinity : ((double)sorted[below - 1] + lowest) / 2,
            above == 0 ? double.PositiveInfinity : ((double)sorted[^above] + highest) / 2,
            far.Distinct().Count() < far.Length || far.Any(value => Known.Contains(value)));

        (int Below, int Above) Count(bool onlyRepeated) => (
            CountFar(sorted, median, spread, isAbove: false, onlyRepeated), CountFar(sorted, median, spread, isAbove: true, onlyRepeated));
    }

    /// <summary>Says whether a value is far.</summary>
    public bool Contains(float value) => value < LowFence || value > HighFence;

    private static int CountFar(float[] sorted, double median, double spread, bool isAbove, bool onlyRepeated)
    {
        int count = sorted.Length;
        int side = 0; // values on this side of the median
        while (side < count && Distance(side) > 0)
        {
            side++;
        }

        int far = 0;
        int most = Math.Min(Math.Max(Math.Max(1, (int)(MostShare * count)), CountKnown()), side - 1);
        int different = 1; // of the values outside
        for (int outside = 1; outside <= most; outside++)
        {
            different += outside == 1 || Value(outside - 1) == Value(outside - 2) ? 0 : 1;
            if (Distance(outside) < Distance(outside - 1) && IsFar(outside, different))
            {
                far = outside;
            }
        }

        return far;

        int CountKnown()
        {
            int run = 0;
            while (run < count && Known.Contains(Value(0)) && Value(run) == Value(0))
            {
                run++;
            }

            return run <= MostShareOfKnown * count && CountDifferent(run, count, FewValues) == FewValues ? run : 0;
        }

        // From the outermost on.
        float Value(int k) => isAbove ? sorted[count - 1 - k] : sorted[k];

        double Distance(int k) => Math.Abs(Value(k) - median) * (isAbove == Value(k) > median ? 1 : -1);

        bool IsFar(int outside, int different)
        {
            double inner = Distance(outside), outer = Distance(outside - 1);
            if (onlyRepeated && different > outside / Repeated && !(different == 1 && Known.Contains(Value(0))))
            {
                return false;
            }

            double range = Math.Abs((double)Value(outside) - (isAbove ? sorted[0] : sorted[^1]));
            double gap = outer - inner;
            bool isFew = CountDifferent(outside, count, FewValues) < FewValues;
            double step = Math.Log(outer / Math.Max(inner, spread));
            bool isFarStep = step >= ManySteps * LeastStep && step / Math.Max(LeastStep, TailStep(outside)) >= ManySteps; // the tail costs most: it is asked last
            return (isFarStep && (!isFew || outer >= FarOfFew * inner))
                || (!isFew && different == 1 && Known.Contains(Value(0)) && gap >= KnownGap * range && outer >= KnownFar * inner)
                || (!isFew && different == 1 && IsRepeated(outside, gap, range));
        }

        // Hill's estimate: the mean of the logarithms of a tail's distances, less that of the innermost of them.
        double TailStep(int first)
        {
            int last = Math.Min(side - 1, first + Math.Max(8, side / 5));
            double sum = 0;
            for (int k = first; k < last; k++)
            {
                sum += Math.Log(Distance(k) / Distance(last));
            }

            return last > first ? sum / (last - first) : 0;
        }

        bool IsRepeated(int outside, double gap, double range)
        {
            int end = Math.Min(count, outside + (Repeated * Neighbours));
            double each = (double)(end - outside) / CountDifferent(outside, end, int.MaxValue);
            return (gap >= RepeatedGap * range && outside >= Repeated * each) || (gap >= WideGap * range && outside >= Math.Max(Repeated, each));
        }

        int CountDifferent(int from, int to, int enough)
        {
            int different = 1;
            for (int k = from + 1; k < to && different < enough; k++)
            {
                different += Value(k) == Value(k - 1) ? 0 : 1;
            }

            return different;
        }
    }

    /// <summary>Counts the different values of a sorted list.</summary>
    /// <param name="sorted">The values.</param>
    /// <param name="enough">Where counting ends.</param>
    public static int CountDifferent(ReadOnlySpan<float> sorted, int enough = int.MaxValue)
    {
        int different = Math.Min(1, sorted.Length);
        for (int k = 1; k < sorted.Length && different < enough; k++)
        {
            different += sorted[k] == sorted[k - 1] ? 0 : 1;
        }

        return different;
    }
}
