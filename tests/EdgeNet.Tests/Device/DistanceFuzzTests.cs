using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>Files with a distance or with values for missing inputs, damaged at random and sealed again: each is refused with a reason, or is a model that runs.</summary>
[TestClass]
public class DistanceFuzzTests
{
    private const int Mutations = 20_000;

    private static readonly int[] Odd = [0, 1, 2, 127, 128, 255];

    public static IEnumerable<object[]> Files() =>
        from file in (byte[][])[SmallModels.Anomaly(), SmallModels.EncodedAnomaly(), SmallModels.Reconstruction(), SmallModels.Familiar(), SmallModels.FamiliarWhereUnsure(), SmallModels.FamiliarCodes(), SmallModels.Learning(), SmallModels.Filled(), SmallModels.FilledAndFamiliar()]
        select (object[])[file];

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Load_DamagedAndSealed_IsRefusedOrRuns(byte[] sound)
    {
        var random = new Random(7);
        int loaded = 0;
        for (int k = 0; k < Mutations; k++)
        {
            byte[] file = [.. sound];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                file[random.Next(file.Length - 4)] = (byte)(random.Next(3) == 0 ? random.Next(256) : Odd[random.Next(Odd.Length)]);
            }

            ModelBytes.Seal(file);
            foreach (ModelMemory memory in (ModelMemory[])[ModelMemory.Packed, ModelMemory.Bytes])
            {
                try
                {
                    var model = Model.Load(file, memory);
                    loaded++;
                    model.SelfTest();
                    foreach (float value in (float[])[0, -1e30f, 1e30f, float.NaN])
                    {
                        float[] inputs = [.. Enumerable.Repeat(value, model.InputCount)];
                        model.Predict(inputs);
                        Assert.IsLessThan(model.InputCount, model.FarthestInput());
                        Assert.IsTrue(model.Unfamiliarity >= 0);
                    }
                }
                catch (ModelFormatException refused)
                {
                    Assert.IsGreaterThan(10, refused.Message.Length);
                }
            }
        }

        Assert.IsGreaterThan(Mutations / 10, loaded);
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Load_EveryTruncation_IsRefused(byte[] sound)
    {
        for (int length = 0; length < sound.Length; length++)
        {
            Assert.ThrowsExactly<ModelFormatException>(() => Model.Load(sound[..length]));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Predict_ModelWithADistance_AllocatesNothing(byte[] file)
    {
        var model = Model.Load(file);
        float[] inputs = new float[model.InputCount];
        model.Predict(inputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 1000; n++)
        {
            model.Predict(inputs);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
