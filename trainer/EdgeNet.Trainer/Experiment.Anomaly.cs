using EdgeNet.Trainer.Anomalies;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Trainer;

/// <content>Models of what is normal.</content>
public sealed partial class Experiment
{
    /// <summary>Trains an anomaly model of examples in memory: see <see cref="TrainAnomaly()"/>.</summary>
    /// <param name="data">The examples; <see cref="AnomalyOptions.Normal"/> says which are normal.</param>
    /// <param name="options">How; null for the defaults. Of the other options, those of the parts, the name and the seed count, and of an autoencoder its layers, their training and the bits of a weight.</param>
    /// <returns>The model with its scores.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or does not suit the data; the message says which.</exception>
    /// <exception cref="InputException">There are too few normal examples; the message says what to do.</exception>
    public static TrainedAnomaly TrainAnomaly(Dataset data, TrainingOptions? options = null)
    {
        options ??= new TrainingOptions();
        return new Experiment(data, options with { Anomaly = options.Anomaly ?? new AnomalyOptions() }).TrainAnomaly();
    }

    /// <summary>Trains an anomaly model: it sees the normal examples of the training part alone, and its threshold is chosen on those of the dev part.</summary>
    /// <returns>The model with its scores.</returns>
    /// <exception cref="InvalidOperationException">The options have no <see cref="TrainingOptions.Anomaly"/>.</exception>
    /// <exception cref="InputException">There are too few normal examples; the message says what to do.</exception>
    public TrainedAnomaly TrainAnomaly() => TrainAnomaly(onEpoch: null);

    /// <summary>The same; of an autoencoder every epoch is told.</summary>
    internal TrainedAnomaly TrainAnomaly(Action<Networks.Training.EpochReport>? onEpoch) => Options.Anomaly is null
        ? throw new InvalidOperationException("The options have no Anomaly: they are for a model of classes or quantities.")
        : new TrainedAnomaly(IsImport ? ImportedReconstruction.Deploy(Network!, NetworkPath!, Options, Parts) : NormalTrainer.Train(Options, Parts.Train, Parts.Dev, onEpoch), Parts, Warnings);
}
