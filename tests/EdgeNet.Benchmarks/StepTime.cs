using System.Diagnostics;

namespace EdgeNet.Benchmarks;

/// <summary>What one step took.</summary>
/// <param name="WallMicroseconds">By the clock.</param>
/// <param name="ProcessorMicroseconds">Of the processor, over all threads of the process: what other programs on the machine take does not count.</param>
internal readonly record struct StepTime(double WallMicroseconds, double ProcessorMicroseconds)
{
    /// <summary>Makes some steps.</summary>
    /// <param name="step">One step.</param>
    /// <param name="count">How many.</param>
    /// <returns>The mean.</returns>
    public static StepTime Measure(Action step, int count)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            step();
        }

        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        return new StepTime(wall.TotalMicroseconds / count, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count);
    }

    /// <summary>The median of each kind of time.</summary>
    /// <param name="times">At least one.</param>
    /// <returns>The medians.</returns>
    public static StepTime Median(IReadOnlyCollection<StepTime> times) =>
        new(Median(times.Select(time => time.WallMicroseconds)), Median(times.Select(time => time.ProcessorMicroseconds)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
