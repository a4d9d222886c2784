using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Looks at a network in the middle of its training, by examples that training does not see, and may end it there.</summary>
/// <param name="Examples">The examples, raw.</param>
/// <param name="Epochs">After which epochs to look, upwards; where training ends sooner, at its end.</param>
/// <param name="GoesOn">Given the mean cost of the examples, without the penalty; false ends the training as a cancellation would.</param>
internal sealed record TrainingProbe(Dataset Examples, IReadOnlyList<int> Epochs, Func<double, bool> GoesOn)
{
    /// <summary>Runs a training with looks in between.</summary>
    /// <param name="network">The network that is trained.</param>
    /// <param name="scaled">The examples as the network takes them.</param>
    /// <param name="onEpoch">Called after each epoch, or null.</param>
    /// <param name="run">Trains.</param>
    /// <param name="cancellation">Ends it.</param>
    public TrainingResult Watch(
        Network<float> network,
        TrainingSet<float> scaled,
        Action<EpochReport>? onEpoch,
        Func<Action<EpochReport>, CancellationToken, TrainingResult> run,
        CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        int looks = 0;
        TrainingResult result = run(
            report =>
            {
                onEpoch?.Invoke(report);
                Look(report.Epoch);
            },
            stop.Token);
        if (!stop.IsCancellationRequested)
        {
            Look(int.MaxValue); // early stopping has come before the last looks
        }

        return result;

        void Look(int epoch)
        {
            while (looks < Epochs.Count && Epochs[looks] <= epoch && !stop.IsCancellationRequested)
            {
                looks++;
                network.Forward(scaled.Features);
                if (!GoesOn(network.Cost(scaled.Labels, 0)))
                {
                    stop.Cancel();
                }
            }
        }
    }
}
