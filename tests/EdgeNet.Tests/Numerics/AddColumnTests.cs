using System.Numerics;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

[TestClass]
public class AddColumnTests
{
    [TestMethod]
    public void AddColumn_EveryLength_AddsToEveryColumnInPlace()
    {
        for (int columns = 0; columns <= 256; columns++)
        {
            ShouldAdd<float>(3, columns);
            ShouldAdd<double>(3, columns);
        }
    }

    [TestMethod]
    [DataRow(1, 3)]
    [DataRow(2, 3)]
    [DataRow(3, 1)]
    [DataRow(1, 1)]
    public void AddColumn_AnotherShape_NamesBothShapes(int rows, int columns)
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => new Matrix<double>(2, 3).AddColumn(new Matrix<double>(rows, columns)));
        Assert.AreEqual($"A column for a (2, 3) matrix has shape (2, 1); it was given ({rows}, {columns}).", exception.Message);
    }

    private static void ShouldAdd<T>(int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(columns);
        Matrix<T> matrix = RandomMatrix.Of<T>(rows, columns, random);
        Matrix<T> column = RandomMatrix.Of<T>(rows, 1, random);
        Matrix<T> expected = matrix + column;
        matrix.AddColumn(column);
        Assert.IsTrue(matrix.Values.SequenceEqual(expected.Values), $"{matrix} of {typeof(T).Name}: not the same as by the operator.");
    }
}
