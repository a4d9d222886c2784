using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>Trains a recipe on a training part and judges the model, as the device computes it, on the dev part.</summary>
/// <param name="parts">The examples of each repeat.</param>
/// <param name="space">The search space, which gives the penalty for the device's instructions; null for none.</param>
internal sealed class DevJudge(IReadOnlyList<DevPart> parts, SearchSpace? space = null)
{
    /// <summary>Prepares to judge a recipe's variations.</summary>
    /// <exception cref="InputException">The recipe has no dev part, or the metric is none of its task.</exception>
    public static DevJudge Of(Recipe recipe, Dataset examples, Dataset? dev, TuningOptions options, SearchSpace? space = null)
    {
        if (space?.HasStream == true && examples.Groups is null)
        {
            throw new InputException($"{recipe.Options.Name}: windows and features are searched on whole recordings, and 'stream.splitBy' is \"{WindowGroups.Windows}\"; choose \"{WindowGroups.Recording}\" or a column.");
        }

        if (options.Metric == TuningMetric.Cost || examples.Task != LearningTask.Regression)
        {
            IReadOnlyList<DevPart> parts = DevPart.Divide(recipe, examples, dev, options.Repeats);
            int missing = options.Metric == TuningMetric.F1 ? Enumerable.Range(0, examples.ClassNames.Count).FirstOrDefault(c => parts.Any(part => part.Dev.CountOf(c) == 0), -1) : -1;
            return missing < 0
                ? new DevJudge(parts, space)
                : throw new InputException($"{recipe.Options.Name}: the dev set has no example of '{examples.ClassNames[missing]}', and without one there is no F1 to judge by; add examples, raise 'split.dev' or judge by cost.");
        }

        throw new InputException($"{recipe.Options.Name}: accuracy and F1 are of classes, and this recipe estimates a quantity; judge by cost.");
    }

    /// <summary>The repeats.</summary>
    public int Repeats => parts.Count;

    /// <summary>The examples of the first repeat, the recipe's own parts.</summary>
    public DevPart Own => parts[0];

    /// <summary>Judges a recipe in every repeat.</summary>
    /// <returns>The means, or null when it was cancelled.</returns>
    /// <exception cref="InputException">It cannot be trained.</exception>
    public TrialResult? Judge(Recipe recipe, CancellationToken cancellation)
    {
        var results = new TrialResult[parts.Count];
        for (int r = 0; r < results.Length; r++)
        {
            if (Judge(recipe, r, cancellation) is not { } result)
            {
                return null;
            }

            results[r] = result;
        }

        return TrialResult.Mean(results);
    }

    /// <summary>Judges a recipe in one repeat, with a seed of its own.</summary>
    /// <returns>The result, or null when it was cancelled.</returns>
    /// <exception cref="InputException">It cannot be trained.</exception>
    public TrialResult? Judge(Recipe recipe, int repeat, CancellationToken cancellation)
    {
        DevPart part = PartOf(recipe, repeat);
        int seed = repeat == 0 ? recipe.Options.Seed : SeededRandom.DeriveSeed(recipe.Options.Seed, RandomPurpose.Repeat, repeat);
        TrainingOptions seeded = recipe.Options with { Seed = seed };
        TrainedModel model = ModelBuilder.Build(seeded, part.Train, part.Dev, null, cancellation);
        return model.IsCancelled ? null : Measure(model, part.Dev);
    }

    /// <summary>The examples of a repeat as a variation of the recipe sees them.</summary>
    public DevPart PartOf(Recipe recipe, int repeat) => space?.HasStream == true ? parts[repeat].For(recipe) : parts[repeat];

    private TrialResult Measure(TrainedModel model, Dataset dev)
    {
        Score score = model.ScoreDevice(dev);
        ModelFile file = model.File;
        double instructions = file.StreamCost?.InstructionsPerSecond(file.Stream!, file.Cost) ?? 0;
        return new TrialResult(score.Cost, score.Accuracy, score.F1, file.Bytes.Length - file.GoldenBytes, file.Device.Macs)
        {
            Instructions = instructions,
            Penalty = instructions / 1e6 * (space?.DeviceWeight ?? 0),
        };
    }
}

/// <summary>Examples to train on and to judge by. The test part is in neither.</summary>
/// <param name="Train">The training examples.</param>
/// <param name="Dev">The development examples.</param>
internal sealed record DevPart(Dataset Train, Dataset Dev)
{
    /// <summary>Cuts the recordings of both parts anew where a recipe has other windows or features than the parts were cut with.</summary>
    /// <param name="recipe">A variation of the recipe that was divided.</param>
    /// <exception cref="InputException">No window is left in the dev part.</exception>
    public DevPart For(Recipe recipe)
    {
        if (recipe.Stream is not { } stream)
        {
            return this;
        }

        var part = new DevPart(RecordedWindows.Recut(Train, stream), RecordedWindows.Recut(Dev, stream));
        return part.Dev.Count > 0
            ? part
            : throw new InputException($"{recipe.Options.Name}: no recording of the dev part is as long as a window of {stream.Window} readings.");
    }

    /// <summary>Divides the examples once for each repeat.</summary>
    /// <remarks>The first division is the recipe's own; the others draw another dev part of the same size from all that the recipe's test part leaves.</remarks>
    /// <param name="recipe">The recipe.</param>
    /// <param name="examples">Its examples.</param>
    /// <param name="dev">A dev part that is used as it is; null for a share of the examples.</param>
    /// <param name="repeats">How often; once with a dev part of its own.</param>
    /// <exception cref="InputException">The recipe has no dev part, or one of its own and several repeats are asked for.</exception>
    public static IReadOnlyList<DevPart> Divide(Recipe recipe, Dataset examples, Dataset? dev, int repeats)
    {
        StratifiedSplit own = StratifiedSplit.Create(examples, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Seed);
        if (dev is not null)
        {
            return repeats == 1
                ? [new DevPart(examples.Select(own.Train), dev)]
                : throw new InputException($"{recipe.Options.Name}: each repeat draws another dev part, and 'dev' is {recipe.DevData}, used as it is; train one model a trial, or give 'split.dev' in its place.");
        }

        if (own.Dev.Length == 0)
        {
            throw new RecipeException($"{recipe.Options.Name}: no example is left for the dev set, on which trials are judged; raise 'split.dev' or add examples.");
        }

        var parts = new DevPart[repeats];
        parts[0] = new DevPart(examples.Select(own.Train), examples.Select(own.Dev));
        Dataset rest = examples.Select([.. own.Train.Concat(own.Dev).Order()]);
        double share = recipe.Options.DevShare / (1 - recipe.Options.TestShare);
        for (int r = 1; r < repeats; r++)
        {
            StratifiedSplit other = StratifiedSplit.Create(rest, share, 0, SeededRandom.DeriveSeed(recipe.Options.Seed, RandomPurpose.Repeat, r));
            parts[r] = new DevPart(rest.Select(other.Train), rest.Select(other.Dev));
        }

        return parts;
    }
}
