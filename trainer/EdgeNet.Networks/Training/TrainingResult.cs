namespace EdgeNet.Networks.Training;

/// <summary>Why training ended.</summary>
internal enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The dev cost stopped falling.</summary>
    StoppedEarly,

    /// <summary>Training was cancelled.</summary>
    Cancelled,
}

/// <summary>The result of a run of gradient descent, apart from the weights in the network.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="KeptEpoch">The epoch whose weights the network has now; 0 for the first weights.</param>
/// <param name="Epochs">The learning curve.</param>
/// <param name="Warnings">Warnings for the user, one sentence each.</param>
internal sealed record TrainingResult(TrainingEnd End, int KeptEpoch, IReadOnlyList<EpochReport> Epochs, IReadOnlyList<string> Warnings);

/// <summary>The costs of an epoch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainCost">The mean cost of the epoch's steps, each before its step, penalty included.</param>
/// <param name="DevCost">The cost on the dev set after the epoch, without the penalty, with the class weights of training; NaN without a dev set.</param>
/// <param name="DevAccuracy">Of the dev set, those decided rightly, 0 to 1; NaN without a dev set and with squared error. See <see cref="GradientDescent{T}"/>.</param>
internal readonly record struct EpochReport(int Epoch, double TrainCost, double DevCost, double DevAccuracy)
{
    /// <summary>α of the epoch's steps.</summary>
    public double LearningRate { get; init; }
}
