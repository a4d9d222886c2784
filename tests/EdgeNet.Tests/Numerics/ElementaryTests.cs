using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>The own elementary functions: their stated accuracy at every binade, their special values, and no dependence on the place in a span.</summary>
[TestClass]
public sealed class ElementaryTests
{
    private const int PointsOfABinade = 200;

    [TestMethod]
    public void Exp_Single_EveryBinade_WithinOneUnitInTheLastPlace()
    {
        float[] x = [.. Binades(-40, 6).SelectMany(value => (float[])[(float)value, (float)-value])];
        var result = new float[x.Length];
        Elementary.Exp<float>(x, result);
        for (int i = 0; i < x.Length; i++)
        {
            double exact = Math.Exp(x[i]);
            ShouldBeNear(exact, result[i], UnitOfSingle(exact), 1, $"e^{x[i]:R}");
        }
    }

    [TestMethod]
    public void Exp_Double_EveryBinade_WithinOneUnitOfTheLibrary()
    {
        foreach (double x in Binades(-70, 9).SelectMany(value => (double[])[value, -value]))
        {
            double exact = Math.Exp(x);
            ShouldBeNear(exact, Elementary.Exp(x), Math.Max(double.Epsilon, Math.BitIncrement(exact) - exact), 1, $"e^{x:R}");
        }
    }

    [TestMethod]
    public void Exp_SpecialValues_AreExact()
    {
        Assert.AreEqual(1.0, Elementary.Exp(0.0));
        Assert.AreEqual(1.0, Elementary.Exp(-0.0));
        Assert.AreEqual(0.0, Elementary.Exp(double.NegativeInfinity));
        Assert.AreEqual(double.PositiveInfinity, Elementary.Exp(double.PositiveInfinity));
        Assert.AreEqual(double.PositiveInfinity, Elementary.Exp(709.79));
        Assert.AreEqual(0.0, Elementary.Exp(-745.2));
        Assert.IsTrue(double.IsNaN(Elementary.Exp(double.NaN)));

        float[] result = new float[7];
        Elementary.Exp<float>([0, float.NegativeInfinity, float.PositiveInfinity, 88.73f, -104, float.NaN, -103.2f], result);
        CollectionAssert.AreEqual((float[])[1, 0, float.PositiveInfinity, float.PositiveInfinity, 0, float.NaN, float.Epsilon], result);
    }

