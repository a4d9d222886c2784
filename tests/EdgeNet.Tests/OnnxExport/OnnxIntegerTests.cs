using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNet.Tests.OnnxExport;

/// <summary>The integer form in ONNX Runtime computes what the device computes.</summary>
[TestClass]
public class OnnxIntegerTests
{
    private const GraphOptimizationLevel None = GraphOptimizationLevel.ORT_DISABLE_ALL;
    private const GraphOptimizationLevel All = GraphOptimizationLevel.ORT_ENABLE_ALL;

    public static IEnumerable<(Activation Hidden, Activation Output)> Kinds() =>
        from hidden in HiddenActivations.All
        from output in (Activation[])[Activation.Sigmoid, Activation.Softmax, Activation.Linear, Activation.Relu]
        select (hidden, output);

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void ToOnnxInteger_RandomNetworks_EqualDevice(Activation hidden, Activation output)
    {
        const int Models = 4; // of each kind of inputs and each number of bits
        int compared = 0, distinct = 0;
        foreach ((bool takesReadings, bool areNibbles) in (ReadOnlySpan<(bool, bool)>)[(false, false), (false, true), (true, false), (true, true)])
        {
            for (int m = 0; m < Models; m++)
            {
                int seed = (10_000 * (int)hidden) + (1000 * (int)output) + (100 * (takesReadings ? 1 : 0)) + (50 * (areNibbles ? 1 : 0)) + m;
                var random = new Random(seed);
                (int, Activation)[] layers = [.. Enumerable.Range(0, 1 + (m % 3)).Select(_ => (random.Next(1, 33), hidden))];
                int outputs = output == Activation.Sigmoid ? 1 : random.Next(output == Activation.Softmax ? 2 : 1, 6);
                RandomModel model = RandomModels.Make(seed, random.Next(1, 65), layers, 2, takesReadings, outputs, output, areNibbles);
                float[][] rows =
                [
                    .. model.Inputs.ExtremeFeatures(), .. Enumerable.Range(0, 100).Select(_ => model.NextFeatures(random)),
                    .. Enumerable.Range(0, 20).Select(_ => AnyBits(random, model.Inputs.Count)),
                ];

                var comparison = new DeviceComparison(ModelFile.Parse(model.File));
                comparison.AssertEqual(rows, rows.Length, None, All);
                compared += rows.Length;
                distinct += comparison.Logits.Count;
            }
        }

        Assert.IsGreaterThan(1500, compared);
        Assert.IsGreaterThan(compared / 5, distinct); // they did compute
    }

    [TestMethod]
    [DataRow("iris")]
    [DataRow("sonar")]
    [DataRow("vibration")]
    [DataRow("winding")]
    public void ToOnnxInteger_ExampleModels_EqualDeviceHoweverTheGraphIsRewritten(string name)
    {
        const int Count = 10_000, Batch = 1000;
        var file = ModelFile.Open(Path.Combine(TestData.ModelFolder(name), name + ".edgenet"));
        var random = new Random(1);
        float[][] rows = [.. Enumerable.Range(0, Count).Select(_ => file.Inputs!.Select(input => Value(random, input)).ToArray())];
        var comparison = new DeviceComparison(file);

        comparison.AssertEqual(rows, Batch, OnnxSession.Levels);
        comparison.AssertEqual(rows[..Batch], batch: 1, None, All);

        Assert.IsGreaterThan(Count / 10, comparison.Logits.Count);
    }

    // The corners of the format: the largest shifts and multipliers with accumulators at their bound.
    [TestMethod]
    [DataRow(Activation.Linear)]
    [DataRow(Activation.Relu)]
    [DataRow(Activation.LeakyRelu)]
    [DataRow(Activation.Tanh)]
    public void ToOnnxInteger_ProductsAtTheirBound_EqualDevice(Activation activation)
    {
        int[] biases = [int.MaxValue, -int.MaxValue, 1 << 30, -(1 << 30), (1 << 30) + 1, 1, -1, 0];
        int[] multipliers = [int.MaxValue, 1 << 30, 1];
        (int Bias, int Multiplier)[] units = [.. biases.SelectMany(bias => multipliers.Select(multiplier => (bias, multiplier)))];
        foreach (int shift in (int[])[1, 2, 31, 32, 51, 52])
        {
            foreach (int zeroPoint in (int[])[-128, 0, 127])
            {
                byte[] bytes = BoundModel.Make(activation, shift, zeroPoint, units);

                new DeviceComparison(ModelFile.Parse(bytes)).AssertEqual([[0], [1], [-1]], 3, None);
            }
        }
    }

    [TestMethod]
    public void ToOnnxInteger_EqualLogits_DecideForTheFirst()
    {
        foreach (int classes in (int[])[2, 3, 8, 17, 64, 257])
        {
            var comparison = new DeviceComparison(ModelFile.Parse(BoundModel.OfEqualClasses(classes)));

            comparison.AssertEqual([.. Enumerable.Range(-20, 40).Select(k => new[] { k / 8f })], 7, None, All);

            Assert.IsGreaterThan(1, comparison.Logits.Count);
        }
    }

    [TestMethod]
    public void ToOnnxInteger_Twice_GivesTheSameBytes()
    {
        string path = Path.Combine(TestData.ModelFolder("sonar"), "sonar.edgenet");

        Assert.AreSequenceEqual(ModelFile.Open(path).ToOnnxInteger(), ModelFile.Open(path).ToOnnxInteger());
    }

    // Mostly within the range of training, sometimes beyond it, and now and then anything.
    private static float Value(Random random, ModelInput input) => random.Next(50) switch
    {
        0 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
        1 => random.GetItems((float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, -0f], 1)[0],
        2 => input.Lowest,
        3 => input.Highest,
        _ => (float)(input.Lowest + (((random.NextDouble() * 1.4) - 0.2) * ((double)input.Highest - input.Lowest))),
    };

    private static float[] AnyBits(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))];
}
