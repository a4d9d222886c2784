using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Turns one layer into int8 or 4-bit weights, int32 biases and multipliers.</summary>
internal static class LayerQuantizer
{
    // Smaller weights are the optimizer's noise around zero; scales made from them would leave the range of float.
    private const double Negligible = 1e-20;

    /// <param name="layer">The layer.</param>
    /// <param name="input">What the codes of A[l-1] stand for.</param>
    /// <param name="output">What the codes of A[l] stand for, or null for the output layer.</param>
    /// <param name="weightPeak">The largest weight: 127, or 7 for weights of four bits.</param>
    /// <param name="unitScales">Written: for each unit what one step of its accumulator stands for.</param>
    public static QuantizedLayer Quantize(DenseLayer<float> layer, InputCodes input, UnitCodes? output, int weightPeak, double[] unitScales)
    {
        var weights = new sbyte[layer.Units * layer.Inputs];
        var biases = new int[layer.Units];
        Round(layer, input, weightPeak, unitScales, weights, biases);
        if (output is null)
        {
            return new QuantizedLayer(layer.Inputs, layer.Shape.Activation, weights, biases, null, null, 0, 0, input.Stage);
        }

        double[] factors = [.. unitScales.Select((scale, j) => scale * StepsPerUnit(layer.Shape.Activation, output.Of(j)))];
        int shift = Shift(factors.Max());
        int[] multipliers = [.. factors.Select(factor => Multiplier(factor, shift))];
        int[]? negative = layer.Shape.Activation == Activation.LeakyRelu
            ? [.. factors.Select((factor, j) => Multiplier(factor * SlopeOf(layer, j), shift))]
            : null;
        return new QuantizedLayer(
            layer.Inputs, layer.Shape.Activation, weights, biases, multipliers, negative, shift, output.ZeroPoint, input.Stage);
    }

    /// <summary>Rounds weights and biases to integers; allocates nothing.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">What the codes of A[l-1] stand for.</param>
    /// <param name="weightPeak">The largest weight: 127, or 7 for weights of four bits.</param>
    /// <param name="unitScales">Written: for each unit what one step of its accumulator stands for.</param>
    /// <param name="weights">Written: n[l] × n[l-1], row-major.</param>
    /// <param name="biases">Written: n[l]; the offsets of the input are folded in.</param>
    public static void Round(DenseLayer<float> layer, InputCodes input, int weightPeak, double[] unitScales, sbyte[] weights, int[] biases)
    {
        ChooseScales(layer, input, weightPeak, unitScales);
        bool isShared = IsShared(layer);
        for (int j = 0; j < layer.Units;)
        {
            if (TryQuantizeUnit(layer, j, input, unitScales[j], weightPeak, weights.AsSpan(j * layer.Inputs, layer.Inputs), out biases[j]))
            {
                j++;
            }
            else if (isShared)
            {
                // All units share the scale that one unit needs: start again from the first.
                Array.Fill(unitScales, 2 * unitScales[j]);
                j = 0;
            }
            else
            {
                unitScales[j] *= 2;
            }
        }
    }

    // A fixed slope stays in double, as the recipe has it.
    private static double SlopeOf(DenseLayer<float> layer, int unit) =>
        layer.LearnedSlopes is null ? layer.Shape.LeakySlope : layer.LearnedSlopes.Slopes[unit, 0];

    // How far a real 1 before the activation is from 0, in codes or in entries of the table.
    private static double StepsPerUnit(Activation activation, AffineScale output) => activation switch
    {
        Activation.Tanh => TanhTable.StepsPerUnit,
        Activation.Sigmoid => TanhTable.StepsPerUnit / 2.0,
        _ => 1 / output.Scale,
    };

    // The most probable of several classes has the largest integer only if all of them have the same scale.
    private static bool IsShared(DenseLayer<float> layer) => layer.Shape.Activation == Activation.Softmax;

    private static void ChooseScales(DenseLayer<float> layer, InputCodes input, int weightPeak, double[] unitScales)
    {
        double common = CommonScale(layer, input, weightPeak);
        for (int j = 0; j < layer.Units; j++)
        {
            double peak = Peak(layer.Weights.Row(j), input.Gains);
            unitScales[j] = peak > Negligible && !IsShared(layer) ? peak / weightPeak : common;
        }
    }

