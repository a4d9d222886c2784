using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Turns one layer into int8 weights, int32 biases and multipliers.</summary>
internal static class LayerQuantizer
{
    private const int WeightPeak = 127;

    // Smaller weights than this are noise of the optimizer around zero; scales made from them would leave the range of float.
    private const double Negligible = 1e-20;

    /// <param name="layer">The layer.</param>
    /// <param name="input">What the codes of A[l-1] stand for.</param>
    /// <param name="output">What the codes of A[l] stand for, or null for the output layer.</param>
    /// <param name="unitScales">Written: for each unit what one step of its accumulator stands for.</param>
    public static QuantizedLayer Quantize(DenseLayer<float> layer, InputCodes input, AffineScale? output, double[] unitScales)
    {
        var weights = new sbyte[layer.Units * layer.Inputs];
        var biases = new int[layer.Units];
        double common = CommonScale(layer, input);
        for (int j = 0; j < layer.Units; j++)
        {
            double peak = Peak(layer.Weights.Row(j), input.Gains);
            double scale = peak > Negligible ? peak / WeightPeak : common;
            while (!TryQuantizeUnit(layer, j, input, scale, weights.AsSpan(j * layer.Inputs, layer.Inputs), out biases[j]))
            {
                scale *= 2;
            }

            unitScales[j] = scale;
        }

        if (output is not { } outputScale)
        {
            return new QuantizedLayer(layer.Inputs, layer.Shape.Activation, weights, biases, null, null, 0, 0, input.Stage);
        }

        double[] factors = [.. unitScales.Select(scale => scale * StepsPerUnit(layer.Shape.Activation, outputScale))];
        int shift = Shift(factors.Max());
        int[] multipliers = [.. factors.Select(factor => Multiplier(factor, shift))];
        int[]? negative = layer.Shape.Activation == Activation.LeakyRelu
            ? [.. factors.Select(factor => Multiplier(factor * layer.Shape.LeakySlope, shift))]
            : null;
        return new QuantizedLayer(
            layer.Inputs, layer.Shape.Activation, weights, biases, multipliers, negative, shift, outputScale.ZeroPoint, input.Stage);
    }

    // How far a real 1 before the activation is from 0, in codes or in entries of the table.
    private static double StepsPerUnit(Activation activation, AffineScale output) => activation switch
    {
        Activation.Tanh => TanhTable.StepsPerUnit,
        Activation.Sigmoid => TanhTable.StepsPerUnit / 2.0,
        _ => 1 / output.Scale,
    };

    // False when the accumulator could overflow: then the scale is too fine for this bias.
    private static bool TryQuantizeUnit(DenseLayer<float> layer, int unit, InputCodes input, double scale, Span<sbyte> weights, out int bias)
    {
        ReadOnlySpan<float> row = layer.Weights.Row(unit);
        double folded = 0;
        double bound = 0;
        for (int i = 0; i < row.Length; i++)
        {
            weights[i] = (sbyte)Math.Clamp(Math.Round(row[i] * input.Gains[i] / scale), -WeightPeak, WeightPeak);
            folded += weights[i] * input.Offsets[i];
            bound += input.LargestProduct(i, weights[i]);
        }

        double exact = Math.Round((layer.Biases[unit, 0] / scale) + folded);
        bool fits = bound + Math.Abs(exact) <= int.MaxValue;
        bias = fits ? (int)exact : 0;
        return fits;
    }

    // For a unit whose weights are all zero: as fine as the coarsest other unit, or else fine enough for its bias.
    private static double CommonScale(DenseLayer<float> layer, InputCodes input)
    {
        double peak = 0;
        for (int j = 0; j < layer.Units; j++)
        {
            peak = Math.Max(peak, Peak(layer.Weights.Row(j), input.Gains));
        }

        if (peak > Negligible)
        {
            return peak / WeightPeak;
        }

        double bias = 0;
        foreach (float value in layer.Biases.Values)
        {
            bias = Math.Max(bias, Math.Abs(value));
        }

        return bias > Negligible ? bias / (1 << 20) : 1;
    }

    private static int Shift(double largest) =>
        Math.Clamp((int)Math.Floor(Math.Log2(int.MaxValue / largest)), Requantization.MinShift, Requantization.MaxShift);

    private static int Multiplier(double factor, int shift) => (int)Math.Min(Math.Round(factor * Math.Pow(2, shift)), int.MaxValue);

    private static double Peak(ReadOnlySpan<float> weights, double[] gains)
    {
        double peak = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            peak = Math.Max(peak, Math.Abs(weights[i] * gains[i]));
        }

        return peak;
    }
}
