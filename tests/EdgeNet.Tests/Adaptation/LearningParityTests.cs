using Bench;

namespace EdgeNet.Tests.Adaptation;

/// <summary>
/// What <c>tests/nanoclr</c> runs on the interpreter, here: 100,000 readings, of which every state of learning and every byte of the committed file is recorded as a hash.
/// </summary>
[TestClass]
public class LearningParityTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Run_Machine_IsAsRecorded(bool cutsPower)
    {
        var machine = new LearnedMachine();
        machine.Restart();
        int hash = machine.Run(new ByteHash(), new IntegerNoise(5), cutsPower);

        Learner learner = machine.Learner;
        Assert.AreEqual((LearningState.Ready, RefusalReason.None), (learner.State, learner.Reason), $"{learner.LearnedCount} {learner.CalibratedCount} {learner.UnusualCount} {learner.SaturatedCount} {learner.Drift}");
        Assert.IsGreaterThan(0, learner.UnusualCount);
        Assert.IsGreaterThan(0, learner.SaturatedCount);
        Assert.IsTrue(Model.Load(learner.File[..learner.Commit()]).SelfTest());
        Assert.AreEqual(LearningHashes.Machine, hash);
    }

    [TestMethod]
    public void Run_Machine_AllocatesNothing()
    {
        var machine = new LearnedMachine();
        var hash = new ByteHash();
        machine.Restart();
        long before = GC.GetAllocatedBytesForCurrentThread();
        var noise = new IntegerNoise(5);
        long own = GC.GetAllocatedBytesForCurrentThread();
        machine.Run(hash, noise, cutsPower: false);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - own);
        Assert.IsGreaterThan(before, own, "the count counts");
        Assert.AreEqual(LearningHashes.Machine, hash.Value);
    }

    [TestMethod]
    public void Run_User_IsAsRecordedAndAllocatesNothing()
    {
        var user = new AdaptedUser();
        user.Run(new ByteHash(), new IntegerNoise(1)); // whatever is made once
        var noise = new IntegerNoise(7);
        var hash = new ByteHash();
        long before = GC.GetAllocatedBytesForCurrentThread();
        user.Run(hash, noise);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        var adapted = Model.Load(user.Learner.File[..user.Learner.Commit()]);
        Assert.IsTrue(adapted.SelfTest());
        Assert.IsGreaterThan(user.Learner.Count / 2, user.Learner.CountRight());
        Assert.AreEqual(LearningHashes.User, hash.Value);
    }
}
