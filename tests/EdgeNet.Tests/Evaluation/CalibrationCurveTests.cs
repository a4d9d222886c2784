using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class CalibrationCurveTests
{
    [TestMethod]
    public void N35_Of_RandomProbabilities_IsWhatEachBinHolds()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 200; trial++)
        {
            int count = random.Next(0, 60), bins = random.Next(1, 15);
            double[] probabilities = [.. Enumerable.Range(0, count).Select(_ => random.Next(5) == 0 ? random.Next(2) : random.NextDouble())];
            float[] labels = [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(2))];

            CalibrationCurve curve = CalibrationCurve.Of(probabilities, labels, bins);

            double error = 0;
            for (int b = 0; b < bins; b++)
            {
                int bin = b;
                int[] inside = [.. Enumerable.Range(0, count).Where(e => Math.Min(Math.Floor(probabilities[e] * bins), bins - 1) == bin)];
                Assert.AreEqual(inside.Length, curve.Bins[b].Count);
                Assert.AreEqual((double)b / bins, curve.Bins[b].Lowest);
                Assert.AreEqual((b + 1.0) / bins, curve.Bins[b].Highest);
                if (inside.Length > 0)
                {
                    Assert.AreEqual(inside.Average(e => probabilities[e]), curve.Bins[b].MeanProbability, 1e-12);
                    Assert.AreEqual(inside.Average(e => labels[e]), curve.Bins[b].Share, 1e-6);
                    error += (double)inside.Length / count * Math.Abs(inside.Average(e => (double)labels[e]) - inside.Average(e => probabilities[e]));
                }
                else
                {
                    Assert.IsTrue(double.IsNaN(curve.Bins[b].Share) && double.IsNaN(curve.Bins[b].MeanProbability));
                }
            }

            double found = curve.ExpectedError;
            Assert.AreEqual(error, found, 1e-12);
        }
    }

    [TestMethod]
    public void N35_ExpectedError_LabelsDrawnFromTheProbabilities_IsSmallAndOfOverconfidentOnesIsNot()
    {
        var random = new Random(2);
        double[] probabilities = [.. Enumerable.Range(0, 20000).Select(_ => random.NextDouble())];
        float[] labels = [.. probabilities.Select(probability => random.NextDouble() < probability ? 1f : 0)];
        double[] overconfident = [.. probabilities.Select(probability => probability < 0.5 ? 0.0 : 1)];

        Assert.IsLessThan(0.02, CalibrationCurve.Of(probabilities, labels).ExpectedError);
        Assert.AreEqual(0.25, CalibrationCurve.Of(overconfident, labels).ExpectedError, 0.02);
    }

    [TestMethod]
    [DataRow(1.01)]
    [DataRow(-0.01)]
    [DataRow(double.NaN)]
    public void N35_Of_NoProbability_IsRefused(double probability)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => CalibrationCurve.Of([0.5, probability], [1f, 0]));
        Assert.StartsWith(FormattableString.Invariant($"Probability 1 is {probability}; it must be from 0 to 1."), error.Message);
        error = Assert.ThrowsExactly<ArgumentException>(() => CalibrationCurve.Of([0.5], [1f, 0]));
        Assert.StartsWith("There are 1 probabilities and 2 labels.", error.Message);
    }
}
