using System.Numerics;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Tests.Layers;

[TestClass]
public class ActivationForwardTests
{
    private const double Slope = 0.125; // the same number in float and double

    public static IEnumerable<Activation> Activations() => HiddenActivations.All;

    [TestMethod]
    [DynamicData(nameof(Activations))]
    public void N13_Forward_EveryLength_AgreesWithTheScalarFormula(Activation activation)
    {
        for (int length = 0; length <= 256; length++)
        {
            var random = new Random(length);
            double[] z = [.. Enumerable.Range(0, length).Select(_ => (float)(16 * (random.NextDouble() - 0.5)))];
            ShouldAgree<float>(activation, z);
            ShouldAgree<double>(activation, z);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Activations))]
    public void N13_Forward_EveryMagnitude_KeepsItsDigits(Activation activation)
    {
        // From 1e-30 to 100: sixteen numbers at a time, so that full vectors compute them.
        for (double exponent = -30; exponent <= 2; exponent += 1.0 / 64)
        {
            double[] z = new double[16];
            Array.Fill(z, (float)Math.Pow(10, exponent), 0, 8);
            Array.Fill(z, -(float)Math.Pow(10, exponent), 8, 8);
            ShouldAgree<double>(activation, z);
            if (activation != Activation.Sigmoid || exponent < 1.9)
            {
                ShouldAgree<float>(activation, z); // σ(-100) is subnormal in float: SigmoidTests
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Activations))]
    public void N13_Forward_Zero_IsExact(Activation activation)
    {
        float[] a = new float[19];
        a.AsSpan().Fill(float.NaN);
        ActivationFunctions.Forward<float>(activation, 0.5f, new float[19], a);
        float expected = activation == Activation.Sigmoid ? 0.5f : 0;
        Assert.IsTrue(a.All(value => value == expected), $"g(0) should be {expected}, was {string.Join(", ", a)}.");
    }

    /// <summary>A logit that is no number must reach the cost, where training notices it; the larger of it and 0 must not be 0.</summary>
    [TestMethod]
    [DynamicData(nameof(Activations))]
    public void Forward_NotANumber_StaysSo(Activation activation)
    {
        float[] z = new float[19];
        float[] a = new float[z.Length];
        z.AsSpan().Fill(float.NaN);
        ActivationFunctions.Forward(activation, 0.5f, z, a);
        Assert.IsTrue(a.All(float.IsNaN), $"g(NaN) was {string.Join(", ", a)}.");
    }

    [TestMethod]
    public void Forward_UnknownActivation_IsRefused()
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => ActivationFunctions.Forward<float>((Activation)9, 0, [1], new float[1]));
        Assert.StartsWith("No such activation.", exception.Message);
    }

    private static void ShouldAgree<T>(Activation activation, double[] numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = Array.ConvertAll(numbers, T.CreateChecked);
        T[] a = new T[z.Length];
        Array.Fill(a, T.NaN);
        ActivationFunctions.Forward(activation, T.CreateChecked(Slope), z, a);
        double tolerance = 4 * double.CreateChecked(T.BitIncrement(T.One) - T.One);
        for (int i = 0; i < z.Length; i++)
        {
            double expected = ScalarActivation.Value(activation, Slope, numbers[i]);
            if (!(Math.Abs(double.CreateChecked(a[i]) - expected) <= tolerance * Math.Abs(expected)))
            {
                Assert.Fail($"{activation} of {typeof(T).Name}, number {i} of {z.Length}: g({z[i]}) should be {expected}, was {a[i]}.");
            }
        }
    }
}
