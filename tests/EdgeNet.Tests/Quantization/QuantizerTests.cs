using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

[TestClass]
public class QuantizerTests
{
    private static readonly Activation[] Hidden =
        [Activation.Linear, Activation.Relu, Activation.LeakyRelu, Activation.Tanh, Activation.Sigmoid];

    public static IEnumerable<(Activation Activation, int Layers)> Shapes() =>
        Hidden.SelectMany(activation => Enumerable.Range(1, 4).Select(layers => (activation, layers)));

    [TestMethod]
    public void Quantize_SoftmaxUnitWithAHugeBias_MakesTheScaleOfAllCoarser()
    {
        // In steps of the weights' peak over 127 the last bias would be far beyond int32; the units before it are quantized first.
        Dataset examples = TestData.Clouds(features: 4, examples: 60, seed: 3);
        var network = new Network<float>(4, [new LayerShape(3, Activation.Softmax)]);
        Initializer.Fill(network.Output.Weights.Values, 0.001, new Random(3));
        network.Output.Biases.Values[2] = 100_000;
        var standardizer = Standardizer.Fit(examples.Features);

        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);

        double scale = quantized.UnitScales[0][0];
        Assert.IsTrue(quantized.UnitScales[0].All(other => other == scale));
        foreach (int[] logits in quantized.OutputLogits(examples.Features))
        {
            Assert.AreEqual(100_000, (logits[2] - logits[0]) * scale, 1);
            Assert.AreEqual(2, Array.IndexOf(logits, logits.Max()));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Shapes))]
    public void Quantize_EveryActivationAndDepth_StaysNearTheFloatNetwork(Activation activation, int layers)
    {
        Dataset examples = TestData.Clouds(features: 20, examples: 300, seed: layers);
        (Network<float> network, Standardizer standardizer) = RandomNetwork(examples, activation, layers, seed: 7);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);

        network.Forward(standardizer.Apply(examples.Features));
        float[] exact = network.Output.Logits.Values.ToArray();
        double[] integers = [.. quantized.Logits(examples.Features).Select(logit => logit * (double)quantized.LogitScale)];
        double mean = exact.Average();
        double spread = Math.Sqrt(exact.Average(logit => (logit - mean) * (logit - mean)));
        double error = Math.Sqrt(exact.Zip(integers, (a, b) => (a - b) * (a - b)).Average());
        Assert.IsLessThan(0.05 * spread, error, $"The logits spread by {spread} and are off by {error}.");
    }

    [TestMethod]
    public void Quantize_Output_IsNoMoreThanTheErrorOfItsCodes()
    {
        // Logistic regression on inputs that are exact codes: what remains is the rounding of the weights and the bias.
        Dataset examples = TestData.Clouds(features: 8, examples: 400, seed: 3);
        (Network<float> network, Standardizer standardizer) = RandomNetwork(examples, Activation.Linear, 1, seed: 5);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);
        QuantizedLayer layer = quantized.Layers[0];
        for (int i = 0; i < layer.Inputs; i++)
        {
            double scale = quantized.UnitScales[0][0] * ((AffineStage)quantized.Inputs).Scales[i] * standardizer.Deviations[i];
            Assert.AreEqual(network.Output.Weights[0, i], layer.Weights[i] * scale, (scale / 2) + 1e-9);
        }

        Assert.AreEqual(127, layer.Weights.Max(weight => Math.Abs((int)weight)));
        var zero = new int[8];
        quantized.Inputs.Quantize([.. standardizer.Means.Select(mean => (float)mean)], zero);
        int atTheMean = layer.Biases[0] + layer.Weights.Zip(zero, (weight, code) => weight * code).Sum();
        double codesOfTheMean = Enumerable.Range(0, layer.Inputs).Sum(i => layer.Weights[i] * (zero[i] + quantized.InputCodes.Offsets[i]));
        Assert.AreEqual(network.Output.Biases[0, 0], (atTheMean - codesOfTheMean) * quantized.LogitScale, quantized.LogitScale);
        Assert.IsTrue(Enumerable.Range(0, layer.Inputs).All(i => Math.Abs(zero[i] + quantized.InputCodes.Offsets[i]) <= 0.51));
    }

    [TestMethod]
    public void Quantize_ConstantFeature_HasNoInfluenceWhateverItsValue()
    {
        Dataset examples = TestData.Clouds(features: 5, examples: 100, seed: 1);
        examples.Features.Row(2).Fill(42);
        (Network<float> network, Standardizer standardizer) = RandomNetwork(examples, Activation.Relu, 2, seed: 1);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);

        int[] before = quantized.Logits(examples.Features);
        Matrix<float> changed = examples.Features.Clone();
        changed.Row(2).Fill(float.MaxValue);
        CollectionAssert.AreEqual(before, quantized.Logits(changed));
        changed.Row(2).Fill(float.NaN);
        CollectionAssert.AreEqual(before, quantized.Logits(changed));
        Assert.AreNotEqual(0, network.Layers[0].Weights[0, 2], "Else the test would show nothing.");
    }

    [TestMethod]
    public void Quantize_AllParametersZero_GivesProbabilityOneHalf()
    {
        Dataset examples = TestData.Clouds(features: 3, examples: 20, seed: 1);
        Standardizer standardizer = Standardizer.Fit(examples.Features);
        var network = new Network<float>(3, [new LayerShape(4, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);

        Assert.IsTrue(quantized.Logits(examples.Features).All(logit => logit == 0));
    }

    [TestMethod]
    [DataRow(5f, 1e-6f)]
    [DataRow(1e6f, 1e-9f)]
    [DataRow(-3e4f, 1e-12f)]
    [DataRow(2.5f, 0f)]
    [DataRow(-1e-15f, 0f)]
    public void Quantize_BiasFarLargerThanTheWeights_IsKept(float bias, float weight)
    {
        Dataset examples = TestData.Clouds(features: 3, examples: 20, seed: 1);
        Standardizer standardizer = Standardizer.Fit(examples.Features);
        var network = new Network<float>(3, [new LayerShape(1, Activation.Sigmoid)]);
        network.Output.Weights.Values.Fill(weight);
        network.Output.Biases[0, 0] = bias;
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);

        Assert.IsLessThanOrEqualTo(int.MaxValue, quantized.Layers[0].AccumulatorBound(0));
        foreach (int logit in quantized.Logits(examples.Features))
        {
            Assert.AreEqual(bias, logit * (double)quantized.LogitScale, Math.Abs(bias) * 1e-4);
        }
    }

    [TestMethod]
    public void Quantize_MoreThanOneOutput_IsRefused()
    {
        Dataset examples = TestData.Clouds(features: 3, examples: 20, seed: 1);
        var network = new Network<float>(3, [new LayerShape(2, Activation.Sigmoid)]);
        Assert.ThrowsExactly<ArgumentException>(
            () => Quantizer.Quantize(network, Standardizer.Fit(examples.Features), examples.Features, examples.Features));
    }

    [TestMethod]
    [DataRow(0.5)]
    [DataRow(0.1)]
    [DataRow(0.93)]
    public void LogitThreshold_Probability_IsTheSmallestLogitThatReachesIt(double threshold)
    {
        Dataset examples = TestData.Clouds(features: 6, examples: 100, seed: 2);
        (Network<float> network, Standardizer standardizer) = RandomNetwork(examples, Activation.Tanh, 2, seed: 3);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);
        int logit = quantized.LogitThreshold(threshold);

        Assert.IsGreaterThanOrEqualTo(threshold - 1e-12, 1 / (1 + Math.Exp(-logit * (double)quantized.LogitScale)));
        Assert.IsLessThan(threshold, 1 / (1 + Math.Exp(-(logit - 1) * (double)quantized.LogitScale)));
    }

    [TestMethod]
    public void Measure_LastStep_IsTheErrorOfTheIntegersAndStepsAddUp()
    {
        Dataset examples = TestData.Clouds(features: 12, examples: 200, seed: 4);
        (Network<float> network, Standardizer standardizer) = RandomNetwork(examples, Activation.Sigmoid, 3, seed: 9);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features);
        IReadOnlyList<QuantizationStep> steps = QuantizationErrorReport.Measure(network, standardizer, quantized, examples.Features);

        network.Forward(standardizer.Apply(examples.Features));
        float[] exact = network.Output.Logits.Values.ToArray();
        double error = Math.Sqrt(exact.Zip(quantized.Logits(examples.Features), (a, b) => Math.Pow(a - (b * (double)quantized.LogitScale), 2)).Average());
        Assert.AreEqual(error, steps[^1].LogitRms, 1e-5 * error);
        Assert.AreEqual(steps[^1].LogitRms, steps.Sum(step => step.Added), 1e-12);
        Assert.HasCount(7, steps); // inputs, three layers of weights, two of activations, the integers
        Assert.IsGreaterThan(0, steps[0].Added);
    }

    internal static (Network<float> Network, Standardizer Standardizer) RandomNetwork(Dataset examples, Activation activation, int layers, int seed)
    {
        LayerShape[] shapes = [.. Enumerable.Range(1, layers - 1).Select(_ => new LayerShape(10, activation, 0.1)), new LayerShape(1, Activation.Sigmoid)];
        var network = new Network<float>(examples.Features.Rows, shapes);
        var random = new Random(seed);
        foreach (DenseLayer<float> layer in network.Layers)
        {
            // A sigmoid has a slope of a quarter: with weights four times as large the layers hand on what they are given.
            double gain = activation == Activation.Sigmoid ? 4 : 1;
            Initializer.Fill(layer.Weights.Values, gain * Math.Sqrt(2.0 / layer.Inputs), random);
            Initializer.Fill(layer.Biases.Values, 0.3, random);
        }

        return (network, Standardizer.Fit(examples.Features));
    }
}
