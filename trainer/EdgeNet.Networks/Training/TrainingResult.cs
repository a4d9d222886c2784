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
internal sealed record TrainingResult(TrainingEnd End, int KeptEpoch, IReadOnlyList<EpochReport> Epochs, IReadOnlyList<string> Warnings)
{
    private const int LeastEpochs = 20;

    // Of the cost, from the last tenth of the epochs but one to the last tenth.
    private const double LeastFall = 0.02;

    /// <summary>Says that training ended before the network had learned what it can: both costs were still falling, and the dev part is not decided without an error.</summary>
    /// <param name="epochs">The learning curve.</param>
    /// <returns>A sentence; null where they were not, or there is no dev part to tell.</returns>
    public static string? StillFalling(IReadOnlyList<EpochReport> epochs)
    {
        int tenth = epochs.Count / 10;
        if (epochs.Count < LeastEpochs || epochs[^1].DevAccuracy == 1 || Fall(epoch => epoch.TrainCost).Share < LeastFall || !(Fall(epoch => epoch.DevCost) is { Share: >= LeastFall } dev))
        {
            return null;
        }

        return FormattableString.Invariant(
            $"The cost was still falling when training ended: on dev from {dev.Before:G3} to {dev.Last:G3} in the last tenth of the epochs. The model is likely to get better with more 'training.epochs', or a higher 'training.learningRate'.");

        (double Share, double Before, double Last) Fall(Func<EpochReport, double> cost)
        {
            double last = epochs.TakeLast(tenth).Average(cost);
            double before = epochs.SkipLast(tenth).TakeLast(tenth).Average(cost);
            return ((before - last) / before, before, last);
        }
    }
}

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
