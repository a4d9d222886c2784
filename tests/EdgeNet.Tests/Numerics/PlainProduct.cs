using System.Numerics;
using EdgeNet.Trainer.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>The plain twin of <see cref="MatrixProduct"/>: three loops, in double.</summary>
internal static class PlainProduct
{
    /// <summary>Computes C with the product under test and compares every element with its sum.</summary>
    /// <remarks>
    /// A sum of k products, in any order and fused or not, is off by no more than k·u·Σ|a||b| with u half the distance from 1 to the next
    /// number (Higham, "Accuracy and Stability of Numerical Algorithms", 3.1); the twin's own error, in double, takes as much at most.
    /// </remarks>
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
        double[] left = Array.ConvertAll(a.Values.ToArray(), double.CreateChecked);
        double[] right = Array.ConvertAll(b.Values.ToArray(), double.CreateChecked);
        double tolerance = k * double.CreateChecked(T.BitIncrement(T.One) - T.One);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                double sum = 0, magnitude = 0;
                for (int p = 0; p < k; p++)
                {
                    double product = left[(i * k) + p] * right[(p * m) + j];
                    sum += product;
                    magnitude += Math.Abs(product);
                }

                if (!(Math.Abs(double.CreateChecked(result[i, j]) - sum) <= tolerance * magnitude))
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
