using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Networks.Layers;

/// <summary>PReLU: leaky ReLU with a slope α for each unit that is learned (He et al., "Delving Deep into Rectifiers", 2015).</summary>
/// <remarks>
/// <c>a = z</c> where z is positive, <c>α z</c> elsewhere; <c>dz = da</c> or <c>α da</c>; <c>dα = 1/m Σ da·z</c> over the examples whose z
/// is not positive. 0 counts as the lower side: the derivative there is α. Slopes are kept in [0, 1] by <see cref="Project"/>, which
/// keeps the activation monotonic and below its input, as the device's arithmetic needs it; L2 leaves them alone, since a pull to 0
/// would turn PReLU into ReLU.
/// </remarks>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class LearnedSlopes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _first;

    internal LearnedSlopes(int units, double first)
    {
        _first = T.CreateChecked(first);
        Slopes = new Matrix<T>(units, 1);
        Gradients = new Matrix<T>(units, 1);
        Reset();
    }

    /// <summary>α, shape (n[l], 1), 0 to 1.</summary>
    public Matrix<T> Slopes { get; }

    /// <summary>dα, shape (n[l], 1).</summary>
    public Matrix<T> Gradients { get; }

    /// <summary>Puts every slope back into [0, 1]; the optimizer does it after each step.</summary>
    public void Project() => TensorPrimitives.Clamp(Slopes.Values, T.Zero, T.One, Slopes.Values);

    /// <summary>Sets every slope to the first one.</summary>
    internal void Reset() => Slopes.Values.Fill(_first);

    internal void Forward(Matrix<T> logits, Matrix<T> activations)
    {
        for (int j = 0; j < logits.Rows; j++)
        {
            ActivationFunctions.Forward(Activation.LeakyRelu, Slopes[j, 0], logits.Row(j), activations.Row(j));
        }
    }

    /// <summary>Turns dA, in place, into dZ, and leaves dα.</summary>
    internal void Backward(Matrix<T> logits, Matrix<T> activations, Matrix<T> gradients)
    {
        T share = T.One / T.CreateChecked(logits.Columns);
        for (int j = 0; j < logits.Rows; j++)
        {
            Gradients[j, 0] = share * DotWhereNotPositive(logits.Row(j), gradients.Row(j));
            ActivationFunctions.Backward(
                Activation.LeakyRelu, Slopes[j, 0], logits.Row(j), activations.Row(j), gradients.Row(j), gradients.Row(j));
        }
    }

    private static T DotWhereNotPositive(ReadOnlySpan<T> z, ReadOnlySpan<T> da)
    {
        const int AtOnce = 256;
        Span<T> buffer = stackalloc T[AtOnce];
        T sum = T.Zero;
        for (int start = 0; start < z.Length; start += AtOnce)
        {
            Span<T> negative = buffer[..Math.Min(AtOnce, z.Length - start)];
            TensorPrimitives.Min(z.Slice(start, negative.Length), T.Zero, negative);
            sum += Reduction.Dot(negative, da.Slice(start, negative.Length));
        }

        return sum;
    }
}
