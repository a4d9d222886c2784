using EdgeNet.Networks.Anomalies;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Anomalies;

/// <summary>Mixtures find the clusters that examples were drawn from, and are the same for the same seed.</summary>
[TestClass]
public class MixtureTests
{
    private static readonly double[][] Centres = [[-3, 0, 1], [2, 2, -2], [0, -4, 0]];
    private static readonly double[][] Deviations = [[0.3, 0.1, 0.5], [0.2, 0.8, 0.2], [0.5, 0.2, 0.2]];

    [TestMethod]
    public void Fit_GaussianMixture_FindsCentresWidthsAndShares()
    {
        Mixture mixture = GaussianMixture.Fit(Draw(600, seed: 1), 3, seed: 4);

        for (int c = 0; c < Centres.Length; c++)
        {
            int k = Nearest(mixture, Centres[c]);
            for (int i = 0; i < 3; i++)
            {
                Assert.AreEqual(Centres[c][i], mixture.Centres[k][i], 0.15);
                Assert.AreEqual(Deviations[c][i], Math.Sqrt(mixture.Variances[k][i]), 0.1);
            }

            Assert.AreEqual(1.0 / 3, Math.Exp(mixture.LogShares[k]), 0.02);
        }
    }

    [TestMethod]
    public void Fit_KMeans_FindsCentresWithAWidthEach()
    {
        Mixture mixture = KMeans.Fit(Draw(600, seed: 2), 3, seed: 4);

        foreach (double[] centre in Centres)
        {
            Assert.IsLessThan(0.15, Centres[0].Select((_, i) => Math.Abs(mixture.Centres[Nearest(mixture, centre)][i] - centre[i])).Max());
        }

        for (int c = 0; c < Centres.Length; c++)
        {
            double[] variances = mixture.Variances[Nearest(mixture, Centres[c])];
            Assert.HasCount(1, variances.Distinct().ToArray());
            Assert.AreEqual(Deviations[c].Average(deviation => deviation * deviation), variances[0], 0.04);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Fit_SameSeed_IsTheSameAndAnotherMayDiffer(bool isKMeans)
    {
        double[][] examples = Draw(100, seed: 3);
        Mixture one = Fit(isKMeans, examples, 5, 7), same = Fit(isKMeans, examples, 5, 7);

        CollectionAssert.AreEqual(one.Centres.SelectMany(centre => centre).ToArray(), same.Centres.SelectMany(centre => centre).ToArray());
        CollectionAssert.AreEqual(one.LogShares, same.LogShares);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Fit_FewerDifferentExamplesThanPrototypes_HasAsManyAsThereAre(bool isKMeans)
    {
        double[][] examples = [.. Enumerable.Range(0, 20).Select(e => (double[])[e % 2])];
        Mixture mixture = Fit(isKMeans, examples, 8, 1);

        Assert.AreEqual(2, mixture.Count);
        Assert.IsTrue(double.IsFinite(mixture.LogLikelihood(examples)));
    }

    [TestMethod]
    public void Surprise_OneComponent_IsTheNegativeLogarithmOfTheDensity()
    {
        var mixture = new Mixture([[1, -1]], [[4, 0.25]], [0]);

        double density = Math.Exp(-0.5 * ((9 / 4.0) + (1 / 0.25))) / (2 * Math.PI * 2 * 0.5);
        Assert.AreEqual(-Math.Log(density), mixture.Surprise(0, [4, 0]), 1e-12);
        Assert.AreEqual(Math.Log(density), mixture.LogLikelihood([[4, 0]]), 1e-12);
    }

    private static Mixture Fit(bool isKMeans, double[][] examples, int count, int seed) =>
        isKMeans ? KMeans.Fit(examples, count, seed) : GaussianMixture.Fit(examples, count, seed);

    private static int Nearest(Mixture mixture, double[] centre) =>
        Enumerable.Range(0, mixture.Count).MinBy(k => mixture.Centres[k].Select((value, i) => Math.Abs(value - centre[i])).Sum());

    // Normal numbers by Box and Muller.
    private static double[][] Draw(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(e => Centres[e % 3]
                .Select((mean, i) => mean + (Deviations[e % 3][i] * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))).ToArray()),
        ];
    }
}
