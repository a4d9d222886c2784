using System.Globalization;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Cli;

/// <summary>What <c>edgenet evaluate</c> keeps together: what the recipe says, or what the command line names in its place.</summary>
internal static class Grouping
{
    /// <summary>In place of a column: each example of a table, and each image, stands for itself.</summary>
    public const string Examples = "examples";

    /// <summary>Changes a recipe so that its examples are in the groups that are wanted.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="by">A column, <c>recording</c>, <c>subfolder</c>, or <c>windows</c> or <c>examples</c> for nothing; null or empty for what the recipe says.</param>
    /// <param name="isLeavingOut">Whether each group is to be left out in turn, so that there must be some.</param>
    /// <exception cref="InputException">The recipe has no such groups.</exception>
    public static Recipe Apply(Recipe recipe, string? by, bool isLeavingOut)
    {
        by = by is null ? null : NormalForm.Of(by);
        Recipe grouped = string.IsNullOrEmpty(by) ? recipe : recipe.Stream is { } stream ? recipe with { Stream = stream with { SplitBy = by } } : OfExamples(recipe, by);
        if (!isLeavingOut || Of(grouped) is not (WindowGroups.Windows or Examples))
        {
            return grouped;
        }

        throw new InputException(recipe.Stream is not null
            ? $"{recipe.Name}: --leave-one-group-out '{WindowGroups.Windows}' leaves a single window out; name a column or '{WindowGroups.Recording}'."
            : $"{recipe.Name}: --leave-one-group-out needs groups, and here each example stands for itself; "
                + (recipe.Images is null ? "name a column, there or with 'group' in the recipe." : $"name '{Recipe.Subfolder}', there or with 'group' in the recipe."));
    }

    /// <summary>What keeps the examples of a recipe together.</summary>
    public static string Of(Recipe recipe) => recipe.Stream?.SplitBy ?? recipe.Group ?? Examples;

    /// <summary>How it is called in a sentence: a column in quotes.</summary>
    public static string Named(string by) => by is WindowGroups.Recording or Recipe.Subfolder ? by : $"'{by}'";

    /// <summary>Checks that there are as many groups, or examples, as there are to be folds.</summary>
    /// <exception cref="InputException">There are fewer.</exception>
    public static void Check(Recipe recipe, Dataset examples, int folds)
    {
        string by = Of(recipe);
        int groups = examples.Groups?.Distinct().Count() ?? 0;
        if (examples.Groups is not null && groups < 2)
        {
            string nothing = recipe.Stream is null ? Examples : WindowGroups.Windows;
            throw new InputException(
                $"{recipe.Data}: all {nothing} are of one {Named(by)}, '{examples.GroupNames[0]}', so there is nothing to leave out; "
                + $"add {(recipe.Stream is null ? "groups" : "recordings")}, or choose --split-by {nothing}.");
        }

        if (examples.Groups is not null && folds > groups)
        {
            throw new InputException($"{recipe.Data}: {folds} folds need at least {folds} groups by {Named(by)}; there are {groups}. Choose fewer folds.");
        }

        if (folds > examples.Count)
        {
            throw new InputException($"{recipe.Data}: {folds} folds need at least {folds} examples; there are {examples.Count}. Choose fewer folds.");
        }
    }

    /// <summary>Says what folds keep together; null where there is nothing to say.</summary>
    public static string? Describe(Recipe recipe, Dataset examples)
    {
        string by = Of(recipe);
        if (examples.Groups is not null)
        {
            string count = examples.Groups.Distinct().Count().ToString(CultureInfo.InvariantCulture);
            return $"Folds keep the {(recipe.Stream is null ? "examples" : "windows")} of a {Named(by)} together: {count} groups.";
        }

        return recipe.Stream is not { } stream ? null
            : $"Folds are of windows: training and test parts share recordings{(stream.Stride < stream.Window ? ", and windows overlap: this looks better than it is" : string.Empty)}.";
    }

    private static Recipe OfExamples(Recipe recipe, string by)
    {
        if (by == Examples)
        {
            return recipe.GroupedBy(null);
        }

        return recipe.Images is null || by == Recipe.Subfolder
            ? recipe.GroupedBy(by)
            : throw new InputException($"{recipe.Name}: images have no column '{by}'; they are grouped by '{Recipe.Subfolder}', the folder inside that of the class, or stand for themselves, '{Examples}'.");
    }
}
