using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>
/// Random damage under a right CRC: a file is refused with <see cref="ModelFormatException"/>, or it is a model and computes what its twin
/// computes. Any other exception fails the test.
/// </summary>
[TestClass]
public class ModelFileFuzzTests
{
    private const int Mutations = 4000;

    // A header and its strings: where a mutation does the most.
    private const int HeaderLength = 32;

    [TestMethod]
    [DataRow(Activation.Linear, false)]
    [DataRow(Activation.Relu, false)]
    [DataRow(Activation.LeakyRelu, false)]
    [DataRow(Activation.Tanh, false)]
    [DataRow(Activation.Sigmoid, false)]
    [DataRow(Activation.Linear, true)]
    [DataRow(Activation.Sigmoid, true)]
    public void Load_RandomMutations_AreRefusedOrEqualTwin(Activation activation, bool takesReadings)
    {
        RandomModel sound = RandomModels.Make(21, 9, [(4, activation), (3, activation)], goldenVectors: 1, takesReadings);
        var random = new Random((int)activation);
        int loaded = 0;
        for (int k = 0; k < Mutations; k++)
        {
            byte[] file = Mutate(random, sound);
            ModelFormatError? error = LoadResult.ErrorOf(file);
            LoadResult.AssertSameInAllForms(file, error, $"mutation {k}");
            Model? model = error is null ? Model.Load(file) : null;
            if (model == null)
            {
                continue;
            }

            loaded++;
            float[] features = model.InputCount == sound.Inputs.Count ? sound.NextFeatures(random) : new float[model.InputCount];
            PlainTwin twin = PlainTwin.Read(file);
            Assert.AreEqual(twin.Logit(features), model.Logit(features), $"mutation {k}");
            Assert.AreEqual(twin.Golden.Length, model.GoldenVectorCount, $"mutation {k}");
            Assert.AreEqual(model.Logit(features), Model.Load(file, ModelMemory.Bytes).Logit(features), $"mutation {k}");
            Assert.AreEqual(model.Logit(features), Model.Open(new ArrayStorage(file), 64).Logit(features), $"mutation {k}");
        }

        Assert.IsInRange(Mutations / 10, Mutations * 9 / 10, loaded);
    }

    private static byte[] Mutate(Random random, RandomModel sound)
    {
        byte[] file = [.. sound.File];
        if (random.Next(10) == 0)
        {
            Array.Resize(ref file, random.Next(HeaderLength + 4, file.Length + 16));
        }

        int count = random.Next(1, 9);
        for (int m = 0; m < count; m++)
        {
            int position = Position(random, sound.Layout, file.Length);
            file[position] = random.Next(4) switch
            {
                0 => 0,
                1 => 255,
                2 => (byte)(file[position] ^ (1 << random.Next(8))),
                _ => (byte)random.Next(256),
            };
        }

        ModelBytes.PutInt32(file, 8, file.Length);
        ModelBytes.Seal(file);
        return file;
    }

    // Mostly anywhere, as most bytes are weights, biases and the table; in part where the shape is.
    private static int Position(Random random, ModelLayout layout, int length)
    {
        int position = random.Next(30) switch
        {
            0 => random.Next(4, HeaderLength),
            1 => layout.Layers[random.Next(layout.Layers.Length)] + random.Next(8),
            _ => random.Next(HeaderLength, length),
        };
        return Math.Min(position, length - 1);
    }
}
