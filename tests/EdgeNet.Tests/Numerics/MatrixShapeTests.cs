using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>Reshape, Transpose and Resize.</summary>
[TestClass]
public class MatrixShapeTests
{
    [TestMethod]
    public void N03_Reshape_SameCount_KeepsTheNumbersInOrder()
    {
        Matrix<double> matrix = Matrix<double>.FromRows([1, 2, 3], [4, 5, 6]);
        foreach ((int rows, int columns) in ((int, int)[])[(3, 2), (6, 1), (1, 6), (2, 3)])
        {
            Matrix<double> reshaped = matrix.Reshape(rows, columns);
            Assert.AreEqual($"({rows}, {columns})", reshaped.ToString());
            CollectionAssert.AreEqual((double[])[1, 2, 3, 4, 5, 6], reshaped.Values.ToArray());
            reshaped[0, 0] = 10;
            Assert.AreEqual(1, matrix[0, 0], "It is a copy.");
        }
    }

    [TestMethod]
    public void N03_Reshape_AnotherCount_NamesBothShapesAndCounts()
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => new Matrix<double>(2, 3).Reshape(4, 2));
        Assert.AreEqual("A (2, 3) matrix has 6 numbers and cannot become (4, 2), which has 8.", exception.Message);
    }

    [TestMethod]
    public void N03_Reshape_MatrixWithSpareMemory_CountsItsNumbersOnly()
    {
        var matrix = new Matrix<double>(4, 5);
        matrix.Resize(2, 3);
        Assert.AreEqual("(6, 1)", matrix.Reshape(6, 1).ToString());
        Assert.ThrowsExactly<ShapeException>(() => matrix.Reshape(4, 5));
    }

    [TestMethod]
    public void Transpose_EverySmallShape_SwapsRowsAndColumns()
    {
        var random = new Random(1);
        for (int rows = 0; rows <= 10; rows++)
        {
            for (int columns = 0; columns <= 10; columns++)
            {
                Matrix<double> matrix = RandomMatrix.Of<double>(rows, columns, random);
                Matrix<double> transpose = matrix.Transpose();
                Assert.AreEqual($"({columns}, {rows})", transpose.ToString());
                for (int i = 0; i < matrix.Count; i++)
                {
                    Assert.AreEqual(matrix[i / columns, i % columns], transpose[i % columns, i / columns]);
                }

                CollectionAssert.AreEqual(matrix.Values.ToArray(), transpose.Transpose().Values.ToArray());
            }
        }
    }

    [TestMethod]
    public void Resize_NoMoreNumbersThanBefore_KeepsItsMemory()
    {
        double[] data = new double[12];
        var matrix = new Matrix<double>(3, 4, data);
        foreach ((int rows, int columns) in ((int, int)[])[(2, 2), (0, 7), (12, 1), (4, 3)])
        {
            matrix.Resize(rows, columns);
            Assert.AreEqual($"({rows}, {columns})", matrix.ToString());
            Assert.AreEqual(rows * columns, matrix.Values.Length);
            Assert.IsTrue(matrix.Values.Overlaps(data) || matrix.Count == 0, $"{matrix} fits into 12 numbers.");
        }
    }

    [TestMethod]
    public void Resize_MoreNumbersThanEver_TakesMoreMemoryAndLeavesTheOldAlone()
    {
        double[] data = [1, 2, 3, 4];
        var matrix = new Matrix<double>(2, 2, data);
        matrix.Resize(3, 2);
        matrix.Values.Fill(7);
        Assert.AreEqual(6, matrix.Values.Length);
        CollectionAssert.AreEqual((double[])[1, 2, 3, 4], data);
    }
}
