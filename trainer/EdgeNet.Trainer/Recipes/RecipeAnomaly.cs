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
