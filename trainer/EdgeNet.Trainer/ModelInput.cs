namespace EdgeNet.Trainer;

/// <summary>An input of a model: what a device need not know, and whoever feeds the model should.</summary>
/// <param name="Name">The column of the table, or the feature of a stream.</param>
/// <param name="Lowest">The lowest value that training saw.</param>
/// <param name="Highest">The highest value that training saw.</param>
internal sealed record ModelInput(string Name, float Lowest, float Highest)
{
    /// <summary>What share of the range a value may be outside it: new examples are a little outside now and then, and nothing is wrong with them.</summary>
    public const double Margin = 0.1;

    /// <summary>Says whether a value lies beyond what training saw; so does what is no number.</summary>
    /// <param name="value">A raw value.</param>
    /// <param name="share">What share of the range it may be outside.</param>
    /// <returns>True beyond either end.</returns>
    public bool IsBeyond(float value, double share = Margin)
    {
        double margin = share * ((double)Highest - Lowest);
        return !(value >= Lowest - margin && value <= Highest + margin);
    }
}
