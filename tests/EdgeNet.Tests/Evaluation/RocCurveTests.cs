using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class RocCurveTests
{
    // By hand: the curve has the corners (0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1).
    [TestMethod]
    [DataRow(0.1, 0.7368421052631579)]
    [DataRow(0.5, 0.6666666666666666)]
    [DataRow(0.75, 0.7333333333333334)]
    [DataRow(1.0, 0.75)]
    public void PartialArea_FourExamples_IsStandardised(double most, double expected) =>
        Assert.AreEqual(expected, RocCurve.Of([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]).PartialArea(most), 1e-12);

    [TestMethod]
    public void PartialArea_ScoresThatTie_IsHalfAsByChance() =>
        Assert.AreEqual(0.5, RocCurve.Of([1, 1, 1, 1], [0, 1, 0, 1]).PartialArea(0.2), 1e-12);

    [TestMethod]
    [DataRow(1, DisplayName = "nearly all scores tied")]
    [DataRow(3, DisplayName = "many ties")]
    [DataRow(1000000, DisplayName = "hardly a tie")]
    public void N35_Area_RandomScores_IsTheShareOfPairsInTheRightOrder(int differentScores)
    {
        var random = new Random(differentScores);
        for (int trial = 0; trial < 300; trial++)
        {
            int count = random.Next(1, 40);
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(-differentScores, differentScores + 1))];
            float[] labels = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(2))];

            Assert.AreEqual(ShareOfPairs(scores, labels), RocCurve.Of(scores, labels).Area, 1e-12, $"Trial {trial}.");
        }
    }

    [TestMethod]
    public void N35_Points_RandomScores_AreTheRatesAtEachScore()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 100; trial++)
        {
            double[] scores = [.. Enumerable.Range(0, 30).Select(_ => (double)random.Next(12))];
            float[] labels = [.. Enumerable.Range(0, 30).Select(i => i < 2 ? i : random.Next(2))];

            RocCurve curve = RocCurve.Of(scores, labels);

            double[] thresholds = [double.PositiveInfinity, .. scores.Distinct().OrderDescending()];
            CollectionAssert.AreEqual(thresholds, curve.Points.Select(point => point.Threshold).ToArray());
            foreach (RocCurve.Point point in curve.Points)
            {
                Assert.AreEqual(Rate(scores, labels, 0, point.Threshold), point.FalsePositiveRate, 1e-15);
                Assert.AreEqual(Rate(scores, labels, 1, point.Threshold), point.TruePositiveRate, 1e-15);
            }
        }
    }

    [TestMethod]
    public void N35_Of_KnownScores_IsTheCurveOnPaper()
    {
        RocCurve curve = RocCurve.Of([0.9, 0.8, 0.7, 0.7, 0.2], [1f, 0, 1, 0, 0]);

        RocCurve.Point[] expected =
        [
            new(0, 0, double.PositiveInfinity), new(0, 0.5, 0.9), new(1 / 3.0, 0.5, 0.8), new(2 / 3.0, 1, 0.7), new(1, 1, 0.2),
        ];
        CollectionAssert.AreEqual(expected, curve.Points.ToArray());
        Assert.AreEqual((3 + 0 + 1 + 0.5) / 6, curve.Area, 1e-15, "Of six pairs four are in order and one is tied.");
    }

    [TestMethod]
    [DataRow(new double[] { 3, 2, 1, 0 }, 1.0)]
    [DataRow(new double[] { 0, 1, 2, 3 }, 0.0)]
    [DataRow(new double[] { 5, 5, 5, 5 }, 0.5)]
    [DataRow(new double[] { double.PositiveInfinity, 1, 0, double.NegativeInfinity }, 1.0)]
    [DataRow(new double[] { 0.0, -0.0, 0.0, -0.0 }, 0.5)]
    public void N35_Area_TwoPositivesAndTwoNegatives_IsKnown(double[] scores, double expected)
    {
        Assert.AreEqual(expected, RocCurve.Of(scores, [1f, 1, 0, 0]).Area);
    }

    [TestMethod]
    [DataRow(new double[0], new float[0])]
    [DataRow(new double[] { 1, 2 }, new float[] { 1, 1 })]
    [DataRow(new double[] { 1, 2 }, new float[] { 0, 0 })]
    public void N35_Area_ClassMissing_IsOneHalf(double[] scores, float[] labels)
    {
        RocCurve curve = RocCurve.Of(scores, labels);

        Assert.AreEqual(0.5, curve.Area);
        Assert.HasCount(scores.Length + 1, curve.Points);
        Assert.IsTrue(curve.Points.All(point => double.IsFinite(point.FalsePositiveRate) && double.IsFinite(point.TruePositiveRate)));
    }

    [TestMethod]
    public void N35_Of_Input_IsLeftAsItWas()
    {
        double[] scores = [3, 1, 2];
        float[] labels = [1, 0, 1];

        RocCurve.Of(scores, labels);

        CollectionAssert.AreEqual((double[])[3, 1, 2], scores);
        CollectionAssert.AreEqual((float[])[1, 0, 1], labels);
    }

    [TestMethod]
    public void N35_Of_OtherNumberOfLabels_SaysBoth()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => RocCurve.Of([1.0], [1f, 0]));
        Assert.StartsWith("There are 1 scores and 2 labels.", error.Message);
    }

    [TestMethod]
    public void N35_Of_ScoreThatIsNoNumber_IsRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => RocCurve.Of([1.0, double.NaN, 2], [1f, 0, 1]));
        Assert.StartsWith("Score 1 is not a number.", error.Message);
    }

    // The definition: of all pairs of a positive and a negative example, those in which the positive one scores higher, ties half.
    private static double ShareOfPairs(double[] scores, float[] labels)
    {
        double right = 0;
        int pairs = 0;
        for (int p = 0; p < scores.Length; p++)
        {
            for (int n = 0; n < scores.Length; n++)
            {
                if (labels[p] == 1 && labels[n] == 0)
                {
                    pairs++;
                    right += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
                }
            }
        }

        return pairs == 0 ? 0.5 : right / pairs;
    }

    private static double Rate(double[] scores, float[] labels, float label, double threshold)
    {
        double[] ofClass = [.. scores.Where((_, i) => labels[i] == label)];
        return ofClass.Count(score => score >= threshold) / (double)ofClass.Length;
    }
}
