namespace EdgeNet.Trainer.Evaluation;

/// <summary>The distribution of Student's t.</summary>
internal static class StudentT
{
    /// <summary>The probability of a value at least as far from 0, on either side.</summary>
    /// <remarks><c>I(ν/(ν+t²); ν/2, ½)</c>.</remarks>
    /// <param name="t">The value.</param>
    /// <param name="degreesOfFreedom">ν, 1 or more.</param>
    /// <returns>0 to 1.</returns>
    public static double TwoSidedTail(double t, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        return double.IsInfinity(t) ? 0 : IncompleteBeta.Regularized(degreesOfFreedom / (degreesOfFreedom + (t * t)), degreesOfFreedom / 2, 0.5);
    }

    /// <summary>The value that |t| exceeds with a given probability: with 0.05 the half width of an interval of 95 % in standard errors.</summary>
    /// <param name="tail">The probability on both sides together, above 0 and below 1.</param>
    /// <param name="degreesOfFreedom">ν, 1 or more.</param>
    /// <returns>Above 0.</returns>
    public static double TwoSidedQuantile(double tail, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tail);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(tail, 1);
        double low = 0;
        double high = 1;
        while (TwoSidedTail(high, degreesOfFreedom) > tail)
        {
            (low, high) = (high, 2 * high);
        }

        // Halved until no double lies between.
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            (low, high) = TwoSidedTail(middle, degreesOfFreedom) > tail ? (middle, high) : (low, middle);
        }

        return high;
    }
}
