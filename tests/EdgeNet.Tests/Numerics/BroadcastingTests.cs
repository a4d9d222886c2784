using System.Numerics;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

[TestClass]
public class BroadcastingTests
{
    [TestMethod]
    public void N02_Operators_EveryPairOfSmallShapes_FollowTheRuleOrNameBothShapes()
    {
        var random = new Random(1);
        int combined = 0, refused = 0;
        for (int i = 0; i < 5 * 5 * 5 * 5; i++)
        {
            Matrix<double> left = RandomMatrix.Of<double>(i % 5, i / 5 % 5, random);
            Matrix<double> right = RandomMatrix.Of<double>(i / 25 % 5, i / 125, random);
            bool fits = (right.Rows == left.Rows || right.Rows == 1) && (right.Columns == left.Columns || right.Columns == 1);
            if (fits)
            {
                ShouldCombine(left, right);
                combined++;
            }
            else
            {
                ShouldRefuse(left, right);
                refused++;
            }
        }

        Assert.AreEqual(81, combined); // 9 pairs of row counts (5 equal, 4 more against 1), and as many of columns
        Assert.AreEqual(625 - 81, refused);
    }

    [TestMethod]
    public void N02_Operators_EveryLengthOfRow_AgreeWithPlainLoops()
    {
        var random = new Random(2);
        for (int columns = 0; columns <= 256; columns++)
        {
            foreach ((int r, int c) in ((int, int)[])[(3, columns), (1, columns), (3, 1), (1, 1)])
            {
                ShouldCombine(RandomMatrix.Of<float>(3, columns, random), RandomMatrix.Of<float>(r, c, random));
                ShouldCombine(RandomMatrix.Of<double>(3, columns, random), RandomMatrix.Of<double>(r, c, random));
            }
        }
    }

    [TestMethod]
    public void N02_Add_ShapesThatDoNotFit_SaysWhichWould()
    {
        ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => new Matrix<double>(3, 4) + new Matrix<double>(4, 3));
        Assert.AreEqual("A (3, 4) matrix takes (3, 4), (1, 4), (3, 1) or (1, 1); it was given (4, 3).", exception.Message);
    }

    [TestMethod]
    public void N04_PercentageTable_IsOneExpression()
    {
        // Calories of carbohydrate, protein and fat in 100 g of apples, beef, eggs and potatoes.
        Matrix<double> calories = Matrix<double>.FromRows([56, 0, 4.4, 68], [1.2, 104, 52, 8], [1.8, 135, 99, 0.9]);
        var hundred = new Matrix<double>(1, 1, [100]);

        Matrix<double> percentages = calories / calories.Sum(Axis.Rows) * hundred;

        double[] expected = [94.915254, 0, 2.831403, 88.426528, 2.033898, 43.514644, 33.462033, 10.403121, 3.050847, 56.485356, 63.706564, 1.170351];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], percentages.Values[i], 1e-6);
        }

        Matrix<double> total = percentages.Sum(Axis.Rows);
        Assert.AreEqual("(1, 4)", total.ToString());
        foreach (double percentage in total.Values)
        {
            Assert.AreEqual(100, percentage, 1e-12);
        }
    }

    private static void ShouldCombine<T>(Matrix<T> left, Matrix<T> right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] before = [.. left.Values, .. right.Values];
        ShouldEqual(left, right, left + right, '+', (a, b) => a + b);
        ShouldEqual(left, right, left - right, '-', (a, b) => a - b);
        ShouldEqual(left, right, left * right, '*', (a, b) => a * b);
        ShouldEqual(left, right, left / right, '/', (a, b) => a / b);
        T[] after = [.. left.Values, .. right.Values];
        Assert.IsTrue(after.AsSpan().SequenceEqual(before), "The operands stay as they are.");
    }

    private static void ShouldEqual<T>(Matrix<T> left, Matrix<T> right, Matrix<T> result, char sign, Func<T, T, T> plain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.AreEqual(left.ToString(), result.ToString());
        for (int r = 0; r < left.Rows; r++)
        {
            for (int c = 0; c < left.Columns; c++)
            {
                T expected = plain(left[r, c], right[right.Rows == 1 ? 0 : r, right.Columns == 1 ? 0 : c]);
                if (result[r, c] != expected)
                {
                    Assert.Fail($"{left} {sign} {right} of {typeof(T).Name} at [{r}, {c}]: expected {expected}, was {result[r, c]}.");
                }
            }
        }
    }

    private static void ShouldRefuse(Matrix<double> left, Matrix<double> right)
    {
        Func<Matrix<double>>[] combinations = [() => left + right, () => left - right, () => left * right, () => left / right];
        foreach (Func<Matrix<double>> combine in combinations)
        {
            ShapeException exception = Assert.ThrowsExactly<ShapeException>(() => combine());
            Assert.StartsWith($"A {left} matrix", exception.Message);
            Assert.EndsWith($"it was given {right}.", exception.Message);
        }
    }
}
