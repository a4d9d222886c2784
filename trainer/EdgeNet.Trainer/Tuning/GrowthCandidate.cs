using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>One depth of <see cref="NetworkGrowth"/>.</summary>
/// <param name="Hidden">Its hidden layers.</param>
/// <param name="Recipe">Its recipe.</param>
/// <param name="Result">The means over the repeats.</param>
/// <param name="Gap">By how much its metric is worse than the best candidate's, in the mean; 0 for that one.</param>
/// <param name="Noise">One standard error of that.</param>
/// <param name="IsKept">Whether it is the smallest whose gap is within its noise.</param>
public sealed record GrowthCandidate(int Hidden, RecipeDocument Recipe, TrialResult Result, double Gap, double Noise, bool IsKept)
{
    /// <summary>Compares the candidates with the best of them.</summary>
    /// <param name="recipes">From small to large.</param>
    /// <param name="results">For each its results in the same repeats.</param>
    /// <param name="metric">What is compared.</param>
    /// <param name="overlap">m_dev/m_train, for what the repeats have in common.</param>
    internal static IReadOnlyList<GrowthCandidate> Compare(
        IReadOnlyList<RecipeDocument> recipes, IReadOnlyList<TrialResult[]> results, TuningMetric metric, double overlap)
    {
        int sign = metric == TuningMetric.Cost ? 1 : -1;
        double[][] losses = [.. results.Select(each => each.Select(result => sign * result.Of(metric)).ToArray())];
        double[] best = losses.MinBy(each => each.Average())!;
        (double Gap, double Noise)[] gaps = [.. losses.Select(each => Difference(each, best, overlap))];
        int kept = Array.FindIndex(gaps, each => each.Gap <= each.Noise);
        return [.. gaps.Select((each, i) => new GrowthCandidate(i, recipes[i], TrialResult.Mean(results[i]), each.Gap, each.Noise, i == kept))];
    }

    private static (double Gap, double Noise) Difference(double[] losses, double[] best, double overlap)
    {
        FoldEstimate difference = FoldEstimate.Of([.. losses.Zip(best, (loss, other) => loss - other)], overlap);
        return (difference.Mean, difference.StandardError);
    }
}
