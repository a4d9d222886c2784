using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class StudentTTests
{
    /// <summary>The percentage points of Abramowitz and Stegun, table 26.10, and the NIST handbook, 1.3.6.7.2.</summary>
    [TestMethod]
    [DataRow(1, 0.20, 3.078)]
    [DataRow(1, 0.05, 12.706)]
    [DataRow(1, 0.001, 636.619)]
    [DataRow(2, 0.05, 4.303)]
    [DataRow(3, 0.01, 5.841)]
    [DataRow(5, 0.10, 2.015)]
    [DataRow(9, 0.05, 2.262)]
    [DataRow(10, 0.001, 4.587)]
    [DataRow(12, 0.05, 2.179)]
    [DataRow(30, 0.05, 2.042)]
    [DataRow(60, 0.02, 2.390)]
    [DataRow(100, 0.01, 2.626)]
    [DataRow(120, 0.05, 1.980)]
    public void TwoSidedQuantile_PublishedTables_AreMet(int degreesOfFreedom, double tail, double expected) =>
        Assert.AreEqual(expected, StudentT.TwoSidedQuantile(tail, degreesOfFreedom), 0.0005);

    [TestMethod]
    public void TwoSidedTail_OneDegree_IsTheCauchyDistribution()
    {
        foreach (double t in (double[])[0, 0.001, 0.3, 1, 2, 12.706, 1000])
        {
            Assert.AreEqual(1 - (2 * Math.Atan(t) / Math.PI), StudentT.TwoSidedTail(t, 1), 1e-12);
            Assert.AreEqual(StudentT.TwoSidedTail(t, 1), StudentT.TwoSidedTail(-t, 1));
        }
    }

    [TestMethod]
    public void TwoSidedTail_TwoDegrees_IsItsClosedForm()
    {
        foreach (double t in (double[])[0, 0.01, 0.5, 1, 3, 50, 1e6])
        {
            Assert.AreEqual(1 - (t / Math.Sqrt((t * t) + 2)), StudentT.TwoSidedTail(t, 2), 1e-12);
        }
    }

    [TestMethod]
    public void TwoSidedTail_ManyDegrees_IsTheNormalDistribution() => Assert.AreEqual(0.05, StudentT.TwoSidedTail(1.959963985, 1e8), 1e-7);

    [TestMethod]
    public void TwoSidedTail_Integrated_IsTheDensity()
    {
        // Simpson's rule over the density, at every number of degrees that a report may have.
        for (int degrees = 1; degrees <= 200; degrees++)
        {
            const int Steps = 2000;
            const double T = 2.5;
            double log = IncompleteBeta.LogGamma((degrees + 1) / 2.0) - IncompleteBeta.LogGamma(degrees / 2.0) - (0.5 * Math.Log(degrees * Math.PI));
            double sum = 0;
            for (int i = 0; i <= Steps; i++)
            {
                double x = T * i / Steps;
                double weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
                sum += weight * Math.Exp(log - ((degrees + 1) / 2.0 * Math.Log(1 + (x * x / degrees))));
            }

            Assert.AreEqual(1 - (2 * sum * T / Steps / 3), StudentT.TwoSidedTail(T, degrees), 1e-11, $"{degrees} degrees");
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(7)]
    [DataRow(129)]
    [DataRow(1999)]
    public void TwoSidedQuantile_OfATail_IsItsInverse(int degreesOfFreedom)
    {
        foreach (double tail in (double[])[0.999, 0.5, 0.05, 0.01, 1e-6])
        {
            Assert.AreEqual(tail, StudentT.TwoSidedTail(StudentT.TwoSidedQuantile(tail, degreesOfFreedom), degreesOfFreedom), tail * 1e-9);
        }
    }

    [TestMethod]
    public void LogGamma_WholeNumbersAndHalves_AreFactorials()
    {
        double factorial = 0;
        for (int n = 1; n <= 50; n++)
        {
            Assert.AreEqual(factorial, IncompleteBeta.LogGamma(n), 1e-11);
            factorial += Math.Log(n);
        }

        Assert.AreEqual(0.5 * Math.Log(Math.PI), IncompleteBeta.LogGamma(0.5), 1e-12);
        Assert.AreEqual(Math.Log(4) + IncompleteBeta.LogGamma(1.25), Math.Log(4) + Math.Log(0.25) + IncompleteBeta.LogGamma(0.25), 1e-11);
    }
}
