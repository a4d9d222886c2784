using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Experiments;

/// <summary>The whole path: standardise, train, quantize, write and load.</summary>
public static class ModelBuilder
{
    /// <summary>Makes a model from a recipe and its examples.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="train">The training examples, raw.</param>
    /// <param name="dev">The development examples, raw; null or none without a dev set.</param>
    /// <param name="onEpoch">Called after each epoch of the float network, or null.</param>
    /// <param name="cancellation">Ends training early; the model is then made from the best weights so far.</param>
    /// <returns>The model in all its forms.</returns>
    /// <exception cref="InputException">The examples cannot be trained on, or training diverged; see <see cref="ModelTrainer.Train"/>.</exception>
    public static TrainedModel Build(
        Recipe recipe, Dataset train, Dataset? dev, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default) =>
        Deploy(ModelTrainer.Train(recipe, train, dev, onEpoch, cancellation), train, dev, null, cancellation);

    /// <summary>Quantizes a trained network as its recipe says, writes the model file and loads it by the device library.</summary>
    /// <param name="model">The float network.</param>
    /// <param name="train">The training examples, raw: ranges and golden vectors come from them.</param>
    /// <param name="dev">The examples on which calibrations, epochs of quantization-aware training and bits of weights are judged, raw; the training examples where there are none.</param>
    /// <param name="onAwareEpoch">Called with the bits of a weight after each epoch of quantization-aware training, or null.</param>
    /// <param name="cancellation">Ends quantization-aware training early; its best epoch so far counts.</param>
    /// <returns>The model in all its forms.</returns>
    /// <exception cref="InputException">Quantization-aware training diverged.</exception>
    public static TrainedModel Deploy(
        FloatModel model, Dataset train, Dataset? dev, Action<int, EpochReport>? onAwareEpoch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        Recipe recipe = model.Recipe;
        if (recipe.ThresholdRule is not null && dev is not { Count: > 0 })
        {
            throw new InputException($"{recipe.Data}: the dev set has no example, and 'threshold' is to be chosen on it; make 'threshold' a number.");
        }

        var integers = new IntegerModels(model, train, dev is { Count: > 0 } ? dev : train);
        return integers.Decided(integers.Choose(onAwareEpoch, cancellation));
    }
}
