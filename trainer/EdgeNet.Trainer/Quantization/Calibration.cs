using System.Globalization;

namespace EdgeNet.Trainer.Quantization;

/// <summary>How much of what was seen in training the codes must cover; what lies outside saturates.</summary>
/// <param name="Percentile">Of the values, those below the upper end, and those above the lower, in percent: above 50 to 100.</param>
public sealed record Calibration(double Percentile)
{
    /// <summary>What the quantizer tries: the whole range and narrower ones, which waste fewer codes on outliers.</summary>
    public static IReadOnlyList<Calibration> Candidates { get; } = [new(100), new(99.99), new(99.9), new(99.5), new(99)];

    /// <summary>The name in reports.</summary>
    public string Name => Percentile >= 100 ? "min–max" : string.Create(CultureInfo.InvariantCulture, $"percentile {Percentile}");

    /// <summary>Chooses the scale for a layer's activations.</summary>
    /// <param name="values">What the layer gave on the training set, sorted upwards, at least one.</param>
    /// <returns>The scale.</returns>
    public AffineScale Choose(ReadOnlySpan<float> values)
    {
        int cut = (int)((100 - Percentile) / 100 * values.Length);
        return AffineScale.Spread(values[cut], values[^(cut + 1)]);
    }
}
