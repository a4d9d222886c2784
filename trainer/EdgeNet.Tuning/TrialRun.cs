using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>A trial under way: its first fold is run by the one who has claimed it, the others by whoever is free in this process.</summary>
/// <param name="trial">The trial.</param>
/// <param name="recipe">Its recipe.</param>
/// <param name="folds">How many folds judge it.</param>
internal sealed class TrialRun(Trial trial, Recipe recipe, int folds)
{
    private readonly FoldResult?[] _results = new FoldResult?[folds];
    private readonly Lock _gate = new();
    private readonly string?[] _failures = new string?[folds];
    private int _left = folds;

    /// <summary>Runs a fold.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="fold">Which, from 0; the first one climbs the ladder.</param>
    /// <param name="ladder">Where a bad trial ends; null to let it run.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The finished trial, if this was the last fold or the trial ends with it; null if folds are left, or it was cancelled.</returns>
    public Trial? Run(FoldJudge judge, int fold, TrialLadder? ladder, CancellationToken cancellation)
    {
        FoldResult? result = null;
        string? failure = null;
        try
        {
            // A fold before that has failed says why: which one that is must not depend on who is faster.
            result = Array.Exists(_failures[..fold], why => why is not null) ? null : judge.Judge(recipe, fold, cancellation, fold == 0 ? ladder : null);
        }
        catch (InputException e)
        {
            failure = e.Message;
        }

        if (cancellation.IsCancellationRequested)
        {
            return null;
        }

        if (ladder is { IsOver: true } && failure is null)
        {
            return trial with { State = TrialState.Stopped, Rungs = ladder.Reached };
        }

        if (failure is not null && fold == 0)
        {
            return trial with { State = TrialState.Failed, Failure = failure, Rungs = ladder?.Reached ?? ValueList.Empty };
        }

        lock (_gate)
        {
            _results[fold] = result;
            _failures[fold] = failure;
            if (--_left > 0)
            {
                return null;
            }
        }

        ValueList rungs = ladder?.Reached ?? ValueList.Empty;
        return Array.Find(_failures, why => why is not null) is { } first
            ? trial with { State = TrialState.Failed, Failure = first, Rungs = rungs }
            : trial with { State = TrialState.Done, Result = judge.Join(_results!), Rungs = rungs };
    }
}