    // False when the accumulator could overflow: then the scale is too fine for this bias.
    private static bool TryQuantizeUnit(
        DenseLayer<float> layer, int unit, InputCodes input, double scale, int weightPeak, Span<sbyte> weights, out int bias)
    {
        ReadOnlySpan<float> row = layer.Weights.Row(unit);
        double folded = 0;
        double bound = 0;
        for (int i = 0; i < row.Length; i++)
        {
            weights[i] = (sbyte)Math.Clamp(Math.Round(row[i] * input.Gains[i] / scale), -weightPeak, weightPeak);
            folded += weights[i] * input.Offsets[i];
            bound += input.LargestProduct(i, weights[i]);
        }

        double exact = Math.Round((layer.Biases[unit, 0] / scale) + folded);
        bool fits = bound + Math.Abs(exact) <= int.MaxValue;
        bias = fits ? (int)exact : 0;
        return fits;
    }

    // For units that share their scale, and for a unit with zero weights only: the scale of the coarsest unit, or else one fine enough for the bias.
    private static double CommonScale(DenseLayer<float> layer, InputCodes input, int weightPeak)
    {
        double peak = 0;
        for (int j = 0; j < layer.Units; j++)
        {
            peak = Math.Max(peak, Peak(layer.Weights.Row(j), input.Gains));
        }

        if (peak > Negligible)
        {
            return peak / weightPeak;
        }

        double bias = 0;
        foreach (float value in layer.Biases.Values)
        {
            bias = Math.Max(bias, Math.Abs(value));
        }

        return bias > Negligible ? bias / (1 << 20) : 1;
    }

    private static int Shift(double largest) =>
        Math.Clamp(Math.ILogB(int.MaxValue / largest), Requantization.MinShift, Requantization.MaxShift);

    private static int Multiplier(double factor, int shift) => (int)Math.Min(Math.Round(Math.ScaleB(factor, shift)), int.MaxValue);

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

/// <summary>Computes the entries of the device's <see cref="TanhTable"/>.</summary>
internal static class TanhTableValues
{
    /// <summary>Computes <c>round(127·tanh((k - 512) / 128))</c> for every k.</summary>
    /// <returns>1024 entries.</returns>
    public static sbyte[] Create()
    {
        var table = new sbyte[TanhTable.Length];
        for (int k = 0; k < table.Length; k++)
        {
            double value = Elementary.Tanh((k - TanhTable.Centre) / (double)TanhTable.StepsPerUnit);
            table[k] = (sbyte)Math.Floor((TanhTable.Peak * value) + 0.5);
        }

        return table;
    }
}

/// <summary>What the codes of a hidden layer stand for: <c>real[j] = Scales[j] · (code[j] - ZeroPoint)</c>. A scale for each unit costs the device nothing.</summary>
/// <param name="Scales">n[l] steps, above 0.</param>
/// <param name="ZeroPoint">The code of 0, -128 to 127: of all units the same.</param>
internal sealed record UnitCodes(double[] Scales, int ZeroPoint)
{
    // Multipliers of a layer share one shift, so that steps much finer than others would cost them digits.
    private const double LeastShare = 1.0 / 64;

    /// <summary>Of a table, where all units have the same codes.</summary>
    public static UnitCodes Of(AffineScale scale, int units) => new([.. Enumerable.Repeat(scale.Scale, units)], scale.ZeroPoint);

    /// <summary>Spreads the codes over ranges that all hold 0.</summary>
    /// <param name="lowest">The lower end of each unit, 0 or less.</param>
    /// <param name="highest">The upper end of each unit, 0 or more.</param>
    /// <param name="own">Whether each unit has its own range: 0 for that of the layer, 1 for the geometric mean of both, 2 for its own.</param>
    public static UnitCodes Spread(double[] lowest, double[] highest, int own)
    {
        AffineScale layer = AffineScale.Spread(lowest.Min(), highest.Max());
        double below = Math.Max(1, layer.ZeroPoint - sbyte.MinValue);
        double above = Math.Max(1, sbyte.MaxValue - layer.ZeroPoint);
        return new UnitCodes([.. lowest.Select((_, j) => layer.Scale * ShareOf(j))], layer.ZeroPoint);

        double ShareOf(int unit)
        {
            double share = Math.Clamp(Math.Max(-lowest[unit] / below, highest[unit] / above) / layer.Scale, LeastShare, 1);
            return own switch { 0 => 1, 1 => Math.Sqrt(share), _ => share };
        }
    }

    /// <summary>The scale of one unit.</summary>
    public AffineScale Of(int unit) => new(Scales[unit], ZeroPoint);

    /// <summary>The same as the input of the next layer.</summary>
    public InputCodes ToInput() => new(Scales, [.. Enumerable.Repeat(-(double)ZeroPoint, Scales.Length)], null);
}
