namespace EdgeNet.Trainer.Evaluation;

/// <summary>How well one target of a regression is estimated; m examples, targets y, estimates ŷ, all in the user's units.</summary>
/// <param name="RootMeanSquareError"><c>√(1/m Σ (ŷ-y)²)</c>.</param>
/// <param name="MeanAbsoluteError"><c>1/m Σ |ŷ-y|</c>.</param>
/// <param name="R2">
/// The coefficient of determination, <c>1 - Σ (ŷ-y)² / Σ (y-ȳ)²</c>: 1 is exact, 0 is as good as the mean of these examples, less is worse. Where all
/// y are the same it is 1 for exact estimates and 0 otherwise.
/// </param>
public readonly record struct TargetScore(double RootMeanSquareError, double MeanAbsoluteError, double R2)
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
