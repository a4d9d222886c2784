using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>Reads the search space from the section <c>tune</c> of a recipe; undeclared parameters have a range that suits most data.</summary>
internal static class SearchSpaceReader
{
    internal const string WeightKey = "deviceWeight";

    private const string FeaturesKey = "features";

    // Around the epochs that suit tables of as many examples. A small table would suit more than these, at a rate that falls slowly; other rates need fewer.
    private const double LeastShare = 0.25;
    private const double MostShare = 1.5;
    private const int LeastEpochs = 50;
    private const int MostEpochs = 400;

    /// <summary>Reads the search space of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="examples">The number of its examples, on which the epochs depend if the recipe does not say.</param>
    /// <returns>The space.</returns>
    /// <exception cref="RecipeException">A key is unknown, or a range or a choice is impossible.</exception>
    public static SearchSpace Read(RecipeDocument recipe, int examples)
    {
        RecipeSection root = recipe.Root();
        RecipeSection tune = root.Section("tune");
        List<SearchParameter> parameters = [.. ParameterRule.All.Select(rule => rule.Read(tune) ?? OfExamples(rule, examples)).OfType<SearchParameter>(), .. ReadFeatures(root, tune)];
        double weight = tune.Number(WeightKey);
        tune.RejectUnknownKeys();
        if (!root.Has("stream") && (tune.Has("window") || tune.Has(FeaturesKey) || tune.Has(WeightKey)))
        {
            throw new RecipeException($"{recipe.FileName}: 'tune.window', 'tune.features' and 'tune.{WeightKey}' are for a recipe with a 'stream'; remove them.");
        }

        return new SearchSpace(parameters) { DeviceWeight = root.Has("stream") ? weight : 0 };
    }

    private static NumberParameter? OfExamples(ParameterRule rule, int examples)
    {
        if (rule.Name != "epochs")
        {
            return null;
        }

        int epochs = TrainingOptions.SuitedTo(Math.Max(1, examples), false).Training.Epochs;
        return new NumberParameter(rule.Name, rule.Place, ParameterScale.Log, true, Math.Min(LeastEpochs, Math.Ceiling(LeastShare * epochs)), Math.Min(MostEpochs, Math.Ceiling(MostShare * epochs)));
    }

    private static IEnumerable<SearchParameter> ReadFeatures(RecipeSection root, RecipeSection tune) => tune.TextOrNull(FeaturesKey) is null
        ? []
        : RecipeFeatures.ItemsOf(root.Section("stream")).Select((item, i) => new FeatureParameter(i, item, FeatureParameter.Both));
}
