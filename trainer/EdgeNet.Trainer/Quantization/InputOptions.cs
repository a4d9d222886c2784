namespace EdgeNet.Trainer.Quantization;

/// <summary>The ways in which each input may be coded; one of them is set at any time, for each input by itself.</summary>
/// <remarks>An input has knobs, and a knob has options. The current setting is kept in the device's own input stage, whose code computes the codes.</remarks>
internal abstract class InputOptions
{
    protected InputOptions(InputStage stage)
    {
        Stage = stage;
        Codes = new InputCodes(new double[stage.Count], new double[stage.Count], stage);
    }

    /// <summary>The stage with the current setting.</summary>
    public InputStage Stage { get; }

    /// <summary>The values of its codes.</summary>
    public InputCodes Codes { get; }

    /// <summary>The name of the ranges in reports.</summary>
    public abstract string Name { get; }

    /// <summary>Knobs of every input.</summary>
    public abstract int Knobs { get; }

    /// <summary>Options of every knob; option 0 covers all values in training.</summary>
    public abstract int Options { get; }

    /// <summary>Turns a knob of one input.</summary>
    /// <returns>False, and no change, if the option is useless for this input or is set already.</returns>
    public abstract bool TrySet(int input, int knob, int option);

    /// <summary>Reads a knob.</summary>
    public abstract int OptionOf(int input, int knob);

    /// <summary>Writes what the codes of an input stand for: standardised values from raw ones.</summary>
    public void Code(int input, ReadOnlySpan<float> raw, Span<float> standardized)
    {
        for (int e = 0; e < raw.Length; e++)
        {
            standardized[e] = (float)Codes.Dequantize(input, Stage.Code(raw[e], input));
        }
    }
}

/// <summary>What the codes that a layer is given stand for: <c>real[i] = Gains[i] · (code[i] + Offsets[i])</c>.</summary>
/// <param name="Gains">n[l-1] numbers; 0 for an input that must not count.</param>
/// <param name="Offsets">n[l-1] numbers.</param>
/// <param name="Stage">What the first layer's codes come from; null in the others, where a code is -128 to 127.</param>
internal sealed record InputCodes(double[] Gains, double[] Offsets, InputStage? Stage)
{
    /// <summary>The codes of a hidden layer, or of standardised inputs.</summary>
    public static InputCodes Of(AffineScale scale, int count) =>
        new([.. Enumerable.Repeat(scale.Scale, count)], [.. Enumerable.Repeat(-(double)scale.ZeroPoint, count)], null);

    public double Dequantize(int input, int code) => Gains[input] * (code + Offsets[input]);

    public double LargestProduct(int input, int weight) =>
        Math.Abs((double)weight) * Math.Max(Math.Abs((double)LowestCode(input)), Math.Abs((double)HighestCode(input)));

    /// <summary>The highest code of an input less the lowest.</summary>
    public long Span(int input) => (long)HighestCode(input) - LowestCode(input);

    private int LowestCode(int input) => Stage?.LowestCode(input) ?? sbyte.MinValue;

    private int HighestCode(int input) => Stage?.HighestCode(input) ?? sbyte.MaxValue;
}
