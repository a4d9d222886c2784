using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>The kernel of all products, with tiles of each width of vectors, against its plain twin to the last bit.</summary>
[TestClass]
public class TiledProductTests
{
    public static IEnumerable<ProductOrientation> Orientations() => Enum.GetValues<ProductOrientation>();

    [TestMethod]
    [DataRow(false, 11)]
    [DataRow(true, 11)]
    [DataRow(false, 1300)]
    [DataRow(true, 1300)]
    public void Run_EveryRemainderOfATile_IsOneChainOfFusedMultiplyAdds(bool transposedFactors, int k)
    {
        // Sums of 1,300 are done in pieces.
        Check<Tile<float>>(transposedFactors, k);
        Check<Tile512<float>>(transposedFactors, k);
    }

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_LargeSizes_AgreesWithThePlainLoop(ProductOrientation orientation)
    {
        foreach ((int n, int k, int m) in ((int, int, int)[])[(128, 128, 64), (67, 131, 150), (8, 4100, 33), (20, 300, 209), (209, 300, 20), (1100, 8, 120), (7, 1000, 160), (1, 1100, 1000), (1, 1003, 1101), (1, 20000, 65), (1, 70000, 17), (1, 17, 70000)])
        {
            PlainProduct.ShouldEqual<float>(orientation, n, k, m);
            PlainProduct.ShouldEqual<double>(orientation, n, k, m);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_LargeSizesFromSeveralThreads_GivesTheSameBits(ProductOrientation orientation)
    {
        var random = new Random(6);
        Matrix<float> left = RandomMatrix.Of<float>(130, 130, random);
        Matrix<float> right = RandomMatrix.Of<float>(130, 130, random);
        var first = new Matrix<float>(0, 0);
        orientation.Multiply(left, right, first);
        float[] expected = first.Values.ToArray();
        Parallel.For(0, 8, i =>
        {
            var again = new Matrix<float>(0, 0);
            orientation.Multiply(RandomMatrix.WithSpareMemory(left, i), right, again);
            CollectionAssert.AreEqual(expected, again.Values.ToArray());
        });
    }

    private static void Check<TTile>(bool transposedFactors, int k)
        where TTile : struct, IProductTile<float>
    {
        var random = new Random(5);
        foreach (int n in (int[])[1, 6, 7, 8, 9, 12, 13, 14, 17])
        {
            foreach (int m in (int[])[1, 15, 16, 31, 32, 33, 70])
            {
                Matrix<float> a = RandomMatrix.Of<float>(n, k, random);
                Matrix<float> b = RandomMatrix.Of<float>(k, m, random);
                Matrix<float> left = RandomMatrix.WithSpareMemory(transposedFactors ? a.Transpose() : a, spare: 64);
                Matrix<float> right = RandomMatrix.WithSpareMemory(transposedFactors ? b.Transpose() : b, spare: 64);
                float[] memory = new float[(n * m) + 64];
                Array.Fill(memory, float.NaN);
                TiledProduct<float, TTile>.Run(
                    transposedFactors ? new StridedMatrix<float>(left.Memory, 1, n) : new StridedMatrix<float>(left.Memory, k, 1),
                    transposedFactors ? new StridedMatrix<float>(right.Memory, 1, k) : new StridedMatrix<float>(right.Memory, m, 1),
                    memory, n, k, m);
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < m; j++)
                    {
                        float expected = 0;
                        for (int p = 0; p < k; p++)
                        {
                            expected = MathF.FusedMultiplyAdd(a[i, p], b[p, j], expected);
                        }

                        Assert.AreEqual(expected, memory[(i * m) + j], $"n={n} m={m} at [{i}, {j}]");
                    }
                }

                Assert.IsTrue(memory[(n * m)..].All(float.IsNaN), $"n={n} m={m} wrote past the end of the result.");
            }
        }
    }
}
