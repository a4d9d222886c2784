using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Evaluation;

/// <summary>How well a model does on a set of examples, whatever its task. What a task does not have is NaN, null or empty.</summary>
public sealed record Score
{
    private Score(LearningTask task, int count, double cost)
    {
        Task = task;
        Count = count;
        Cost = cost;
    }

    /// <summary>What the model has learned.</summary>
    internal LearningTask Task { get; private init; }

    /// <summary>m, the examples.</summary>
    public int Count { get; }

    /// <summary>
    /// The mean over the examples of the loss that training lowers, without any penalty: cross-entropy for classes; in regression <c>½ Σ ((ŷ-y)/σ)²</c>
    /// over the targets, with the deviations σ of the training part.
    /// </summary>
    public double Cost { get; private init; }

    /// <summary>Classes: of all examples, those decided rightly, 0 to 1.</summary>
    public double Accuracy => Confusion?.Accuracy ?? double.NaN;

    /// <summary>Two classes: F1 of the positive class; several: the mean of the classes' F1; 0 to 1.</summary>
    public double F1 => Task switch
    {
        LearningTask.Binary or LearningTask.Anomaly => Confusion!.F1(1),
        LearningTask.MultiClass => Confusion!.MacroF1,
        _ => double.NaN,
    };

    /// <summary>Classes: the k×k counts of decisions.</summary>
    public ConfusionTable? Confusion { get; private init; }

    /// <summary>Two classes: the ROC curve.</summary>
    internal RocCurve? Roc { get; private init; }

    /// <summary>Regression: the score of each target.</summary>
    internal IReadOnlyList<TargetScore> Targets { get; private init; } = [];

    /// <summary>Regression: the mean over the targets of <see cref="TargetScore.RootMeanSquareError"/>; with one target that of the target.</summary>
    public double RootMeanSquareError => Mean(target => target.RootMeanSquareError);

    /// <summary>Regression: the mean over the targets of <see cref="TargetScore.MeanAbsoluteError"/>.</summary>
    public double MeanAbsoluteError => Mean(target => target.MeanAbsoluteError);

    /// <summary>Regression: the mean over the targets of <see cref="TargetScore.R2"/>.</summary>
    public double R2 => Mean(target => target.R2);

    private double Mean(Func<TargetScore, double> number) => Targets.Count == 0 ? double.NaN : Targets.Average(number);

    /// <summary>Scores logits of two classes against a threshold.</summary>
    /// <param name="logits">One an example: real ones, or the integers of a device.</param>
    /// <param name="threshold">Positive at this logit or above; in the units of <paramref name="logits"/>.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative.</param>
    /// <param name="logitScale">What a logit is multiplied with to be a real one; only the cost depends on it.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a logit is not a number.</exception>
    internal static Score OfBinary(ReadOnlySpan<double> logits, double threshold, ReadOnlySpan<float> labels, double logitScale = 1)
    {
        if (logits.Length != labels.Length)
        {
            throw new ArgumentException($"There are {logits.Length} logits and {labels.Length} labels.", nameof(labels));
        }

        var decisions = new int[logits.Length];
        var truth = new int[logits.Length];
        double cost = 0;
        for (int i = 0; i < decisions.Length; i++)
        {
            decisions[i] = logits[i] >= threshold ? 1 : 0;
            truth[i] = labels[i] == 1 ? 1 : 0;
            cost += LossFunctions.CrossEntropy(logits[i] * logitScale, truth[i]);
        }

        return new Score(LearningTask.Binary, logits.Length, cost / logits.Length)
        {
            Confusion = ConfusionTable.Of(2, decisions, truth),
            Roc = RocCurve.Of(logits, labels),
        };
    }

    /// <summary>Scores distances from what is normal.</summary>
    /// <param name="distances">One an example.</param>
    /// <param name="threshold">Unusual at this distance or above.</param>
    /// <param name="labels">As many: 1 for unusual, 0 for normal.</param>
    /// <returns>The score; it has no cost.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a distance is not a number.</exception>
    internal static Score OfAnomaly(ReadOnlySpan<double> distances, double threshold, ReadOnlySpan<float> labels) =>
        OfBinary(distances, threshold, labels) with { Task = LearningTask.Anomaly, Cost = double.NaN };

