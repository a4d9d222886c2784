using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>The result matrix: reused, refused, and always the same.</summary>
[TestClass]
public class MatrixProductResultTests
{
    public static IEnumerable<ProductOrientation> Orientations() => Enum.GetValues<ProductOrientation>();

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_ResultUsedBefore_TakesEveryShape(ProductOrientation orientation)
    {
        var random = new Random(3);
        var reused = new Matrix<double>(0, 0);
        foreach (int size in (int[])[5, 17, 3, 0, 17, 20, 1])
        {
            Matrix<double> left = RandomMatrix.Of<double>(size, size, random);
            Matrix<double> right = RandomMatrix.Of<double>(size, size, random);
            var fresh = new Matrix<double>(0, 0);
            orientation.Multiply(left, right, fresh);
            orientation.Multiply(left, right, reused);
            Assert.AreEqual($"({size}, {size})", reused.ToString());
            CollectionAssert.AreEqual(fresh.Values.ToArray(), reused.Values.ToArray());
        }
    }

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_ResultThatIsLargeEnough_KeepsItsMemory(ProductOrientation orientation)
    {
        double[] memory = new double[10];
        var result = new Matrix<double>(2, 5, memory);
        orientation.Multiply(Matrix<double>.FromRows([1, 2], [2, 1]), Matrix<double>.FromRows([1, 0], [0, 1]), result);
        CollectionAssert.AreEqual((double[])[1, 2, 2, 1], memory[..4]);
    }

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_ResultIsAFactor_IsRefusedAndNothingWritten(ProductOrientation orientation)
    {
        Matrix<double> left = Matrix<double>.FromRows([1, 2], [3, 4]);
        Matrix<double> right = Matrix<double>.FromRows([5, 6], [7, 8]);
        foreach (Matrix<double> result in (Matrix<double>[])[left, right])
        {
            ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(() => orientation.Multiply(left, right, result));
            Assert.Contains("cannot be written over one of its factors", exception.Message);
        }

        CollectionAssert.AreEqual((double[])[1, 2, 3, 4, 5, 6, 7, 8], (double[])[.. left.Values, .. right.Values]);
    }

    [TestMethod]
    [DataRow(ProductOrientation.Plain, "A·B of (2, 3) and (4, 5): the sums would have 3 terms on the left and 4 on the right.")]
    [DataRow(ProductOrientation.TransposedLeft, "Aᵀ·B of (2, 3) and (4, 5): the sums would have 2 terms on the left and 4 on the right.")]
    [DataRow(ProductOrientation.TransposedRight, "A·Bᵀ of (2, 3) and (4, 5): the sums would have 3 terms on the left and 5 on the right.")]
    public void Multiply_ShapesThatDoNotFit_NamesBothAndLeavesTheResult(ProductOrientation orientation, string message)
    {
        var result = new Matrix<double>(1, 1, [42]);
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(
            () => orientation.Multiply(new Matrix<double>(2, 3), new Matrix<double>(4, 5), result));
        Assert.AreEqual(message, exception.Message);
        Assert.AreEqual("(1, 1)", result.ToString());
        Assert.AreEqual(42, result[0, 0]);
    }

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_WhereverTheNumbersLie_GivesTheSameBits(ProductOrientation orientation)
    {
        var random = new Random(4);
        Matrix<float> left = RandomMatrix.Of<float>(37, 37, random);
        Matrix<float> right = RandomMatrix.Of<float>(37, 37, random);
        var first = new Matrix<float>(0, 0);
        orientation.Multiply(left, right, first);
        float[] expected = first.Values.ToArray();
        Parallel.For(0, 8, i =>
        {
            var again = new Matrix<float>(0, 0);
            orientation.Multiply(RandomMatrix.WithSpareMemory(left, i), RandomMatrix.WithSpareMemory(right, 2 * i), again);
            CollectionAssert.AreEqual(expected, again.Values.ToArray());
        });
    }
}
