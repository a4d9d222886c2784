using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Networks;
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
    /// <exception cref="InputException">The training part has no example of a class, early stopping has no dev set, or training diverged.</exception>
    public static TrainedModel Build(
        Recipe recipe, Dataset train, Dataset? dev, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(train);
        if (train.PositiveCount == 0 || train.PositiveCount == train.Count)
        {
            string missing = train.ClassNames[train.PositiveCount == 0 ? 1 : 0];
            throw new InputException($"{recipe.Data}: no example of '{missing}' is left for training; add examples or lower the shares of 'split'.");
        }

        dev = dev is { Count: 0 } ? null : dev;
        if (recipe.Training.Patience > 0 && dev is null)
        {
            throw new InputException(
                $"{recipe.Data}: no example is left for the dev set, on which 'training.patience' stops; add examples, raise 'split.dev' or leave 'training.patience' out.");
        }

        Standardizer standardizer = Standardizer.Fit(train.Features);
        var network = new Network<float>(train.Features.Rows, recipe.Layers);
        var descent = new GradientDescent<float>(network, Standardize(train, standardizer), dev is null ? null : Standardize(dev, standardizer), recipe.Training);
        TrainingResult training = descent.Run(onEpoch, cancellation);
        training = training with { Warnings = [.. DataWarnings(recipe, train, standardizer), .. training.Warnings] };

        QuantizedNetwork quantized = Quantizer.Quantize(network, standardizer, train.Features, (dev ?? train).Features, recipe.Readings);
        int threshold = quantized.LogitThreshold(recipe.Threshold);
        var identity = new ModelIdentity(recipe.Name, train.ClassNames[0], train.ClassNames[1]);
        byte[] file = ModelWriter.Write(quantized, identity, threshold, GoldenVectors.Choose(quantized, train.Features, threshold));
        return new TrainedModel(recipe, network, standardizer, training, quantized, file, Model.Load(file));
    }

    private static TrainingSet<float> Standardize(Dataset examples, Standardizer standardizer) =>
        new(standardizer.Apply(examples.Features), examples.Labels);

    private static IEnumerable<string> DataWarnings(Recipe recipe, Dataset train, Standardizer standardizer)
    {
        // A float has 24 bits: beyond this, the offset of the input quantization is rounded by more than a tenth of a step.
        const double FarFromZero = 20_000;
        for (int i = 0; i < train.FeatureNames.Count; i++)
        {
            if (standardizer.IsConstant(i))
            {
                yield return $"{recipe.Data}: column '{train.FeatureNames[i]}' has one value only in the training part, so it cannot help to decide; the model ignores it.";
            }
            else if (Math.Abs(standardizer.Means[i]) > FarFromZero * standardizer.Deviations[i])
            {
                yield return $"{recipe.Data}: column '{train.FeatureNames[i]}' varies little around a large value, more finely than float resolves; subtract a constant from it.";
            }
        }
    }
}
