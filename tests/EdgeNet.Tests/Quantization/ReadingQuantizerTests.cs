using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

/// <summary>Integer readings as inputs: the standardisation goes into the first layer.</summary>
[TestClass]
public class ReadingQuantizerTests
{
    public static IEnumerable<(Activation Activation, int Layers, int Lowest, int Highest)> Shapes() =>
        from activation in HiddenActivations.All
        from layers in Enumerable.Range(1, 3)
        from range in ((int, int)[])[(0, 4095), (-32768, 32767), (-ReadingStage.Limit, ReadingStage.Limit), (-900, -100), (0, 20)]
        select (activation, layers, range.Item1, range.Item2);

    [TestMethod]
    [DynamicData(nameof(Shapes))]
    public void Quantize_Readings_StaysNearTheFloatNetworkAndIsTheDevices(Activation activation, int layers, int lowest, int highest)
    {
        Dataset examples = Readings(features: 12, examples: 200, lowest, highest, seed: layers);
        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, activation, layers, seed: 7);
        QuantizedNetwork quantized = Quantizer.Quantize(
            network, standardizer, examples.Features, examples.Features, (lowest, highest));

        int[] logits = quantized.Logits(examples.Features);
        network.Forward(standardizer.Apply(examples.Features));
        float[] exact = network.Output.Logits.Values.ToArray();
        double mean = exact.Average();
        double spread = Math.Sqrt(exact.Average(logit => (logit - mean) * (logit - mean)));
        double error = Math.Sqrt(exact.Zip(logits, (real, logit) => Math.Pow(real - (logit * (double)quantized.LogitScale), 2)).Average());
        Assert.IsLessThan(0.08 * spread, error, $"The logits spread by {spread} and are off by {error}.");

        Assert.IsTrue(quantized.Layers.All(layer => Enumerable.Range(0, layer.Units).All(unit => layer.AccumulatorBound(unit) <= int.MaxValue)));
        Model device = Load(quantized, examples);
        Matrix<float> rows = examples.Features.Transpose();
        for (int e = 0; e < rows.Rows; e++)
        {
            int[] readings = [.. rows.Row(e).ToArray().Select(value => (int)value)];
            Assert.AreEqual(logits[e], device.Logit(readings));
        }
    }

    [TestMethod]
    public void Quantize_Readings_DeclareTheRangeOfTheRecipe()
    {
        Dataset examples = Readings(features: 3, examples: 50, 10, 4000, seed: 1);
        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, Activation.Relu, 2, seed: 1);
        QuantizedNetwork quantized = Quantizer.Quantize(
            network, standardizer, examples.Features, examples.Features, (-7, 4095));

        var inputs = (ReadingStage)quantized.Inputs;
        Assert.AreSequenceEqual([-7, -7, -7], inputs.Lowest);
        Assert.AreSequenceEqual([4095, 4095, 4095], inputs.Highest);
        byte[] file = Write(quantized, examples);
        Assert.AreEqual((byte)ModelFormat.ReadingInputKind, file[15]);
    }

    [TestMethod]
    public void Quantize_ConstantReading_HasNoInfluenceWhateverItsValue()
    {
        Dataset examples = Readings(features: 5, examples: 100, 0, 4095, seed: 2);
        examples.Features.Row(2).Fill(42);
        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, Activation.Relu, 2, seed: 1);
        QuantizedNetwork quantized = Quantizer.Quantize(
            network, standardizer, examples.Features, examples.Features, (0, 4095));

        int[] before = quantized.Logits(examples.Features);
        foreach (float value in (float[])[0, 4095, float.NaN])
        {
            Matrix<float> changed = examples.Features.Clone();
            changed.Row(2).Fill(value);
            CollectionAssert.AreEqual(before, quantized.Logits(changed));
        }

        Assert.AreNotEqual(0, network.Layers[0].Weights[0, 2], "Else the test would show nothing.");
        Assert.IsTrue(Enumerable.Range(0, quantized.Layers[0].Units).All(unit => quantized.Layers[0].Weights[(unit * 5) + 2] == 0));
    }

    // Two overlapping clouds again, each feature within its own part of the range, in whole numbers.
    private static Dataset Readings(int features, int examples, int lowest, int highest, int seed)
    {
        Dataset clouds = TestData.Clouds(features, examples, seed);
        var random = new Random(seed);
        for (int i = 0; i < features; i++)
        {
            Span<float> row = clouds.Features.Row(i);
            float least = row.ToArray().Min();
            float width = row.ToArray().Max() - least;
            double share = 0.5 + (random.NextDouble() * 0.5);
            for (int e = 0; e < examples; e++)
            {
                row[e] = (float)Math.Round(lowest + ((row[e] - least) / width * share * ((double)highest - lowest)));
            }
        }

        return clouds;
    }

    private static Model Load(QuantizedNetwork quantized, Dataset examples) => Model.Load(Write(quantized, examples));

    private static byte[] Write(QuantizedNetwork quantized, Dataset examples) =>
        ModelWriter.Write(quantized, new ModelIdentity("adc", ["low", "high"]), 0, GoldenVectors.Choose(quantized, examples.Features, 0)).Bytes;
}
