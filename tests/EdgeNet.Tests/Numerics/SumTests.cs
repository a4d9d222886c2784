using System.Numerics;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

[TestClass]
public class SumTests
{
    [TestMethod]
    public void N03_Sum_EitherAxis_KeepsTheDimension()
    {
        Matrix<double> matrix = Matrix<double>.FromRows([1, 2, 3], [10, 20, 30]);
        Matrix<double> rows = matrix.Sum(Axis.Rows);
        Assert.AreEqual("(1, 3)", rows.ToString());
        CollectionAssert.AreEqual((double[])[11, 22, 33], rows.Values.ToArray());

        Matrix<double> columns = matrix.Sum(Axis.Columns);
        Assert.AreEqual("(2, 1)", columns.ToString());
        CollectionAssert.AreEqual((double[])[6, 60], columns.Values.ToArray());
    }

    [TestMethod]
    public void N03_Sum_EveryLength_AgreesWithPlainLoops()
    {
        for (int length = 0; length <= 256; length++)
        {
            ShouldAgree<float>(3, length);
            ShouldAgree<double>(3, length);
            ShouldAgree<float>(length, 3);
            ShouldAgree<double>(length, 3);
        }
    }

    [TestMethod]
    public void N03_Sum_NoRowsOrNoColumns_IsZero()
    {
        CollectionAssert.AreEqual(new double[3], new Matrix<double>(0, 3).Sum(Axis.Rows).Values.ToArray());
        CollectionAssert.AreEqual(new double[3], new Matrix<double>(3, 0).Sum(Axis.Columns).Values.ToArray());
    }

    [TestMethod]
    public void N03_SumColumns_DestinationOfAnotherShape_NamesBothShapes()
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => new Matrix<double>(2, 3).SumColumns(new Matrix<double>(1, 2)));
        Assert.AreEqual("The sums along the columns of a (2, 3) matrix have shape (2, 1); it was given (1, 2).", exception.Message);
    }

    private static void ShouldAgree<T>(int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> matrix = RandomMatrix.WithSpareMemory(RandomMatrix.Of<T>(rows, columns, new Random((1000 * rows) + columns)), spare: 16);
        ShouldAgree(matrix, matrix.Sum(Axis.Rows), "rows", columns, rows, (sum, p) => matrix[p, sum]);
        ShouldAgree(matrix, matrix.Sum(Axis.Columns), "columns", rows, columns, (sum, p) => matrix[sum, p]);

        var destination = new Matrix<T>(rows, 1);
        destination.Values.Fill(T.NaN);
        matrix.SumColumns(destination);
        Assert.IsTrue(destination.Values.SequenceEqual(matrix.Sum(Axis.Columns).Values), $"The two sums along the columns of a {matrix} matrix differ.");
    }

    private static void ShouldAgree<T>(Matrix<T> matrix, Matrix<T> sums, string axis, int count, int length, Func<int, int, T> term)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        for (int i = 0; i < count; i++)
        {
            double expected = 0, magnitude = 0;
            for (int p = 0; p < length; p++)
            {
                expected += double.CreateChecked(term(i, p));
                magnitude += Math.Abs(double.CreateChecked(term(i, p)));
            }

            double error = Math.Abs(double.CreateChecked(sums.Values[i]) - expected);
            if (!(error <= length * epsilon * magnitude))
            {
                Assert.Fail($"Sum {i} along the {axis} of a {matrix} matrix of {typeof(T).Name}: expected {expected}, was {sums.Values[i]}.");
            }
        }
    }
}
