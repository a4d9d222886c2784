using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    private const int ExponentBits = 52;
    private const long MantissaMask = (1L << ExponentBits) - 1;
    private const double LeastNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984;

    /// <summary>Computes <c>log x</c> in double precision with an error below one unit in the last place.</summary>
    /// <remarks>
    /// <c>x = 2^k (1 + f)</c> with <c>√½ ≤ 1 + f ≤ √2</c>, <c>s = f / (2 + f)</c>, <c>log(1 + f) = f - s (f - R)</c>; R is the polynomial in
    /// s² of FreeBSD's msun (Sun Microsystems, 1993).
    /// </remarks>
    /// <param name="x">Above 0; 0 gives minus infinity, a negative number NaN.</param>
    /// <returns>The logarithm.</returns>
    public static double Log(double x) =>
        x > 0 && x <= double.MaxValue ? LogOfPositive(Vector256.Create(x)).ToScalar()
        : x == 0 ? double.NegativeInfinity
        : x > 0 ? x
        : double.NaN;

    /// <summary>Computes <c>log(1 + x)</c>, elementwise, also where 1 + x is 1.</summary>
    /// <remarks>
    /// <c>x · log(u) / (u - 1)</c> with <c>u = 1 + x</c> as it is rounded puts back what the sum loses of x (Goldberg, "What Every Computer
    /// Scientist Should Know About Floating-Point Arithmetic", 1991, theorem 4).
    /// </remarks>
    /// <param name="x">0 or more, finite.</param>
    /// <param name="result">As many; may be <paramref name="x"/>.</param>
    public static void LogOfOnePlus(ReadOnlySpan<double> x, Span<double> result)
    {
        ref double source = ref MemoryMarshal.GetReference(x);
        ref double target = ref MemoryMarshal.GetReference(result);
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            LogOfOnePlus(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        if (i < x.Length)
        {
            Store(LogOfOnePlus(Padded(x[i..])), result[i..x.Length]);
        }
    }

    /// <summary>Computes <c>log(1 + x)</c> with the bits of the vector form.</summary>
    public static double LogOfOnePlus(double x) => LogOfOnePlus(Vector256.Create(x)).ToScalar();

    private static Vector256<double> LogOfOnePlus(Vector256<double> x)
    {
        Vector256<double> sum = Vector256<double>.One + x;
        Vector256<double> lost = sum - Vector256<double>.One;
        Vector256<double> result = x * (LogOfPositive(sum) / lost);
        return Vector256.ConditionalSelect(Vector256.Equals(lost, Vector256<double>.Zero), x, result);
    }

    private static Vector256<double> LogOfPositive(Vector256<double> x)
    {
        Vector256<double> isSmall = Vector256.LessThan(x, Vector256.Create(LeastNormal));
        x = Vector256.ConditionalSelect(isSmall, x * Vector256.Create(TwoTo54), x);

        // The mantissa from 1 to below 2, and halved where it is above √2.
        Vector256<long> bits = x.AsInt64();
        Vector256<double> mantissa = ((bits & Vector256.Create(MantissaMask)) | Vector256<double>.One.AsInt64()).AsDouble();
        Vector256<double> isLarge = Vector256.GreaterThan(mantissa, Vector256.Create(1.4142135623730951));
        mantissa = Vector256.ConditionalSelect(isLarge, mantissa * Vector256.Create(0.5), mantissa);

        // The biased exponent as a number: put into the mantissa of 2^52, from which 2^52 is taken away.
        Vector256<double> exponent = (Vector256.ShiftRightLogical(bits, ExponentBits) | Vector256.Create(4503599627370496.0).AsInt64()).AsDouble()
            - Vector256.Create(4503599627370496.0 + 1023);
        exponent += isLarge & Vector256<double>.One;
        exponent -= isSmall & Vector256.Create(54.0);

        Vector256<double> f = mantissa - Vector256<double>.One;
        Vector256<double> s = f / (f + Vector256.Create(2.0));
        Vector256<double> z = s * s;
        Vector256<double> series = Vector256.Create(1.479819860511658591e-01);
        series = Fma(series, z, Vector256.Create(1.531383769920937332e-01));
        series = Fma(series, z, Vector256.Create(1.818357216161805012e-01));
        series = Fma(series, z, Vector256.Create(2.222219843214978396e-01));
        series = Fma(series, z, Vector256.Create(2.857142874366239149e-01));
        series = Fma(series, z, Vector256.Create(3.999999999940941908e-01));
        series = Fma(series, z, Vector256.Create(6.666666666666735130e-01));
        Vector256<double> half = f * f * Vector256.Create(0.5);
        Vector256<double> correction = Fma(s, half + (series * z), exponent * Vector256.Create(LogOf2Low));
        return Fma(exponent, Vector256.Create(LogOf2High), f - (half - correction));
    }
}
