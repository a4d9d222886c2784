using EdgeNet.DeviceTests;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Export;

/// <summary>The plain kernels, the loaded model and the generated class give the logits of the twin, exactly.</summary>
[TestClass]
public class EngineParityTests
{
    private const int Batches = 5;
    private const int NetworksPerBatch = 100;
    private const string Unsigned = "(long)((ulong)"; // how a lane is taken that ends at bit 64
    private const string Stage = "private readonly long[] _codes";

    public static IEnumerable<int> BatchNumbers() => Enumerable.Range(0, Batches);

    public static IEnumerable<(Activation Activation, bool TakesReadings)> Kinds() =>
        HiddenActivations.All.SelectMany(activation => ((bool[])[false, true]).Select(takesReadings => (activation, takesReadings)));

    [TestMethod]
    [DynamicData(nameof(BatchNumbers))]
    public void Logit_HundredRandomNetworks_IsTheSameInEveryEngine(int batch)
    {
        RandomModel[] networks = [.. Enumerable.Range(0, NetworksPerBatch).Select(n => Network((batch * NetworksPerBatch) + n))];
        CSharpModel[] sources = [.. networks.Select((network, n) => Write(network.File, n))];
        IReadOnlyList<Predictor> generated = GeneratedClass.CreateAll(sources);

        int distinctLogits = 0;
        for (int n = 0; n < networks.Length; n++)
        {
            Engines engines = Engines.Of(networks[n].File, generated[n]);
            string? difference = engines.FirstDifference(networks[n].Inputs, seed: n);
            Assert.IsNull(difference, $"Batch {batch}, network {n}.");
            Assert.IsGreaterThanOrEqualTo(40, engines.Compared);
            Assert.IsTrue(generated[n].SelfTest(), $"Batch {batch}, network {n}.");
            distinctLogits += engines.Logits.Count;
        }

        // The networks did differ, and reached what is rare: words that are full to the last bit.
        Assert.IsGreaterThan(20 * NetworksPerBatch, distinctLogits);
        Assert.IsGreaterThan(5, sources.Count(model => model.Source.Contains(Unsigned, StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Logit_LargeNetworks_AreStagedAndTheSameInEveryEngine(Activation activation, bool takesReadings)
    {
        RandomModel[] networks =
        [
            RandomModels.Make(31, 110, [(40, activation), (30, activation)], goldenVectors: 2, takesReadings),
            RandomModels.Make(32, 300, [(8, activation), (9, activation), (3, activation)], goldenVectors: 2, takesReadings),
            RandomModels.Make(33, 3, [(150, activation), (20, activation)], goldenVectors: 2, takesReadings),
            RandomModels.Make(34, 110, [(60, activation)], goldenVectors: 2, takesReadings, outputs: 40, Activation.Softmax),
        ];
        CSharpModel[] sources = [.. networks.Select((network, n) => Write(network.File, n))];
        IReadOnlyList<Predictor> generated = GeneratedClass.CreateAll(sources);
        for (int n = 0; n < networks.Length; n++)
        {
            Assert.IsTrue(sources[n].Source.Contains(Stage, StringComparison.Ordinal), $"network {n} is in one method");
            Assert.IsNull(Engines.Of(networks[n].File, generated[n]).FirstDifference(networks[n].Inputs, seed: n), $"network {n}");
            Assert.IsTrue(generated[n].SelfTest());
        }
    }

    [TestMethod]
    public void Write_NetworkTooLargeForAnAssembly_SaysBothNumbersAndWhatToDo()
    {
        RandomModel network = RandomModels.Make(1, 300, [(60, Activation.Relu), (30, Activation.Relu)], goldenVectors: 1);
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Write(network.File, 0));
        Assert.MatchesRegex(@"^Network0 would take about \d+,\d{3} bytes of code; an assembly has room for 65,535, of which 16,384 are for the application\. Load the model from its file instead\.", error.Message);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void FirstDifference_OneWeightOfOneEngine_IsFound(int layers)
    {
        RandomModel sound = RandomModels.Make(5, 6, [.. Enumerable.Repeat((4, Activation.Linear), layers - 1)], goldenVectors: 1);
        byte[] changed = WithOtherWeight(sound, layers);
        IReadOnlyList<Predictor> generated = GeneratedClass.CreateAll([Write(sound.File, 0), Write(changed, 1)]);
        Engines same = Engines.Of(sound.File, generated[0]);

        Assert.IsNull(same.FirstDifference(sound.Inputs, seed: 1));
        Assert.StartsWith("plain", (same with { Plain = PlainModel.Load(changed) }).FirstDifference(sound.Inputs, seed: 1)!);
        Assert.StartsWith("packed", (same with { Packed = Model.Load(changed) }).FirstDifference(sound.Inputs, seed: 1)!);
        Assert.StartsWith("generated", (same with { Generated = generated[1] }).FirstDifference(sound.Inputs, seed: 1)!);
        Assert.IsNotNull((same with { Twin = PlainTwin.Read(changed) }).FirstDifference(sound.Inputs, seed: 1));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void SelfTest_OneGoldenLogitChanged_FailsAtItsIndex(bool takesReadings)
    {
        const int Golden = 4;
        RandomModel sound = RandomModels.Make(9, 7, [(5, Activation.Tanh)], Golden, takesReadings);
        CSharpModel[] sources = [Write(sound.File, Golden), .. Enumerable.Range(0, Golden).Select(g => Write(WithOtherGoldenLogit(sound, g), g))];
        IReadOnlyList<Predictor> generated = GeneratedClass.CreateAll(sources);

        Assert.AreEqual(-1, generated[0].FirstGoldenMismatch());
        for (int g = 0; g < Golden; g++)
        {
            Assert.AreEqual(g, generated[g + 1].FirstGoldenMismatch());
            Assert.IsFalse(generated[g + 1].SelfTest());
        }
    }

    // Every activation, depth and kind of inputs in turn; in one network of three only the first hidden layer has that activation.
    private static RandomModel Network(int n)
    {
        var random = new Random(n);
        var hidden = new (int, Activation)[n / 5 % 4];
        bool isMixed = random.Next(3) == 0;
        for (int l = 0; l < hidden.Length; l++)
        {
            hidden[l] = (Size(random, 32), isMixed && l > 0 ? (Activation)random.Next(5) : (Activation)(n % 5));
        }

        // Half of them with two classes, the others with several or with quantities; one of five with weights of four bits.
        (int outputs, Activation output) = (n / 40 % 4) switch
        {
            2 => (Size(random, 9) + 1, Activation.Softmax),
            3 => (Size(random, 5), random.Next(2) == 0 ? Activation.Linear : Activation.Relu),
            _ => (1, Activation.Sigmoid),
        };
        return RandomModels.Make(
            50_000 + n, Size(random, 64), hidden, goldenVectors: 2, takesReadings: n / 20 % 2 == 1, outputs, output, areNibbles: random.Next(5) == 0);
    }

    // Small ones more often: the time goes into compiling, and what goes wrong does so in few units as well.
    private static int Size(Random random, int most) => 1 + Math.Min(random.Next(most), random.Next(most));

    private static CSharpModel Write(byte[] file, int number) => CSharpExporter.Write(ModelContents.Read(file), null, CSharpModel.DefaultNamespace, $"Network{number}");

    // The last weight of the output layer: before its padding there are 6 or 4 of them.
    private static byte[] WithOtherWeight(RandomModel sound, int layers)
    {
        byte[] file = [.. sound.File];
        int weight = sound.Layout.Layers[^1] + 8 + 4 + (layers == 1 ? 5 : 3);
        file[weight] ^= 1;
        ModelBytes.Seal(file);
        return file;
    }

    private static byte[] WithOtherGoldenLogit(RandomModel sound, int index)
    {
        byte[] file = [.. sound.File];
        int inputs = sound.Inputs.Count;
        int position = sound.Layout.Golden + (4 * (inputs + 1) * index) + (4 * inputs);
        ModelBytes.PutInt32(file, position, BitConverter.ToInt32(file, position) + 1);
        ModelBytes.Seal(file);
        return file;
    }
}
