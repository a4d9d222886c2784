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
