using EdgeNet.Tests.Device;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Streams;

/// <summary>What a pipeline says it holds is what it holds, whatever its stream, and what the trainer says of it.</summary>
[TestClass]
public class PipelineMemoryTests
{
    private static readonly StreamFuzzBase[] Bases = StreamFuzzBase.All();

    [TestMethod]
    public void RamBytes_EveryBase_CountsEveryArrayThatCanBeReached()
    {
        foreach (StreamFuzzBase sound in Bases)
        {
            var pipeline = Pipeline.Load(sound.File);
            Assert.AreEqual(HeldArrays.Bytes(pipeline), pipeline.RamBytes);
            Assert.AreEqual(HeldArrays.Bytes(pipeline.Predictor), pipeline.Predictor.RamBytes);
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(24)]
    [DataRow(63)]
    [DataRow(128)]
    [DataRow(1023)]
    [DataRow(1024)]
    [DataRow(4096)]
    public void RamBytes_BandsOrNone_CountsTheirTables(int window)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random((1000 * window) + seed);
            (int stride, int channels) = (random.Next(1, window + 1), random.Next(1, 7));
            StreamSettings all = seed % 2 == 0 ? RandomStreams.Settings(random, window, stride, channels) : RandomStreams.NewerSettings(random, window, stride, channels);
            StreamFeature[] features = [.. all.Features.Take(random.Next(1, all.Features.Length + 1))];
            var rules = new DecisionRules(0, 0, 2, random.Next(2, 4));
            var settings = new StreamSettings(50000, window, all.Stride, all.Channels, all.CountsPerUnit, features, rules, [], all.Magnitude);
            int outputs = seed % 3 == 0 ? 1 : seed % 3;
            Model model = Network(seed, features.Length, outputs);
            var pipeline = new Pipeline(model, settings);

            Assert.AreEqual(HeldArrays.Bytes(pipeline), pipeline.RamBytes, $"seed {seed}");
            Assert.AreEqual(pipeline.RamBytes - model.RamBytes, StreamCost.Of(settings, model).RamBytes, $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(Activation.Linear, false)]
    [DataRow(Activation.Relu, true)]
    [DataRow(Activation.LeakyRelu, false)]
    [DataRow(Activation.LeakyRelu, true)]
    [DataRow(Activation.Tanh, false)]
    [DataRow(Activation.Sigmoid, true)]
    public void RamBytes_NetworksOfEveryActivation_CountEveryArray(Activation activation, bool takesReadings)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            int outputs = (seed % 3) + 1;
            Activation output = outputs > 1 ? Activation.Softmax : seed % 2 == 0 ? Activation.Sigmoid : Activation.Linear;
            RandomModel network = RandomModels.Make(seed, 9, [(5, activation), (4, Activation.Relu)], 3, takesReadings, outputs, output, areNibbles: seed % 4 == 0);
            var model = Model.Load(network.File);
            Assert.AreEqual(HeldArrays.Bytes(model), model.RamBytes, $"seed {seed}");
        }
    }

    [TestMethod]
    public void RamBytes_AfterReadings_IsTheSameAndAllocatesNothing()
    {
        var pipeline = Pipeline.Load(Bases[3].File);
        int before = pipeline.RamBytes;
        for (int n = 0; n < 500; n++)
        {
            pipeline.Add(n, -n, n & 7);
        }

        int after = 0;
        Assert.AreEqual(0, Allocations.Least(() => after = pipeline.RamBytes));
        Assert.AreEqual(before, after);
    }

    private static Model Network(int seed, int inputs, int outputs) => Model.Load(RandomModels.Make(
        seed, inputs, [(3, Activation.Relu)], goldenVectors: 1, outputs: outputs, output: outputs == 1 ? Activation.Sigmoid : Activation.Softmax).File);
}
