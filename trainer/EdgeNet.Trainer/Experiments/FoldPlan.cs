using System.Runtime.ExceptionServices;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Experiments;

/// <summary>The test parts of a cross-validation, fixed before anything is trained, so that several recipes can be tested on the very same ones.</summary>
internal sealed class FoldPlan
{
    private readonly FoldTask[] _folds;

    private FoldPlan(IEnumerable<StratifiedSplit> splits, int runs, int seed)
    {
        StratifiedSplit[] all = [.. splits];
        int folds = all.Length / runs;
        _folds = [.. all.Select((split, i) => new FoldTask(i, i / folds, i % folds, split, SeededRandom.DeriveSeed(seed, RandomPurpose.FoldModel, i)))];
    }

    /// <summary>Folds in all runs together.</summary>
    public int Count => _folds.Length;

    /// <summary>Deals the examples into k folds in each run.</summary>
    public static FoldPlan KFold(Dataset examples, int folds, int runs, int seed) =>
        new(Enumerable.Range(0, runs).SelectMany(run => StratifiedSplit.CreateFolds(examples, folds, seed, run)), runs, seed);

    /// <summary>Makes a fold of each group in each run.</summary>
    public static FoldPlan LeaveOneGroupOut(Dataset examples, int runs, int seed) =>
        new(Enumerable.Range(0, runs).SelectMany(run => StratifiedSplit.LeaveOneGroupOut(examples, seed, run)), runs, seed);

    /// <summary>Runs a function for every fold, on all cores.</summary>
    /// <param name="score">Computes the result of a fold, from any thread.</param>
    /// <param name="onFold">Called after each fold, from any thread, one at a time; or null.</param>
    /// <param name="cancellation">Ends it; an interrupted fold is dropped.</param>
    /// <returns>The results of the completed folds, in their order.</returns>
    public IReadOnlyList<T> Run<T>(Func<FoldTask, T?> score, Action<T>? onFold, CancellationToken cancellation)
        where T : class
    {
        var scores = new T?[_folds.Length];
        Lock gate = new();
        try
        {
            Parallel.For(0, _folds.Length, (i, loop) =>
            {
                if (cancellation.IsCancellationRequested)
                {
                    loop.Stop();
                    return;
                }

                T? done = score(_folds[i]);
                if (done is not null && !cancellation.IsCancellationRequested)
                {
                    scores[i] = done;
                    lock (gate)
                    {
                        onFold?.Invoke(done);
                    }
                }
            });
        }
        catch (AggregateException e)
        {
            // Folds mostly fail for the same reason: the first error is enough.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return [.. scores.OfType<T>()];
    }
}

/// <summary>One fold of a plan.</summary>
/// <param name="Index">In all runs together, from 0.</param>
/// <param name="Run">From 0.</param>
/// <param name="Fold">In its run, from 0.</param>
/// <param name="Split">The test part and all examples that may be trained on.</param>
/// <param name="Seed">The seed for all random numbers of its model.</param>
internal sealed record FoldTask(int Index, int Run, int Fold, StratifiedSplit Split, int Seed);
