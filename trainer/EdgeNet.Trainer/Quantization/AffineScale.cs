namespace EdgeNet.Trainer.Quantization;

/// <summary>What an int8 code stands for: <c>real = Scale · (code - ZeroPoint)</c>.</summary>
/// <param name="Scale">The step, above 0.</param>
/// <param name="ZeroPoint">The code of 0, -128 to 127.</param>
public readonly record struct AffineScale(double Scale, int ZeroPoint)
{
    private const int Steps = 255;

    /// <summary>The codes of hidden tanh units, -1 to 1 (see <see cref="TanhTable"/>).</summary>
    public static AffineScale Tanh { get; } = new(1.0 / TanhTable.Peak, 0);

    /// <summary>The codes of hidden sigmoid units, 0 to 1 (see <see cref="TanhTable"/>).</summary>
    public static AffineScale Sigmoid { get; } = new(0.5 / TanhTable.Peak, -TanhTable.Peak);

    /// <summary>Spreads the 256 codes over a range, which is widened to hold 0, so that 0 has a code of its own.</summary>
    /// <param name="lowest">The lower end.</param>
    /// <param name="highest">The upper end.</param>
    /// <returns>The scale; 1 with zero point 0 for the range that is 0 alone.</returns>
    public static AffineScale Spread(double lowest, double highest)
    {
        lowest = Math.Min(lowest, 0);
        highest = Math.Max(highest, 0);
        if (lowest == highest)
        {
            return new AffineScale(1, 0);
        }

        double scale = (highest - lowest) / Steps;
        return new AffineScale(scale, Math.Clamp((int)Math.Round(sbyte.MinValue - (lowest / scale)), sbyte.MinValue, sbyte.MaxValue));
    }

    /// <summary>Computes the code nearest to a number, saturating.</summary>
    /// <param name="real">The number.</param>
    /// <returns>-128 to 127.</returns>
    public int Quantize(double real) => (int)Math.Clamp(Math.Floor((real / Scale) + 0.5) + ZeroPoint, sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Computes the number that a code stands for.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The number.</returns>
    public double Dequantize(int code) => Scale * (code - ZeroPoint);
}
