using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>Trains a recipe on a training part and judges the model, as the device computes it, on the dev part.</summary>
internal sealed class DevJudge(IReadOnlyList<DevPart> parts)
{
    /// <summary>Prepares to judge a recipe's variations.</summary>
    /// <exception cref="InputException">The recipe has no dev part, or the metric is none of its task.</exception>
    public static DevJudge Of(Recipe recipe, Dataset examples, TuningOptions options) =>
        options.Metric == TuningMetric.Cost || examples.Task != LearningTask.Regression
            ? new DevJudge(DevPart.Divide(recipe, examples, options.Repeats))
            : throw new InputException($"{recipe.Name}: accuracy and F1 are of classes, and this recipe estimates a quantity; judge by cost.");

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
        DevPart part = parts[repeat];
        Recipe seeded = recipe with { Training = recipe.Training with { Seed = recipe.Training.Seed + repeat } };
        TrainedModel model = ModelBuilder.Build(seeded, part.Train, part.Dev, null, cancellation);
        return model.IsCancelled ? null : Measure(model, part.Dev);
    }

    private static TrialResult Measure(TrainedModel model, Dataset dev)
    {
        Score score = model.ScoreDevice(dev);
        Model device = model.Device;
        int goldenBytes = device.GoldenVectorCount * (device.InputCount + device.OutputCount) * sizeof(float);
        return new TrialResult(score.Cost, score.Accuracy, score.F1, model.File.Length - goldenBytes, device.Macs);
    }
}
