using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Evaluation;

/// <summary>How well a model does on a set of examples, whatever its task. What a task does not have is NaN, null or empty.</summary>
public sealed partial record Score
{
    private Score(LearningTask task, int count, double cost)
    {
        Task = task;
        Count = count;
        Cost = cost;
    }

    /// <summary>What the model has learned.</summary>
    public LearningTask Task { get; }

    /// <summary>m, the examples.</summary>
    public int Count { get; }

    /// <summary>
    /// The mean over the examples of the loss that training lowers, without any penalty: cross-entropy for classes; in regression <c>½ Σ ((ŷ-y)/σ)²</c>
    /// over the targets, with the deviations σ of the training part.
    /// </summary>
    public double Cost { get; }

    /// <summary>Classes: of all examples, those decided rightly, 0 to 1.</summary>
    public double Accuracy => Confusion?.Accuracy ?? double.NaN;

    /// <summary>Two classes: F1 of the positive class; several: the mean of the classes' F1; 0 to 1.</summary>
    public double F1 => Task switch
    {
        LearningTask.Binary => Confusion!.F1(1),
        LearningTask.MultiClass => Confusion!.MacroF1,
        _ => double.NaN,
    };

    /// <summary>Classes: the k×k counts of decisions.</summary>
    public ConfusionTable? Confusion { get; private init; }

    /// <summary>Two classes: the ROC curve.</summary>
    public RocCurve? Roc { get; private init; }

    /// <summary>Regression: the score of each target.</summary>
    public IReadOnlyList<TargetScore> Targets { get; private init; } = [];

    /// <summary>Regression: the mean over the targets of <see cref="TargetScore.RootMeanSquareError"/>; with one target that of the target.</summary>
    public double RootMeanSquareError => Mean(target => target.RootMeanSquareError);

    /// <summary>Regression: the mean over the targets of <see cref="TargetScore.MeanAbsoluteError"/>.</summary>
    public double MeanAbsoluteError => Mean(target => target.MeanAbsoluteError);

    /// <summary>Regression: the mean over the targets of <see cref="TargetScore.R2"/>.</summary>
    public double R2 => Mean(target => target.R2);

    private double Mean(Func<TargetScore, double> number) => Targets.Count == 0 ? double.NaN : Targets.Average(number);
}
