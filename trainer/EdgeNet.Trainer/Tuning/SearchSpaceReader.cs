using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>Reads what to search from the section <c>tune</c> of a recipe; what it does not declare is searched in a range that suits most data.</summary>
public static class SearchSpaceReader
{
    /// <summary>Reads the search space of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The space.</returns>
    /// <exception cref="RecipeException">A key is unknown, or a range or a choice is impossible.</exception>
    public static SearchSpace Read(RecipeDocument recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        RecipeSection tune = recipe.Root().Section("tune");
        var space = new SearchSpace([.. ParameterRule.All.Select(rule => rule.Read(tune)).OfType<SearchParameter>()]);
        tune.RejectUnknownKeys();
        return space;
    }
}
