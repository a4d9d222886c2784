namespace EdgeNet.Trainer.Quantization;

/// <summary>What the codes of a hidden layer stand for: <c>real[j] = Scales[j] · (code[j] - ZeroPoint)</c>. A scale for each unit costs the device nothing.</summary>
/// <param name="Scales">n[l] steps, above 0.</param>
/// <param name="ZeroPoint">The code of 0, -128 to 127: of all units the same.</param>
internal sealed record UnitCodes(double[] Scales, int ZeroPoint)
{
    // Multipliers of a layer share one shift, so that steps much finer than others would take their digits away.
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
