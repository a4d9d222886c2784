using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Adaptation;

/// <summary>Files that learn, damaged at random and sealed again: each is refused with a reason, or learns and commits a model that is exact.</summary>
[TestClass]
public class LearnerFuzzTests
{
    private const int Mutations = 20_000;

    private static readonly int[] Odd = [0, 1, 2, 127, 128, 255];

    public static IEnumerable<object[]> Files() => from count in (int[])[0, 4, 9, 13] select (object[])[Saved(count)];

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Learner_DamagedAndSealed_IsRefusedOrLearns(byte[] sound)
    {
        var random = new Random(11);
        int loaded = 0, committed = 0;
        for (int k = 0; k < Mutations; k++)
        {
            byte[] file = [.. sound];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                file[random.Next(file.Length - 4)] = (byte)(random.Next(3) == 0 ? random.Next(256) : Odd[random.Next(Odd.Length)]);
            }

            ModelBytes.Seal(file);
            try
            {
                var learner = new Learner(file);
                loaded++;
                float[] features = new float[learner.InputCount];
                for (int n = 0; n < 20; n++)
                {
                    for (int i = 0; i < features.Length; i++)
                    {
                        features[i] = random.Next(-12, 22) + (n % 19 == 5 ? 300 : 0);
                    }

                    learner.Learn(features);
                }

                Assert.IsTrue(learner.Drift >= 0);
                new Learner(learner.File[..learner.Save()]).Learn(features);
                if (learner.Commit() is > 0 and var length)
                {
                    committed++;
                    Assert.IsTrue(Model.Load(learner.File[..length]).SelfTest());
                }
            }
            catch (ModelFormatException refused)
            {
                Assert.IsGreaterThan(10, refused.Message.Length);
            }
            catch (ArgumentException refused)
            {
                Assert.Contains("does not learn", refused.Message);
            }
        }

        Assert.IsGreaterThan(Mutations / 20, loaded);
        Assert.IsGreaterThan(Mutations / 200, committed);
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Load_DamagedAndSealed_IsRefusedOrRuns(byte[] sound)
    {
        var random = new Random(12);
        for (int k = 0; k < Mutations; k++)
        {
            byte[] file = [.. sound];
            file[random.Next(file.Length - 4)] = (byte)random.Next(256);
            ModelBytes.Seal(file);
            try
            {
                Model.Load(file).SelfTest();
            }
            catch (ModelFormatException refused)
            {
                Assert.IsGreaterThan(10, refused.Message.Length);
            }
        }
    }

    // After so many examples, of which some are refused.
    private static byte[] Saved(int count)
    {
        var learner = new Learner(SmallModels.Learning());
        for (int n = 0; n < count; n++)
        {
            learner.Learn([n == 3 ? 100f : n % 5, 10f + (n % 2)]);
        }

        return count == 0 ? SmallModels.Learning() : learner.File[..learner.Save()];
    }
}
