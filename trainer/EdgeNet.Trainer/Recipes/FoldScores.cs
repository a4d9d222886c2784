using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Trainer.Recipes;

/// <summary>What the scores of many folds say together.</summary>
internal static class FoldScores
{
    /// <summary>Estimates the mean of a number over test parts that were dealt, of the same size but for a few examples.</summary>
    /// <remarks>It is of models that a recipe makes of as many examples as a fold leaves, judged on new examples of the same kind.</remarks>
    /// <param name="scores">One or more.</param>
    /// <param name="values">For each of them the number, or of two recipes its difference.</param>
    public static FoldEstimate OfFolds(IReadOnlyList<FoldScore> scores, IReadOnlyList<double> values) => FoldEstimate.Of(
        values, scores.Sum(score => (double)score.DeviceScore.Count) / scores.Sum(score => (double)score.TrainCount));

    /// <summary>Estimates the mean of a number over groups, each of which was left out in turn and counts alike, however large it is.</summary>
    /// <remarks>
    /// It is of a group that was not there in training. A group is what varies by chance, so that its runs are one value, and m_test/m_train is one
    /// group to all others.
    /// </remarks>
    /// <param name="scores">One or more.</param>
    /// <param name="values">For each of them the number, or of two recipes its difference.</param>
    public static FoldEstimate OfGroups(IReadOnlyList<FoldScore> scores, IReadOnlyList<double> values)
    {
        double[] groups =
        [
            .. scores.Zip(values).GroupBy(pair => pair.First.Fold).OrderBy(group => group.Key).Select(group => group.Average(pair => pair.Second)),
        ];
        return FoldEstimate.Of(groups, groups.Length > 1 ? 1.0 / (groups.Length - 1) : 0);
    }
}
