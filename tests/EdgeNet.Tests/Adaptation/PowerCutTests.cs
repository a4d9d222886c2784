using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Adaptation;

/// <summary>A node whose power fails again and again while it learns and saves: it never loses more than what it was saving, and never runs a damaged file.</summary>
[TestClass]
public class PowerCutTests
{
    [TestMethod]
    public void Save_PowerCutAtEveryByteOfManyHistories_LosesAtMostWhatIsSaved() => Assert.IsGreaterThan(1500, ModelSlotsTests.CutEverywhere(1, 12));

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Node_PowerThatFailsAtRandom_LearnsToTheEnd(int seed)
    {
        const int MostLives = 20_000;
        var random = new Random(seed);
        var power = new Power();
        FailingSlot[] slots = [new FailingSlot(1024, power), new FailingSlot(1024, power)];
        byte[] newest = SmallModels.Learning();
        int lives = 0, cuts = 0;
        bool isDone = false;
        while (!isDone && lives++ < MostLives)
        {
            power.Left = random.Next(6000);
            var kept = new ModelSlots(slots[0], slots[1]);
            byte[] file = kept.Load() ?? SmallModels.Learning();
            Assert.IsTrue(file.AsSpan().SequenceEqual(newest), $"life {lives}");
            Assert.IsTrue(Model.Load(file).SelfTest());
            try
            {
                isDone = !Learner.CanLearn(file);
                Live(isDone ? null : new Learner(file));
            }
            catch (PowerCutException)
            {
                cuts++;
                power.Left = int.MaxValue;
                byte[]? after = new ModelSlots(slots[0], slots[1]).Load();
                newest = after ?? SmallModels.Learning();
            }

            // Each save is of one example more, so that what is kept tells how far it had come.
            void Live(Learner? learner)
            {
                for (int n = 0; learner is { State: < LearningState.Ready }; n++)
                {
                    learner.Learn([learner.LearnedCount % 5, 10 + (learner.CalibratedCount % 3)]);
                    byte[] next = learner.State == LearningState.Ready ? learner.File[..learner.Commit()] : learner.File[..learner.Save()];
                    byte[] before = newest;
                    bool isSaved = false;
                    try
                    {
                        isSaved = kept.Save(next, next.Length);
                    }
                    finally
                    {
                        power.Left = isSaved ? power.Left : int.MaxValue;
                        byte[] found = new ModelSlots(slots[0], slots[1]).Load() ?? SmallModels.Learning();
                        Assert.IsTrue(found.AsSpan().SequenceEqual(next) || (!isSaved && found.AsSpan().SequenceEqual(before)));
                        newest = found;
                    }
                }
            }
        }

        Assert.IsTrue(isDone);
        Assert.IsGreaterThan(0, cuts);
        Assert.IsFalse(slots[0].WasMisused || slots[1].WasMisused);
    }
}
