using EdgeNet.Trainer.Anomalies;

namespace EdgeNet.Tests.Anomalies;

/// <summary>The threshold keeps its promise: as many new normal examples reach it as were wanted.</summary>
[TestClass]
public class FalseAlarmThresholdTests
{
    [TestMethod]
    [DataRow(0.01)]
    [DataRow(0.1)]
    public void Choose_ManyTimes_IsReachedByNoMoreThanTheWantedShareOfNewExamples(double share)
    {
        var random = new Random(3);
        double alarms = 0;
        const int Times = 4000;
        for (int t = 0; t < Times; t++)
        {
            int[] known = [.. Enumerable.Range(0, 150).Select(_ => random.Next(1_000_000))];
            (int threshold, bool hasEnough) = FalseAlarmThreshold.Choose(known, share);
            Assert.IsTrue(hasEnough);
            alarms += (1_000_000 - threshold) / 1_000_000.0;
        }

        // 150 examples have 151 places for a new one, so that the share is a whole number of them.
        double places = Math.Floor(share * 151) / 151;
        Assert.AreEqual(places, alarms / Times, 0.0006);
        Assert.IsLessThanOrEqualTo(share, places);
    }

    [TestMethod]
    public void Choose_FewExamples_SaysSoAndTakesTheFarthest()
    {
        Assert.AreEqual((8, false), FalseAlarmThreshold.Choose([3, 7, 5], 0.01));
        Assert.AreEqual((100, true), FalseAlarmThreshold.Choose([.. Enumerable.Range(1, 99)], 0.01));
    }

    [TestMethod]
    [DataRow(0, 100, 0, 0.0370)]
    [DataRow(5, 100, 0.0215, 0.1118)]
    [DataRow(100, 100, 0.9630, 1)]
    public void Interval_OfWilson_IsAsPublished(int count, int all, double lowest, double highest)
    {
        (double low, double high) = FalseAlarmThreshold.Interval(count, all);

        Assert.AreEqual(lowest, low, 1e-4);
        Assert.AreEqual(highest, high, 1e-4);
    }
}
