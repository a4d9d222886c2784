namespace EdgeNet.Tests;

/// <summary>The measure of the tests that say that something allocates nothing: it would see the smallest array.</summary>
[TestClass]
[DoNotParallelize]
public class AllocationsTests
{
    private const int SizeOfSmallest = 32; // 64 bits: its header, its type, its length, one byte, filled up to 8

    private byte[] _last = [];
    private int _asked;
    private int _made;

    [TestMethod]
    public void Least_AnArrayInEachRun_IsSeen()
    {
        Assert.AreEqual(SizeOfSmallest, Allocations.Least(MakeSmallest));
        Assert.HasCount(1, _last);
    }

    [TestMethod]
    public void Least_AnArrayInOneRunOfThree_IsNone()
    {
        int runs = 0;

        long bytes = Allocations.Least(() =>
        {
            if (runs++ == 0)
            {
                MakeSmallest();
            }
        });

        Assert.AreEqual(0, bytes);
        Assert.AreEqual(2, runs, "Nothing is less than nothing.");
    }

    [TestMethod]
    public void LeastOfAllThreads_AnArrayOfAnotherThread_IsSeen()
    {
        const int Runs = 20;
        var other = new Thread(() =>
        {
            for (int run = 1; run <= 2 * Runs; run++)
            {
                WaitFor(ref _asked, run);
                MakeSmallest();
                Volatile.Write(ref _made, run);
            }
        });
        other.Start();
        int run = 0;
        AskForOne();

        long own = Allocations.Least(AskForOne, Runs);
        long all = Allocations.LeastOfAllThreads(AskForOne, Runs);
        Volatile.Write(ref _asked, 2 * Runs);
        other.Join();

        Assert.AreEqual(0, own);
        Assert.IsGreaterThanOrEqualTo(SizeOfSmallest, all);

        void AskForOne()
        {
            Volatile.Write(ref _asked, ++run);
            WaitFor(ref _made, run);
        }
    }

    private static void WaitFor(ref int count, int value)
    {
        var wait = new SpinWait();
        while (Volatile.Read(ref count) < value)
        {
            wait.SpinOnce();
        }
    }

    private void MakeSmallest() => _last = new byte[1];
}
