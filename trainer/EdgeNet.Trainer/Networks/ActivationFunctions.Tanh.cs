using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNet.Trainer.Networks;

/// <content>The hyperbolic tangent.</content>
public static partial class ActivationFunctions
{
    /// <summary>Computes <c>tanh z</c> to the last digits, also near 0.</summary>
    /// <remarks>
    /// <see cref="TensorPrimitives.Tanh{T}"/> takes <c>1 - e^-2|z|</c>, which loses the digits of small results: in float it makes -6e-8 of
    /// 0. Below a half the continued fraction of Lambert (1768), cut after its seventh term, is exact to rounding in double.
    /// </remarks>
    private static void Tanh<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Tanh(z, a);
        var half = new Vector<T>(T.CreateChecked(0.5));
        ReadOnlySpan<Vector<T>> zs = MemoryMarshal.Cast<T, Vector<T>>(z);
        Span<Vector<T>> values = MemoryMarshal.Cast<T, Vector<T>>(a);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(zs[i]), half), TanhNearZero(zs[i]), values[i]);
        }

        for (int i = values.Length * Vector<T>.Count; i < a.Length; i++)
        {
            a[i] = T.Abs(z[i]) < half[0] ? TanhNearZero(new Vector<T>(z[i]))[0] : a[i];
        }
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
