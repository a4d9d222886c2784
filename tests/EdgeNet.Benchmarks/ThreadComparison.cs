using System.Globalization;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Benchmarks;

/// <summary>One thread and several side by side, in turn, in the same process on the same network: A B A B…, medians and their ratio.</summary>
internal static class ThreadComparison
{
    /// <summary>Runs the workloads of training steps and prints a table as it goes.</summary>
    /// <param name="threads">The several threads.</param>
    /// <param name="turns">Turns of each that count.</param>
    /// <param name="keys">The letters of the workloads, of (a) to (d); none for all four.</param>
    public static void Run(int threads, int turns, IReadOnlyCollection<string> keys)
    {
        Print($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; medians of {turns} turns, microseconds a step, wall / processor; a ratio above 1 says that {threads} threads are faster.");
        Print($"");
        Print($"| workload | 1 thread | {threads} threads | ratio, wall |");
        Print($"|---|---|---|---|");
        foreach (Workload workload in Workload.All.Where(workload => workload.IsStep && (keys.Count == 0 || keys.Contains(workload.Key))))
        {
            var work = new TrainingWork(workload);
            List<StepTime> alone = [], together = [];
            for (int turn = -Workload.WarmUpTurns; turn < turns; turn++)
            {
                StepTime one = Measure(1);
                StepTime several = Measure(threads);
                if (turn >= 0)
                {
                    alone.Add(one);
                    together.Add(several);
                }
            }

            StepTime a = StepTime.Median(alone);
            StepTime b = StepTime.Median(together);
            Print($"| {workload} | {a.WallMicroseconds:N1} / {a.ProcessorMicroseconds:N1} | {b.WallMicroseconds:N1} / {b.ProcessorMicroseconds:N1} | {a.WallMicroseconds / b.WallMicroseconds:N2} |");

            StepTime Measure(int count)
            {
                MatrixProduct.MaxThreads = count;
                return StepTime.Measure(() => work.Step(), workload.Steps);
            }
        }
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
