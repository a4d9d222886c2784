using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Experiments;

/// <summary>How the words of a network were pruned: what was tried, what was taken and why.</summary>
/// <param name="Words">The words of the dense network.</param>
/// <param name="Dense">The score of the dense network on the judging examples.</param>
/// <param name="Trials">The shares that were tried, in their order.</param>
/// <param name="Taken">The one that was taken; null where the dense network stays.</param>
internal sealed record Pruning(int Words, Score Dense, IReadOnlyList<PruningTrial> Trials, PruningTrial? Taken)
{
    /// <summary>The name of the part on which trials are judged.</summary>
    public required string PartName { get; init; }

    /// <summary>Whether the share was searched.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Warnings for the user, one or two sentences each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A share that was tried.</summary>
/// <param name="Share">The share of the words that was removed.</param>
/// <param name="WordsLeft">The words that are left.</param>
/// <param name="Score">The score of the pruned float network on the judging examples.</param>
/// <param name="IsAsGood">Whether it costs no more than half a point of accuracy, or 1.5 % of RMSE.</param>
internal sealed record PruningTrial(double Share, int WordsLeft, Score Score, bool IsAsGood);

/// <summary>Prunes a trained network as its options ask for.</summary>
/// <param name="model">The trained network.</param>
/// <param name="parts">The raw examples. Networks are judged on the dev part, or else the training part.</param>
internal sealed class Pruner(FloatModel model, ExampleParts parts)
{
    /// <summary>The loss of accuracy up to which <c>auto</c> takes a share.</summary>
    public const double MostAccuracy = 0.005;

    /// <summary>The relative increase of RMSE up to which it does: as half a point of accuracy is to the loss that quantization warns of.</summary>
    public const double MostError = 0.015;

    /// <summary>The trainings of a search: it halves the range of shares with each.</summary>
    public const int Steps = 4;

    private const double LeastDecisions = 1.5; // fewer are chance

    private readonly Dataset _judge = parts.Dev is { Count: > 0 } dev ? dev : parts.Train;
    private readonly List<PruningTrial> _trials = [];

    private QuantizationOptions Options => model.Options.Quantization;

    private string PartName => _judge == parts.Train ? "train" : "dev";

    /// <summary>Prunes a network, or leaves it as it is where its options do not ask for it.</summary>
    /// <param name="model">The trained network.</param>
    /// <param name="parts">The raw examples.</param>
    /// <param name="onEpoch">Called with the share after each epoch, or null.</param>
    /// <param name="cancellation">Ends it; the dense network then stays, or of a search the best so far.</param>
    /// <exception cref="InputException">Training diverged.</exception>
    public static FloatModel Run(FloatModel model, ExampleParts parts, Action<double, EpochReport>? onEpoch, CancellationToken cancellation) =>
        model.Options.Quantization.IsPruned && !model.HasNoEpoch ? new Pruner(model, parts).Run(onEpoch, cancellation) : model;

    private FloatModel Run(Action<double, EpochReport>? onEpoch, CancellationToken cancellation)
    {
        var training = new SparseTraining(model, parts.Train, parts.Dev);
        Score dense = model.Score(_judge);
        FloatModel? best = null;
        PruningTrial? taken = null;
        double share = Options.ChoosesSparsity ? 0.5 : Options.Sparsity;
        double step = 0.25;
        bool isCancelled = model.Training.End == TrainingEnd.Cancelled;
        for (int k = 0; k < (Options.ChoosesSparsity ? Steps : 1) && !isCancelled; k++)
        {
            FloatModel? pruned = training.Run(share, onEpoch is null ? null : report => onEpoch(share, report), cancellation);
            if (pruned is null)
            {
                isCancelled = true;
                break;
            }

            Score score = pruned.Score(_judge);
            var trial = new PruningTrial(share, training.WordsLeft, score, IsAsGood(dense, score));
            _trials.Add(trial);
            if (trial.IsAsGood || !Options.ChoosesSparsity)
            {
                (best, taken) = (pruned, trial);
            }

            share += trial.IsAsGood ? step : -step;
            step /= 2;
        }

        var pruning = new Pruning(training.Words, dense, _trials, taken) { PartName = PartName, IsChosen = Options.ChoosesSparsity, IsCancelled = isCancelled };
        return (best ?? model) with { Pruning = pruning with { Warnings = [.. WarningsOf(pruning)] } };
    }

    /// <summary>Whether a pruned network is as good as the dense one.</summary>
    internal static bool IsAsGood(Score dense, Score pruned) =>
        QuantizationLoss.Of(dense, pruned) <= (dense.Task == LearningTask.Regression ? MostError : MostAccuracy) + 1e-9;

    private IEnumerable<string> WarningsOf(Pruning pruning)
    {
        if (pruning.IsCancelled)
        {
            yield return pruning.Taken is null
                ? "Pruning was stopped before it ended: no word was removed."
                : $"Pruning was stopped before the search for a share ended: {Format(pruning.Taken.Share)} was the sparsest network so far that is good enough.";
            yield break;
        }

        bool isRegression = pruning.Dense.Task == LearningTask.Regression;
        if (pruning.IsChosen && !isRegression && _judge.Count * MostAccuracy < 1)
        {
            yield return FormattableString.Invariant(
                $"The {PartName} part has {_judge.Count} examples, each of which is {100.0 / _judge.Count:F1} points: \"auto\" cannot see half a point on it, and took the sparsest network with no more mistakes there. Compare both with 'edgenet evaluate', or give 'quantization.sparsity' a share.");
        }

        if (pruning.IsChosen && pruning.Taken is null)
        {
            yield return FormattableString.Invariant(
                $"No share is good enough: without {Format(pruning.Trials[^1].Share)} of the words the network already loses more than {(isRegression ? "1.5 % of RMSE" : "half a point")} on {PartName}. No word was removed.");
        }

        if (pruning.Taken is not { } taken)
        {
            yield break;
        }

        if (taken.WordsLeft == pruning.Words)
        {
            yield return FormattableString.Invariant($"'quantization.sparsity' {taken.Share} of {NameList.Count(pruning.Words, "word")} is no whole word: nothing was removed.");
        }

        double loss = QuantizationLoss.Of(pruning.Dense, taken.Score);
        if (QuantizationLoss.IsNoticeable(pruning.Dense.Task, loss) && (isRegression || loss * _judge.Count > LeastDecisions))
        {
            string scores = isRegression
                ? FormattableString.Invariant($"has an RMSE of {taken.Score.RootMeanSquareError:G4} beside {pruning.Dense.RootMeanSquareError:G4}")
                : FormattableString.Invariant($"is right in {100 * taken.Score.Accuracy:F1} % beside {100 * pruning.Dense.Accuracy:F1} %");
            yield return $"Without {Format(taken.Share)} of its words the network {scores} of the dense one on {PartName}: lower 'quantization.sparsity', or set it to \"auto\".";
        }
    }

    private static string Format(double share) => FormattableString.Invariant($"{100 * share:0.#} %");
}
