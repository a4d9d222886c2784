using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Anomalies;

namespace EdgeNet.Trainer.Experiments;

/// <summary>How many examples a model is not familiar with, and how good its answers for the others are.</summary>
/// <param name="Count">Examples.</param>
/// <param name="Unfamiliar">Those that are unfamiliar.</param>
/// <param name="All">The score of all of them.</param>
/// <param name="Familiar">The score of those that are familiar; null where there are none.</param>
internal sealed record FamiliarScore(int Count, int Unfamiliar, Score All, Score? Familiar)
{
    /// <summary>The interval of 95 % of the share that is unfamiliar.</summary>
    public (double Lowest, double Highest) Interval => FalseAlarmThreshold.Interval(Unfamiliar, Count);

    /// <summary>Scores a model that knows what it is not familiar with.</summary>
    /// <param name="integers">The model.</param>
    /// <param name="examples">Raw, one at least.</param>
    public static FamiliarScore Of(IntegerModel integers, Dataset examples)
    {
        float[] far = integers.File.Unfamiliarities(examples);
        int[] familiar = [.. Enumerable.Range(0, far.Length).Where(e => far[e] < 1)];
        return new FamiliarScore(
            far.Length, far.Length - familiar.Length, integers.Score(examples), familiar.Length == 0 ? null : integers.Score(examples.Select(familiar)));
    }
}