    /// <summary>Scores logits of several classes: the largest decides, the first of them where several are the largest.</summary>
    /// <param name="logits">Z[L], shape (k, m): real ones, or the integers of a device.</param>
    /// <param name="labels">Y, shape (k, m): 1 in the row of the class, 0 elsewhere.</param>
    /// <param name="logitScale">What a logit is multiplied with to be a real one; only the cost depends on it.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    internal static Score OfClasses(Matrix<double> logits, Matrix<float> labels, double logitScale = 1)
    {
        Check(logits, labels);
        var decisions = new int[logits.Columns];
        var truth = new int[logits.Columns];
        for (int e = 0; e < decisions.Length; e++)
        {
            for (int c = 1; c < logits.Rows; c++)
            {
                decisions[e] = logits[c, e] > logits[decisions[e], e] ? c : decisions[e];
                truth[e] = labels[c, e] == 1 ? c : truth[e];
            }
        }

        var real = new Matrix<double>(logits.Rows, logits.Columns, [.. logits.Values.ToArray().Select(logit => logit * logitScale)]);
        var wanted = new Matrix<double>(labels.Rows, labels.Columns, [.. labels.Values.ToArray().Select(label => (double)label)]);
        double cost = LossFunctions.Cost(Loss.CategoricalCrossEntropy, real, real, wanted);
        return new Score(LearningTask.MultiClass, decisions.Length, cost)
        {
            Confusion = ConfusionTable.Of(logits.Rows, decisions, truth),
        };
    }

    /// <summary>Scores estimates of one or more quantities.</summary>
    /// <param name="predictions">Ŷ, shape (t, m), in the user's units; m at least 1.</param>
    /// <param name="targets">Y, shape (t, m), in the user's units.</param>
    /// <param name="deviations">σ of the t targets in the training part, by which the cost is measured.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    internal static Score OfRegression(Matrix<double> predictions, Matrix<float> targets, IReadOnlyList<double> deviations)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        Check(predictions, targets);
        if (deviations.Count != targets.Rows)
        {
            throw new ShapeException($"{targets} targets need {targets.Rows} deviations; there are {deviations.Count}.");
        }

        var scores = new TargetScore[targets.Rows];
        double cost = 0;
        for (int t = 0; t < scores.Length; t++)
        {
            scores[t] = TargetScore.Of(predictions.Row(t), targets.Row(t));
            double relative = scores[t].RootMeanSquareError / deviations[t];
            cost += relative * relative / 2;
        }

        return new Score(LearningTask.Regression, targets.Columns, cost) { Targets = scores };
    }

    private static void Check(Matrix<double> outputs, Matrix<float> labels)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(labels);
        if (outputs.Rows != labels.Rows || outputs.Columns != labels.Columns)
        {
            throw new ShapeException($"The labels Y must have the shape of the outputs, {outputs}; they have {labels}.");
        }
    }
}

/// <summary>How well one target of a regression is estimated; m examples, targets y, estimates ŷ, all in the user's units.</summary>
/// <param name="RootMeanSquareError"><c>√(1/m Σ (ŷ-y)²)</c>.</param>
/// <param name="MeanAbsoluteError"><c>1/m Σ |ŷ-y|</c>.</param>
/// <param name="R2">
/// The coefficient of determination, <c>1 - Σ (ŷ-y)² / Σ (y-ȳ)²</c>: 1 is exact, 0 is as good as the mean of these examples, less is worse. Where all
/// y are the same it is 1 for exact estimates and 0 otherwise.
/// </param>
internal readonly record struct TargetScore(double RootMeanSquareError, double MeanAbsoluteError, double R2)
{
    /// <summary>Compares estimates with targets.</summary>
    /// <param name="predictions">ŷ, one an example, at least one.</param>
    /// <param name="targets">y, as many.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is no example.</exception>
    public static TargetScore Of(ReadOnlySpan<double> predictions, ReadOnlySpan<float> targets)
    {
        if (predictions.Length != targets.Length || targets.IsEmpty)
        {
            throw new ArgumentException(
                $"There are {predictions.Length} predictions and {targets.Length} targets; there must be as many of both, and one at least.", nameof(targets));
        }

        double mean = 0;
        foreach (float target in targets)
        {
            mean += target;
        }

        mean /= targets.Length;
        double squares = 0, absolute = 0, spread = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double error = predictions[i] - targets[i];
            squares += error * error;
            absolute += Math.Abs(error);
            spread += (targets[i] - mean) * (targets[i] - mean);
        }

        bool isConstant = !targets.ContainsAnyExcept(targets[0]);
        double r2 = !isConstant ? 1 - (squares / spread) : squares == 0 ? 1 : 0;
        return new TargetScore(Math.Sqrt(squares / targets.Length), absolute / targets.Length, r2);
    }
}
