namespace EdgeNet.Trainer.Quantization;

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
