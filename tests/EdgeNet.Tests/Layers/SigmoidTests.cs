using System.Numerics;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Tests.Layers;

[TestClass]
public class SigmoidTests
{
    [TestMethod]
    public void N06_Sigmoid_LogitInTheHundreds_KeepsItsDigits()
    {
        // In full vectors and in the rest. e^-700 is 1e-304, near the smallest normal number.
        for (double z = 0; z <= 700; z += 0.37)
        {
            double[] a = Sigmoid<double>(z, -z);
            for (int i = 0; i < a.Length; i += 2)
            {
                double small = Math.Exp(-z) / (1 + Math.Exp(-z));
                ShouldBe(1 / (1 + Math.Exp(-z)), a[i], 1e-15, z);
                ShouldBe(small, a[i + 1], 1e-15, -z);
            }
        }
    }

    [TestMethod]
    public void N06_Sigmoid_FloatLogit_KeepsItsDigitsWhileFloatHasThem()
    {
        // σ(-87) is 1.6e-38, near the smallest normal float.
        for (float z = 0; z <= 87; z += 0.0625f)
        {
            float[] a = Sigmoid(z, -z);
            for (int i = 0; i < a.Length; i += 2)
            {
                ShouldBe(ScalarActivation.Sigmoid(z), a[i], 3e-7, z);
                ShouldBe(ScalarActivation.Sigmoid(-z), a[i + 1], 3e-7, -z);
            }
        }

        // Below, floats are whole multiples of 1.4e-45; the answer is the nearest or its neighbour.
        for (float z = -87; z >= -400; z -= 0.0625f)
        {
            foreach (float value in Sigmoid(z))
            {
                Assert.AreEqual(ScalarActivation.Sigmoid(z), value, 3 * (double)float.Epsilon, $"σ({z})");
            }
        }
    }

    [TestMethod]
    [DataRow(800.0, 1.0)]
    [DataRow(-800.0, 0.0)]
    [DataRow(1e300, 1.0)]
    [DataRow(-1e300, 0.0)]
    [DataRow(double.PositiveInfinity, 1.0)]
    [DataRow(double.NegativeInfinity, 0.0)]
    [DataRow(double.NaN, double.NaN)]
    public void N06_Sigmoid_LogitBeyondTheExponential_DoesNotOverflow(double z, double expected)
    {
        Assert.IsTrue(Sigmoid(z).All(expected.Equals), $"σ({z}) in double");
        Assert.IsTrue(Sigmoid((float)z).All(((float)expected).Equals), $"σ({z}) in float");
    }

    /// <summary>The class is decided by σ(z) ≥ ½, so that a negative logit, however small, must not come out above it.</summary>
    [TestMethod]
    [DataRow(1e-40f)]
    [DataRow(1e-20f)]
    [DataRow(1e-8f)]
    [DataRow(5e-8f)]
    [DataRow(1e-7f)]
    public void N06_Sigmoid_TinyFloatLogit_StaysOnItsSideOfOneHalf(float z)
    {
        foreach (float value in Sigmoid(-z))
        {
            Assert.IsTrue(value is <= 0.5f and > 0.4999998f, $"σ({-z}) was {value:R}.");
        }

        foreach (float value in Sigmoid(z))
        {
            Assert.IsTrue(value is >= 0.5f and < 0.5000002f, $"σ({z}) was {value:R}.");
        }
    }

    [TestMethod]
    public void N06_Sigmoid_BothSigns_AddUpToOne()
    {
        for (double z = 0; z < 40; z += 0.11)
        {
            double[] a = Sigmoid<double>(z, -z);
            Assert.AreEqual(1, a[0] + a[1], 2.3e-16, $"σ({z}) + σ(-{z})");
        }
    }

    /// <summary>σ of the numbers over and over, in 19 or 20 places: full vectors and some over.</summary>
    private static T[] Sigmoid<T>(params T[] numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = numbers.Length == 1 ? 19 : 18;
        T[] z = [.. Enumerable.Range(0, length).Select(i => numbers[i % numbers.Length])];
        T[] a = new T[length];
        ActivationFunctions.Sigmoid<T>(z, a);
        return a;
    }

    private static void ShouldBe(double expected, double actual, double tolerance, double z)
    {
        if (!(Math.Abs(actual - expected) <= tolerance * expected))
        {
            Assert.Fail($"σ({z}) should be {expected}, was {actual}.");
        }
    }
}
