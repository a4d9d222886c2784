using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Quantization;
using EdgeNet.Trainer.Training;

namespace EdgeNet.Trainer.Recipes;

/// <summary>The whole path: standardise, train, quantize, write and load.</summary>
public static class ModelBuilder
{
    /// <summary>Makes a model from a recipe and its examples.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="train">The training examples, raw.</param>
    /// <param name="dev">The development examples, raw; null or none without a dev set.</param>
    /// <param name="onEpoch">Called after each epoch, or null.</param>
    /// <param name="cancellation">Ends training early; the model is then made from the best weights so far.</param>
    /// <returns>The model in all its forms.</returns>
    /// <exception cref="InputException">The examples cannot be trained on, or training diverged; see <see cref="ModelTrainer.Train"/>.</exception>
    public static TrainedModel Build(
        Recipe recipe, Dataset train, Dataset? dev, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default) =>
        Deploy(ModelTrainer.Train(recipe, train, dev, onEpoch, cancellation), train, dev);

    /// <summary>Quantizes a trained network, writes the model file and loads it by the device library.</summary>
    /// <param name="model">The float network.</param>
    /// <param name="train">The training examples, raw: ranges and golden vectors come from them.</param>
    /// <param name="dev">The examples on which calibrations are judged, raw; the training examples where there are none.</param>
    /// <returns>The model in all its forms.</returns>
    public static TrainedModel Deploy(FloatModel model, Dataset train, Dataset? dev)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(train);
        Dataset judge = dev is { Count: > 0 } ? dev : train;
        Recipe recipe = model.Recipe;
        QuantizedNetwork quantized = Quantizer.Quantize(
            model.Network, model.Standardizer, train.Features, judge.Features, recipe.Readings, model.TargetStandardizer);
        ThresholdChoice? choice = ChooseThreshold(recipe, quantized, dev);
        int threshold = choice?.LogitThreshold ?? (recipe.Task == LearningTask.Binary ? quantized.LogitThreshold(recipe.Threshold) : 0);
        var identity = new ModelIdentity(recipe.Name, recipe.Task == LearningTask.Regression ? train.TargetNames : train.ClassNames);
        byte[] file = ModelWriter.Write(quantized, identity, threshold, GoldenVectors.Choose(quantized, train.Features, threshold));
        FloatModel decided = choice is null ? model : model with { Recipe = recipe with { Threshold = quantized.ProbabilityOf(choice.LogitThreshold) } };
        return new TrainedModel(decided, quantized, file, Model.Load(file)) { Threshold = choice };
    }

    private static ThresholdChoice? ChooseThreshold(Recipe recipe, QuantizedNetwork quantized, Dataset? dev)
    {
        if (recipe.ThresholdRule is null)
        {
            return null;
        }

        return dev is { Count: > 0 }
            ? ThresholdSearch.Choose(recipe.ThresholdRule, quantized.Logits(dev.Features), dev.Labels.Values, recipe.Training.Seed)
            : throw new InputException($"{recipe.Data}: the dev set has no example, and 'threshold' is to be chosen on it; make 'threshold' a number.");
    }
}
