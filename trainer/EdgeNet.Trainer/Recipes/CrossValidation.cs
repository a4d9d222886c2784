using System.Runtime.ExceptionServices;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Repeated stratified k-fold cross-validation of a recipe, float and integers side by side.</summary>
public static class CrossValidation
{
    /// <summary>Trains and tests a model for each fold of each run; the results do not depend on the number of cores.</summary>
    /// <remarks>
    /// The whole path is run again for every fold, so that nothing of a test part reaches standardisation, training or calibration. Groups of
    /// examples stay whole, in folds and in the dev parts inside them.
    /// </remarks>
    /// <param name="recipe">The recipe. Its shares are not used, but for a dev part taken from the training part when training or the threshold looks at one.</param>
    /// <param name="examples">All examples.</param>
    /// <param name="folds">k, 2 to the number of examples, or of groups.</param>
    /// <param name="runs">How often, each time with other folds and other first weights; 1 or more.</param>
    /// <param name="onFold">Called after each fold, from any thread, or null.</param>
    /// <param name="cancellation">Ends it; what is done by then is returned.</param>
    /// <returns>The folds that were done, by run and fold.</returns>
    /// <exception cref="InputException">A fold cannot be trained; see <see cref="ModelBuilder.Build"/>.</exception>
    public static IReadOnlyList<FoldScore> Run(
        Recipe recipe, Dataset examples, int folds, int runs, Action<FoldScore>? onFold = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        return Run(
            recipe, examples, folds, [.. Enumerable.Range(0, runs).SelectMany(run => StratifiedSplit.CreateFolds(examples, folds, recipe.Training.Seed + run))], onFold, cancellation);
    }

    /// <summary>Trains a model without each group in turn and tests it on that group, which is the fold of that number.</summary>
    /// <param name="recipe">The recipe; see <see cref="Run(Recipe, Dataset, int, int, Action{FoldScore}, CancellationToken)"/>.</param>
    /// <param name="examples">All examples, in two groups or more.</param>
    /// <param name="runs">How often, each time with other first weights; 1 or more.</param>
    /// <param name="onFold">Called after each fold, from any thread, or null.</param>
    /// <param name="cancellation">Ends it; what is done by then is returned.</param>
    /// <returns>The folds that were done, by run and group.</returns>
    /// <exception cref="InputException">A fold cannot be trained; see <see cref="ModelBuilder.Build"/>.</exception>
    public static IReadOnlyList<FoldScore> LeaveOneGroupOut(
        Recipe recipe, Dataset examples, int runs, Action<FoldScore>? onFold = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        StratifiedSplit[] splits = [.. Enumerable.Range(0, runs).SelectMany(run => StratifiedSplit.LeaveOneGroupOut(examples, recipe.Training.Seed + run))];
        return Run(recipe, examples, splits.Length / runs, splits, onFold, cancellation);
    }

    private static IReadOnlyList<FoldScore> Run(
        Recipe recipe, Dataset examples, int folds, StratifiedSplit[] splits, Action<FoldScore>? onFold, CancellationToken cancellation)
    {
        var scores = new FoldScore?[splits.Length];
        try
        {
            Parallel.For(0, splits.Length, (i, loop) =>
            {
                if (cancellation.IsCancellationRequested)
                {
                    loop.Stop();
                    return;
                }

                FoldScore score = ScoreFold(recipe, examples, splits[i], i / folds, i % folds, recipe.Training.Seed + i, cancellation);
                if (!cancellation.IsCancellationRequested)
                {
                    scores[i] = score;
                    onFold?.Invoke(score);
                }
            });
        }
        catch (AggregateException e)
        {
            // What one fold fails of, others mostly fail of too: the first says it all.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return [.. scores.OfType<FoldScore>()];
    }

    private static FoldScore ScoreFold(
        Recipe recipe, Dataset examples, StratifiedSplit split, int run, int fold, int seed, CancellationToken cancellation)
    {
        Dataset train = examples.Select(split.Train);
        Dataset? dev = null;
        if (recipe.NeedsDevSet)
        {
            StratifiedSplit inner = StratifiedSplit.Create(train, recipe.DevShare, 0, seed);
            dev = train.Select(inner.Dev);
            train = train.Select(inner.Train);
        }

        Dataset test = examples.Select(split.Test);
        Recipe seeded = recipe with { Training = recipe.Training with { Seed = seed } };
        TrainedModel model = ModelBuilder.Build(seeded, train, dev, null, cancellation);
        Score real = model.ScoreFloat(test);
        Score device = model.ScoreDevice(test);
        return new FoldScore(run, fold, real, device)
        {
            LossCause = QuantizationLoss.IsNoticeable(real.Task, QuantizationLoss.Of(real, device)) ? QuantizationLoss.Cause(model, train) : null,
            Candidates = [.. model.Candidates.Select(integers => new CandidateScore(integers.WeightBits, integers.Aware is not null, integers.Score(test)))],
        };
    }
}

/// <summary>How one fold's model does on its test part.</summary>
/// <param name="Run">From 0.</param>
/// <param name="Fold">From 0.</param>
/// <param name="FloatScore">The float network.</param>
/// <param name="DeviceScore">The integers that were chosen, run by the device library.</param>
public sealed record FoldScore(int Run, int Fold, Score FloatScore, Score DeviceScore)
{
    /// <summary>All integers that were made for the recipe, in the same order in every fold.</summary>
    public IReadOnlyList<CandidateScore> Candidates { get; init; } = [];

    /// <summary>Where the integers are noticeably worse than the float network, what costs most and what helps; else null.</summary>
    public string? LossCause { get; init; }

    /// <summary>Warns where the integers are noticeably worse than the float network over all folds.</summary>
    /// <param name="scores">The folds, one or more.</param>
    /// <returns>One line, with the cause in most of the folds; or null.</returns>
    public static string? Warn(IReadOnlyList<FoldScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        bool isRegression = scores[0].FloatScore.Task == LearningTask.Regression;
        double loss = isRegression
            ? (scores.Average(score => score.DeviceScore.RootMeanSquareError) / scores.Average(score => score.FloatScore.RootMeanSquareError)) - 1
            : scores.Average(score => QuantizationLoss.Of(score.FloatScore, score.DeviceScore));
        string? cause = scores.Select(score => score.LossCause).OfType<string>().GroupBy(cause => cause).MaxBy(causes => causes.Count())?.Key;
        return cause is null || !QuantizationLoss.IsNoticeable(scores[0].FloatScore.Task, loss)
            ? null
            : FormattableString.Invariant($"integers lose {100 * loss:F1} {(isRegression ? "% of RMSE" : "points")} of the float network over the test parts. {cause}");
    }
}

/// <summary>How one way of making integers does on the test part of a fold.</summary>
/// <param name="WeightBits">8 or 4.</param>
/// <param name="IsAware">Whether they come from quantization-aware training.</param>
/// <param name="Score">The integers, run by the device library.</param>
public sealed record CandidateScore(int WeightBits, bool IsAware, Score Score);
