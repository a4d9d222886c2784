using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Softmax and its cross-entropy against plain formulas, also where plain formulas would overflow.</summary>
[TestClass]
public class SoftmaxTests
{
    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(10)]
    public void N14_Forward_EveryCountOfColumns_AgreesWithThePlainFormula(int classes)
    {
        for (int m = 0; m <= 300; m++)
        {
            ShouldAgree<float>(classes, m, 3e-7);
            ShouldAgree<double>(classes, m, 1e-15);
        }
    }

    [TestMethod]
    public void N14_Forward_LogitsInTheThousands_AreSharesAllTheSame()
    {
        Matrix<float> logits = Matrix<float>.FromRows([5000, -5000, 0, 88], [5000, -5003, -2000, 89], [-5000, -9000, -4000, 90]);
        var shares = new Matrix<float>(0, 0);
        Softmax.Forward(logits, shares);
        ShouldBe(shares, 0, 0.5, 0.5, 0);
        ShouldBe(shares, 1, 1 / (1 + Math.Exp(-3)), Math.Exp(-3) / (1 + Math.Exp(-3)), 0);
        ShouldBe(shares, 2, 1, 0, 0);
        ShouldBe(shares, 3, 0.0900306, 0.2447285, 0.6652410);
    }

    [TestMethod]
    public void N14_CrossEntropy_ModerateLogits_IsTheLogOfTheShare()
    {
        var random = new Random(3);
        var shares = new Matrix<double>(0, 0);
        for (int classes = 2; classes <= 12; classes++)
        {
            Matrix<double> logits = RandomMatrix.Of<double>(classes, 20, random);
            Softmax.Forward(logits, shares);
            for (int e = 0; e < 20; e++)
            {
                Matrix<double> labels = OneHot(classes, 20, e, e % classes);
                Assert.AreEqual(-Math.Log(shares[e % classes, e]), CrossEntropyOf(logits, labels, e), 1e-14);
            }
        }
    }

    [TestMethod]
    public void N14_CrossEntropy_ShareThatRoundsToZeroOrOne_IsFiniteAndKeepsItsDigits()
    {
        Matrix<double> logits = Matrix<double>.FromRows([900, 0], [-100, -60], [0, -70]);

        // log(e^900 + e^-100 + 1) is 900 to rounding; e^-60 (1 + e^-10) is far below what 1 + e^-60 can tell from 1.
        Assert.AreEqual(1000, CrossEntropyOf(logits, OneHot(3, 2, 0, 1), 0));
        Assert.AreEqual(0, CrossEntropyOf(logits, OneHot(3, 2, 0, 0), 0), 1e-300);
        double expected = Math.Exp(-60) + Math.Exp(-70);
        Assert.AreEqual(1, CrossEntropyOf(logits, OneHot(3, 2, 1, 0), 1) / expected, 1e-14);
    }

    [TestMethod]
    public void N14_Forward_TwoClasses_IsTheSigmoidOfTheDifference()
    {
        Matrix<double> logits = RandomMatrix.Of<double>(2, 50, new Random(4));
        var shares = new Matrix<double>(0, 0);
        Softmax.Forward(logits, shares);
        for (int e = 0; e < 50; e++)
        {
            double z = logits[1, e] - logits[0, e];
            Assert.AreEqual(ScalarActivation.Sigmoid(z), shares[1, e], 1e-15);
            Assert.AreEqual(LossFunctions.CrossEntropy(z, 1.0), CrossEntropyOf(logits, OneHot(2, 50, e, 1), e), 1e-14);
        }
    }

    [TestMethod]
    public void IndexOfLargest_EqualNumbers_IsTheFirst()
    {
        Matrix<float> matrix = Matrix<float>.FromRows([1, -3, 2], [4, -1, 2], [4, -2, 2]);
        CollectionAssert.AreEqual((int[])[1, 1, 0], Enumerable.Range(0, 3).Select(e => Softmax.IndexOfLargest(matrix, e)).ToArray());
    }

    private static void ShouldAgree<T>(int classes, int m, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> logits = RandomMatrix.Of<T>(classes, m, new Random(m));
        var shares = new Matrix<T>(0, 0);
        Softmax.Forward(logits, shares);
        Assert.AreEqual($"({classes}, {m})", shares.ToString());
        for (int e = 0; e < m; e++)
        {
            double sum = Enumerable.Range(0, classes).Sum(k => Math.Exp(double.CreateChecked(logits[k, e])));
            for (int k = 0; k < classes; k++)
            {
                double expected = Math.Exp(double.CreateChecked(logits[k, e])) / sum;
                if (!(Math.Abs(double.CreateChecked(shares[k, e]) - expected) <= tolerance))
                {
                    Assert.Fail($"Share {k} of example {e} of {m}, {typeof(T).Name}: should be {expected}, was {shares[k, e]}.");
                }
            }
        }
    }

    private static void ShouldBe(Matrix<float> shares, int example, params double[] expected)
    {
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.AreEqual(expected[k], shares[k, example], 1e-6);
        }
    }

    private static Matrix<double> OneHot(int classes, int m, int example, int label)
    {
        var labels = new Matrix<double>(classes, m);
        labels[label, example] = 1;
        return labels;
    }

    private static double CrossEntropyOf(Matrix<double> logits, Matrix<double> labels, int example)
    {
        double cost = double.NaN;
        Softmax.CrossEntropy(logits, labels, example, new Span<double>(ref cost));
        return cost;
    }
}
