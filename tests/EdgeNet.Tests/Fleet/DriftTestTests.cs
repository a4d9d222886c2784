using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>The rule that says whether inputs have drifted.</summary>
[TestClass]
public class DriftTestTests
{
    [TestMethod]
    [DataRow(1, 1, 0.3)]
    [DataRow(10, 4, 0.3)]
    [DataRow(20, 20, 0.5)]
    [DataRow(100, 60, 0.5)]
    [DataRow(1000, 10, 0.004)]
    public void LogUpperTail_SmallNumbers_IsTheSumOfAllTerms(int n, int k, double p)
    {
        double sum = 0;
        for (int i = k; i <= n; i++)
        {
            double term = 1;
            for (int j = 0; j < i; j++)
            {
                term *= (double)(n - j) / (i - j) * p;
            }

            sum += term * Math.Pow(1 - p, n - i);
        }

        Assert.AreEqual(Math.Log(sum), DriftTest.LogUpperTail(n, k, p), 1e-8);
    }

    [TestMethod]
    public void LogUpperTail_Ends_AreCertain()
    {
        Assert.AreEqual(0, DriftTest.LogUpperTail(10, 0, 0.5));
        Assert.AreEqual(0, DriftTest.LogUpperTail(10, 5, 1));
        Assert.IsTrue(double.IsFinite(DriftTest.LogUpperTail(65_535, 65_535, 1.0 / 255)));
    }

    [TestMethod]
    public void HasDrifted_DataLikeTraining_IsFoundInFewerThanOneRecordInAThousand()
    {
        const int Records = 20_000;
        const int Inputs = 60;
        const int Decisions = 500;
        const double Share = 0.05;
        var random = new Random(1);
        int wrong = 0;
        for (int record = 0; record < Records; record++)
        {
            // The greatest of 60 binomials, each by its normal approximation.
            bool isCalled = false;
            for (int i = 0; i < Inputs; i++)
            {
                double z = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                double count = Math.Round((Decisions * Share) + (z * Math.Sqrt(Decisions * Share * (1 - Share))));
                isCalled |= DriftTest.HasDrifted(Decisions, Math.Max(0, count) / Decisions, Share, Inputs);
            }

            wrong += isCalled ? 1 : 0;
        }

        Assert.IsLessThan((int)(DriftTest.Alpha * Records) + 1, wrong);
    }

    [TestMethod]
    [DataRow(1000, 0.15, 0.05, true)]
    [DataRow(99, 1.0, 0.05, false)] // too few decisions
    [DataRow(100, 1.0, 0.05, true)]
    [DataRow(65_535, 0.065, 0.05, false)] // beyond chance, and too little to matter
    [DataRow(65_535, 0.075, 0.05, true)]
    [DataRow(1000, 0.02, 0.0, false)] // training saw none in a sample
    [DataRow(1000, 0.05, 0.0, true)]
    [DataRow(1000, 0.0, 0.5, false)] // fewer are no fault
    [DataRow(1000, 1.0, 1.0, false)]
    public void HasDrifted_Share_IsBeyondChanceAndMatters(int decisions, double share, double trained, bool expected)
    {
        Assert.AreEqual(expected, DriftTest.HasDrifted(decisions, share, trained, 60));
    }
}
