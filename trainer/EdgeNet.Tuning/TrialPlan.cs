using System.Text.Json.Nodes;

namespace EdgeNet.Tuning;

/// <summary>Draws the trials of a study, so that every session draws the same.</summary>
internal interface ITrialPlan
{
    /// <summary>The last of the trials, from 0 on, that must be finished before a trial can be drawn; -1 where it waits for none.</summary>
    /// <param name="number">The trial, from 1.</param>
    int Needs(int number);

    /// <summary>Draws a trial.</summary>
    /// <param name="number">The trial, from 1.</param>
    /// <param name="history">Trials 0 to <see cref="Needs"/>, all finished, by number.</param>
    /// <returns>Its round, and what it changes in the recipe: a JSON merge patch.</returns>
    (int Round, string Parameters) Draw(int number, IReadOnlyList<Trial> history);
}

/// <summary>Draws trials, coarse to fine: the first round from the whole space, the second from the region of the first one's best quarter.</summary>
/// <param name="space">The whole space.</param>
/// <param name="seed">The study's seed.</param>
/// <param name="metric">What trials are judged by.</param>
/// <param name="coarse">The trials of the first round.</param>
internal sealed class TrialPlan(SearchSpace space, int seed, TuningMetric metric, int coarse = 0) : ITrialPlan
{
    private const int LeastBest = 3;

    /// <summary>The number of trials in the first round of a study of so many.</summary>
    public static int CoarseCount(int trials) => (trials + 1) / 2;

    /// <inheritdoc/>
    public int Needs(int number) => number <= coarse ? -1 : coarse;

    /// <inheritdoc/>
    public (int Round, string Parameters) Draw(int number, IReadOnlyList<Trial> history) => number <= coarse
        ? (1, Coarse(number))
        : (2, Region([.. history.Where(trial => trial.Round == 1)]).Sample(seed, number).ToJsonString());

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
