using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Layers;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

/// <summary>Forward as the integers, backward straight through the rounding: against a plain twin, one number at a time in double precision.</summary>
[TestClass]
public class StraightThroughTests
{
    private const int Features = 6;
    private const int Examples = 40;
    private const double L2 = 0.1;

    public static IEnumerable<(Activation Activation, int Bits)> Cases() =>
        from activation in HiddenActivations.All
        from bits in (int[])[8, 4]
        select (activation, bits);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Backward_FakeQuantizers_GivesTheGradientsOfTheTwin(Activation activation, int bits)
    {
        Dataset examples = TestData.Clouds(Features, Examples, seed: 5);
        (Network<float> network, Standardizer standardizer) = QuantizerTests.RandomNetwork(examples, activation, layers: 2, seed: 3);
        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, examples.Features, examples.Features, weightBits: bits);
        foreach (ref float weight in network.Layers[0].Weights.Values)
        {
            weight *= 1.7f; // activations leave the range of their codes, which stays as it was calibrated
        }

        FakeQuantization.Attach(network, quantized);
        Matrix<float> input = FakeQuantization.CodedInputs(quantized, examples.Features);
        network.ForwardTraining(input, new Random(1));
        network.Backward(examples.Labels, (float)L2);

        (double[,] hidden, double[] output, double[] biases, int clipped) = Twin(network, quantized, input, examples.Labels, bits);
        for (int j = 0; j < network.Layers[0].Units; j++)
        {
            for (int i = 0; i < Features; i++)
            {
                Assert.AreEqual(hidden[j, i], network.Layers[0].WeightGradients[j, i], 2e-5);
            }

            Assert.AreEqual(output[j], network.Output.WeightGradients[0, j], 2e-5);
            Assert.AreEqual(biases[j], network.Layers[0].BiasGradients[j, 0], 2e-5);
        }

        bool saturates = activation is Activation.Linear or Activation.Relu or Activation.LeakyRelu;
        Assert.AreEqual(saturates, clipped > 0, $"{clipped} activations were clipped.");
    }

    private static (double[,] Hidden, double[] Output, double[] Biases, int Clipped) Twin(
        Network<float> network, QuantizedNetwork quantized, Matrix<float> input, Matrix<float> labels, int bits)
    {
        DenseLayer<float> first = network.Layers[0];
        UnitCodes hidden = quantized.HiddenCodes[0];
        (double[] Weights, double Bias)[] units =
            [.. Enumerable.Range(0, first.Units).Select(j => Rounded(first, j, quantized.InputCodes.Gains, quantized.InputCodes.Offsets, bits))];
        (double[] last, double lastBias) = Rounded(network.Output, 0, hidden.Scales, [.. hidden.Scales.Select(_ => -(double)hidden.ZeroPoint)], bits);
        var hiddenGradients = new double[first.Units, Features];
        var outputGradients = new double[first.Units];
        var biasGradients = new double[first.Units];
        double slope = first.Shape.LeakySlope;
        int clipped = 0;
        for (int e = 0; e < Examples; e++)
        {
            var logits = new double[first.Units];
            var values = new double[first.Units];
            var codes = new double[first.Units];
            var opens = new bool[first.Units];
            double logit = lastBias;
            for (int j = 0; j < first.Units; j++)
            {
                logits[j] = units[j].Bias + Enumerable.Range(0, Features).Sum(i => units[j].Weights[i] * input[i, e]);
                AffineScale scale = hidden.Of(j);
                double value = values[j] = ScalarActivation.Value(first.Shape.Activation, slope, logits[j]);
                codes[j] = scale.Dequantize(Code(first.Shape.Activation, scale, logits[j], value));
                opens[j] = value >= scale.Dequantize(-128) && value <= scale.Dequantize(127);
                clipped += opens[j] ? 0 : 1;
                logit += last[j] * codes[j];
            }

            double error = ScalarActivation.Sigmoid(logit) - labels[0, e];
            for (int j = 0; j < first.Units; j++)
            {
                outputGradients[j] += error * codes[j] / Examples;
                double dz = opens[j] ? error * last[j] * ScalarActivation.Derivative(first.Shape.Activation, slope, logits[j], values[j]) : 0;
                biasGradients[j] += dz / Examples;
                for (int i = 0; i < Features; i++)
                {
                    hiddenGradients[j, i] += dz * input[i, e] / Examples;
                }
            }
        }

        for (int j = 0; j < first.Units; j++)
        {
            outputGradients[j] += L2 * network.Output.Weights[0, j];
            for (int i = 0; i < Features; i++)
            {
                hiddenGradients[j, i] += L2 * first.Weights[j, i];
            }
        }

        return (hiddenGradients, outputGradients, biasGradients, clipped);
    }

    // Weights symmetric about 0, a scale for each unit; the bias in steps of the accumulator, together with what the offset adds to it.
    private static (double[] Weights, double Bias) Rounded(DenseLayer<float> layer, int unit, double[] gains, double[] offsets, int bits)
    {
        double[] row = [.. layer.Weights.Row(unit).ToArray().Zip(gains, (weight, gain) => weight * gain)];
        double step = row.Max(Math.Abs) / ((1 << (bits - 1)) - 1);
        double[] integers = [.. row.Select(weight => Math.Round(weight / step))];
        double folded = integers.Zip(offsets, (integer, offset) => integer * offset).Sum();
        double bias = Math.Round((layer.Biases[unit, 0] / step) + folded) - folded;
        return ([.. integers.Zip(gains, (integer, gain) => step * integer / gain)], step * bias);
    }

    // Tanh and sigmoid go through a table whose argument has steps of 1/128 and 1/64.
    private static int Code(Activation activation, AffineScale scale, double z, double value) => activation switch
    {
        Activation.Tanh => (int)Math.Round(127 * Math.Tanh(Math.Round(128 * z) / 128)),
        Activation.Sigmoid => (int)Math.Round(127 * Math.Tanh(Math.Round(64 * z) / 128)),
        _ => scale.Quantize(value),
    };
}
