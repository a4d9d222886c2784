using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Measures the error that each step of quantization adds, layer by layer: the steps are taken one after the other in float.</summary>
internal static class QuantizationErrorReport
{
    /// <summary>Measures on some examples.</summary>
    /// <param name="network">The float network.</param>
    /// <param name="standardizer">Its standardisation.</param>
    /// <param name="quantized">The same network in integers.</param>
    /// <param name="features">Raw features, shape (n[0], m), m at least 1.</param>
    /// <returns>A step for the inputs, for the weights and the activations of each layer, and for what integer arithmetic adds to them.</returns>
    public static IReadOnlyList<QuantizationStep> Measure(
        Network<float> network, Standardizer standardizer, QuantizedNetwork quantized, Matrix<float> features)
    {
        Matrix<float> standardized = standardizer.Apply(features);
        Matrix<float> coded = quantized.DequantizedInputs(features);
        double[] exact = Forward(network, quantized, standardized, 0);

        List<QuantizationStep> steps = [];
        Add("inputs to codes", Forward(network, quantized, coded, 0));
        for (int taken = 1; taken < 2 * network.Layers.Count; taken++)
        {
            string what = taken % 2 == 1 ? $"weights to {(quantized.WeightBits == 8 ? "int8" : "4 bits")}" : "activations to int8";
            Add($"layer {(taken + 1) / 2} {what}", Forward(network, quantized, coded, taken));
        }

        Add("biases, multipliers and tables in integers", quantized.RealLogits(features));
        return steps;

        void Add(string name, double[] logits)
        {
            double squares = logits.Zip(exact, (logit, reference) => (logit - reference) * (logit - reference)).Sum();
            double rms = Math.Sqrt(squares / exact.Length);
            steps.Add(new QuantizationStep(name, rms, rms - (steps.Count == 0 ? 0 : steps[^1].LogitRms)));
        }
    }

    // Steps: weights of layer 1, activations of layer 1, weights of layer 2, … The first `taken` of them are rounded to int8.
    private static double[] Forward(Network<float> network, QuantizedNetwork quantized, Matrix<float> input, int taken)
    {
        Matrix<float> activations = input;
        var logits = new Matrix<float>(0, 0);
        for (int l = 0; l < network.Layers.Count; l++)
        {
            DenseLayer<float> layer = network.Layers[l];
            Matrix<float> weights = taken > 2 * l ? Dequantize(quantized, l) : layer.Weights;
            MatrixProduct.Multiply(weights, activations, logits);
            logits.AddColumn(layer.Biases);
            activations = new Matrix<float>(layer.Units, logits.Columns);
            if (l == network.Layers.Count - 1)
            {
                break;
            }

            for (int j = 0; j < layer.Units; j++)
            {
                ActivationFunctions.Forward(layer.Shape.Activation, layer.SlopeOf(j), logits.Row(j), activations.Row(j));
            }

            if (taken > (2 * l) + 1)
            {
                Round(activations, quantized.HiddenCodes[l]);
            }
        }

        return [.. logits.Values.ToArray().Select(logit => (double)logit)];
    }

    private static Matrix<float> Dequantize(QuantizedNetwork quantized, int index)
    {
        QuantizedLayer layer = quantized.Layers[index];
        var weights = new Matrix<float>(layer.Units, layer.Inputs);
        for (int k = 0; k < weights.Count; k++)
        {
            double gain = index == 0 ? quantized.InputCodes.Gains[k % layer.Inputs] : quantized.HiddenCodes[index - 1].Scales[k % layer.Inputs];
            weights.Values[k] = gain == 0 ? 0 : (float)(layer.Weights[k] * quantized.UnitScales[index][k / layer.Inputs] / gain);
        }

        return weights;
    }

    private static void Round(Matrix<float> activations, UnitCodes codes)
    {
        for (int j = 0; j < activations.Rows; j++)
        {
            AffineScale scale = codes.Of(j);
            foreach (ref float value in activations.Row(j))
            {
                value = (float)scale.Dequantize(scale.Quantize(value));
            }
        }
    }
}

/// <summary>The error of the logit after one step of quantization.</summary>
/// <param name="Name">The name of the step.</param>
/// <param name="LogitRms">The root mean square error of the logit with this step and all before it.</param>
/// <param name="Added">By how much this step raised it; negative when it happens to undo an earlier error.</param>
internal sealed record QuantizationStep(string Name, double LogitRms, double Added);
