using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class TemperatureSearchTests
{
    [TestMethod]
    [DataRow(1, 0.5)]
    [DataRow(1, 3.0)]
    [DataRow(4, 0.5)]
    [DataRow(4, 1.0)]
    [DataRow(4, 3.0)]
    public void Choose_LogitsTooLargeByAFactor_IsThatFactor(int outputs, double factor)
    {
        (Matrix<double> logits, Matrix<float> labels) = Draw(outputs, 20_000, factor, 1);

        TemperatureChoice choice = TemperatureSearch.Choose(logits, labels, labels.Columns);

        Assert.AreEqual((TemperatureReason.Chosen, 20_000), (choice.Reason, choice.Count));
        Assert.AreEqual(factor, choice.Temperature, 0.05 * factor);
    }

    [TestMethod]
    [DataRow(1, 60, 60)]
    [DataRow(1, 400, 20)]
    [DataRow(3, 60, 60)]
    [DataRow(3, 400, 20)]
    public void Choose_AnyExamples_NoTemperatureNearbyIsBetter(int outputs, int count, int independent)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            (Matrix<double> logits, Matrix<float> labels) = Draw(outputs, count, 2.5, seed);

            double chosen = TemperatureSearch.Choose(logits, labels, independent).Temperature;

            double least = Penalised(chosen);
            for (double other = 0.06; other < 20; other *= 1.01)
            {
                Assert.IsGreaterThanOrEqualTo(least - 1e-9, Penalised(other), $"{other} instead of {chosen}");
            }

            double Penalised(double temperature)
            {
                double cost = Enumerable.Range(0, count).Average(e => Loss(logits, labels, e, temperature));
                return (independent * cost) + (4 * Math.Log(temperature) * Math.Log(temperature));
            }
        }
    }

    [TestMethod]
    public void Choose_FewerIndependentExamples_StaysNearerToOne()
    {
        (Matrix<double> logits, Matrix<float> labels) = Draw(3, 400, 4, 7);
        double[] temperatures = [.. ((int[])[400, 100, 20, 4]).Select(groups => TemperatureSearch.Choose(logits, labels, groups).Temperature)];
        CollectionAssert.AreEqual(temperatures.OrderDescending().ToArray(), temperatures);
        Assert.IsLessThan(2, temperatures[^1]);
    }

    [TestMethod]
    public void Choose_EveryExampleIsRight_KeepsOne()
    {
        Matrix<double> logits = Matrix<double>.FromRows([[-2.0, 3, 0, -0.5]]);
        Matrix<float> labels = Matrix<float>.FromRows([[0f, 1, 1, 0]]);
        Assert.AreEqual(new TemperatureChoice(1, TemperatureReason.AllRight, 4), TemperatureSearch.Choose(logits, labels, 4));
    }

    [TestMethod]
    public void Choose_LogitsThatMeanNothing_KeepsOne()
    {
        (Matrix<double> logits, Matrix<float> labels) = Draw(1, 500, 1, 3);
        Matrix<double> huge = Matrix<double>.FromRows([[.. logits.Values.ToArray().Select((logit, e) => (labels[0, e] == 1) == (e % 2 == 0) ? 1e6 : -1e6)]]);
        Assert.AreEqual(new TemperatureChoice(1, TemperatureReason.AtEnd, 500), TemperatureSearch.Choose(huge, labels, 500));
    }

    /// <summary>Logits from a normal distribution with labels drawn from their probabilities, and then multiplied.</summary>
    internal static (Matrix<double> Logits, Matrix<float> Labels) Draw(int outputs, int count, double factor, int seed)
    {
        var random = new Random(seed);
        var logits = new Matrix<double>(outputs, count);
        var labels = new Matrix<float>(outputs, count);
        for (int e = 0; e < count; e++)
        {
            double[] z = [.. Enumerable.Range(0, outputs).Select(_ => 2 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2)];
            double[] powers = outputs == 1 ? [Math.Exp(z[0]), 1] : [.. z.Select(Math.Exp)];
            double left = random.NextDouble() * powers.Sum();
            int drawn = 0;
            while (drawn < powers.Length - 1 && left >= powers[drawn])
            {
                left -= powers[drawn++];
            }

            for (int k = 0; k < outputs; k++)
            {
                logits[k, e] = factor * z[k];
                labels[k, e] = drawn == k ? 1 : 0;
            }
        }

        return (logits, labels);
    }

    private static double Loss(Matrix<double> logits, Matrix<float> labels, int e, double temperature)
    {
        double[] z = [.. Enumerable.Range(0, logits.Rows).Select(k => logits[k, e] / temperature)];
        int truth = Enumerable.Range(0, logits.Rows).FirstOrDefault(k => labels[k, e] == 1, -1);
        return logits.Rows == 1 ? LossFunctions.CrossEntropy(z[0], labels[0, e]) : Math.Log(z.Sum(logit => Math.Exp(logit - z[truth])));
    }
}
