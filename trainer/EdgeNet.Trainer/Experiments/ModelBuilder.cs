using EdgeNet.Networks.Training;

namespace EdgeNet.Trainer.Experiments;

/// <summary>The whole path: standardise, train, prune, quantize, write and load.</summary>
internal static class ModelBuilder
{
    /// <summary>Makes a model from a recipe and its examples.</summary>
    /// <param name="options">The options.</param>
    /// <param name="train">The training examples, raw.</param>
    /// <param name="dev">The development examples, raw; null or none without a dev set.</param>
    /// <param name="onEpoch">Called after each epoch of the float network, or null.</param>
    /// <param name="cancellation">Ends training early; the model is then made from the best weights so far.</param>
    /// <returns>The model in all its forms.</returns>
    /// <exception cref="InputException">The examples cannot be trained on, or training diverged; see <see cref="ModelTrainer.Train"/>.</exception>
    public static TrainedModel Build(
        TrainingOptions options, Dataset train, Dataset? dev, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default) =>
        Build(options, new ExampleParts(train, dev, null).Filled(options), onEpoch, cancellation);

    /// <summary>The same of examples that are divided.</summary>
    public static TrainedModel Build(TrainingOptions options, ExampleParts parts, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default) =>
        Deploy(Pruner.Run(ModelTrainer.Train(options, parts.Train, parts.Dev, onEpoch, cancellation), parts, null, cancellation), parts, null, cancellation);

    /// <summary>Quantizes a trained network as its recipe says, writes the model file and loads it by the device library.</summary>
    /// <param name="model">The float network.</param>
    /// <param name="parts">The examples, raw. Ranges and golden vectors come from those of training; those of dev are the examples on which calibrations, epochs of quantization-aware training and bits of weights are judged, raw; the training examples where there are none.</param>
    /// <param name="onAwareEpoch">Called with the bits of a weight after each epoch of quantization-aware training, or null.</param>
    /// <param name="cancellation">Ends quantization-aware training early; its best epoch so far counts.</param>
    /// <returns>The model in all its forms.</returns>
    /// <exception cref="InputException">Quantization-aware training diverged.</exception>
    public static TrainedModel Deploy(
        FloatModel model, ExampleParts parts, Action<int, EpochReport>? onAwareEpoch = null, CancellationToken cancellation = default)
    {
        if (model.Options.ThresholdRule is not null && parts.Dev is not { Count: > 0 })
        {
            throw new InputException($"{parts.Train.Source}: the dev set has no example, and 'threshold' is to be chosen on it; make 'threshold' a number.");
        }

        var integers = new IntegerModels(model, parts);
        return integers.Decided(integers.Sealed(integers.WithFamiliarity(integers.Choose(onAwareEpoch, cancellation))));
    }
}
