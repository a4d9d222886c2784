using System.Numerics;

namespace EdgeNet.Tests.Streams;

/// <summary>The plain twin of the features: "From readings to features" of <c>FORMAT.md</c>, word for word, in integers of any size.</summary>
internal static class StreamTwin
{
    /// <summary>Computes a feature of a window.</summary>
    /// <param name="feature">What is computed.</param>
    /// <param name="window">The readings of each channel, the oldest first.</param>
    /// <param name="magnitude">Bit c for each channel of the magnitude.</param>
    public static BigInteger ValueOf(StreamFeature feature, int[][] window, int magnitude = 0)
    {
        BigInteger[] x = feature.Channel < window.Length ? Held(window[feature.Channel]) : Magnitude(window, magnitude);
        BigInteger value = PlainValueOf(feature, x, window);
        return ((int)feature.Options & 1) == 0 ? value : Logarithm(value);
    }

    /// <summary>256 times the logarithm to base 2 of a number and 1, as it is computed.</summary>
    public static BigInteger Logarithm(BigInteger value)
    {
        BigInteger bits = (value + 1).GetBitLength() - 1;
        BigInteger x = (value + 1) << (30 - (int)bits);
        for (int n = 0; n < 8; n++)
        {
            x = x * x / (BigInteger.One << 30);
            bool isTwo = x >= BigInteger.One << 31;
            x /= isTwo ? 2 : 1;
            bits = (2 * bits) + (isTwo ? 1 : 0);
        }

        return bits;
    }

    private static BigInteger[] Magnitude(int[][] window, int mask) =>
    [
        .. Enumerable.Range(0, window[0].Length).Select(i => BigInteger.Min(
            32767, Root(Sum([.. window.Where((_, c) => (mask >> c & 1) == 1).Select(channel => Held([channel[i]])[0])], value => value * value)))),
    ];

    private static BigInteger PlainValueOf(StreamFeature feature, BigInteger[] x, int[][] window)
    {
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
            10 => Band(Deviations(x), feature.FirstBin, feature.LastBin, ((int)feature.Options & 2) != 0),
            12 => Period(Deviations(x).Values).Peak,
            13 => Period(Deviations(x).Values).Lag,
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

    private static BigInteger Band((BigInteger[] Values, int Shift) e, int firstBin, int lastBin, bool isHann)
    {
        int n = e.Values.Length;
        (int[] cosines, int[] sines, int bits) = Turn(n);
        BigInteger one = BigInteger.One << bits;
        BigInteger[] values = isHann ? [.. e.Values.Select((value, i) => Floor((value * (one - cosines[i])) + one, 2 * one))] : e.Values;
        BigInteger power = 0;
        for (int k = firstBin; k <= lastBin; k++)
        {
            BigInteger real = 0;
            BigInteger imaginary = 0;
            for (int i = 0; i < n; i++)
            {
                real += values[i] * cosines[k * i % n];
                imaginary += values[i] * sines[k * i % n];
            }

            BigInteger square = (real * real) + (imaginary * imaginary);
            power += 2 * k == n ? Floor(square, 2) : square;
        }

        return Floor(Root(isHann ? Floor(16 * power, 3) : 2 * power) << e.Shift, (BigInteger)n << bits);
    }

    private static (BigInteger Peak, int Lag) Period(BigInteger[] e)
    {
        BigInteger[] r = [.. Enumerable.Range(0, (e.Length / 2) + 1).Select(lag => Sum([.. e.Skip(lag).Zip(e)], pair => pair.First * pair.Second))];
        int crossing = Array.FindIndex(r, 1, sum => sum <= 0);
        if (r[0] == 0 || crossing < 0)
        {
            return (0, 0);
        }

        int lag = Array.IndexOf(r, r[crossing..].Max(), crossing);
        return (BigInteger.Divide(256 * r[lag], r[0]), lag);
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
