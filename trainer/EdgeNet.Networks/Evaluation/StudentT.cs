namespace EdgeNet.Networks.Evaluation;

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

        // Bisection until no double lies between.
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            (low, high) = TwoSidedTail(middle, degreesOfFreedom) > tail ? (middle, high) : (low, middle);
        }

        return high;
    }
}

/// <summary>The regularised incomplete beta function, from which the distribution of Student's t follows.</summary>
/// <remarks>
/// <c>I(x; a, b) = x^a (1-x)^b / (a B(a, b)) · 1/(1 + d1/(1 + d2/(1 + …)))</c>, the continued fraction 26.5.8 of Abramowitz and Stegun, "Handbook of
/// Mathematical Functions", 1964, from the left by the method of Lentz; for x above (a+1)/(a+b+2), where it is slow, by <c>1 - I(1-x; b, a)</c>.
/// </remarks>
internal static class IncompleteBeta
{
    private const int MostTerms = 10_000;
    private const double Precision = 1e-15;
    private const double Tiny = 1e-300;

    // Lanczos, g = 7, nine terms.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>Computes I(x; a, b).</summary>
    /// <param name="x">0 to 1.</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    public static double Regularized(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        double front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>Computes ln Γ(z) for z above 0.</summary>
    internal static double LogGamma(double z)
    {
        if (z < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * z)) - LogGamma(1 - z);
        }

        double sum = Lanczos[0];
        for (int i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (z - 1 + i);
        }

        double t = z + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((z - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    private static double Fraction(double x, double a, double b)
    {
        double c = 1;
        double d = 1 / Away(1 - ((a + b) * x / (a + 1)));
        double fraction = d;
        for (int m = 1; m <= MostTerms; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            double change = 1;
            foreach (double term in (ReadOnlySpan<double>)[even, odd])
            {
                d = 1 / Away(1 + (term * d));
                c = Away(1 + (term / c));
                change *= c * d;
            }

            fraction *= change;
            if (Math.Abs(change - 1) < Precision)
            {
                break;
            }
        }

        return fraction;
    }

    // Lentz's method divides by these.
    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
