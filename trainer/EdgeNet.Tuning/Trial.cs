namespace EdgeNet.Tuning;

/// <summary>One trial of a study.</summary>
/// <param name="Number">From 1; 0 is the recipe as it is.</param>
/// <param name="Round">1 is drawn at random, 2 by those before, 3 is judged once more; 0 for the recipe as it is.</param>
/// <param name="Parameters">Its changes to the recipe: a JSON merge patch.</param>
/// <param name="State">Its state.</param>
/// <param name="Result">Its result when it is done, else null.</param>
/// <param name="Failure">Why it failed, else null.</param>
/// <param name="Starts">How often it was started: more than once if a process was killed or stopped during it.</param>
internal sealed record Trial(int Number, int Round, string Parameters, TrialState State, TrialResult? Result, string? Failure, int Starts)
{
    /// <summary>Its loss at each rung that it reached, in their order; less is better. Empty unless bad trials end early.</summary>
    public ValueList Rungs { get; init; } = ValueList.Empty;

    /// <summary>The number of the trial that changes nothing: the recipe as it is, judged as all others are.</summary>
    public const int AsItIs = 0;

    /// <summary>The number of the trial that is what suits most tables, as far as the space allows it.</summary>
    public const int Suited = 1;

    /// <summary>Whether it need not be run again.</summary>
    public bool IsFinished => State is TrialState.Done or TrialState.Stopped or TrialState.Failed;
}

/// <summary>The state of a trial.</summary>
internal enum TrialState
{
    /// <summary>Nobody runs it.</summary>
    Open,

    /// <summary>A process runs it, or did when it was killed.</summary>
    Running,

    /// <summary>It has a result.</summary>
    Done,

    /// <summary>It ended at a rung: worse there than most others.</summary>
    Stopped,

    /// <summary>It cannot be trained, mostly because it diverged.</summary>
    Failed,
}

/// <summary>The scores of a trial by its folds, as the device computes.</summary>
/// <param name="Cost">The mean cost, without the penalty.</param>
/// <param name="Accuracy">0 to 1; NaN in a regression.</param>
/// <param name="F1">0 to 1; NaN in a regression.</param>
/// <param name="ModelBytes">The model file without its golden vectors.</param>
/// <param name="Macs">Multiply-adds an inference.</param>
internal sealed record TrialResult(double Cost, double Accuracy, double F1, int ModelBytes, int Macs)
{
    /// <summary>IL instructions on the device, estimated: a second with a stream, else a decision.</summary>
    public double Instructions { get; init; }

    /// <summary>The heap that the model needs on the device while it is loaded, in bytes, estimated.</summary>
    public int HeapBytes { get; init; }

    /// <summary>The loss by the metric in each fold, without the penalty; less is better.</summary>
    public ValueList Folds { get; init; } = ValueList.Empty;

    /// <summary>The penalty for these instructions in the metric, which ranks a trial lower.</summary>
    public double Penalty { get; init; }

    /// <summary>Picks the number that trials are judged by.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>The number.</returns>
    public double Of(TuningMetric metric) => metric switch
    {
        TuningMetric.Cost => Cost,
        TuningMetric.Accuracy => Accuracy,
        _ => F1,
    };

    /// <summary>The value by which trials are ranked, less is better: the metric, negated if more is better, plus the penalty.</summary>
    internal double LossBy(TuningMetric metric) => (metric == TuningMetric.Cost ? Of(metric) : -Of(metric)) + Penalty;
}
