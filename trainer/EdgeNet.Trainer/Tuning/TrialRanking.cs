namespace EdgeNet.Trainer.Tuning;

/// <summary>The order of trials from best to worst.</summary>
public static class TrialRanking
{
    /// <summary>Ranks the trials that are done: by the metric, then by cost, by size of the model, and by number.</summary>
    /// <param name="trials">Trials in any state and order.</param>
    /// <param name="metric">What they are judged by.</param>
    /// <returns>Those that are done, the best first.</returns>
    public static IReadOnlyList<Trial> Rank(IEnumerable<Trial> trials, TuningMetric metric)
    {
        int sign = metric == TuningMetric.Cost ? 1 : -1;
        return [.. trials
            .Where(trial => trial.Result is not null)
            .OrderBy(trial => sign * trial.Result!.Of(metric))
            .ThenBy(trial => trial.Result!.Cost)
            .ThenBy(trial => trial.Result!.ModelBytes)
            .ThenBy(trial => trial.Number)];
    }
}
