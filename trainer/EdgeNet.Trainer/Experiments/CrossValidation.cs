using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Anomalies;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Repeated stratified k-fold cross-validation of a recipe, float and integers side by side.</summary>
internal static class CrossValidation
{
    /// <summary>Trains and tests a model for each fold of each run; the results do not depend on the number of cores.</summary>
    /// <remarks>
    /// The whole path is run again for every fold, so that nothing of a test part reaches standardisation, training or calibration. Groups of
    /// examples stay whole, in folds and in the dev parts inside them.
    /// </remarks>
    /// <param name="options">How models are made. Their shares are not used, but for a dev part taken from the training part when training or the threshold looks at one.</param>
    /// <param name="examples">All examples.</param>
    /// <param name="folds">k, 2 to the number of examples, or of groups.</param>
    /// <param name="runs">How often, each time with other folds and other first weights; 1 or more.</param>
    /// <param name="onFold">Called after each fold, from any thread, one at a time; or null.</param>
    /// <param name="cancellation">Ends it; the folds done by then are returned.</param>
    /// <returns>The folds that were done, by run and fold.</returns>
    /// <exception cref="InputException">A fold cannot be trained; see <see cref="ModelTrainer.Train"/>.</exception>
    public static IReadOnlyList<FoldScore> Run(
        TrainingOptions options, Dataset examples, int folds, int runs, Action<FoldScore>? onFold = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        return Run(options, examples, null, FoldPlan.KFold(examples, folds, runs, options.Training.Seed), onFold, cancellation);
    }

    /// <summary>Trains and tests a model for each fold of a plan.</summary>
    /// <param name="options">How models are made.</param>
    /// <param name="examples">The examples that the plan is of.</param>
    /// <param name="dev">A dev part that stands in none of the folds; null where one is taken from the training part if there must be one.</param>
    /// <param name="plan">The folds.</param>
    /// <param name="onFold">Called after each fold, from any thread, one at a time; or null.</param>
    /// <param name="cancellation">Ends it; the folds done by then are returned.</param>
    internal static IReadOnlyList<FoldScore> Run(
        TrainingOptions options, Dataset examples, Dataset? dev, FoldPlan plan, Action<FoldScore>? onFold, CancellationToken cancellation) =>
        plan.Run(task => Score(options, examples.Select(task.Split.Train), dev, examples.Select(task.Split.Test), task, cancellation), onFold, cancellation);

    /// <summary>Trains and tests the model of a fold.</summary>
    /// <param name="options">How models are made.</param>
    /// <param name="train">All examples that may be trained on.</param>
    /// <param name="dev">As in <see cref="Run(TrainingOptions, Dataset, Dataset?, FoldPlan, Action{FoldScore}?, CancellationToken)"/>.</param>
    /// <param name="test">The test part.</param>
    /// <param name="task">The fold.</param>
    /// <param name="cancellation">Ends training early.</param>
    internal static FoldScore Score(TrainingOptions options, Dataset train, Dataset? dev, Dataset test, FoldTask task, CancellationToken cancellation)
    {
        int seen = train.Count;
        (train, dev) = WithDevPart(options, train, dev, task.Seed);
        TrainingOptions seeded = options with { Seed = task.Seed };
        (train, dev, Dataset? filled) = new ExampleParts(train, dev, test).Filled(options);
        test = filled ?? test;
        if (options.Anomaly is not null)
        {
            NormalModel normal = NormalTrainer.Train(seeded, train, dev);
            return new FoldScore(task.Run, task.Fold, normal.ScoreFloat(test), normal.ScoreDevice(test)) { TrainCount = seen, Words = new WordCount(0, 0, 0, 0) };
        }

        TrainedModel model = ModelBuilder.Build(seeded, train, dev, null, cancellation);
        Score real = model.ScoreFloat(test);
        Score device = model.ScoreDevice(test);
        return new FoldScore(task.Run, task.Fold, real, device)
        {
            TrainCount = seen,
            Temperature = model.Integers.Temperature,
            Probabilities = model.Task == LearningTask.Regression ? null : JudgedProbabilities.Of(
                model.DeviceOutputs(test), test.Labels, model.Integers.Temperature.Temperature, test.Groups ?? task.Split.Test),
            Words = model.File.Words,
            BeyondCount = train.Origin.Images is null ? ModelInputs.CountBeyond(ModelInputs.Of(train), test.Features) : 0,
            LossCause = QuantizationLoss.IsNoticeable(real.Task, QuantizationLoss.Of(real, device)) ? QuantizationLoss.Cause(model, train) : null,
            Candidates = [.. model.Candidates.Select(integers => new CandidateScore(integers.WeightBits, integers.Aware is not null, integers.Score(test)))],
        };
    }

    /// <summary>Takes a dev part out of the training side of a fold where training looks at one; drops one that is given and not looked at.</summary>
    /// <param name="options">How models are made.</param>
    /// <param name="train">The training side.</param>
    /// <param name="dev">A dev part that stands in none of the folds; null without one.</param>
    /// <param name="seed">Fixes what is taken.</param>
    internal static (Dataset Train, Dataset? Dev) WithDevPart(TrainingOptions options, Dataset train, Dataset? dev, int seed)
    {
        if (!options.NeedsDevSet && !(dev is not null && options.MayChooseTemperature(train.Task, dev.Count)))
        {
            return (train, null);
        }

        if (dev is not null)
        {
            return (train, dev);
        }

        StratifiedSplit inner = StratifiedSplit.Create(train, options.DevShare, 0, seed);
        return (train.Select(inner.Train), train.Select(inner.Dev));
    }
}

