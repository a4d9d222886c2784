using System.Numerics;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>The plain twin of <see cref="MatrixProduct"/>: three loops, whose innermost is one chain of fused multiply-adds in the order of k.</summary>
internal static class PlainProduct
{
    /// <summary>Computes C with the product under test and compares every element with its chain, bit for bit.</summary>
    public static void ShouldEqual<T>(ProductOrientation orientation, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random((((n * 1000) + k) * 1000) + m);
        Matrix<T> a = RandomMatrix.Of<T>(n, k, random);
        Matrix<T> b = RandomMatrix.Of<T>(k, m, random);
        Matrix<T> result = RandomMatrix.WithSpareMemory(new Matrix<T>(n, m), spare: 32);
        result.Values.Fill(T.NaN);
        Multiply(orientation, a, b, result);

        Assert.AreEqual($"({n}, {m})", result.ToString());
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                T sum = T.Zero;
                for (int p = 0; p < k; p++)
                {
                    sum = T.FusedMultiplyAdd(a[i, p], b[p, j], sum);
                }

                if (result[i, j] != sum)
                {
                    Assert.Fail($"{orientation} of {typeof(T).Name}, n={n} k={k} m={m}, at [{i}, {j}]: expected {sum}, was {result[i, j]}.");
                }
            }
        }

        result.Resize(1, (n * m) + 32);
        foreach (T spare in result.Values[(n * m)..])
        {
            if (!T.IsNaN(spare))
            {
                Assert.Fail($"{orientation} of {typeof(T).Name}, n={n} k={k} m={m}, wrote past the end of the result.");
            }
        }
    }

    /// <summary>A·B by the product of this orientation; its factors lie in memory that goes on with NaNs.</summary>
    private static void Multiply<T>(ProductOrientation orientation, Matrix<T> a, Matrix<T> b, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> left = RandomMatrix.WithSpareMemory(orientation == ProductOrientation.TransposedLeft ? a.Transpose() : a, spare: 32);
        Matrix<T> right = RandomMatrix.WithSpareMemory(orientation == ProductOrientation.TransposedRight ? b.Transpose() : b, spare: 32);
        orientation.Multiply(left, right, result);
    }
}
