using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>Writes the recipe that a search has found.</summary>
internal static class TunedRecipe
{
    private const string Suffix = "-tuned";

    /// <summary>Writes a recipe, whose data stays where it is; its model has a name of its own.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Save(RecipeDocument recipe, string path)
    {
        var files = new FileSet();
        files.Add(path, Renamed(Moved(recipe, Path.GetDirectoryName(Path.GetFullPath(path))!)).ToBytes());
        files.SaveOrKeep();
    }

    // Files bear the name of the model: those of the recipe as it was stay.
    private static RecipeDocument Renamed(RecipeDocument recipe)
    {
        string name = recipe.ToRecipe().Options.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal)
            ? recipe
            : recipe.Merge(new JsonObject { ["name"] = name[..Math.Min(name.Length, ModelFormat.MaxNameLength - Suffix.Length)] + Suffix });
    }

    // A recipe names its data as seen from its own folder.
    private static RecipeDocument Moved(RecipeDocument recipe, string folder)
    {
        Recipe original = recipe.ToRecipe();
        if (folder == original.Folder || original.Images is not null)
        {
            return recipe;
        }

        var patch = new JsonObject();
        foreach ((string key, string? path) in (ReadOnlySpan<(string, string?)>)[("data", original.Data), ("dev", original.DevData), ("test", original.TestData)])
        {
            if (path is not null && !Path.IsPathRooted(path))
            {
                patch[key] = Path.GetRelativePath(folder, original.PathOf(path)).Replace(Path.DirectorySeparatorChar, '/');
            }
        }

        return recipe.Merge(patch);
    }
}
