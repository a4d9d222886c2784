using System.Text.Json;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the keys of a recipe for an anomaly model.</summary>
internal static class RecipeAnomaly
{
    private const string Key = "anomaly";

    /// <summary>Reads <c>task</c> and <c>anomaly</c>.</summary>
    /// <returns>The options; null where the recipe is of another task.</returns>
    public static AnomalyOptions? Read(string file, RecipeSection root)
    {
        if (root.TextOrNull("task") is null)
        {
            return !root.Has(Key) ? null : throw new RecipeException($"{file}: '{Key}' goes with \"task\": \"anomaly\", which is missing; add it, or remove '{Key}'.");
        }

        RecipeSection section = root.Section(Key);
        JsonElement prototypes = section.Value("prototypes");
        var options = new AnomalyOptions
        {
            Normal = section.TextsOrNull("normal") ?? [],
            Kind = section.Choice<AnomalyKind>("kind"),
            Prototypes = prototypes.ValueKind == JsonValueKind.Number ? (int)prototypes.GetDouble() : null,
            FalseAlarms = section.Number("falseAlarms"),
            Learning = section.Has("learning") ? ReadLearning(section.Section("learning")) : null,
        };
        section.RejectUnknownKeys();
        CheckOthers(file, root, options.Kind);
        (int least, int most) = LearningOptions.CalibrationFor(options.FalseAlarms);
        return options.Learning is not { } learning || (learning.Calibration >= least && learning.Calibration <= most)
            ? options
            : throw new RecipeException(FormattableString.Invariant(
                $"{file}: 'anomaly.learning.calibration' is {learning.Calibration}; with a share of false alarms of {options.FalseAlarms} it is from {least} to {most}."));
    }

    private static LearningOptions ReadLearning(RecipeSection section)
    {
        var options = new LearningOptions
        {
            Examples = section.Integer("examples"),
            Calibration = section.Integer("calibration"),
            Drift = section.Number("drift"),
            Refuse = section.Number("refuse"),
            Refused = section.Number("refused"),
            Saturated = section.Number("saturated"),
            Weight = section.Integer("weight"),
            Forget = section.Flag("forget"),
            Widths = section.Flag("widths"),
        };
        section.RejectUnknownKeys();
        return options;
    }

    // What an anomaly model does not look at would be silently without effect.
    private static void CheckOthers(string file, RecipeSection root, AnomalyKind kind)
    {
        if (root.Has("threshold") && !root.IsObject("threshold"))
        {
            throw new RecipeException($"{file}: 'threshold' is a probability here, and an anomaly model has a score, which is 1 at its threshold; set 'anomaly.falseAlarms', or choose 'threshold' by cost, precision, recall or f1.");
        }

        if (kind == AnomalyKind.KMeans && root.Section(Key).Section("learning").Has("widths"))
        {
            throw new RecipeException($"{file}: 'anomaly.learning.widths' is of gaussian-mixture, since k-means has one width for all inputs; remove it.");
        }

        if (kind != AnomalyKind.Autoencoder)
        {
            if (Array.Find(["hidden", "training", "quantization"], root.Has) is { } extra)
            {
                throw new RecipeException($"{file}: 'task' is \"anomaly\", which learns what is normal by prototypes: '{extra}' has no part in it; remove it, or set 'anomaly.kind' to \"autoencoder\".");
            }

            return;
        }

        if (Array.Find(["prototypes", "learning"], root.Section(Key).Has) is { } ofPrototypes)
        {
            throw new RecipeException($"{file}: 'anomaly.{ofPrototypes}' is of k-means and gaussian-mixture, and an autoencoder has no prototypes; remove it.");
        }

        if (root.Section("training").Has("classWeights"))
        {
            throw new RecipeException($"{file}: 'training.classWeights' needs classes, and an autoencoder learns from normal examples alone; remove it.");
        }

        RecipeSection quantization = root.Section("quantization");
        if (Array.Find(["awareEpochs", "learningRate", "sparsity", "temperature"], quantization.Has) is { } other)
        {
            throw new RecipeException($"{file}: 'quantization.{other}' has no part in an autoencoder, of which 'quantization.weightBits' counts alone; remove it.");
        }
    }

    /// <summary>Reads label and classes: both may be missing, then every example is normal.</summary>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, Activation Output) ReadTask(string file, RecipeSection root, StreamOptions? stream, AnomalyOptions options)
    {
        bool hasClasses = root.Has("classes");
        bool isNamed = stream is not null && stream.LabelFrom != Data.Recordings.LabelSource.Column;
        if (!hasClasses && !root.Has("label") && !isNamed)
        {
            return options.Normal.Count == 0 ? ([], AnomalyOptions.Classes, Activation.Sigmoid) : throw new RecipeException($"{file}: 'anomaly.normal' names classes, and the recipe has none; add 'label' and 'classes', or remove it.");
        }

        (IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, Activation Output) task = stream is not null ? RecipeStream.ReadTask(file, root, stream) : RecipeTask.Read(file, root);
        return options.Normal.FirstOrDefault(name => !task.Classes.Contains(name)) is { } unknown
            ? throw new RecipeException($"{file}: '{unknown}' in 'anomaly.normal' is none of the classes: {NameList.Of([.. task.Classes])}.")
            : options.Normal.Count == task.Classes.Count
            ? throw new RecipeException($"{file}: 'anomaly.normal' names every class; where all examples are normal, remove 'label' and 'classes'.")
            : (task.Labels, task.Classes, Activation.Sigmoid);
    }
}
