namespace EdgeNet.Trainer.Training;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainCost">The mean cost of the epoch's steps, each before its step, penalty included.</param>
/// <param name="DevCost">The cost on the dev set after the epoch, without the penalty, with the class weights of training; NaN without a dev set.</param>
/// <param name="DevAccuracy">Of the dev set, those decided rightly, 0 to 1; NaN without a dev set and with squared error. See <see cref="GradientDescent{T}"/>.</param>
public readonly record struct EpochReport(int Epoch, double TrainCost, double DevCost, double DevAccuracy)
{
    /// <summary>α of the epoch's steps.</summary>
    public double LearningRate { get; init; }
}
