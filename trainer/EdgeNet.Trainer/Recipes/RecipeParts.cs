using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the keys of a recipe that say what the parts are: <c>dev</c>, <c>test</c> and <c>group</c>.</summary>
internal static class RecipeParts
{
    private const string GroupKey = "group";

    /// <summary>Reads what a part is made of; null where it is a share of the data.</summary>
    public static string? ReadPath(RecipeSection root, RecipeSection split, string part)
    {
        if (!root.Has(part))
        {
            return null;
        }

        return split.Has(part)
            ? throw new RecipeException($"{root.File}: '{part}' names the {part} part, which is used as it is, and 'split.{part}' takes a share of the data; remove one.")
            : root.Text(part);
    }

    /// <summary>Reads what keeps examples together.</summary>
    public static string? ReadGroup(RecipeSection root, ImageShape? images)
    {
        string? group = root.TextOrNull(GroupKey);
        return images is null || group is null or Recipe.Subfolder
            ? group
            : throw new RecipeException($"{root.File}: '{GroupKey}' must be \"{Recipe.Subfolder}\" with images: the folder of an image inside that of its class. It is \"{group}\".");
    }

    /// <summary>Checks that the parts are different, and that training writes over none of them.</summary>
    public static void Check(string file, Recipe recipe)
    {
        string data = Path.GetFullPath(recipe.DataPath);
        foreach ((string key, string? part) in (ReadOnlySpan<(string, string?)>)[("dev", recipe.DevData), ("test", recipe.TestData)])
        {
            if (part is null)
            {
                continue;
            }

            if (part.Contains('\0', StringComparison.Ordinal))
            {
                throw new RecipeException($"{file}: '{key}' has a character that no file's name has; correct it.");
            }

            string path = recipe.PathOf(part);
            if (path == data || (key == "test" && recipe.DevData is not null && path == recipe.PathOf(recipe.DevData)))
            {
                throw new RecipeException($"{file}: '{key}' is {part}, and so is {(path == data ? "'data'" : "'dev'")}; no example can stand in two parts. Name another one.");
            }

            if (path == recipe.ModelPath || path == recipe.HistoryPath)
            {
                throw new RecipeException($"{file}: '{key}' is {part}, and training writes a file of that name; rename it, or change 'name'.");
            }

            if (recipe.Images is not null && path.StartsWith(data + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new RecipeException($"{file}: '{key}' is {part}, a folder beside those of the classes, and would be one itself; move it out, such as to ../{Path.GetFileName(data)}-{key}.");
            }
        }
    }
}

/// <summary>How large a network may be.</summary>
internal static class RecipeSize
{
    /// <summary>The most weights of a network: each is a byte of the model, and 16 bytes and more of memory in training.</summary>
    public const int MostWeights = 100_000_000;

    /// <summary>Checks a network.</summary>
    /// <param name="where">The recipe, for messages.</param>
    /// <param name="layers">Layers 1 to L.</param>
    /// <param name="inputs">n[0]; null where it is not known yet.</param>
    /// <exception cref="RecipeException">It has too many weights.</exception>
    public static void Check(string where, IReadOnlyList<LayerShape> layers, int? inputs)
    {
        long sum = 0;
        int before = inputs ?? 0;
        for (int l = 0; l < layers.Count; l++)
        {
            long weights = (long)before * layers[l].Units;
            sum += weights;
            if (sum > MostWeights)
            {
                string earlier = sum == weights ? string.Empty : FormattableString.Invariant($", with those before it {sum:N0}");
                throw new RecipeException(FormattableString.Invariant(
                    $"{where}: layer {l + 1}, {before:N0} inputs for each of its {layers[l].Units:N0} units, has {weights:N0} weights{earlier}; a network may have {MostWeights:N0}. Take fewer units{(l == 0 ? " or inputs" : string.Empty)}."));
            }

            before = layers[l].Units;
        }
    }
}
