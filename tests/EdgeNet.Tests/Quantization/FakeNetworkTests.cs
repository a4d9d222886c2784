using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

/// <summary>A float network with fake quantizers computes what its integers compute.</summary>
[TestClass]
public class FakeNetworkTests
{
    public static IEnumerable<(Activation Activation, int Layers, int Bits)> Shapes() =>
        from activation in HiddenActivations.All
        from layers in (int[])[1, 2, 4]
        from bits in (int[])[8, 4]
        select (activation, layers, bits);

    [TestMethod]
    [DynamicData(nameof(Shapes))]
    public void Forward_FakeQuantizers_GivesTheLogitsOfTheIntegers(Activation activation, int layers, int bits)
    {
        Dataset examples = TestData.Clouds(features: 20, examples: 300, seed: layers);
        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, activation, layers, seed: 7);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features, weightBits: bits);

        ShouldAgree(network, quantized, examples.Features, mostBorderCases: 0.02);
    }

    [TestMethod]
    [DataRow(8)]
    [DataRow(4)]
    public void Forward_IntegerReadings_GivesTheLogitsOfTheIntegers(int bits)
    {
        Dataset examples = TestData.Clouds(features: 6, examples: 200, seed: 3);
        foreach (ref float value in examples.Features.Values)
        {
            value = MathF.Round(Math.Clamp(2048 + (5 * value), 0, 4095));
        }

        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, Activation.Relu, 3, seed: 2);
        QuantizedNetwork quantized = Quantizer.Quantize(
            network, standardizer, examples.Features, examples.Features, (0, 4095), weightBits: bits);

        ShouldAgree(network, quantized, examples.Features, mostBorderCases: 0.02);
    }

    [TestMethod]
    [DataRow("sonar", 8)]
    [DataRow("sonar", 4)]
    [DataRow("iris", 8)]
    [DataRow("iris", 4)]
    [DataRow("winding", 8)]
    [DataRow("winding", 4)]
    public void Forward_TrainedModels_DecideAsTheDeviceDoes(string name, int bits)
    {
        (TrainingOptions options, Dataset train, Dataset dev, _) = TestData.Parts(name);
        options = options with { Quantization = new QuantizationOptions { WeightBits = bits, AwareEpochs = 0 } };
        TrainedModel model = ModelBuilder.Build(options, train, dev);
        Dataset examples = TestData.Examples(name);

        ShouldAgree(model.Network, model.Quantized, examples.Features, mostBorderCases: 0.02);
        Network<float> fake = model.Network.Fold();
        FakeQuantization.Attach(fake, model.Quantized);
        Matrix<float> activations = fake.Forward(FakeQuantization.CodedInputs(model.Quantized, examples.Features));
        int[][] device = model.Integers.OutputLogits(examples);
        for (int e = 0; e < device.Length; e++)
        {
            int decision = device[e].Length == 1 ? (device[e][0] >= model.Device.LogitThreshold ? 1 : 0) : Array.IndexOf(device[e], device[e].Max());
            int fakeDecision = activations.Rows == 1 ? (activations[0, e] >= 0.5f ? 1 : 0) : Softmax.IndexOfLargest(activations, e);
            Assert.IsTrue(model.Device.IsRegression || decision == fakeDecision, $"Example {e}: the device decides {decision}, the float network {fakeDecision}.");
        }
    }

    [TestMethod]
    public void Forward_ConstantFeatureAndZeroUnit_StayWithoutInfluence()
    {
        Dataset examples = TestData.Clouds(features: 5, examples: 100, seed: 1);
        examples.Features.Row(2).Fill(42);
        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, Activation.Relu, 2, seed: 1);
        network.Layers[0].Weights.Row(3).Clear();
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);
        FakeQuantization.Attach(network, quantized);
        network.ForwardTraining(FakeQuantization.CodedInputs(quantized, examples.Features), new Random(1));
        network.Backward(examples.Labels, 0);

        for (int j = 0; j < network.Layers[0].Units; j++)
        {
            Assert.AreEqual(0, network.Layers[0].EffectiveWeights[j, 2]);
            Assert.AreEqual(0, network.Layers[0].WeightGradients[j, 2]);
            Assert.AreEqual(0, network.Layers[0].EffectiveWeights[3, Math.Min(j, 4)]);
        }

        ShouldAgree(network, quantized, examples.Features, mostBorderCases: 0.02);
    }

    [TestMethod]
    public void Requantize_SameNetwork_GivesTheSameIntegers()
    {
        Dataset examples = TestData.Clouds(features: 9, examples: 100, seed: 1);
        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, Activation.LeakyRelu, 3, seed: 1);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features, weightBits: 4);

        QuantizedNetwork again = Quantizer.Requantize(network, quantized);

        Assert.AreEqual((4, quantized.Calibration), (again.WeightBits, again.Calibration));
        for (int l = 0; l < 3; l++)
        {
            CollectionAssert.AreEqual(quantized.Layers[l].Weights, again.Layers[l].Weights);
            CollectionAssert.AreEqual(quantized.Layers[l].Biases, again.Layers[l].Biases);
            CollectionAssert.AreEqual(quantized.Layers[l].Multipliers, again.Layers[l].Multipliers);
            CollectionAssert.AreEqual(quantized.UnitScales[l].ToArray(), again.UnitScales[l].ToArray());
        }
    }

    [TestMethod]
    public void Attach_NetworkOfOtherSize_NamesBoth()
    {
        Dataset examples = TestData.Clouds(features: 9, examples: 50, seed: 1);
        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, Activation.Relu, 2, seed: 1);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);
        var other = new Network<float>(9, [new LayerShape(11, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);

        ShapeException error = Assert.ThrowsExactly<ShapeException>(() => FakeQuantization.Attach(other, quantized));

        Assert.AreEqual("The integers are of a network 9-10-1; it was given one of 9-11-1.", error.Message);
        Assert.ThrowsExactly<ShapeException>(() => Quantizer.Requantize(other, quantized));
    }

    // Where an activation lies on the border of two codes, floating point and integers may take the one or the other: then the logits
    // differ by what a code weighs. Elsewhere they differ by the digits that single precision does not have.
    private static void ShouldAgree(Network<float> network, QuantizedNetwork quantized, Matrix<float> features, double mostBorderCases)
    {
        Network<float> fake = network.Fold();
        FakeQuantization.Attach(fake, quantized);
        fake.Forward(FakeQuantization.CodedInputs(quantized, features));
        float[] logits = fake.Output.Logits.Values.ToArray();
        double[] integers = quantized.RealLogits(features);
        double mean = integers.Average();
        double spread = Math.Sqrt(integers.Average(logit => (logit - mean) * (logit - mean)));
        double[] differences = [.. logits.Zip(integers, (a, b) => Math.Abs(a - b) / spread)];

        Assert.IsGreaterThan(0, spread);
        double share = differences.Count(difference => difference > 1e-5) / (double)differences.Length;
        Assert.IsLessThanOrEqualTo(mostBorderCases, share, $"{100 * share} % of the logits differ, by up to {differences.Max()} of their spread.");
        Assert.IsLessThan(0.1, differences.Max());
    }
}
