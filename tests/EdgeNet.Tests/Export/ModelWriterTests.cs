using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Export;

[TestClass]
public class ModelWriterTests
{
    private static readonly Activation[] Hidden =
        [Activation.Linear, Activation.Relu, Activation.LeakyRelu, Activation.Tanh, Activation.Sigmoid];

    public static IEnumerable<(Activation Activation, int Layers)> Shapes() =>
        Hidden.SelectMany(activation => Enumerable.Range(1, 4).Select(layers => (activation, layers)));

    [TestMethod]
    [DynamicData(nameof(Shapes))]
    public void Write_EveryActivationAndDepth_DeviceTwinAndQuantizerAgreeExactly(Activation activation, int layers)
    {
        Dataset examples = TestData.Clouds(features: 13, examples: 200, seed: 11);
        QuantizedNetwork quantized = RandomQuantized(examples, activation, layers);
        byte[] file = Write(quantized, examples, out int threshold);
        Model model = Model.Load(file);
        PlainTwin twin = PlainTwin.Read(file);

        Assert.AreEqual("test", model.Name);
        Assert.AreEqual("été", model.NegativeLabel);
        Assert.AreEqual("冬", model.PositiveLabel);
        Assert.AreEqual(layers, model.LayerCount);
        Assert.AreEqual(threshold, model.LogitThreshold);
        Assert.IsTrue(model.SelfTest());

        var random = new Random(layers);
        Matrix<float> inputs = examples.Features.Clone();
        foreach (ref float value in inputs.Values)
        {
            value *= (float)(random.NextDouble() * 3);
        }

        int[] logits = quantized.Logits(inputs);
        Matrix<float> rows = inputs.Transpose();
        for (int e = 0; e < logits.Length; e++)
        {
            Assert.AreEqual(logits[e], model.Logit(rows.Row(e).ToArray()));
            Assert.AreEqual((BigInteger)logits[e], twin.Logit(rows.Row(e).ToArray()));
        }
    }

    [TestMethod]
    public void Write_SixtyTwelveOne_IsUnderOneAndAHalfKibibytesWithoutGoldenVectors()
    {
        Dataset examples = TestData.Clouds(features: 60, examples: 100, seed: 1);
        QuantizedNetwork quantized = RandomQuantized(examples, Activation.Relu, 2, units: 12);
        byte[] file = Write(quantized, examples, out _);
        Model model = Model.Load(file);

        int golden = model.GoldenVectorCount * (model.InputCount + 1) * 4;
        Assert.IsLessThan(1536, file.Length - golden);
        Assert.AreEqual(732, model.Macs);
    }

    [TestMethod]
    public void Choose_Examples_TakesTheEndsTheNearestAndTheExtremes()
    {
        Dataset examples = TestData.Clouds(features: 6, examples: 60, seed: 2);
        QuantizedNetwork quantized = RandomQuantized(examples, Activation.Tanh, 2);
        IReadOnlyList<GoldenVector> golden = GoldenVectors.Choose(quantized, examples.Features, logitThreshold: 0);

        int[] logits = quantized.Logits(examples.Features);
        Assert.AreEqual(logits.Min(), golden[0].Logits[0]);
        Assert.AreEqual(logits.Max(), golden[1].Logits[0]);
        Assert.AreEqual(logits.MinBy(Math.Abs), golden[2].Logits[0]);
        Assert.HasCount(4, golden);
        Assert.IsTrue(golden[3].Input.All(value => Math.Abs(value) == 1e30f));
    }

    [TestMethod]
    public void Choose_WideModel_TakesTheNearestAndTheExtremes()
    {
        Dataset examples = TestData.Clouds(features: 512, examples: 20, seed: 2);
        QuantizedNetwork quantized = RandomQuantized(examples, Activation.Relu, 2);
        IReadOnlyList<GoldenVector> golden = GoldenVectors.Choose(quantized, examples.Features, logitThreshold: 0);

        Assert.HasCount(2, golden);
        Assert.AreEqual(quantized.Logits(examples.Features).MinBy(Math.Abs), golden[0].Logits[0]);
        Assert.IsTrue(golden[1].Input.All(value => Math.Abs(value) == 1e30f));
    }

    [TestMethod]
    public void Write_GoldenVectorWithAnotherLogit_IsRefused()
    {
        Dataset examples = TestData.Clouds(features: 6, examples: 60, seed: 2);
        QuantizedNetwork quantized = RandomQuantized(examples, Activation.Tanh, 2);
        GoldenVector wrong = GoldenVectors.Choose(quantized, examples.Features, 0)[0];
        wrong = wrong with { Logits = [wrong.Logits[0] + 1] };
        Assert.ThrowsExactly<InvalidOperationException>(() => ModelWriter.Write(quantized, new ModelIdentity("n", ["a", "b"]), 0, [wrong]));
    }

    private static byte[] Write(QuantizedNetwork quantized, Dataset examples, out int threshold)
    {
        threshold = quantized.LogitThreshold(0.6);
        return ModelWriter.Write(
            quantized, new ModelIdentity("test", ["été", "冬"]), threshold, GoldenVectors.Choose(quantized, examples.Features, threshold)).Bytes;
    }

    private static QuantizedNetwork RandomQuantized(Dataset examples, Activation activation, int layers, int units = 9)
    {
        LayerShape[] shapes = [.. Enumerable.Range(1, layers - 1).Select(_ => new LayerShape(units, activation)), new LayerShape(1, Activation.Sigmoid)];
        var network = new Network<float>(examples.Features.Rows, shapes);
        Initializer.Initialize(network, Initialization.Auto, new Random(5));
        return Quantizer.Quantize(network, Standardizer.Fit(examples.Features), examples.Features, examples.Features);
    }
}
