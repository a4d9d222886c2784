using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class BinaryScoreTests
{
    private static readonly double[] Logits = [-2, -1, 0, 1, 2, 3];
    private static readonly float[] Labels = [0, 1, 0, 1, 0, 1];

    [TestMethod]
    [DataRow(double.NegativeInfinity, 3, 3, 0, 0)]
    [DataRow(-1.5, 3, 2, 1, 0)]
    [DataRow(0.0, 2, 2, 1, 1)]
    [DataRow(1.0, 2, 1, 2, 1)]
    [DataRow(3.0, 1, 0, 3, 2)]
    [DataRow(3.1, 0, 0, 3, 3)]
    public void N35_Of_Threshold_CallsPositiveWhatReachesIt(
        double threshold, int truePositives, int falsePositives, int trueNegatives, int falseNegatives)
    {
        BinaryScore score = BinaryScore.Of(Logits, threshold, Labels);

        Assert.AreEqual(new ConfusionMatrix(truePositives, falsePositives, trueNegatives, falseNegatives), score.Confusion);
    }

    [TestMethod]
    public void N35_Of_AnyThreshold_HasTheCurveOfTheLogits()
    {
        RocCurve curve = RocCurve.Of(Logits, Labels);
        foreach (double threshold in (double[])[-5, 0, 5])
        {
            BinaryScore score = BinaryScore.Of(Logits, threshold, Labels);

            CollectionAssert.AreEqual(curve.Points.ToArray(), score.Roc.Points.ToArray());
            Assert.AreEqual(6 / 9.0, score.Roc.Area, 1e-15);
        }
    }

    [TestMethod]
    public void N35_Of_OtherNumberOfLabels_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => BinaryScore.Of(Logits, 0, [1f]));
    }
}
