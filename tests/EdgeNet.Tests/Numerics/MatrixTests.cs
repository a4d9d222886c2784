using System.Reflection;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

[TestClass]
public class MatrixTests
{
    [TestMethod]
    public void N01_Constructors_All_TakeTwoDimensions()
    {
        ConstructorInfo[] constructors = typeof(Matrix<double>).GetConstructors();
        Assert.HasCount(2, constructors);
        foreach (ConstructorInfo constructor in constructors)
        {
            CollectionAssert.AreEqual((string[])["rows", "columns"], constructor.GetParameters().Take(2).Select(parameter => parameter.Name).ToArray());
        }
    }

    [TestMethod]
    public void N01_Vector_OfEitherDirection_KeepsItsDirection()
    {
        Matrix<double> row = Matrix<double>.FromRows([1, 2, 3]);
        Matrix<double> column = row.Transpose();
        Assert.AreEqual("(1, 3)", row.ToString());
        Assert.AreEqual("(3, 1)", column.ToString());
        Assert.AreEqual("(1, 3)", (row + row).ToString());
        Assert.AreEqual("(3, 1)", (column * column).ToString());

        // What a rank-1 array would allow without a word: a row and a column are not the same, and do not combine.
        Assert.ThrowsExactly<ShapeException>(() => row + column);
        Assert.ThrowsExactly<ShapeException>(() => column + row);

        var inner = new Matrix<double>(0, 0);
        MatrixProduct.Multiply(row, column, inner);
        Assert.AreEqual("(1, 1)", inner.ToString());
        Assert.AreEqual(14, inner[0, 0]);
        var outer = new Matrix<double>(0, 0);
        MatrixProduct.Multiply(column, row, outer);
        Assert.AreEqual("(3, 3)", outer.ToString());
        Assert.AreEqual(6, outer[2, 1]);
    }

    [TestMethod]
    public void Constructor_Shape_GivesZeros()
    {
        var matrix = new Matrix<float>(2, 3);
        Assert.AreEqual(6, matrix.Count);
        CollectionAssert.AreEqual(new float[6], matrix.Values.ToArray());
    }

    [TestMethod]
    public void Constructor_Array_IsKeptRowAfterRow()
    {
        double[] data = [1, 2, 3, 4, 5, 6];
        var matrix = new Matrix<double>(2, 3, data);
        Assert.AreEqual(3, matrix[0, 2]);
        Assert.AreEqual(4, matrix[1, 0]);
        matrix[1, 2] = 60;
        Assert.AreEqual(60, data[5]);
    }

    [TestMethod]
    public void Constructor_ArrayOfAnotherLength_NamesShapeAndLength()
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => new Matrix<double>(2, 3, new double[5]));
        Assert.AreEqual("A (2, 3) matrix holds 6 numbers; it was given 5.", exception.Message);
    }

    [TestMethod]
    [DataRow(-1, 2)]
    [DataRow(2, -1)]
    public void Constructor_NegativeDimension_IsRefused(int rows, int columns)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Matrix<double>(rows, columns));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Matrix<double>(1, 1).Resize(rows, columns));
    }

    [TestMethod]
    public void Constructor_MoreNumbersThanAnArrayHolds_IsRefused() =>
        Assert.ThrowsExactly<InsufficientMemoryException>(() => new Matrix<double>(1 << 16, 1 << 16));

    [TestMethod]
    public void FromRows_Rows_BecomeTheMatrix()
    {
        Matrix<double> matrix = Matrix<double>.FromRows([1, 2], [3, 4], [5, 6]);
        Assert.AreEqual("(3, 2)", matrix.ToString());
        CollectionAssert.AreEqual((double[])[1, 2, 3, 4, 5, 6], matrix.Values.ToArray());
        Assert.AreEqual("(0, 0)", Matrix<double>.FromRows().ToString());
    }

    [TestMethod]
    public void FromRows_RowsOfDifferentLength_NamesBoth()
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => Matrix<double>.FromRows([1, 2], [3, 4], [5]));
        Assert.AreEqual("Row 0 has 2 columns and row 2 has 1.", exception.Message);
    }

    [TestMethod]
    [DataRow(-1, 0)]
    [DataRow(2, 0)]
    [DataRow(0, -1)]
    [DataRow(0, 3)]
    public void Indexer_OutsideTheShape_IsRefusedThoughMemoryIsThere(int row, int column)
    {
        var matrix = new Matrix<double>(10, 10);
        matrix.Resize(2, 3);
        Exception? exception = null;
        try
        {
            matrix[row, column] = 1;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            exception = e;
        }

        Assert.IsNotNull(exception, $"({row}, {column}) is not in a {matrix} matrix.");
    }

    [TestMethod]
    public void Clone_Changed_LeavesTheOriginal()
    {
        Matrix<double> original = Matrix<double>.FromRows([1, 2], [3, 4]);
        Matrix<double> clone = original.Clone();
        clone[1, 1] = 40;
        Assert.AreEqual(4, original[1, 1]);
        CollectionAssert.AreEqual((double[])[1, 2, 3, 40], clone.Values.ToArray());
    }
}
