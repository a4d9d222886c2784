namespace EdgeNet.Trainer.Tuning;

/// <summary>One trial of a study.</summary>
/// <param name="Number">From 1; 0 is the recipe as it is.</param>
/// <param name="Round">1 is coarse, 2 is fine; 0 for the recipe as it is.</param>
/// <param name="Parameters">What it changes in the recipe: a JSON merge patch.</param>
/// <param name="State">How far it is.</param>
/// <param name="Result">Its result when it is done, else null.</param>
/// <param name="Failure">Why it failed, else null.</param>
/// <param name="Starts">How often it was begun: more than once when a process was killed or stopped in it.</param>
public sealed record Trial(int Number, int Round, string Parameters, TrialState State, TrialResult? Result, string? Failure, int Starts)
{
    /// <summary>The number of the trial that changes nothing: the recipe as it is, judged as all others are.</summary>
    public const int AsItIs = 0;

    /// <summary>Whether it need not be run any more.</summary>
    public bool IsFinished => State is TrialState.Done or TrialState.Failed;
}
