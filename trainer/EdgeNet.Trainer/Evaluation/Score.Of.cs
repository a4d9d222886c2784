using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Evaluation;

/// <content>How scores are computed.</content>
public sealed partial record Score
{
    /// <summary>Scores logits of two classes against a threshold.</summary>
    /// <param name="logits">One an example: real ones, or the integers of a device.</param>
    /// <param name="threshold">Positive at this logit or above; in the units of <paramref name="logits"/>.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative.</param>
    /// <param name="logitScale">What a logit is multiplied with to be a real one; only the cost depends on it.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a logit is not a number.</exception>
    public static Score OfBinary(ReadOnlySpan<double> logits, double threshold, ReadOnlySpan<float> labels, double logitScale = 1)
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

    /// <summary>Scores logits of several classes: the largest decides, the first of them where several are the largest.</summary>
    /// <param name="logits">Z[L], shape (k, m): real ones, or the integers of a device.</param>
    /// <param name="labels">Y, shape (k, m): 1 in the row of the class, 0 elsewhere.</param>
    /// <param name="logitScale">What a logit is multiplied with to be a real one; only the cost depends on it.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Score OfClasses(Matrix<double> logits, Matrix<float> labels, double logitScale = 1)
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
    public static Score OfRegression(Matrix<double> predictions, Matrix<float> targets, IReadOnlyList<double> deviations)
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
