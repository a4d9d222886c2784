using EdgeNet.Networks.Evaluation;

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
        Score score = Score.OfBinary(Logits, threshold, Labels);

        ConfusionTable table = score.Confusion!;
        Assert.AreEqual((truePositives, falsePositives, trueNegatives, falseNegatives), (table[1, 1], table[0, 1], table[0, 0], table[1, 0]));
        var matrix = new ConfusionMatrix(truePositives, falsePositives, trueNegatives, falseNegatives);
        Assert.AreEqual((6, matrix.Accuracy, matrix.F1), (score.Count, score.Accuracy, score.F1));
    }

    [TestMethod]
    public void N35_Of_AnyThreshold_HasTheCurveOfTheLogits()
    {
        RocCurve curve = RocCurve.Of(Logits, Labels);
        foreach (double threshold in (double[])[-5, 0, 5])
        {
            Score score = Score.OfBinary(Logits, threshold, Labels);

            CollectionAssert.AreEqual(curve.Points.ToArray(), score.Roc!.Points.ToArray());
            Assert.AreEqual(6 / 9.0, score.Roc!.Area, 1e-15);
        }
    }

    [TestMethod]
    public void N07_Of_IntegerLogits_HasTheCrossEntropyOfTheRealOnes()
    {
        double expected = Logits.Zip(Labels, (z, y) => -Math.Log(1 / (1 + Math.Exp(y == 1 ? -z : z)))).Average();
        double[] integers = [.. Logits.Select(z => z * 1000)];

        Assert.AreEqual(expected, Score.OfBinary(Logits, 0, Labels).Cost, 1e-12);
        Assert.AreEqual(expected, Score.OfBinary(integers, 0, Labels, 0.001).Cost, 1e-12);
    }

    [TestMethod]
    public void N35_Of_OtherNumberOfLabels_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Score.OfBinary(Logits, 0, [1f]));
    }
}
