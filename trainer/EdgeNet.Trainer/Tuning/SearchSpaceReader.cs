using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>Reads what to search from the section <c>tune</c> of a recipe; what it does not declare is searched in a range that suits most data.</summary>
public static class SearchSpaceReader
{
    internal const string Subsets = "subsets";
    internal const string WeightKey = "deviceWeight";

    private const string FeaturesKey = "features";

    // A hundred thousand instructions more must gain a point of accuracy, or a hundredth of the cost.
    private const double DefaultWeight = 0.1;

    /// <summary>Reads the search space of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The space.</returns>
    /// <exception cref="RecipeException">A key is unknown, or a range or a choice is impossible.</exception>
    public static SearchSpace Read(RecipeDocument recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        RecipeSection root = recipe.Root();
        RecipeSection tune = root.Section("tune");
        List<SearchParameter> parameters = [.. ParameterRule.All.Select(rule => rule.Read(tune)).OfType<SearchParameter>(), .. ReadFeatures(root, tune)];
        double weight = tune.Number(WeightKey, root.Has("stream") ? DefaultWeight : 0, 0, 1_000_000);
        tune.RejectUnknownKeys();
        if (!root.Has("stream") && (tune.Has("window") || tune.Has(FeaturesKey) || tune.Has(WeightKey)))
        {
            throw new RecipeException($"{recipe.FileName}: 'tune.window', 'tune.features' and 'tune.{WeightKey}' are for a recipe with a 'stream'; remove them.");
        }

        return new SearchSpace(parameters) { DeviceWeight = weight };
    }

    private static IEnumerable<SearchParameter> ReadFeatures(RecipeSection root, RecipeSection tune)
    {
        if (tune.Find(FeaturesKey) is not { } value)
        {
            return [];
        }

        return tune.IsText(FeaturesKey, Subsets)
            ? RecipeFeatures.ItemsOf(root.Section("stream")).Select((item, i) => new FeatureParameter(i, item, [false, true]))
            : throw tune.Wrong(FeaturesKey, value, $"\"{Subsets}\"");
    }
}
