using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the examples that a recipe names.</summary>
public static class RecipeData
{
    /// <summary>Reads the examples and checks them against the recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The examples, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset Read(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        Dataset examples = recipe.Task == LearningTask.Regression
            ? CsvDataset.ReadRegression(recipe.DataPath, recipe.Labels, mayBeNegative: recipe.Output != Activation.Relu)
            : CsvDataset.Read(recipe.DataPath, recipe.Label, recipe.Classes);
        if (recipe.Readings is { } range)
        {
            CsvDataset.CheckReadings(recipe.DataPath, recipe.Labels, range.Lowest, range.Highest);
        }

        return examples;
    }
}
