using System.Globalization;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Benchmarks;

/// <summary>EdgeNet and its peers side by side, in turn: A B A B…, the medians of all turns and their ratio.</summary>
internal static class Comparison
{
    /// <summary>Runs the workloads and prints a table as it goes.</summary>
    /// <param name="threads">Threads of each side.</param>
    /// <param name="turns">Turns of each side that count.</param>
    /// <param name="keys">The letters of the workloads; none for all.</param>
    public static void Run(int threads, int turns, IReadOnlyCollection<string> keys)
    {
        MatrixProduct.MaxThreads = threads;
        using var sonar = new SonarWork();
        using var peers = new PeerProcess(threads);
        Print($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; {peers.Versions}; threads a side: {threads}; medians of {turns} turns.");
        Print($"Times are microseconds a step (e: a fit of {sonar.Epochs} epochs, f: a search), wall / processor; a ratio above 1 says that EdgeNet is faster.");
        Print($"");
        Print($"| workload | EdgeNet | peer | ratio, wall | ratio, processor | target | bytes an epoch |");
        Print($"|---|---|---|---|---|---|---|");
        foreach (Workload workload in Workload.All.Where(workload => keys.Count == 0 || keys.Contains(workload.Key)))
        {
            Compare(workload, sonar, peers, turns);
        }
    }

    private static void Compare(Workload workload, SonarWork sonar, PeerProcess peers, int turns)
    {
        Action step = StepOf(workload, sonar);
        var ours = new List<StepTime>();
        var theirs = new List<StepTime>();
        for (int turn = -Workload.WarmUpTurns; turn < turns; turn++)
        {
            StepTime our = StepTime.Measure(step, workload.Steps);
            StepTime their = peers.Measure(workload, sonar.PeerFile);
            if (turn >= 0)
            {
                ours.Add(our);
                theirs.Add(their);
            }
        }

        string bytes = BytesAnEpoch(workload, sonar, step);
        StepTime a = StepTime.Median(ours);
        StepTime b = StepTime.Median(theirs);
        Print($"| {workload} | {a.WallMicroseconds:N1} / {a.ProcessorMicroseconds:N1} | {workload.Peer} {b.WallMicroseconds:N1} / {b.ProcessorMicroseconds:N1} | {b.WallMicroseconds / a.WallMicroseconds:N2} | {b.ProcessorMicroseconds / a.ProcessorMicroseconds:N2} | {workload.Target:N2} | {bytes} |");
    }

    private static Action StepOf(Workload workload, SonarWork sonar)
    {
        switch (workload.Key)
        {
            case "e":
                return sonar.Fit;
            default:
                var work = new TrainingWork(workload);
                return () => work.Step();
        }
    }

    // Of all threads of the process. A step of (a) to (d) is what an epoch consists of.
    private static string BytesAnEpoch(Workload workload, SonarWork sonar, Action step)
    {
        if (workload.Key == "e")
        {
            return sonar.BytesAnEpoch().ToString("N0", CultureInfo.InvariantCulture);
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < workload.Steps; i++)
        {
            step();
        }

        return ((GC.GetTotalAllocatedBytes(precise: true) - before) / workload.Steps).ToString(CultureInfo.InvariantCulture);
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
