using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class ConfusionMatrixTests
{
    [TestMethod]
    public void N35_Of_EveryDecision_CountsItWhereItBelongs()
    {
        bool[] decisions = [true, true, true, true, false, false, false, true, false, true];
        float[] labels = [1, 1, 1, 0, 0, 0, 1, 0, 1, 1];

        ConfusionMatrix confusion = ConfusionMatrix.Of(decisions, labels);

        Assert.AreEqual(new ConfusionMatrix(TruePositives: 4, FalsePositives: 2, TrueNegatives: 2, FalseNegatives: 2), confusion);
        Assert.AreEqual(10, confusion.Count);
    }

    [TestMethod]
    [DataRow(true, 1f, 1, 0, 0, 0)]
    [DataRow(true, 0f, 0, 1, 0, 0)]
    [DataRow(false, 0f, 0, 0, 1, 0)]
    [DataRow(false, 1f, 0, 0, 0, 1)]
    public void N35_Of_OneDecision_IsInOneCell(bool decision, float label, int truePositives, int falsePositives, int trueNegatives, int falseNegatives)
    {
        Assert.AreEqual(new ConfusionMatrix(truePositives, falsePositives, trueNegatives, falseNegatives), ConfusionMatrix.Of([decision], [label]));
    }

    [TestMethod]
    public void N35_Ratios_KnownCounts_AreKnownNumbers()
    {
        var confusion = new ConfusionMatrix(TruePositives: 30, FalsePositives: 10, TrueNegatives: 50, FalseNegatives: 20);

        Assert.AreEqual(80 / 110.0, confusion.Accuracy, 1e-15);
        Assert.AreEqual(0.75, confusion.Precision, 1e-15);
        Assert.AreEqual(0.6, confusion.Recall, 1e-15);
        Assert.AreEqual(2 * 0.75 * 0.6 / (0.75 + 0.6), confusion.F1, 1e-15);
    }

    [TestMethod]
    public void N35_F1_RandomCounts_IsTheHarmonicMeanOfPrecisionAndRecall()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 200; trial++)
        {
            var confusion = new ConfusionMatrix(random.Next(1, 100), random.Next(100), random.Next(100), random.Next(100));

            Assert.AreEqual(2 / ((1 / confusion.Precision) + (1 / confusion.Recall)), confusion.F1, 1e-12);
        }
    }

    [TestMethod]
    [DataRow(0, 0, 0, 0, 0.0, 0.0, 0.0, 0.0, DisplayName = "nothing")]
    [DataRow(0, 0, 7, 0, 1.0, 0.0, 0.0, 0.0, DisplayName = "no positive example and none called so")]
    [DataRow(0, 0, 7, 3, 0.7, 0.0, 0.0, 0.0, DisplayName = "none called positive")]
    [DataRow(0, 7, 3, 0, 0.3, 0.0, 0.0, 0.0, DisplayName = "no positive example")]
    [DataRow(0, 5, 0, 5, 0.0, 0.0, 0.0, 0.0, DisplayName = "all wrong")]
    [DataRow(5, 0, 0, 0, 1.0, 1.0, 1.0, 1.0, DisplayName = "no negative example")]
    [DataRow(5, 5, 0, 0, 0.5, 0.5, 1.0, 2 / 3.0, DisplayName = "all called positive")]
    public void N35_Ratios_WithoutCases_AreZeroAndNeverNaN(
        int truePositives, int falsePositives, int trueNegatives, int falseNegatives, double accuracy, double precision, double recall, double f1)
    {
        var confusion = new ConfusionMatrix(truePositives, falsePositives, trueNegatives, falseNegatives);

        Assert.AreEqual((accuracy, precision, recall, f1), (confusion.Accuracy, confusion.Precision, confusion.Recall, confusion.F1));
    }

    [TestMethod]
    public void N35_Of_OtherNumberOfLabels_SaysBoth()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => ConfusionMatrix.Of([true, false], [1f]));
        Assert.StartsWith("There are 2 decisions and 1 labels.", error.Message);
    }
}
