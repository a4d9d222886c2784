namespace EdgeNet.Trainer;

/// <summary>An input of a model, for whoever feeds the model; the device does not need it.</summary>
/// <param name="Name">The column of the table, or the feature of a stream.</param>
/// <param name="Lowest">The lowest value that training saw.</param>
/// <param name="Highest">The highest value that training saw.</param>
internal sealed record ModelInput(string Name, float Lowest, float Highest)
{
    /// <summary>The share of the range by which a value may be outside it: sound new examples are sometimes a little outside.</summary>
    public const double Margin = 0.1;

    /// <summary>Whether a value lies beyond the range in training; NaN does.</summary>
    /// <param name="value">A raw value.</param>
    /// <param name="share">The share of the range by which it may be outside.</param>
    /// <returns>True beyond either end.</returns>
    public bool IsBeyond(float value, double share = Margin)
    {
        double margin = share * ((double)Highest - Lowest);
        return !(value >= Lowest - margin && value <= Highest + margin);
    }
}
