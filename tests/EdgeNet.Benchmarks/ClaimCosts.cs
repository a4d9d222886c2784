using System.Diagnostics;
using System.Globalization;
using EdgeNet.Tuning;

namespace EdgeNet.Benchmarks;

/// <summary>What it costs to claim and finish trials, and whether it grows with their number or with the workers.</summary>
/// <remarks>Workers are threads with a study of their own each, as processes have; a trial is a sleep.</remarks>
internal static class ClaimCosts
{
    private static readonly int[] Counts = [1, 2, 4, 8];

    /// <summary>Measures, and prints a table.</summary>
    /// <param name="place">An Npgsql connection string, or null for SQLite files in a temporary folder.</param>
    /// <param name="trials">Trials in all.</param>
    /// <param name="milliseconds">How long a trial takes; the third line of each number of workers is without any.</param>
    public static void Run(string? place, int trials, int milliseconds)
    {
        Console.WriteLine(FormattableString.Invariant($"{(place is null ? "SQLite" : "PostgreSQL")}; ms per trial for claim and finish: median, 99th percentile"));
        Console.WriteLine("workers  before  trials  seconds  share of time   median      p99   trials/s");
        foreach (int workers in Counts)
        {
            Measure(place, workers, before: 0, 100 * workers, milliseconds);
            Measure(place, workers, before: trials, 100 * workers, milliseconds);
            Measure(place, workers, before: 0, trials, 0);
        }
    }

    private static void Measure(string? place, int workers, int before, int trials, int milliseconds)
    {
        string folder = Directory.CreateTempSubdirectory("edgenet-claims-").FullName;
        string name = Guid.NewGuid().ToString("N");
        string at = place ?? Path.Combine(folder, "s.db");
        int all = before + trials;
        using (Study first = Open(at, name, all))
        {
            Work(first, before, 0, []);
        }

        var times = new List<double>[workers];
        Study[] studies = [.. Enumerable.Range(0, workers).Select(_ => Open(at, name, all))];
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(i => new Thread(() => Work(studies[i], all, milliseconds, times[i] = [])))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Array.ForEach(studies, study => study.Dispose());
        double[] sorted = [.. times.SelectMany(time => time).Order()];
        string share = milliseconds == 0 ? "-" : (sorted.Sum() / (1000 * seconds * workers)).ToString("P1", CultureInfo.InvariantCulture);
        Console.WriteLine(FormattableString.Invariant(
            $"{workers,7}{before,8}{trials,8}{seconds,9:F1}{share,15}{sorted[sorted.Length / 2],9:F2}{sorted[sorted.Length * 99 / 100],9:F2}{trials / seconds,11:F0}"));
        Directory.Delete(folder, recursive: true);
    }

    private static Study Open(string place, string name, int trials) =>
        Study.Open(place, name, new StudyIdentity("r", "d", "{}", TuningMetric.Cost, 5, 1, 1, default, false, false), trials);

    private static void Work(Study study, int trials, int milliseconds, List<double> times)
    {
        var plan = new PlainPlan();
        while (true)
        {
            long start = Stopwatch.GetTimestamp();
            Study.Claim claim = study.ClaimNext(plan, trials);
            double spent = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (claim.Trial is not { } trial)
            {
                if (claim.IsFinished)
                {
                    return;
                }

                Thread.Sleep(1);
                continue;
            }

            if (milliseconds > 0)
            {
                Thread.Sleep(milliseconds);
            }

            start = Stopwatch.GetTimestamp();
            study.Finish(trial with { State = TrialState.Done, Result = new TrialResult(1.0 / (1 + trial.Number), 0.9, 0.8, 1000, 100) { Folds = new ValueList([0.1, 0.2, 0.3, 0.4, 0.5]) } });
            times.Add(spent + Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    // Each trial follows from all but the last 32 before it, as with an estimator.
    private sealed class PlainPlan : ITrialPlan
    {
        private static readonly string Padding = new('x', 150);

        public int Needs(int number) => Math.Max(-1, number - 33);

        public (int Round, string Parameters) Draw(int number, IReadOnlyList<Trial> history) => (1, FormattableString.Invariant(
            $$"""{"number":{{number}},"last":{{(history.Count == 0 ? 0 : history[^1].Result!.Cost)}},"padding":"{{Padding}}"}"""));
    }
}
