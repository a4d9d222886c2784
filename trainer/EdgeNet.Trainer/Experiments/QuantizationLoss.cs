using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Says whether integers are noticeably worse than the float network, why, and what helps.</summary>
internal static class QuantizationLoss
{
    /// <summary>The loss of accuracy above which there is a warning.</summary>
    public const double MostAccuracy = 0.01;

    /// <summary>The relative increase of RMSE above which there is a warning.</summary>
    public const double MostError = 0.03;

    // On a few dev examples, one decision is chance.
    private const double LeastDecisions = 1.5;

    /// <summary>Compares two scores of the same examples.</summary>
    /// <param name="real">Of the float network.</param>
    /// <param name="device">Of the integers.</param>
    /// <returns>The lost accuracy, as a share; in regression the relative increase of RMSE. Below 0 if the integers are better.</returns>
    public static double Of(Score real, Score device)
    {
        return real.Task == LearningTask.Regression
            ? (device.RootMeanSquareError / real.RootMeanSquareError) - 1
            : real.Accuracy - device.Accuracy;
    }

    /// <summary>Whether a loss is worth a warning.</summary>
    /// <param name="task">The task.</param>
    /// <param name="loss">What <see cref="Of"/> gives, or a mean of it.</param>
    /// <returns>True for more than a point, or 3 % of RMSE.</returns>
    public static bool IsNoticeable(LearningTask task, double loss) => loss > (task == LearningTask.Regression ? MostError : MostAccuracy);

    /// <summary>Warns where the integers are noticeably worse on dev, on all that the model was made from, where there is more to see, or on test.</summary>
    /// <param name="model">The model.</param>
    /// <param name="train">The training examples, raw.</param>
    /// <param name="dev">The development examples, raw; null or none without.</param>
    /// <param name="test">The test examples, raw; null or none without.</param>
    /// <returns>One line, or null.</returns>
    public static string? Warn(TrainedModel model, Dataset train, Dataset? dev, Dataset? test = null)
    {
        if (Find(model, ("dev", dev), ("train", train), ("test", test)) is not { } found)
        {
            return null;
        }

        (string name, Score real, Score device) = found;
        string scores = model.Options.IsJudgedByFloat
            ? real.Task == LearningTask.Regression
                ? FormattableString.Invariant($"differs from the float network by {DistanceOf(device, train.TargetNames.Count):P1} of the deviation of the outputs on {name}.")
                : FormattableString.Invariant($"decides {100 * device.Accuracy:F1} % of {name} as the float network does.")
            : real.Task == LearningTask.Regression
            ? FormattableString.Invariant($"has an RMSE of {device.RootMeanSquareError:G4} beside {real.RootMeanSquareError:G4}")
            : FormattableString.Invariant($"is right in {100 * device.Accuracy:F1} % beside {100 * real.Accuracy:F1} %");
        string of = model.Options.IsJudgedByFloat ? string.Empty : $" of the float network on {name}.";
        return $"{(model.Integers.WeightBits == 8 ? "int8" : "4-bit")} {scores}{of} {Cause(model, train)}";
    }

    /// <summary>Says whether there is something to warn of.</summary>
    internal static bool IsThere(TrainedModel model, Dataset train, Dataset? dev) => Find(model, ("dev", dev), ("train", train)) is not null;

    // The RMSE in deviations: of the float network's own answers a ratio of errors says nothing, as its error is 0.
    private static double DistanceOf(Score device, int targets) => Math.Sqrt(2 * device.Cost / targets);

    private static (string Part, Score Real, Score Device)? Find(TrainedModel model, params ReadOnlySpan<(string Name, Dataset? Part)> parts)
    {
        foreach ((string name, Dataset? part) in parts)
        {
            if (part is not { Count: > 0 })
            {
                continue;
            }

            Score real = model.ScoreFloat(part);
            Score device = model.ScoreDevice(part);
            double loss = model.Options.IsJudgedByFloat && real.Task == LearningTask.Regression ? DistanceOf(device, part.TargetNames.Count) : Of(real, device);
            if (IsNoticeable(real.Task, loss) && (real.Task == LearningTask.Regression || loss * part.Count > LeastDecisions))
            {
                return (name, real, device);
            }
        }

        return null;
    }

    /// <summary>Names the input or the layer whose rounding costs most, and what helps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">Raw examples on which it is measured.</param>
    /// <returns>One or two sentences.</returns>
    public static string Cause(TrainedModel model, Dataset examples)
    {
        RoundingCulprit culprit = RoundingCulprit.Find(
            model.Network, model.Integers.Network, model.Standardizer, model.Quantized, examples.Features);
        bool isAware = model.Candidates.Any(integers => integers.Aware is not null);
        string remedy = model.Options.IsImported
            ? (model.Integers.WeightBits == 8 ? string.Empty : "take weights of 8 bits, or ") + (isAware ? "calibrate with more rows" : "allow quantization-aware training")
            : (model.Integers.WeightBits == 8 ? string.Empty : "set \"weightBits\": 8, or ") + (isAware ? "raise 'awareEpochs' in 'quantization'" : "set \"awareEpochs\": 100 in 'quantization'");
        if (culprit.Input < 0)
        {
            return $"The weights and activations of layer {culprit.Layer} cost most: {remedy}.";
        }

        string column = $"'{examples.FeatureNames[culprit.Input]}'";
        return model.Options.Readings is null
            ? $"The rounding of column {column} to a byte costs most: take its logarithm or clip it, in the data and on the device, or {remedy}."
            : $"The rounding of the readings of column {column} costs most: narrow the range of 'readings', or {remedy}.";
    }
}