    [TestMethod]
    public void Log_EveryBinade_WithinOneUnitOfTheLibrary()
    {
        foreach (double x in Binades(-1074, 1023))
        {
            double exact = Math.Log(x);
            ShouldBeNear(exact, Elementary.Log(x), Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact), 1, $"log {x:R}");
        }
    }

    [TestMethod]
    public void Log_SpecialValues_AreExact()
    {
        Assert.AreEqual(0.0, Elementary.Log(1));
        Assert.AreEqual(double.NegativeInfinity, Elementary.Log(0));
        Assert.AreEqual(double.PositiveInfinity, Elementary.Log(double.PositiveInfinity));
        Assert.IsTrue(double.IsNaN(Elementary.Log(-1)));
        Assert.IsTrue(double.IsNaN(Elementary.Log(double.NaN)));
    }

    // log(1 + x) = 2 artanh(x / (2 + x)): the library's artanh loses no digits of small numbers.
    [TestMethod]
    public void LogOfOnePlus_EveryBinade_WithinThreeUnits()
    {
        foreach (double x in Binades(-1074, 10))
        {
            double exact = x < 1 ? 2 * Math.Atanh(x / (2 + x)) : Math.Log(1 + x);
            ShouldBeNear(exact, Elementary.LogOfOnePlus(x), Math.BitIncrement(exact) - exact, 3, $"log(1 + {x:R})");
        }

        Assert.AreEqual(0.0, Elementary.LogOfOnePlus(0));
    }

    [TestMethod]
    public void Tanh_EveryBinade_WithinFourUnitsOfTheLibrary()
    {
        foreach (double x in Binades(-60, 8))
        {
            double exact = Math.Tanh(x);
            ShouldBeNear(exact, Elementary.Tanh(x), Math.BitIncrement(exact) - exact, 4, $"tanh {x:R}");
            Assert.AreEqual(-Elementary.Tanh(x), Elementary.Tanh(-x));
        }
    }

    [TestMethod]
    public void Atanh_EveryBinade_WithinFourUnitsOfTheLibrary()
    {
        foreach (double x in Binades(-60, -1).Where(x => x < 1))
        {
            double exact = Math.Atanh(x);
            ShouldBeNear(exact, Elementary.Atanh(x), Math.BitIncrement(exact) - exact, 4, $"artanh {x:R}");
        }

        Assert.AreEqual(double.PositiveInfinity, Elementary.Atanh(1));
        Assert.AreEqual(double.NegativeInfinity, Elementary.Atanh(-1));
        Assert.IsTrue(double.IsNaN(Elementary.Atanh(1.5)));
    }

    [TestMethod]
    public void CosOfTurns_WholeTurn_WithinTwoUnitsOfOne()
    {
        const int Steps = 100_000;
        for (int i = -Steps; i <= Steps; i++)
        {
            double turns = i / (double)Steps;
            ShouldBeNear(Math.Cos(2 * Math.PI * turns), Elementary.CosOfTurns(turns), Math.BitIncrement(1.0) - 1, 4, $"cos of {turns:R} turns");
        }

        Assert.AreEqual(1.0, Elementary.CosOfTurns(0));
        Assert.AreEqual(0.0, Elementary.CosOfTurns(0.25));
        Assert.AreEqual(-1.0, Elementary.CosOfTurns(0.5));
        Assert.AreEqual(0.0, Elementary.CosOfTurns(0.75));
    }

    [TestMethod]
    public void Power_SmallExponents_IsRepeatedMultiplication()
    {
        for (int n = 0; n <= 60; n++)
        {
            Assert.AreEqual(Math.Pow(0.5, n), Elementary.Power(0.5, n));
            Assert.AreEqual(1, Elementary.Power(0.9, n) / Math.Pow(0.9, n), 1e-14);
        }
    }

    [TestMethod]
    public void ExpAndLogOfOnePlus_EveryLengthTo256_NoElementDependsOnItsPlace()
    {
        var random = new Random(1);
        float[] single = [.. Enumerable.Range(0, 256).Select(_ => (float)((random.NextDouble() * 40) - 30))];
        double[] real = [.. single.Select(value => Math.Exp(value))];
        for (int length = 0; length <= 256; length++)
        {
            var powers = new float[length];
            Elementary.Exp<float>(single.AsSpan(0, length), powers);
            var logs = new double[length];
            Elementary.LogOfOnePlus(real.AsSpan(0, length), logs);
            for (int i = 0; i < length; i++)
            {
                float alone = single[i];
                Elementary.Exp<float>(new Span<float>(ref alone), new Span<float>(ref alone));
                Assert.AreEqual(alone, powers[i], $"{i} of {length}");
                Assert.AreEqual(Elementary.LogOfOnePlus(real[i]), logs[i], $"{i} of {length}");
            }
        }
    }

    // Points of every binade from 2^first to 2^last, the power itself among them.
    private static IEnumerable<double> Binades(int first, int last)
    {
        var random = new Random(7);
        for (int exponent = first; exponent <= last; exponent++)
        {
            yield return Math.ScaleB(1, exponent);
            for (int i = 0; i < PointsOfABinade; i++)
            {
                double x = Math.ScaleB(1 + random.NextDouble(), exponent);
                if (double.IsFinite(x) && x > 0)
                {
                    yield return x;
                }
            }
        }
    }

    private static double UnitOfSingle(double exact) =>
        Math.Abs(exact) < float.MaxValue ? Math.Max(float.Epsilon, (double)MathF.BitIncrement((float)exact) - (float)exact) : double.PositiveInfinity;

    private static void ShouldBeNear(double exact, double actual, double unit, double units, string what)
    {
        bool isNear = double.IsFinite(exact) && double.IsFinite(unit) ? Math.Abs(actual - exact) <= units * unit : !double.IsNaN(actual);
        Assert.IsTrue(isNear, $"{what}: expected {exact:R}, was {actual:R}, {Math.Abs(actual - exact) / unit:F2} units off.");
    }
}
