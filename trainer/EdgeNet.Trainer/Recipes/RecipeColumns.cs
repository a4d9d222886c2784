namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the keys of a recipe for the input columns of a table, and for the texts in the label column.</summary>
internal static class RecipeColumns
{
    private const string Features = "features";
    private const string Ignore = "ignore";
    private const string LabelValues = "labelValues";

    /// <summary>Adds the columns of these keys to a recipe.</summary>
    /// <param name="file">The recipe's name, for messages.</param>
    /// <param name="root">The recipe.</param>
    /// <param name="recipe">The recipe as read so far.</param>
    /// <returns>The recipe with its columns.</returns>
    public static Recipe Read(string file, RecipeSection root, Recipe recipe)
    {
        if (recipe.Stream is not null || recipe.Images is not null)
        {
            RejectKeys(file, root, isStream: recipe.Stream is not null);
            return recipe;
        }

        if (root.Has(Features) && root.Has(Ignore))
        {
            throw new RecipeException($"{file}: '{Features}' and '{Ignore}' exclude each other: '{Features}' names every input, '{Ignore}' the columns that are none; remove one.");
        }

        return recipe with
        {
            Features = root.Has(Features) ? ReadNames(file, root, Features, recipe.Labels) : null,
            Ignore = root.Has(Ignore) ? ReadNames(file, root, Ignore, recipe.Labels) : [],
            LabelValues = root.Has(LabelValues) ? ReadLabelValues(file, root, recipe.Classes) : null,
        };
    }

    private static IReadOnlyList<string> ReadNames(string file, RecipeSection root, string key, IReadOnlyList<string> labels)
    {
        IReadOnlyList<string> names = root.Texts(key, 1);
        RecipeTask.RejectRepeated(file, key, names);
        string why = key == Features ? "a network must not see what it is to say" : "there is nothing to learn without it";
        return names.FirstOrDefault(labels.Contains) is { } label
            ? throw new RecipeException($"{file}: '{key}' names '{label}', which is the label; {why}. Remove it there.")
            : names;
    }

    private static IReadOnlyList<string> ReadLabelValues(string file, RecipeSection root, IReadOnlyList<string> classes)
    {
        if (classes.Count == 0)
        {
            throw new RecipeException($"{file}: '{LabelValues}' says what stands for each class, and this recipe has no classes; remove it.");
        }

        IReadOnlyList<string> values = root.Names(LabelValues, 2);
        RecipeTask.RejectRepeated(file, LabelValues, values);
        return values.Count == classes.Count
            ? values
            : throw new RecipeException($"{file}: '{LabelValues}' has {values.Count} values for {classes.Count} classes; give one for each, in their order.");
    }

    private static void RejectKeys(string file, RecipeSection root, bool isStream)
    {
        foreach (string key in (string[])[Features, Ignore, LabelValues])
        {
            if (root.Element.TryGetProperty(key, out _))
            {
                string what = !isStream ? "and the inputs of images are their pixels; remove it"
                    : key == Ignore ? "and of a stream only the channels are read; remove it"
                    : $"and a stream has 'stream.{key}'; move it there";
                throw new RecipeException($"{file}: '{key}' is of a table, {what}.");
            }
        }
    }
}
