using EdgeNet.Esp32;
using nanoFramework.Hardware.Esp32;

namespace EdgeNet.Tests.Esp32;

[TestClass]
public class InferenceTimerTests
{
    [TestInitialize]
    public void StopTheClock() => Esp32Fake.Reset();

    [TestMethod]
    public void New_NothingMeasured_IsAllZero() => AssertTimes(new InferenceTimer(), 0, 0, 0, 0);

    [TestMethod]
    public void Stop_SeveralTimes_GivesLeastMeanAndGreatest()
    {
        var timer = new InferenceTimer();
        Assert.AreEqual(700, Measure(timer, 700));
        AssertTimes(timer, 1, 700, 700, 700);
        Assert.AreEqual(100, Measure(timer, 100));
        Assert.AreEqual(2001, Measure(timer, 2001));
        AssertTimes(timer, 3, 100, 934, 2001); // 2801 / 3 is 933.7
    }

    [TestMethod]
    public void Stop_NoTimePassed_IsTheLeast()
    {
        var timer = new InferenceTimer();
        Measure(timer, 5);
        Assert.AreEqual(0, Measure(timer, 0));
        Measure(timer, 7);
        AssertTimes(timer, 3, 0, 4, 7);
    }

    [TestMethod]
    public void Stop_AfterYears_StillCountsMicroseconds()
    {
        var timer = new InferenceTimer();
        Esp32Fake.Current.Microseconds = 1UL << 60;
        timer.Start();
        Esp32Fake.Current.Microseconds += 3;
        Assert.AreEqual(3, timer.Stop());
    }

    [TestMethod]
    public void Stop_WithoutStart_Throws()
    {
        var timer = new InferenceTimer();
        Assert.ThrowsExactly<InvalidOperationException>(() => timer.Stop());
        Measure(timer, 1);
        Assert.ThrowsExactly<InvalidOperationException>(() => timer.Stop());
        AssertTimes(timer, 1, 1, 1, 1);
    }

    [TestMethod]
    public void Start_Twice_MeasuresFromTheSecond()
    {
        var timer = new InferenceTimer();
        timer.Start();
        Esp32Fake.Current.Microseconds += 1000;
        Assert.AreEqual(10, Measure(timer, 10));
        Assert.AreEqual(1, timer.Count);
    }

    [TestMethod]
    public void Reset_AfterMeasuring_ForgetsAll()
    {
        var timer = new InferenceTimer();
        Measure(timer, 10);
        timer.Start();
        timer.Reset();
        AssertTimes(timer, 0, 0, 0, 0);
        Assert.ThrowsExactly<InvalidOperationException>(() => timer.Stop());
        Measure(timer, 20);
        AssertTimes(timer, 1, 20, 20, 20);
    }

    [TestMethod]
    public void StartAndStop_TenThousandTimes_AllocateNothing()
    {
        var timer = new InferenceTimer();
        Esp32Fake.Reset(microsecondsPerReading: 2);
        timer.Start();
        timer.Stop();
        int runs = 0;
        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                timer.Start();
                timer.Stop();
            }

            runs++;
        });

        Assert.AreEqual(0, allocated);
        AssertTimes(timer, 1 + (10_000 * runs), 2, 2, 2);
    }

    private static long Measure(InferenceTimer timer, ulong microseconds)
    {
        timer.Start();
        Esp32Fake.Current.Microseconds += microseconds;
        return timer.Stop();
    }

    private static void AssertTimes(InferenceTimer timer, int count, long min, long mean, long max)
    {
        Assert.AreEqual((count, min, mean, max), (timer.Count, timer.MinMicroseconds, timer.MeanMicroseconds, timer.MaxMicroseconds));
    }
}
