using System.Numerics;

namespace EdgeNet.Tests.Streams;

/// <summary>The plain twin of the features: "From readings to features" of <c>FORMAT.md</c>, word for word, in integers of any size.</summary>
internal static class StreamTwin
{
    /// <summary>Computes a feature of a window.</summary>
    /// <param name="feature">What is computed.</param>
    /// <param name="window">The readings of each channel, the oldest first.</param>
    public static BigInteger ValueOf(StreamFeature feature, int[][] window)
    {
        BigInteger[] x = Held(window[feature.Channel]);
        BigInteger n = x.Length;
        BigInteger s1 = Sum(x, value => value);
        BigInteger s2 = Sum(x, value => value * value);
        BigInteger v = (n * s2) - (s1 * s1);
        return (int)feature.Kind switch
        {
            0 => Floor(16 * s1, n),
            1 => Root(Floor(256 * v, n * n)),
            2 => Root(Floor(256 * s2, n)),
            3 => 16 * x.Min(),
            4 => 16 * x.Max(),
            5 => 16 * (x.Max() - x.Min()),
            6 => Floor(16 * Sum([.. x.Zip(x.Skip(1))], pair => BigInteger.Abs(pair.Second - pair.First)), n - 1),
            7 => Changes([.. x.Select(value => value > Floor(s1, n))]),
            8 => Skewness(Deviations(x).Values),
            9 => Kurtosis(Deviations(x).Values),
            10 => Band(Deviations(x), feature.FirstBin, feature.LastBin),
            _ => Correlation(x, Held(window[feature.SecondChannel])),
        };
    }

    /// <summary>Computes the cosines and the sines of 2πj/N in units of 2^-b, rounded, by double precision.</summary>
    public static (int[] Cosines, int[] Sines, int Bits) Turn(int n)
    {
        int bits = BitsOf(n);
        double one = 1 << bits;
        return (
            [.. Enumerable.Range(0, n).Select(j => (int)Math.Floor((one * Math.Cos(2 * Math.PI * j / n)) + 0.5))],
            [.. Enumerable.Range(0, n).Select(j => (int)Math.Floor((one * Math.Sin(2 * Math.PI * j / n)) + 0.5))],
            bits);
    }

    public static int BitsOf(int n)
    {
        int bits = 14;
        while (n > 1 << (19 - bits))
        {
            bits--;
        }

        return bits;
    }

    public static BigInteger Floor(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out BigInteger remainder);
        return remainder.Sign * b.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The integer part of a square root, by halving.</summary>
    public static BigInteger Root(BigInteger value)
    {
        BigInteger least = 0;
        BigInteger most = value + 1;
        while (most - least > 1)
        {
            BigInteger middle = (least + most) / 2;
            (least, most) = middle * middle <= value ? (middle, most) : (least, middle);
        }

        return least;
    }

    private static (BigInteger[] Values, int Shift) Deviations(BigInteger[] x)
    {
        BigInteger mean = Floor(16 * Sum(x, value => value), x.Length);
        BigInteger largest = x.Max(value => BigInteger.Abs((16 * value) - mean));
        int s = 0;
        while (Floor(largest, BigInteger.One << s) >= 1 << 11)
        {
            s++;
        }

        BigInteger h = s == 0 ? 0 : BigInteger.One << (s - 1);
        return ([.. x.Select(value => Floor((16 * value) - mean + h, BigInteger.One << s))], s);
    }

    private static BigInteger Variance(BigInteger[] e) => Floor(256 * Sum(e, value => value * value), e.Length);

    private static BigInteger Skewness(BigInteger[] e)
    {
        BigInteger d = Root(Variance(e));
        BigInteger third = BigInteger.Divide(Sum(e, value => value * value * value), e.Length); // towards 0
        return d == 0 ? 0 : BigInteger.Divide(third << 20, d * d * d);
    }

    private static BigInteger Kurtosis(BigInteger[] e)
    {
        BigInteger v = Variance(e);
        BigInteger fourth = Floor(Sum(e, value => value * value * value * value), e.Length);
        return Root(v) == 0 ? 0 : Floor(fourth << 18, -Floor(-(v * v), 64));
    }

    private static BigInteger Band((BigInteger[] Values, int Shift) e, int firstBin, int lastBin)
    {
        int n = e.Values.Length;
        (int[] cosines, int[] sines, int bits) = Turn(n);
        BigInteger power = 0;
        for (int k = firstBin; k <= lastBin; k++)
        {
            BigInteger real = 0;
            BigInteger imaginary = 0;
            for (int i = 0; i < n; i++)
            {
                real += e.Values[i] * cosines[k * i % n];
                imaginary += e.Values[i] * sines[k * i % n];
            }

            BigInteger square = (real * real) + (imaginary * imaginary);
            power += 2 * k == n ? Floor(square, 2) : square;
        }

        return Floor(Root(2 * power) << e.Shift, (BigInteger)n << bits);
    }

    private static BigInteger Correlation(BigInteger[] x, BigInteger[] y)
    {
        BigInteger n = x.Length;
        BigInteger Spread(BigInteger[] z) => (n * Sum(z, value => value * value)) - (Sum(z, value => value) * Sum(z, value => value));
        BigInteger divisor = Root(Spread(x)) * Root(Spread(y));
        BigInteger joint = (n * Sum([.. x.Zip(y)], pair => pair.First * pair.Second)) - (Sum(x, value => value) * Sum(y, value => value));
        return divisor == 0 ? 0 : BigInteger.Clamp(BigInteger.Divide(256 * joint, divisor), -256, 256);
    }

    private static BigInteger[] Held(int[] readings) => [.. readings.Select(reading => (BigInteger)Math.Clamp(reading, -32768, 32767))];

    private static int Changes(bool[] above) => above.Zip(above.Skip(1)).Count(pair => pair.First != pair.Second);

    private static BigInteger Sum<T>(T[] values, Func<T, BigInteger> term) => values.Aggregate(BigInteger.Zero, (sum, value) => sum + term(value));
}
