using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>The team does every part once, whoever comes for it, and nobody waits for it.</summary>
[TestClass]
[DoNotParallelize]
public class WorkerTeamTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    public void Run_ManyTimes_DoesEveryPartOnce(int threads)
    {
        var random = new Random(threads);
        for (int round = 0; round < 2000; round++)
        {
            var work = new Counting(random.Next(1, 40));
            Run(work, threads);
            Assert.IsTrue(work.Times.All(times => times == 1), $"round {round}: {string.Join(' ', work.Times)}");
            Assert.IsTrue(work.Threads.All(thread => thread < threads), $"round {round}: {string.Join(' ', work.Threads)}");
        }
    }

    [TestMethod]
    public void Run_PartsThatWaitForEachOther_AreDoneByAsManyThreads()
    {
        const int Threads = 3;
        using var barrier = new Barrier(Threads);
        var work = new Counting(Threads, barrier.SignalAndWait);
        Run(work, Threads);
        CollectionAssert.AreEquivalent((int[])[0, 1, 2], work.Threads);
    }

    [TestMethod]
    public void Enter_WhileAnotherIsAtWork_SaysThatTheTeamIsNotFree()
    {
        bool inner = true;
        Run(new Counting(1, () =>
        {
            inner = WorkerTeam.Enter();
            WorkerTeam.Leave();
        }), threads: 2);
        Assert.IsFalse(inner);
        Assert.IsTrue(WorkerTeam.Enter(), "It is free again.");
        WorkerTeam.Leave();
    }

    [TestMethod]
    public void MaxThreads_LessThanOne_IsRefused() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => MatrixProduct.MaxThreads = 0);

    private static void Run(Counting work, int threads)
    {
        try
        {
            Assert.IsTrue(WorkerTeam.Enter());
            WorkerTeam.Run(work, work.Times.Length, threads);
        }
        finally
        {
            WorkerTeam.Leave();
        }
    }

    private sealed class Counting(int parts, Action? action = null) : ParallelWork
    {
        public int[] Times { get; } = new int[parts];

        public int[] Threads { get; } = new int[parts];

        public override void Do(int part, int thread)
        {
            Interlocked.Increment(ref Times[part]);
            Threads[part] = thread;
            action?.Invoke();
        }
    }
}
