namespace EdgeNet.Trainer.Training;

/// <summary>Why training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The dev cost fell no more.</summary>
    StoppedEarly,

    /// <summary>It was asked to stop.</summary>
    Cancelled,
}

/// <summary>What a run of gradient descent leaves, beside the weights in the network.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="KeptEpoch">The epoch whose weights the network has now; 0 for the first weights.</param>
/// <param name="Epochs">The learning curve.</param>
/// <param name="Warnings">What the user should know, a sentence each.</param>
public sealed record TrainingResult(TrainingEnd End, int KeptEpoch, IReadOnlyList<EpochReport> Epochs, IReadOnlyList<string> Warnings);
