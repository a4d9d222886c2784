using System.Text.Json.Nodes;

namespace EdgeNet.Tuning;

/// <summary>One trial of a study.</summary>
/// <param name="Number">From 1; 0 is the recipe as it is.</param>
/// <param name="Round">1 is coarse, 2 is fine; 0 for the recipe as it is.</param>
/// <param name="Parameters">Its changes to the recipe: a JSON merge patch.</param>
/// <param name="State">Its state.</param>
/// <param name="Result">Its result when it is done, else null.</param>
/// <param name="Failure">Why it failed, else null.</param>
/// <param name="Starts">How often it was started: more than once if a process was killed or stopped during it.</param>
internal sealed record Trial(int Number, int Round, string Parameters, TrialState State, TrialResult? Result, string? Failure, int Starts)
{
    /// <summary>The number of the trial that changes nothing: the recipe as it is, judged as all others are.</summary>
    public const int AsItIs = 0;

    /// <summary>Whether it need not be run again.</summary>
    public bool IsFinished => State is TrialState.Done or TrialState.Failed;
}

/// <summary>The state of a trial.</summary>
internal enum TrialState
{
    /// <summary>Nobody runs it.</summary>
    Open,

    /// <summary>A process runs it, or did when it was killed.</summary>
    Running,

    /// <summary>It has a result.</summary>
    Done,

    /// <summary>It cannot be trained, mostly because it diverged.</summary>
    Failed,
}

/// <summary>The scores of a trial's models on their dev sets, as the device computes: means over the repeats.</summary>
/// <param name="Cost">The mean cost, without the penalty.</param>
/// <param name="Accuracy">0 to 1; NaN in a regression.</param>
/// <param name="F1">0 to 1; NaN in a regression.</param>
/// <param name="ModelBytes">The model file without its golden vectors.</param>
/// <param name="Macs">Multiply-adds an inference.</param>
internal sealed record TrialResult(double Cost, double Accuracy, double F1, int ModelBytes, int Macs)
{
    /// <summary>With a stream, IL instructions a second on the device, estimated; else 0.</summary>
    public double InstructionsPerSecond { get; init; }

    /// <summary>The penalty for these instructions in the metric, which ranks a trial lower.</summary>
    public double Penalty { get; init; }

    /// <summary>Picks the number that trials are judged by.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>The number.</returns>
    public double Of(TuningMetric metric) => metric switch
    {
        TuningMetric.Cost => Cost,
        TuningMetric.Accuracy => Accuracy,
        _ => F1,
    };

    /// <summary>The value by which trials are ranked, less is better: the metric, negated if more is better, plus the penalty.</summary>
    internal double LossBy(TuningMetric metric) => (metric == TuningMetric.Cost ? Of(metric) : -Of(metric)) + Penalty;

    /// <summary>Averages the results of the repeats of one trial.</summary>
    /// <param name="results">At least one, in the order of the repeats; the sizes are those of the first.</param>
    /// <returns>The means.</returns>
    public static TrialResult Mean(IReadOnlyList<TrialResult> results)
    {
        return results[0] with
        {
            Cost = results.Average(result => result.Cost),
            Accuracy = results.Average(result => result.Accuracy),
            F1 = results.Average(result => result.F1),
        };
    }
}

/// <summary>Draws trials, coarse to fine: the first round from the whole space, the second from the region of the first one's best quarter.</summary>
/// <param name="space">The whole space.</param>
/// <param name="seed">The study's seed.</param>
/// <param name="metric">What trials are judged by.</param>
internal sealed class TrialPlan(SearchSpace space, int seed, TuningMetric metric)
{
    private const int LeastBest = 3;

    /// <summary>The number of trials in the first round of a study of so many.</summary>
    public static int CoarseCount(int trials) => (trials + 1) / 2;

    /// <summary>Draws a trial of the first round.</summary>
    public string Coarse(int number) => space.Sample(seed, number).ToJsonString();

    /// <summary>Draws trials of the second round, which depend on the finished first one and their numbers alone.</summary>
    public IEnumerable<string> Fine(IReadOnlyList<Trial> coarse, IEnumerable<int> numbers)
    {
        SearchSpace region = Region(coarse);
        return numbers.Select(number => region.Sample(seed, number).ToJsonString());
    }

    /// <summary>The space spanned by the best quarter of the first round, of three trials at least.</summary>
    public SearchSpace Region(IReadOnlyList<Trial> coarse)
    {
        int count = Math.Max(LeastBest, (coarse.Count + 3) / 4);
        return space.Around([.. TrialRanking.Rank(coarse, metric).Take(count).Select(trial => JsonNode.Parse(trial.Parameters)!.AsObject())]);
    }
}

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
            .OrderBy(trial => trial.Result!.InstructionsPerSecond)
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
