using System.Diagnostics;
using EdgeNet.Tuning;

namespace EdgeNet.Benchmarks;

/// <summary>What it costs to claim and finish trials, and whether it grows with their number or with the workers.</summary>
/// <remarks>Workers are threads with a study of their own each, as processes have; a trial is a sleep.</remarks>
internal static class ClaimCosts
{
    private const int TrialsPerWorker = 50;

    private static readonly int[] Counts = [1, 2, 4, 8];

    /// <summary>Measures at the start of a study, then many trials of no length, then at the end again, and prints a table.</summary>
    /// <param name="place">An Npgsql connection string, or null for an SQLite file in a temporary folder.</param>
    /// <param name="trials">Trials of no length.</param>
    /// <param name="milliseconds">How long the other trials take.</param>
    public static void Run(string? place, int trials, int milliseconds)
    {
        string folder = Directory.CreateTempSubdirectory("edgenet-claims-").FullName;
        string at = place ?? Path.Combine(folder, "s.db");
        string name = Guid.NewGuid().ToString("N");
        Console.WriteLine(place is null ? "SQLite" : "PostgreSQL");
        Console.WriteLine("                                          share of  ms per trial for claim and finish");
        Console.WriteLine("workers   first    last  ms/trial  seconds      time   median       99 %     trials/s");
        int last = 0;
        Array.ForEach(Counts, workers => Measure(workers, TrialsPerWorker * workers, milliseconds));
        Measure(Counts[^1], trials, 0);
        Array.ForEach(Counts, workers => Measure(workers, TrialsPerWorker * workers, milliseconds));
        Directory.Delete(folder, recursive: true);

        void Measure(int workers, int count, int length)
        {
            Study[] studies = [.. Enumerable.Range(0, workers).Select(_ => Open(at, name, trials))];
            var times = new List<double>[workers];
            long start = Stopwatch.GetTimestamp();
            Thread[] threads = [.. Enumerable.Range(0, workers).Select(i => new Thread(() => Work(studies[i], last + count, length, times[i] = [])))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Array.ForEach(studies, study => study.Dispose());
            double[] sorted = [.. times.SelectMany(time => time).Order()];
            double share = sorted.Sum() / (10 * seconds * workers);
            Console.WriteLine(FormattableString.Invariant(
                $"{workers,7}{last,8}{last + count,8}{length,10}{seconds,9:F1}{share,8:F1} %{sorted[sorted.Length / 2],9:F2}{sorted[sorted.Length * 99 / 100],11:F2}{count / seconds,13:F0}"));
            last += count;
        }
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
