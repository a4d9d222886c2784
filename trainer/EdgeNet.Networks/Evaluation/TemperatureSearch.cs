using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Evaluation;

/// <summary>Chooses the temperature T of classes on the dev set: logits are divided by it, so that probabilities are as sure as the model is right.</summary>
/// <remarks>
/// <para>
/// Guo and others, "On Calibration of Modern Neural Networks", 2017: the T with the lowest negative log-likelihood. On a few hundred examples that T is
/// noise, and where nearly all of them are right it runs away. So it is a posterior mode here, with <c>ln T</c> from a normal distribution of mean 0 and
/// variance 1/8: the T with the lowest <c>n · NLL(T) + 4 (ln T)²</c>. Examples of one group, such as the windows of a recording, are right or wrong
/// together, and n counts groups where there are any. RECIPE.md has what it does to test parts, with and without this.
/// </para>
/// <para>The sum may have several minima, so it is computed on a grid of ln T, and refined by golden sections beside the best point.</para>
/// </remarks>
internal static class TemperatureSearch
{
    /// <summary>The lowest temperature that is looked at.</summary>
    public const double Lowest = 0.05;

    /// <summary>The highest.</summary>
    public const double Highest = 20;

    /// <summary>The examples of a dev part that chooses a temperature unasked. With fewer T hardly leaves 1, and folds keep these examples for training.</summary>
    public const int LeastExamples = 50;

    /// <summary>The examples of each class in such a part.</summary>
    public const int LeastOfClass = 5;

    private const double Stiffness = 4;
    private const int GridSteps = 60; // from T = 1 in either direction, each 5 %
    private const int Sections = 40; // 0.618^40 of a step

    /// <summary>Chooses a temperature.</summary>
    /// <param name="logits">Z, shape (1, m) of two classes or (k, m), at temperature 1; m at least 1.</param>
    /// <param name="labels">Y, of the same shape: 1 for positive, or in the row of the class.</param>
    /// <param name="independent">n, the groups of the examples; m without groups.</param>
    /// <returns>The temperature, or 1 with the reason.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static TemperatureChoice Choose(Matrix<double> logits, Matrix<float> labels, int independent)
    {
        var wanted = new Matrix<double>(labels.Rows, labels.Columns, [.. labels.Values.ToArray().Select(label => (double)label)]);
        var scaled = new Matrix<double>(logits.Rows, logits.Columns);
        Loss loss = logits.Rows == 1 ? Loss.CrossEntropy : Loss.CategoricalCrossEntropy;
        double step = Elementary.Log(Highest) / GridSteps;
        int best = 0;
        double least = Cost(0);
        for (int i = -GridSteps; i <= GridSteps; i++)
        {
            double cost = Cost(i * step);
            (best, least) = cost < least ? (i, cost) : (best, least);
        }

        TemperatureReason reason = AreAllRight(logits, labels) ? TemperatureReason.AllRight : Math.Abs(best) == GridSteps ? TemperatureReason.AtEnd : TemperatureReason.Chosen;
        double temperature = reason == TemperatureReason.Chosen ? Elementary.Exp(Refine(Cost, (best - 1) * step, (best + 1) * step)) : 1;
        return new TemperatureChoice(temperature, reason, logits.Columns);

        double Cost(double logarithm)
        {
            double factor = Elementary.Exp(-logarithm);
            for (int i = 0; i < scaled.Values.Length; i++)
            {
                scaled.Values[i] = logits.Values[i] * factor;
            }

            return (independent * LossFunctions.Cost(loss, scaled, scaled, wanted)) + (Stiffness * logarithm * logarithm);
        }
    }

    private static double Refine(Func<double, double> cost, double low, double high)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2;
        double left = high - (ratio * (high - low)), right = low + (ratio * (high - low));
        double atLeft = cost(left), atRight = cost(right);
        for (int i = 0; i < Sections; i++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (ratio * (high - low));
                atLeft = cost(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (ratio * (high - low));
                atRight = cost(right);
            }
        }

        return (low + high) / 2;
    }

    // Each example, however small T is, becomes only surer of what is right: the examples say nothing against T = 0.
    private static bool AreAllRight(Matrix<double> logits, Matrix<float> labels) => Enumerable.Range(0, logits.Columns).All(
        e => logits.Rows == 1 ? logits[0, e] >= 0 == (labels[0, e] == 1) : labels[Softmax.IndexOfLargest(logits, e), e] == 1);
}

/// <summary>The temperature of a model.</summary>
/// <param name="Temperature">T, above 0: logits are divided by it.</param>
/// <param name="Reason">Where it is from.</param>
/// <param name="Count">The examples that chose it; 0 where none did.</param>
internal sealed record TemperatureChoice(double Temperature, TemperatureReason Reason, int Count)
{
    /// <summary>No temperature.</summary>
    public static readonly TemperatureChoice None = new(1, TemperatureReason.Given, 0);
}

/// <summary>Where a temperature is from.</summary>
internal enum TemperatureReason
{
    /// <summary>The options name it, or there is none.</summary>
    Given,

    /// <summary>Chosen on the dev set.</summary>
    Chosen,

    /// <summary>1, because the dev set has too few examples.</summary>
    FewExamples,

    /// <summary>1, because every example of the dev set is right, so that it says nothing about errors.</summary>
    AllRight,

    /// <summary>1, because the best one is at an end of the range, where logits mean nothing.</summary>
    AtEnd,
}
