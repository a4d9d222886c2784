using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

[TestClass]
public class GatherColumnsTests
{
    [TestMethod]
    public void GatherColumns_AnyOrderAndRepeats_CopiesThem()
    {
        Matrix<double> matrix = Matrix<double>.FromRows([0, 1, 2, 3], [10, 11, 12, 13]);
        var batch = new Matrix<double>(0, 0);
        matrix.GatherColumns([3, 0, 0, 2, 1], batch);
        Assert.AreEqual("(2, 5)", batch.ToString());
        CollectionAssert.AreEqual((double[])[3, 0, 0, 2, 1, 13, 10, 10, 12, 11], batch.Values.ToArray());
    }

    [TestMethod]
    public void GatherColumns_SmallerBatchAfterALargerOne_ReusesTheMemory()
    {
        Matrix<double> matrix = Matrix<double>.FromRows([0, 1, 2, 3], [10, 11, 12, 13]);
        double[] memory = new double[8];
        var batch = new Matrix<double>(2, 4, memory);
        matrix.GatherColumns([1, 2], batch);
        Assert.AreEqual("(2, 2)", batch.ToString());
        CollectionAssert.AreEqual((double[])[1, 2, 11, 12], memory[..4]);
        matrix.GatherColumns([], batch);
        Assert.AreEqual("(2, 0)", batch.ToString());
        matrix.GatherColumns([3, 2, 1, 0], batch);
        CollectionAssert.AreEqual((double[])[3, 2, 1, 0, 13, 12, 11, 10], memory);
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(4)]
    public void GatherColumns_ColumnThatIsNotThere_IsRefused(int column) =>
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => new Matrix<double>(2, 4).GatherColumns([column], new Matrix<double>(0, 0)));

    [TestMethod]
    public void GatherColumns_OverItself_IsRefused()
    {
        Matrix<double> matrix = Matrix<double>.FromRows([0, 1, 2, 3], [10, 11, 12, 13]);
        ArgumentException exception = Assert.ThrowsExactly<ArgumentException>(() => matrix.GatherColumns([3, 0], matrix));
        Assert.StartsWith("Columns cannot be gathered over the matrix they come from.", exception.Message);
        CollectionAssert.AreEqual((double[])[0, 1, 2, 3, 10, 11, 12, 13], matrix.Values.ToArray());
    }
}
