using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeNet.Networks.Numerics;

/// <content>The exponential function.</content>
internal static partial class Elementary
{
    private const double LogOf2 = 0.693147180559945309417232121458;

    // ln 2 in two parts, of which the first ends in zeros, so that its products with whole numbers are exact.
    private const double LogOf2High = 6.93147180369123816490e-01;
    private const double LogOf2Low = 1.90821492927058770002e-10;
    private const float SingleLogOf2High = 0.693359375f;
    private const float SingleLogOf2Low = -2.12194440054690583e-4f;

    /// <summary>Computes <c>e^x</c>, elementwise.</summary>
    /// <remarks>
    /// <c>e^x = 2^n e^r</c> with n the whole number nearest to <c>x / ln 2</c>, and the series of <c>e^r</c> for <c>|r| ≤ ln 2 / 2</c>: to
    /// <c>r^7</c> in single and to <c>r^13</c> in double precision. The error is below one unit in the last place; e^0 is 1.
    /// </remarks>
    /// <param name="x">Any numbers.</param>
    /// <param name="result">As many; may be <paramref name="x"/>.</param>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T source = ref MemoryMarshal.GetReference(x);
        ref T target = ref MemoryMarshal.GetReference(result);
        int i = 0;
        for (; i <= x.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            Exp(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        if (i < x.Length)
        {
            Vector256<T> rest = Padded(x[i..]);
            Store(Exp(rest), result[i..x.Length]);
        }
    }

    /// <summary>Computes <c>e^x</c> with the bits of the vector form.</summary>
    public static double Exp(double x) => Exp(Vector256.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Exp<T>(Vector256<T> x)
        where T : unmanaged
    {
        return typeof(T) == typeof(float) ? Exp(x.As<T, float>()).As<float, T>() : Exp(x.As<T, double>()).As<double, T>();
    }

    private static Vector256<float> Exp(Vector256<float> x)
    {
        // Beyond these the result is 0 or infinite.
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-104f)), Vector256.Create(89f));
        Vector256<float> n = Vector256.Round(x * Vector256.Create((float)(1 / LogOf2)));
        Vector256<float> r = Fma(n, Vector256.Create(-SingleLogOf2High), x);
        r = Fma(n, Vector256.Create(-SingleLogOf2Low), r);
        Vector256<float> sum = Vector256.Create(1f / 5040);
        sum = Fma(sum, r, Vector256.Create(1f / 720));
        sum = Fma(sum, r, Vector256.Create(1f / 120));
        sum = Fma(sum, r, Vector256.Create(1f / 24));
        sum = Fma(sum, r, Vector256.Create(1f / 6));
        sum = Fma(sum, r, Vector256.Create(0.5f));
        sum = Fma(sum, r, Vector256.Create(1f));
        sum = Fma(sum, r, Vector256.Create(1f));

        // 2^n in two factors, so that neither leaves the range of normal numbers.
        Vector256<int> whole = Vector256.ConvertToInt32(n);
        Vector256<int> half = whole >> 1;
        return sum * PowerOf2(half) * PowerOf2(whole - half);
    }

    private static Vector256<double> Exp(Vector256<double> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-746.0)), Vector256.Create(710.0));
        Vector256<double> n = Vector256.Round(x * Vector256.Create(1 / LogOf2));
        Vector256<double> r = Fma(n, Vector256.Create(-LogOf2High), x);
        r = Fma(n, Vector256.Create(-LogOf2Low), r);
        Vector256<double> sum = Vector256.Create(1.0 / 6227020800);
        sum = Fma(sum, r, Vector256.Create(1.0 / 479001600));
        sum = Fma(sum, r, Vector256.Create(1.0 / 39916800));
        sum = Fma(sum, r, Vector256.Create(1.0 / 3628800));
        sum = Fma(sum, r, Vector256.Create(1.0 / 362880));
        sum = Fma(sum, r, Vector256.Create(1.0 / 40320));
        sum = Fma(sum, r, Vector256.Create(1.0 / 5040));
        sum = Fma(sum, r, Vector256.Create(1.0 / 720));
        sum = Fma(sum, r, Vector256.Create(1.0 / 120));
        sum = Fma(sum, r, Vector256.Create(1.0 / 24));
        sum = Fma(sum, r, Vector256.Create(1.0 / 6));
        sum = Fma(sum, r, Vector256.Create(0.5));
        sum = Fma(sum, r, Vector256.Create(1.0));
        sum = Fma(sum, r, Vector256.Create(1.0));

        Vector256<double> half = Vector256.Floor(n * Vector256.Create(0.5));
        return sum * PowerOf2(half) * PowerOf2(n - half);
    }

    private static Vector256<float> PowerOf2(Vector256<int> n) => ((n + Vector256.Create(127)) << 23).AsSingle();

    // 1.5·2^52 and a whole number have that number in their lowest bits.
    private static Vector256<double> PowerOf2(Vector256<double> n) => ((n + Vector256.Create(6755399441055744.0 + 1023)).AsInt64() << 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fma(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, c);

    // What a span has too little for a vector is computed as a vector all the same, so that no element depends on its place.
    private static Vector256<T> Padded<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Span<T> buffer = stackalloc T[Vector256<T>.Count];
        buffer.Clear();
        values.CopyTo(buffer);
        return Vector256.Create<T>(buffer);
    }

    private static void Store<T>(Vector256<T> values, Span<T> target)
        where T : unmanaged
    {
        Span<T> buffer = stackalloc T[Vector256<T>.Count];
        values.CopyTo(buffer);
        buffer[..target.Length].CopyTo(target);
    }
}
