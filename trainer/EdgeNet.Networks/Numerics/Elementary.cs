namespace EdgeNet.Networks.Numerics;

/// <summary>Exponential, logarithm, tangent and cosine from additions, multiplications and fused multiply-adds alone, which every machine rounds alike.</summary>
/// <remarks>
/// The runtime's own functions are those of the platform's C library, or of the width of the processor's vectors, and differ in last digits. One
/// training step later no weight is the same.
/// </remarks>
internal static partial class Elementary
{
    /// <summary>Computes <c>tanh x</c> within four units in the last place.</summary>
    public static double Tanh(double x)
    {
        double e = Exp(-2 * Math.Abs(x));
        double size = Math.Abs(x) < 0.5 ? Math.Abs(TanhNearZero(x)) : (1 - e) / (1 + e);
        return Math.CopySign(size, x);
    }

    /// <summary>Computes <c>artanh x</c>, plus or minus infinity at ±1.</summary>
    public static double Atanh(double x)
    {
        double size = Math.Abs(x);
        return size < 1 ? Math.CopySign(0.5 * LogOfOnePlus(2 * size / (1 - size)), x) : size == 1 ? x / 0.0 : double.NaN;
    }

    /// <summary>Computes <c>cos(2π u)</c> with an error below two units in the last place of 1.</summary>
    /// <param name="turns">u, finite.</param>
    /// <returns>-1 to 1.</returns>
    public static double CosOfTurns(double turns)
    {
        // All exact: the part behind the point, its nearest quarter, and what is left, at most an eighth.
        double part = turns - Math.Floor(turns);
        double quarter = Math.Round(4 * part);
        double angle = (part - (quarter / 4)) * (2 * Math.PI);
        return (int)quarter switch
        {
            1 => -Sine(angle),
            2 => -Cosine(angle),
            3 => Sine(angle),
            _ => Cosine(angle),
        };
    }

    /// <summary>Computes <c>x^n</c> by repeated squaring.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="n">0 or more.</param>
    public static double Power(double x, int n)
    {
        double result = 1;
        for (; n > 0; n >>= 1, x *= x)
        {
            result *= (n & 1) == 1 ? x : 1;
        }

        return result;
    }

    // The continued fraction of Lambert (1768), cut after its seventh term: within rounding below a half.
    private static double TanhNearZero(double x)
    {
        double square = x * x;
        double numerator = 135135 + (square * (17325 + (square * (378 + square))));
        double denominator = 135135 + (square * (62370 + (square * (3150 + (square * 28)))));
        return x * (numerator / denominator);
    }

    // The series up to x^15 and x^16, of which the next terms are below 1e-16 for |x| ≤ π/4.
    private static double Sine(double x)
    {
        double sum = 0;
        double square = x * x;
        for (int n = 15; n >= 3; n -= 2)
        {
            sum = (1 - sum) * (square / (n * (n - 1)));
        }

        return x - (x * sum);
    }

    private static double Cosine(double x)
    {
        double sum = 0;
        double square = x * x;
        for (int n = 16; n >= 2; n -= 2)
        {
            sum = (1 - sum) * (square / (n * (n - 1)));
        }

        return 1 - sum;
    }
}
