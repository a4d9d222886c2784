using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class CalibrationErrorTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void Of_OneRun_HasTheErrorsOfTheCurves(int outputs)
    {
        (Matrix<double> logits, Matrix<float> labels) = TemperatureSearchTests.Draw(outputs, 300, 1, 1);
        var judged = JudgedProbabilities.Of(logits, labels, 2.5);

        var error = CalibrationError.Of([judged], 1, 200);

        Assert.AreEqual(CalibrationCurve.Of(judged.Before, judged.IsRight).ExpectedError, error.Before.Value, 1e-12);
        Assert.AreEqual(CalibrationCurve.Of(judged.After, judged.IsRight).ExpectedError, error.After.Value, 1e-12);
        Assert.AreEqual(error.Before.Value - error.After.Value, error.Reduction.Value, 1e-12);
        Assert.IsGreaterThan(0, error.Reduction.Lowest);
        Assert.IsTrue(error.Perfect.Lowest < error.After.Value && error.After.Value < error.Perfect.Highest, $"{error}");
    }

    [TestMethod]
    public void Of_SeveralRuns_IsTheirMean()
    {
        JudgedProbabilities[] runs = [.. Enumerable.Range(1, 3).Select(seed => Judge(seed, 100))];

        var error = CalibrationError.Of(runs, 1, 20);

        Assert.AreEqual(runs.Average(run => CalibrationCurve.Of(run.After, run.IsRight).ExpectedError), error.After.Value, 1e-12);
        Assert.AreEqual(error, CalibrationError.Of(runs, 1, 20));
        Assert.AreNotEqual(error, CalibrationError.Of(runs, 2, 20));
        Assert.AreEqual(300, JudgedProbabilities.Join(runs).Count);
    }

    [TestMethod]
    public void Of_ExamplesOfGroups_AreLessSure()
    {
        JudgedProbabilities grouped = JudgedProbabilities.Join(Enumerable.Repeat(Judge(1, 100), 4)); // each example four times
        JudgedProbabilities single = grouped with { Units = [.. Enumerable.Range(0, 400)] };
        Assert.IsGreaterThan(Width(single), Width(grouped));

        static double Width(JudgedProbabilities judged)
        {
            CalibrationEstimate before = CalibrationError.Of([judged], 1).Before;
            return before.Highest - before.Lowest;
        }
    }

    [TestMethod]
    public void Of_ManyDraws_TheIntervalHasTheErrorOfAllExamples()
    {
        (Matrix<double> logits, Matrix<float> labels) = TemperatureSearchTests.Draw(1, 200_000, 2.5, 99);
        double truth = CalibrationError.Of([JudgedProbabilities.Of(logits, labels)], 1, 1).After.Value;
        int covered = 0;
        for (int seed = 1; seed <= 100; seed++)
        {
            (logits, labels) = TemperatureSearchTests.Draw(1, 200, 2.5, seed);
            CalibrationEstimate after = CalibrationError.Of([JudgedProbabilities.Of(logits, labels)], seed, 400).After;
            covered += after.Lowest <= truth && truth <= after.Highest ? 1 : 0;
        }

        Assert.IsGreaterThanOrEqualTo(85, covered);
    }

    [TestMethod]
    public void Of_Nothing_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => CalibrationError.Of([], 1));
        Assert.ThrowsExactly<ArgumentException>(() => CalibrationError.Of([JudgedProbabilities.Of(new Matrix<double>(1, 0), new Matrix<float>(1, 0))], 1));
    }

    private static JudgedProbabilities Judge(int seed, int count)
    {
        (Matrix<double> logits, Matrix<float> labels) = TemperatureSearchTests.Draw(1, count, 1, seed);
        return JudgedProbabilities.Of(logits, labels, 2);
    }
}
