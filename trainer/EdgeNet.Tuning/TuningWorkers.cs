using System.Collections.Concurrent;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>The threads of this process that run trials: each takes a fold of a trial under way, or claims the next trial, so that none is idle while there is work.</summary>
/// <param name="study">The study.</param>
/// <param name="plan">Draws trials.</param>
/// <param name="judge">Judges them.</param>
/// <param name="recipeOf">Makes the recipe of a trial.</param>
/// <param name="options">The number of trials and of threads, and whether bad trials end early.</param>
internal sealed class TuningWorkers(Study study, ITrialPlan plan, FoldJudge judge, Func<Trial, Recipe> recipeOf, TuningOptions options)
{
    // After how long a waiting thread looks whether another process has finished a trial: often at first, for the sake of short trials.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(1);

    // The last of the trials that one is compared with: a claim costs the same in a long study.
    private const int MostHistory = 1000;

    private readonly ConcurrentQueue<(TrialRun Run, int Fold, TrialLadder? Ladder)> _folds = new();
    private readonly ConcurrentDictionary<int, bool> _underWay = new();
    private readonly object _turn = new();
    private readonly Lock _telling = new();

    /// <summary>Runs trials until the study has all that are wanted.</summary>
    /// <param name="onFinished">Called after each trial that this process has finished, one call at a time, or null.</param>
    /// <param name="cancellation">Ends it; trials under way are given back.</param>
    public void Run(Action<Trial>? onFinished, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using CancellationTokenRegistration wake = stop.Token.Register(WakeAll);
        int threads = (int)Math.Min(options.Jobs, (long)(options.Trials + 1) * judge.Count);
        Task[] workers = [.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () => Work(onFinished, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            Task.WhenAll(workers).GetAwaiter().GetResult(); // throws the first fault
        }
        finally
        {
            foreach (int number in _underWay.Keys)
            {
                study.Release(number);
            }
        }
    }

    private void Work(Action<Trial>? onFinished, CancellationTokenSource stop)
    {
        try
        {
            bool isFinished = false;
            TimeSpan pause = LeastPause;
            while (!stop.IsCancellationRequested && !(isFinished && _underWay.IsEmpty))
            {
                if (_folds.TryDequeue(out (TrialRun Run, int Fold, TrialLadder? Ladder) fold))
                {
                    RunFold(fold.Run, fold.Fold, fold.Ladder, onFinished, stop.Token);
                }
                else
                {
                    Study.Claim claim = isFinished ? default : study.ClaimNext(plan, options.Trials);
                    isFinished |= claim.IsFinished;
                    if (claim.Trial is { } trial)
                    {
                        Begin(trial, claim.History, onFinished, stop.Token);
                        pause = LeastPause;
                    }
                    else
                    {
                        Wait(isFinished, pause, stop.Token);
                        pause = pause < MostPause ? 2 * pause : MostPause;
                    }
                }
            }
        }
        catch
        {
            stop.Cancel(); // an error of one worker would also be one of the others
            throw;
        }
    }

    private void Begin(Trial trial, IReadOnlyList<Trial> history, Action<Trial>? onFinished, CancellationToken cancellation)
    {
        TrialRun run;
        try
        {
            run = new TrialRun(trial, recipeOf(trial), judge.Count);
        }
        catch (InputException e)
        {
            Finish(trial with { State = TrialState.Failed, Failure = e.Message }, onFinished);
            return;
        }

        _underWay[trial.Number] = true;
        TrialLadder? ladder = options.EndsEarly ? LadderOf(trial, history) : null;
        if (!RunFold(run, 0, ladder, onFinished, cancellation))
        {
            return;
        }

        for (int f = 1; f < judge.Count; f++)
        {
            _folds.Enqueue((run, f, ladder));
        }

        WakeAll();
    }

    // With balanced classes the cost at a rung is higher, though the model may be better: like is compared with like.
    private TrialLadder LadderOf(Trial trial, IReadOnlyList<Trial> history)
    {
        int rungs = judge.Count == 1 ? 2 : 3;
        bool isBalanced = IsBalanced(trial);
        return trial.Number == Trial.AsItIs
            ? TrialLadder.Endless(rungs)
            : TrialLadder.Of([.. history.Skip(Math.Max(0, history.Count - MostHistory)).Where(other => IsBalanced(other) == isBalanced)], rungs);

        static bool IsBalanced(Trial trial) => trial.Parameters.Contains("\"balanced\"", StringComparison.Ordinal);
    }

    // Whether the trial has folds left.
    private bool RunFold(TrialRun run, int fold, TrialLadder? ladder, Action<Trial>? onFinished, CancellationToken cancellation)
    {
        if (run.Run(judge, fold, ladder, cancellation) is not { } finished)
        {
            return !cancellation.IsCancellationRequested;
        }

        Finish(finished, onFinished);
        return false;
    }

    private void Finish(Trial finished, Action<Trial>? onFinished)
    {
        if (study.Finish(finished))
        {
            lock (_telling)
            {
                onFinished?.Invoke(finished);
            }
        }

        _underWay.TryRemove(finished.Number, out _);
        WakeAll();
    }

    private void Wait(bool isFinished, TimeSpan pause, CancellationToken cancellation)
    {
        lock (_turn)
        {
            if (!cancellation.IsCancellationRequested && _folds.IsEmpty && !(isFinished && _underWay.IsEmpty))
            {
                Monitor.Wait(_turn, pause);
            }
        }
    }

    private void WakeAll()
    {
        lock (_turn)
        {
            Monitor.PulseAll(_turn);
        }
    }
}
