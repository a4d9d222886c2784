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

    /// <summary>Orders finished trials for the drawing of others: those that are done, then the stopped ones by how far they came, then the failed ones.</summary>
    /// <remarks>With the device for a second aim, those that no other one beats in both come first, then those that only these beat, and so on.</remarks>
    /// <param name="trials">Finished trials.</param>
    /// <param name="options">The aims.</param>
    public static IEnumerable<Trial> Order(IReadOnlyList<Trial> trials, TuningOptions options)
    {
        IReadOnlyList<Trial> done = Rank(trials, options.Metric);
        return (options.WeighsDevice ? InFronts(done, options.Metric) : done)
            .Concat(trials.Where(trial => trial.State == TrialState.Stopped).OrderByDescending(trial => trial.Rungs.Count).ThenBy(trial => trial.Rungs[^1]).ThenBy(trial => trial.Number))
            .Concat(trials.Where(trial => trial.State == TrialState.Failed));
    }

    private static IEnumerable<Trial> InFronts(IReadOnlyList<Trial> done, TuningMetric metric)
    {
        List<Trial> left = [.. done];
        while (left.Count > 0)
        {
            HashSet<Trial> front = [.. Front(left, metric)];
            foreach (Trial trial in left.Where(front.Contains))
            {
                yield return trial;
            }

            left.RemoveAll(front.Contains);
        }
    }

    /// <summary>Finds the trials that no other one beats in the metric with as few instructions (the Pareto front).</summary>
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
