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
        return recipe with
        {
            Features = ReadNames(file, root, Features, recipe.Labels),
            Ignore = ReadNames(file, root, Ignore, recipe.Labels) ?? [],
            LabelValues = ReadLabelValues(file, root, recipe.Classes),
        };
    }

    private static IReadOnlyList<string>? ReadNames(string file, RecipeSection root, string key, IReadOnlyList<string> labels)
    {
        IReadOnlyList<string>? names = root.TextsOrNull(key);
        string why = key == Features ? "a network must not see what it is to say" : "there is nothing to learn without it";
        return names?.FirstOrDefault(labels.Contains) is { } label
            ? throw new RecipeException($"{file}: '{key}' names '{label}', which is the label; {why}. Remove it there.")
            : names;
    }

    private static IReadOnlyList<string>? ReadLabelValues(string file, RecipeSection root, IReadOnlyList<string> classes)
    {
        IReadOnlyList<string>? values = root.TextsOrNull(LabelValues);
        return values is null || values.Count == classes.Count
            ? values
            : throw new RecipeException($"{file}: '{LabelValues}' has {values.Count} values for {classes.Count} classes; give one for each, in their order.");
    }
}
