using System.Numerics;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>Sums whose order is fixed, against a plain twin bit for bit.</summary>
[TestClass]
public sealed class ReductionTests
{
    [TestMethod]
    public void SumDotAndSquares_EveryLengthTo300_AreThoseOfThePlainLanes()
    {
        for (int length = 0; length <= 300; length++)
        {
            Check<float>(length, lanes: 32);
            Check<double>(length, lanes: 16);
        }
    }

    private static void Check<T>(int length, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(length);
        T[] x = RandomMatrix.Of<T>(1, length, random).Values.ToArray();
        T[] y = RandomMatrix.Of<T>(1, length, random).Values.ToArray();
        Assert.AreEqual(Plain(x, lanes, (sum, i) => sum + x[i]), Reduction.Sum<T>(x), $"sum of {length}");
        Assert.AreEqual(Plain(x, lanes, (sum, i) => T.FusedMultiplyAdd(x[i], x[i], sum)), Reduction.SumOfSquares<T>(x), $"squares of {length}");
        Assert.AreEqual(Plain(x, lanes, (sum, i) => T.FusedMultiplyAdd(x[i], y[i], sum)), Reduction.Dot<T>(x, y), $"dot of {length}");
    }

    // Term i goes to lane i modulo the lanes; the quarters are added in pairs, then the halves of what is left until one is.
    private static T Plain<T>(T[] terms, int lanes, Func<T, int, T> add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = new T[lanes];
        for (int i = 0; i < terms.Length; i++)
        {
            sums[i % lanes] = add(sums[i % lanes], i);
        }

        int width = lanes / 4;
        T[] left = [.. Enumerable.Range(0, width).Select(i => sums[i] + sums[width + i] + (sums[(2 * width) + i] + sums[(3 * width) + i]))];
        while (left.Length > 1)
        {
            int half = left.Length / 2;
            left = [.. Enumerable.Range(0, half).Select(i => left[i] + left[half + i])];
        }

        return left[0];
    }
}
