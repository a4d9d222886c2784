namespace EdgeNet.Trainer.Evaluation;

/// <summary>What a pipeline said after a window.</summary>
/// <param name="Reading">The last reading of the window, from 0: when it was said.</param>
/// <param name="State">The number of a class, or -1 while the state is unknown.</param>
/// <param name="Probabilities">Of the positive class alone; of several classes, of each.</param>
public readonly record struct StateDecision(int Reading, int State, IReadOnlyList<float> Probabilities)
{
    /// <summary>Of the positive class; with several classes, the highest.</summary>
    public float Probability => Probabilities.Max();
}