/// <summary>The scores of one fold's model on its test part.</summary>
/// <param name="Run">From 0.</param>
/// <param name="Fold">From 0.</param>
/// <param name="FloatScore">The float network.</param>
/// <param name="DeviceScore">The integers that were chosen, run by the device library.</param>
internal sealed record FoldScore(int Run, int Fold, Score FloatScore, Score DeviceScore)
{
    /// <summary>The examples outside the test part: those that the model was trained on, with those of its dev part.</summary>
    public int TrainCount { get; init; }

    /// <summary>The words of the generated class, and the inputs that it looks at.</summary>
    public required WordCount Words { get; init; }

    /// <summary>The temperature of the fold's model.</summary>
    public TemperatureChoice Temperature { get; init; } = TemperatureChoice.None;

    /// <summary>What the integers say of the test part; null in regression.</summary>
    public JudgedProbabilities? Probabilities { get; init; }

    /// <summary>Measures the calibration of all folds: of each run the pooled test parts.</summary>
    /// <param name="scores">The folds, one or more.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <returns>The errors; null in regression, and where no fold has a temperature.</returns>
    public static CalibrationError? CalibrationOf(IReadOnlyList<FoldScore> scores, int seed) =>
        scores.All(score => score.Probabilities is null || score.Temperature.Temperature == 1) ? null
        : CalibrationError.Of([.. scores.GroupBy(score => score.Run).Select(run => JudgedProbabilities.Join(run.Select(score => score.Probabilities!)))], seed);

    /// <summary>The test examples with an input outside the range in training; not counted for images.</summary>
    public int BeyondCount { get; init; }

    /// <summary>All integers that were made for the recipe, in the same order in every fold.</summary>
    public IReadOnlyList<CandidateScore> Candidates { get; init; } = [];

    /// <summary>If the integers are noticeably worse than the float network: the main cause and the remedy; else null.</summary>
    public string? LossCause { get; init; }

    /// <summary>Warns where the integers are noticeably worse than the float network over all folds.</summary>
    /// <param name="scores">The folds, one or more.</param>
    /// <returns>One line, with the cause in most of the folds; or null.</returns>
    public static string? Warn(IReadOnlyList<FoldScore> scores)
    {
        bool isRegression = scores[0].FloatScore.Task == LearningTask.Regression;
        double loss = isRegression
            ? (scores.Average(score => score.DeviceScore.RootMeanSquareError) / scores.Average(score => score.FloatScore.RootMeanSquareError)) - 1
            : scores.Average(score => QuantizationLoss.Of(score.FloatScore, score.DeviceScore));
        string? cause = scores.Select(score => score.LossCause).OfType<string>().GroupBy(cause => cause).MaxBy(causes => causes.Count())?.Key;
        return cause is null || !QuantizationLoss.IsNoticeable(scores[0].FloatScore.Task, loss)
            ? null
            : FormattableString.Invariant($"integers lose {100 * loss:F1} {(isRegression ? "% of RMSE" : "points")} of the float network over the test parts. {cause}");
    }

    /// <summary>Estimates the mean of a number over test parts that were dealt, of the same size but for a few examples.</summary>
    /// <remarks>It holds for models trained on as many examples as a fold leaves, judged on new examples of the same kind.</remarks>
    /// <param name="scores">One or more.</param>
    /// <param name="values">The number of each, or the difference between two recipes.</param>
    public static FoldEstimate EstimateOfFolds(IReadOnlyList<FoldScore> scores, IReadOnlyList<double> values) => FoldEstimate.Of(
        values, scores.Sum(score => (double)score.DeviceScore.Count) / scores.Sum(score => (double)score.TrainCount));

    /// <summary>Estimates the mean of a number over groups, each of which was left out in turn and counts alike, however large it is.</summary>
    /// <remarks>
    /// It holds for a group that was not in training. Groups are the random sample here, so the runs of a group are one value, and m_test/m_train is one
    /// group to all others.
    /// </remarks>
    /// <param name="scores">One or more.</param>
    /// <param name="values">The number of each, or the difference between two recipes.</param>
    public static FoldEstimate EstimateOfGroups(IReadOnlyList<FoldScore> scores, IReadOnlyList<double> values)
    {
        double[] groups =
        [
            .. scores.Zip(values).GroupBy(pair => pair.First.Fold).OrderBy(group => group.Key).Select(group => group.Average(pair => pair.Second)),
        ];
        return FoldEstimate.Of(groups, groups.Length > 1 ? 1.0 / (groups.Length - 1) : 0);
    }
}

/// <summary>The score of one way of quantizing on the test part of a fold.</summary>
/// <param name="WeightBits">8 or 4.</param>
/// <param name="IsAware">Whether they come from quantization-aware training.</param>
/// <param name="Score">The integers, run by the device library.</param>
internal sealed record CandidateScore(int WeightBits, bool IsAware, Score Score);
