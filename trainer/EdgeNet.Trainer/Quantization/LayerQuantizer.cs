using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Turns one layer into int8 weights, int32 biases and multipliers.</summary>
internal static class LayerQuantizer
{
    private const int WeightPeak = 127;

    // Smaller weights than this are noise of the optimizer around zero; scales made from them would leave the range of float.
    private const float Negligible = 1e-20f;

    /// <param name="layer">The layer.</param>
    /// <param name="input">What the codes of A[l-1] stand for.</param>
    /// <param name="output">What the codes of A[l] stand for, or null for the output layer.</param>
    /// <param name="weightScales">Written: n[l] scales.</param>
    /// <param name="isIgnored">Whether an input must not count.</param>
    public static QuantizedLayer Quantize(
        DenseLayer<float> layer, AffineScale input, AffineScale? output, double[] weightScales, Func<int, bool> isIgnored)
    {
        var weights = new sbyte[layer.Units * layer.Inputs];
        var biases = new int[layer.Units];
        double common = CommonScale(layer, input);
        for (int j = 0; j < layer.Units; j++)
        {
            float peak = Peak(layer.Weights.Row(j));
            double scale = peak > Negligible ? peak / (double)WeightPeak : common;
            while (!TryQuantizeUnit(layer, j, input, scale, isIgnored, weights.AsSpan(j * layer.Inputs, layer.Inputs), out biases[j]))
            {
                scale *= 2;
            }

            weightScales[j] = scale;
        }

        if (output is not { } outputScale)
        {
            return new QuantizedLayer(layer.Inputs, layer.Shape.Activation, weights, biases, null, null, 0, 0);
        }

        double[] factors = [.. weightScales.Select(scale => scale * input.Scale * StepsPerUnit(layer.Shape.Activation, outputScale))];
        int shift = Shift(factors.Max());
        int[] multipliers = [.. factors.Select(factor => Multiplier(factor, shift))];
        int[]? negative = layer.Shape.Activation == Activation.LeakyRelu
            ? [.. factors.Select(factor => Multiplier(factor * layer.Shape.LeakySlope, shift))]
            : null;
        return new QuantizedLayer(layer.Inputs, layer.Shape.Activation, weights, biases, multipliers, negative, shift, outputScale.ZeroPoint);
    }

    // How far a real 1 before the activation is from 0, in codes or in entries of the table.
    private static double StepsPerUnit(Activation activation, AffineScale output) => activation switch
    {
        Activation.Tanh => TanhTable.StepsPerUnit,
        Activation.Sigmoid => TanhTable.StepsPerUnit / 2.0,
        _ => 1 / output.Scale,
    };

    // False when the accumulator could overflow: then the scale is too fine for this bias.
    private static bool TryQuantizeUnit(
        DenseLayer<float> layer, int unit, AffineScale input, double scale, Func<int, bool> isIgnored, Span<sbyte> weights, out int bias)
    {
        ReadOnlySpan<float> row = layer.Weights.Row(unit);
        long sum = 0;
        long magnitudes = 0;
        for (int i = 0; i < row.Length; i++)
        {
            weights[i] = isIgnored(i) ? (sbyte)0 : (sbyte)Math.Clamp(Math.Round(row[i] / scale), -WeightPeak, WeightPeak);
            sum += weights[i];
            magnitudes += Math.Abs(weights[i]);
        }

        double exact = Math.Round(layer.Biases[unit, 0] / (input.Scale * scale)) - ((double)input.ZeroPoint * sum);
        bool fits = (magnitudes * 128) + Math.Abs(exact) <= int.MaxValue;
        bias = fits ? (int)exact : 0;
        return fits;
    }

    // For a unit whose weights are all zero: as fine as the coarsest other unit, or else fine enough for its bias.
    private static double CommonScale(DenseLayer<float> layer, AffineScale input)
    {
        float peak = Peak(layer.Weights.Values);
        if (peak > Negligible)
        {
            return peak / (double)WeightPeak;
        }

        float bias = Peak(layer.Biases.Values);
        return bias > Negligible ? bias / (input.Scale * (1 << 20)) : 1;
    }

    private static int Shift(double largest) =>
        Math.Clamp((int)Math.Floor(Math.Log2(int.MaxValue / largest)), Requantization.MinShift, Requantization.MaxShift);

    private static int Multiplier(double factor, int shift) => (int)Math.Min(Math.Round(factor * Math.Pow(2, shift)), int.MaxValue);

    private static float Peak(ReadOnlySpan<float> values)
    {
        float peak = 0;
        foreach (float value in values)
        {
            peak = Math.Max(peak, Math.Abs(value));
        }

        return peak;
    }
}
