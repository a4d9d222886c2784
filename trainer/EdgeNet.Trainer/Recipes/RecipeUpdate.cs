namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the section of a recipe for boards that take the model as an update.</summary>
internal static class RecipeUpdate
{
    private const string Key = "update";

    /// <summary>The keys inside.</summary>
    public static readonly RecipeKeys Keys = new(
        new("version", new IntegerKind(1, int.MaxValue), "The version of the model: a board takes only a higher one than it has confirmed.") { IsRequired = true },
        new("alarm", new NameKind { Says = "a class" }, "The class that is the alarm.") { Otherwise = "the second of two classes, and unusual with task anomaly; none of several" },
        new("trial", new IntegerKind(1, UpdateOptions.MaxTrialDecisions), "Decisions without a fault after which a board confirms the model.") { Default = UpdateOptions.DefaultTrialDecisions },
        new("health", new IntegerKind(0, int.MaxValue), "Seconds from one health record of a board to the next; 0 for none.") { Default = UpdateOptions.DefaultHealthSeconds });

    /// <summary>Reads it.</summary>
    /// <param name="root">The recipe.</param>
    /// <param name="classes">Its classes; none for quantities.</param>
    /// <param name="isAnomaly">Whether it learns what is normal, whatever its classes are.</param>
    /// <returns>The options; null where there is no such section.</returns>
    /// <exception cref="RecipeException">The alarm is no class; the message says what to do.</exception>
    public static UpdateOptions? Read(RecipeSection root, IReadOnlyList<string> classes, bool isAnomaly)
    {
        if (!root.Has(Key))
        {
            return null;
        }

        RecipeSection section = root.Section(Key);
        var options = new UpdateOptions
        {
            Version = section.Integer("version"),
            Alarm = section.Has("alarm") ? section.Texts("alarm")[0] : null,
            TrialDecisions = section.Integer("trial"),
            HealthSeconds = section.Integer("health"),
        };
        section.RejectUnknownKeys();
        if (options.Alarm is not { } alarm)
        {
            return options;
        }

        classes = isAnomaly ? AnomalyOptions.Classes : classes;
        if (classes.Count == 0)
        {
            throw new RecipeException($"{root.File}: '{Key}.alarm' is a class, and quantities have none; remove it.");
        }

        int index = Array.IndexOf([.. classes], alarm);
        return index < 0 ? throw new RecipeException($"{root.File}: '{Key}.alarm' is '{alarm}', and the classes {(isAnomaly ? "of task anomaly " : string.Empty)}are {NameList.Of(classes)}; name one of them, or remove it.")
            : index >= ModelSeal.NoAlarm ? throw new RecipeException($"{root.File}: '{Key}.alarm' is class {index + 1}, and only the first {ModelSeal.NoAlarm} can be an alarm; move it up in 'classes'.")
            : options;
    }
}
