using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Tuning;

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
