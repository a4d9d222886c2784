using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Says which parts cannot judge a model, and why: they are empty, or lack a class.</summary>
internal static class PartWarnings
{
    /// <summary>Looks at the parts that a recipe was trained and tested on.</summary>
    /// <param name="recipe">The recipe; a part that it does not ask for is not missed.</param>
    /// <param name="parts">The parts.</param>
    /// <returns>A line for each fault.</returns>
    public static IEnumerable<string> Of(Recipe recipe, ExampleParts parts)
    {
        string more = parts.Train.Groups is null ? "add examples" : recipe.Stream?.SplitBy == WindowGroups.Recording ? "add recordings" : "add groups";
        if (parts.Dev is not { Count: > 0 } && recipe.HasDevPart)
        {
            yield return $"{recipe.Data}: no example is left for the dev part, so nothing shows whether training overfits; {more}, raise 'split.dev', or name a file with 'dev'.";
        }

        if (parts.Test is not { Count: > 0 } && (recipe.TestShare > 0 || recipe.TestData is not null))
        {
            yield return $"{recipe.Data}: no example is left for the test part, so nothing shows how good the model is on new ones; {more}, raise 'split.test', or name a file with 'test'.";
        }

        foreach ((string name, Dataset? part) in (IEnumerable<(string, Dataset?)>)[("dev", parts.Dev), ("test", parts.Test)])
        {
            foreach (string warning in part is { Count: > 0 } ? OfClasses(recipe, name, part) : [])
            {
                yield return warning;
            }
        }

        foreach (string warning in OfGroups(recipe, parts))
        {
            yield return warning;
        }
    }

    private static IEnumerable<string> OfClasses(Recipe recipe, string name, Dataset part)
    {
        string[] missing = [.. part.ClassNames.Where((_, number) => part.CountOf(number) == 0)];
        if (missing.Length > 0)
        {
            string scores = part.Task == LearningTask.Binary ? "F1 or AUC" : "macro F1";
            yield return $"{recipe.Data}: no example of {NameList.Of([.. missing.Select(each => $"'{each}'")])} in the {name} part: its accuracy cannot tell whether the model finds "
                + $"{(missing.Length == 1 ? "that class" : "these classes")}, and it has no {scores}.";
        }
    }

    // Only of files of the user's own: what is split keeps groups together.
    private static IEnumerable<string> OfGroups(Recipe recipe, ExampleParts parts)
    {
        bool isByName = recipe.Stream?.SplitBy is not (WindowGroups.Recording or WindowGroups.Windows);
        foreach ((string name, Dataset? part, bool isFile) in (IEnumerable<(string, Dataset?, bool)>)[("dev", parts.Dev, recipe.DevData is not null), ("test", parts.Test, recipe.TestData is not null)])
        {
            string[] both = isFile && isByName && part is not null ? [.. NamesIn(parts.Train).Intersect(NamesIn(part)).Order(StringComparer.Ordinal)] : [];
            if (both.Length > 0)
            {
                yield return $"{recipe.Data}: the training and the {name} part share {NameList.Count(both.Length, "group")}, {NameList.Of(both)}: the {name} part does not tell how good the model is on new groups.";
            }
        }
    }

    private static IEnumerable<string> NamesIn(Dataset part) =>
        part.Groups is null || part.GroupNames.Count == 0 ? [] : part.Groups.Distinct().Select(number => part.GroupNames[number]);
}
