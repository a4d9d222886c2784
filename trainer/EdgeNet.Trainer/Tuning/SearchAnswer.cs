namespace EdgeNet.Trainer.Tuning;

/// <summary>Whether a search has found anything better than the recipe as it is.</summary>
/// <param name="Own">The recipe as it is; null where it could not be trained.</param>
/// <param name="Best">The best of the trials that were drawn; null where none could be trained.</param>
/// <param name="Gain">By how much the metric, with its penalty, is better than the recipe's; NaN where one of them is missing.</param>
/// <param name="Noise">With several repeats, where there is a gain, its standard error; else NaN.</param>
internal sealed record SearchAnswer(Trial? Own, Trial? Best, double Gain, double Noise)
{
    /// <summary>Whether the best trial is better than the recipe: at all, and with several repeats by more than the noise.</summary>
    public bool IsBetter => Best is not null && (Own is null || Gain > (double.IsNaN(Noise) ? 0 : Noise));

    /// <summary>The trial to be taken: the recipe as it is where none is better.</summary>
    public Trial Taken => IsBetter ? Best! : Own!;
}
