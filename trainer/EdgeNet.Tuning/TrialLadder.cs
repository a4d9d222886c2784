namespace EdgeNet.Tuning;

/// <summary>The rungs of one trial: how bad its first fold may be after a ninth and a third of its epochs, and at their end.</summary>
/// <remarks>
/// Asynchronous successive halving that stops trials (Li et al., "A System for Massively Parallel Hyperparameter Tuning", 2020), with η = 3. A trial is
/// compared with a fixed set of those before it, not with what happens to be finished: any number of workers stop the same trials.
/// </remarks>
/// <param name="limits">The highest cost with which a trial goes on, for each rung.</param>
internal sealed class TrialLadder(IReadOnlyList<double> limits)
{
    /// <summary>Of the trials that reach a rung, one in so many goes on.</summary>
    public const int Reduction = 3;

    private const int LeastHistory = Reduction;

    private readonly List<double> _reached = [];

    /// <summary>The cost at each rung that was reached.</summary>
    public ValueList Reached => new([.. _reached]);

    /// <summary>Whether the trial ends here.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The ladder of a trial.</summary>
    /// <param name="history">The trials that it is compared with, all finished.</param>
    /// <param name="rungs">3, or 2 where there is one fold, whose end is that of the trial.</param>
    public static TrialLadder Of(IReadOnlyList<Trial> history, int rungs) => new([.. Enumerable.Range(0, rungs).Select(rung => LimitOf(rung, history))]);

    /// <summary>A ladder that ends nothing, for the recipe as it is.</summary>
    /// <param name="rungs">As above.</param>
    public static TrialLadder Endless(int rungs) => new([.. Enumerable.Repeat(double.PositiveInfinity, rungs)]);

    /// <summary>The epochs after which the training of the first fold is looked at.</summary>
    /// <param name="epochs">All epochs of the trial, 1 or more.</param>
    public int[] EpochsOf(int epochs) => [.. ((int[])[Math.Max(1, epochs / (Reduction * Reduction)), Math.Max(1, epochs / Reduction), epochs]).Take(limits.Count)];

    /// <summary>Records the cost at the next rung.</summary>
    /// <returns>Whether the trial goes on.</returns>
    public bool Climb(double cost)
    {
        cost = double.IsFinite(cost) ? cost : double.MaxValue;
        IsOver = cost > limits[_reached.Count];
        _reached.Add(cost);
        return !IsOver;
    }

    private static double LimitOf(int rung, IReadOnlyList<Trial> history)
    {
        double[] costs = [.. history.Where(trial => trial.Rungs.Count > rung).Select(trial => trial.Rungs[rung]).Order()];
        return costs.Length < LeastHistory ? double.PositiveInfinity : costs[(costs.Length - 1) / Reduction];
    }
}
