using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNet.Networks.Layers;

/// <summary>The activations and their derivatives, vectorised.</summary>
internal static class ActivationFunctions
{
    /// <summary>Computes <c>a = g(z)</c>.</summary>
    /// <param name="activation">g.</param>
    /// <param name="slope">The slope of leaky ReLU below 0.</param>
    /// <param name="z">The values before the activation.</param>
    /// <param name="a">Written: as many values.</param>
    public static void Forward<T>(Activation activation, T slope, ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Linear:
                z.CopyTo(a);
                break;
            case Activation.Relu:
                TensorPrimitives.Max(z, T.Zero, a);
                break;
            case Activation.LeakyRelu:
                LeakyRelu(slope, z, a);
                break;
            case Activation.Tanh:
                Tanh(z, a);
                break;
            case Activation.Sigmoid:
                Sigmoid(z, a);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation.");
        }
    }

    /// <summary>Computes <c>dz = da · g'(z)</c>.</summary>
    /// <remarks>The derivative of ReLU at 0 is 0 and that of leaky ReLU its slope: 0 counts as the lower side.</remarks>
    /// <param name="activation">g.</param>
    /// <param name="slope">The slope of leaky ReLU below 0.</param>
    /// <param name="z">The values before the activation.</param>
    /// <param name="a">The values after it.</param>
    /// <param name="da">The gradient of the values after it.</param>
    /// <param name="dz">Written; may be <paramref name="da"/>.</param>
    public static void Backward<T>(
        Activation activation, T slope, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> da, Span<T> dz)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Linear:
                da.CopyTo(dz);
                break;
            case Activation.Relu:
                Gate(T.Zero, z, da, dz);
                break;
            case Activation.LeakyRelu:
                Gate(slope, z, da, dz);
                break;
            case Activation.Tanh:
                TanhBackward(a, da, dz);
                break;
            case Activation.Sigmoid:
                SigmoidBackward(a, da, dz);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation.");
        }
    }

    /// <summary>Computes <c>σ(z) = 1 / (1 + e^-z)</c> from <c>e^-|z|</c>, which neither overflows nor loses the digits of small results.</summary>
    /// <param name="z">Any values.</param>
    /// <param name="a">Written: as many values, 0 to 1.</param>
    public static void Sigmoid<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Abs(z, a);
        TensorPrimitives.Negate<T>(a, a);
        Elementary.Exp<T>(a, a);
        ReadOnlySpan<Vector<T>> zs = MemoryMarshal.Cast<T, Vector<T>>(z);
        Span<Vector<T>> values = MemoryMarshal.Cast<T, Vector<T>>(a);
        for (int i = 0; i < values.Length; i++)
        {
            Vector<T> e = values[i];
            Vector<T> positive = Vector<T>.One / (Vector<T>.One + e);
            values[i] = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(zs[i], Vector<T>.Zero), positive, e * positive);
        }

        for (int i = values.Length * Vector<T>.Count; i < a.Length; i++)
        {
            T e = a[i];
            T positive = T.One / (T.One + e);
            a[i] = z[i] >= T.Zero ? positive : e * positive;
        }
    }

    private static void LeakyRelu<T>(T slope, ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // With a slope below 1, slope·z is the larger of the two exactly where z is negative.
        TensorPrimitives.Multiply(z, slope, a);
        TensorPrimitives.Max(z, a, a);
    }

    private static void Gate<T>(T slope, ReadOnlySpan<T> z, ReadOnlySpan<T> da, Span<T> dz)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> zs = MemoryMarshal.Cast<T, Vector<T>>(z);
        ReadOnlySpan<Vector<T>> das = MemoryMarshal.Cast<T, Vector<T>>(da);
        Span<Vector<T>> dzs = MemoryMarshal.Cast<T, Vector<T>>(dz);
        for (int i = 0; i < dzs.Length; i++)
        {
            dzs[i] = Vector.ConditionalSelect(Vector.GreaterThan(zs[i], Vector<T>.Zero), das[i], das[i] * slope);
        }

        for (int i = dzs.Length * Vector<T>.Count; i < dz.Length; i++)
        {
            dz[i] = z[i] > T.Zero ? da[i] : da[i] * slope;
        }
    }

    private static void TanhBackward<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> da, Span<T> dz)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> values = MemoryMarshal.Cast<T, Vector<T>>(a);
        ReadOnlySpan<Vector<T>> das = MemoryMarshal.Cast<T, Vector<T>>(da);
        Span<Vector<T>> dzs = MemoryMarshal.Cast<T, Vector<T>>(dz);
        for (int i = 0; i < dzs.Length; i++)
        {
            dzs[i] = das[i] * (Vector<T>.One - (values[i] * values[i]));
        }

        for (int i = dzs.Length * Vector<T>.Count; i < dz.Length; i++)
        {
            dz[i] = da[i] * (T.One - (a[i] * a[i]));
        }
    }

    private static void SigmoidBackward<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> da, Span<T> dz)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> values = MemoryMarshal.Cast<T, Vector<T>>(a);
        ReadOnlySpan<Vector<T>> das = MemoryMarshal.Cast<T, Vector<T>>(da);
        Span<Vector<T>> dzs = MemoryMarshal.Cast<T, Vector<T>>(dz);
        for (int i = 0; i < dzs.Length; i++)
        {
            dzs[i] = das[i] * (values[i] * (Vector<T>.One - values[i]));
        }

        for (int i = dzs.Length * Vector<T>.Count; i < dz.Length; i++)
        {
            dz[i] = da[i] * (a[i] * (T.One - a[i]));
        }
    }

    /// <summary>Computes <c>tanh z</c> to the last digits, also near 0.</summary>
    /// <remarks>
    /// <c>(1 - e^-2|z|) / (1 + e^-2|z|)</c> loses the digits of small results. Below a half the continued fraction of Lambert (1768), cut after its
    /// seventh term, is exact but for rounding.
    /// </remarks>
    private static void Tanh<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Abs(z, a);
        TensorPrimitives.Multiply(a, T.CreateChecked(-2), a);
        Elementary.Exp<T>(a, a);
        ReadOnlySpan<Vector<T>> zs = MemoryMarshal.Cast<T, Vector<T>>(z);
        Span<Vector<T>> values = MemoryMarshal.Cast<T, Vector<T>>(a);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = TanhOf(zs[i], values[i]);
        }

        for (int i = values.Length * Vector<T>.Count; i < a.Length; i++)
        {
            a[i] = TanhOf(new Vector<T>(z[i]), new Vector<T>(a[i]))[0];
        }
    }

    // e is e^-2|z|.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> TanhOf<T>(Vector<T> z, Vector<T> e)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> size = (Vector<T>.One - e) / (Vector<T>.One + e);
        Vector<T> far = Vector.ConditionalSelect(Vector.LessThan(z, Vector<T>.Zero), -size, size);
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(z), new Vector<T>(T.CreateChecked(0.5))), TanhNearZero(z), far);
    }

    // z (135135 + 17325 z² + 378 z⁴ + z⁶) / (135135 + 62370 z² + 3150 z⁴ + 28 z⁶)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> TanhNearZero<T>(Vector<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> square = z * z;
        Vector<T> numerator = Constant<T>(135135) + (square * (Constant<T>(17325) + (square * (Constant<T>(378) + square))));
        Vector<T> denominator = Constant<T>(135135) + (square * (Constant<T>(62370) + (square * (Constant<T>(3150) + (square * Constant<T>(28))))));
        return z * (numerator / denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Constant<T>(int value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(T.CreateChecked(value));
}
