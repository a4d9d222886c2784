namespace EdgeNet.Tuning;

/// <summary>The order of trials from best to worst.</summary>
internal static class TrialRanking
{
    /// <summary>Ranks the trials that are done: by the metric with its penalty, then by cost, by size of the model, and by number.</summary>
    /// <param name="trials">Trials in any state and order.</param>
    /// <param name="metric">What they are judged by.</param>
    /// <returns>Those that are done, the best first.</returns>
    public static IReadOnlyList<Trial> Rank(IEnumerable<Trial> trials, TuningMetric metric)
    {
        return [.. trials
            .Where(trial => trial.Result is not null)
            .OrderBy(trial => trial.Result!.LossBy(metric))
            .ThenBy(trial => trial.Result!.Cost)
            .ThenBy(trial => trial.Result!.ModelBytes)
            .ThenBy(trial => trial.Number)];
    }

    /// <summary>Finds the trials that no other one beats in the metric with as few instructions a second (the Pareto front).</summary>
    /// <param name="trials">Trials in any state and order.</param>
    /// <param name="metric">What they are judged by.</param>
    /// <returns>From the cheapest to the best; each is better than all that are cheaper.</returns>
    public static IReadOnlyList<Trial> Front(IEnumerable<Trial> trials, TuningMetric metric)
    {
        int sign = metric == TuningMetric.Cost ? 1 : -1;
        var front = new List<Trial>();
        double best = double.PositiveInfinity;
        foreach (Trial trial in trials
            .Where(trial => trial.Result is not null)
            .OrderBy(trial => trial.Result!.Instructions)
            .ThenBy(trial => sign * trial.Result!.Of(metric))
            .ThenBy(trial => trial.Number))
        {
            if (sign * trial.Result!.Of(metric) < best)
            {
                best = sign * trial.Result.Of(metric);
                front.Add(trial);
            }
        }

        return front;
    }
}
