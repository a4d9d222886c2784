using System.Numerics;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Tests.Layers;

[TestClass]
public class ActivationBackwardTests
{
    private const double Slope = 0.125; // the same number in float and double

    public static IEnumerable<Activation> Activations() => HiddenActivations.All;

    [TestMethod]
    [DynamicData(nameof(Activations))]
    public void N13_Backward_EveryLength_AgreesWithTheScalarFormula(Activation activation)
    {
        for (int length = 0; length <= 256; length++)
        {
            ShouldAgree<float>(activation, length);
            ShouldAgree<double>(activation, length);
        }
    }

    [TestMethod]
    [DataRow(Activation.Linear, 1.0)]
    [DataRow(Activation.Relu, 0.0)]
    [DataRow(Activation.LeakyRelu, Slope)]
    [DataRow(Activation.Tanh, 1.0)]
    [DataRow(Activation.Sigmoid, 0.25)]
    public void N13_Backward_AtZero_IsAsDocumented(Activation activation, double derivative)
    {
        // Both zeros, in full vectors and in the rest.
        foreach (double zero in (double[])[0.0, -0.0])
        {
            double[] z = new double[19];
            z.AsSpan().Fill(zero);
            double[] a = new double[19];
            ActivationFunctions.Forward<double>(activation, Slope, z, a);
            double[] da = new double[19];
            da.AsSpan().Fill(3);
            ActivationFunctions.Backward<double>(activation, Slope, z, a, da, da);
            Assert.IsTrue(da.All(value => value == 3 * derivative), $"g'({zero}) should be {derivative}, was {string.Join(", ", da.Select(value => value / 3))}.");
        }
    }

    [TestMethod]
    public void Backward_UnknownActivation_IsRefused()
    {
        ArgumentOutOfRangeException exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => ActivationFunctions.Backward<float>((Activation)9, 0, [1], [1], [1], new float[1]));
        Assert.StartsWith("No such activation.", exception.Message);
    }

    private static void ShouldAgree<T>(Activation activation, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(length);
        T[] z = Draw<T>(random, length, 16);
        T[] da = Draw<T>(random, length, 2);
        T[] a = new T[length];
        T slope = T.CreateChecked(Slope);
        ActivationFunctions.Forward(activation, slope, z, a);

        T[] dz = new T[length];
        Array.Fill(dz, T.NaN);
        ActivationFunctions.Backward(activation, slope, z, a, da, dz);
        double epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        for (int i = 0; i < length; i++)
        {
            // 1 - a² and a(1 - a) round twice or thrice near 1, however small they are.
            double gradient = double.CreateChecked(da[i]);
            double expected = gradient * ScalarActivation.Derivative(activation, Slope, double.CreateChecked(z[i]), double.CreateChecked(a[i]));
            if (!(Math.Abs(double.CreateChecked(dz[i]) - expected) <= 2 * epsilon * Math.Abs(gradient)))
            {
                Assert.Fail($"{activation} of {typeof(T).Name}, number {i} of {length}: dz should be {expected} at z = {z[i]}, da = {da[i]}; was {dz[i]}.");
            }
        }

        ActivationFunctions.Backward(activation, slope, z, a, da, da);
        Assert.IsTrue(da.AsSpan().SequenceEqual(dz), $"{activation} of {typeof(T).Name}, length {length}: in place it gives something else.");
    }

    private static T[] Draw<T>(Random random, int length, double range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked(range * (random.NextDouble() - 0.5)))];
}
