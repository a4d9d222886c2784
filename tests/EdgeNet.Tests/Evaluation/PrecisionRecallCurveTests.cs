using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class PrecisionRecallCurveTests
{
    [TestMethod]
    [DataRow(1, DisplayName = "nearly all scores tied")]
    [DataRow(5, DisplayName = "many ties")]
    [DataRow(1000000, DisplayName = "hardly a tie")]
    public void N35_Points_RandomScores_AreCountedAtEachThreshold(int differentScores)
    {
        var random = new Random(differentScores);
        for (int trial = 0; trial < 200; trial++)
        {
            int count = random.Next(1, 40);
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(-differentScores, differentScores + 1))];
            float[] labels = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(2))];

            PrecisionRecallCurve curve = PrecisionRecallCurve.Of(scores, labels);

            CollectionAssert.AreEqual(scores.Distinct().OrderDescending().ToArray(), curve.Points.Select(point => point.Threshold).ToArray());
            double area = 0, recall = 0;
            foreach (PrecisionRecallCurve.Point point in curve.Points)
            {
                ConfusionMatrix plain = ConfusionMatrix.Of([.. scores.Select(score => score >= point.Threshold)], labels);
                Assert.AreEqual((plain.Recall, plain.Precision, plain.F1), (point.Recall, point.Precision, point.F1));
                area += (plain.Recall - recall) * plain.Precision;
                recall = plain.Recall;
            }

            Assert.AreEqual(area, curve.AveragePrecision, 1e-12);
        }
    }

    [TestMethod]
    public void N35_AveragePrecision_KnownOrder_IsTheMeanPrecisionAtEachPositive()
    {
        // Positives at ranks 1, 3 and 4: precisions 1/1, 2/3 and 3/4.
        PrecisionRecallCurve curve = PrecisionRecallCurve.Of([9, 8, 7, 6, 5], [1f, 0, 1, 1, 0]);

        Assert.AreEqual((1 + (2.0 / 3) + (3.0 / 4)) / 3, curve.AveragePrecision, 1e-15);
        Assert.AreEqual(0, PrecisionRecallCurve.Of([1, 2], [0f, 0]).AveragePrecision);
        Assert.AreEqual(0.25, PrecisionRecallCurve.Of([1, 1, 1, 1], [1f, 0, 0, 0]).AveragePrecision, "All tied: the share of the positives.");
    }

    [TestMethod]
    public void N35_Of_WrongScores_SaysWhich()
    {
        Assert.StartsWith("There are 1 scores and 2 labels.", Assert.ThrowsExactly<ArgumentException>(() => PrecisionRecallCurve.Of([1.0], [1f, 0])).Message);
        Assert.StartsWith("Score 1 is not a number.", Assert.ThrowsExactly<ArgumentException>(() => PrecisionRecallCurve.Of([1.0, double.NaN], [1f, 0])).Message);
    }
}
