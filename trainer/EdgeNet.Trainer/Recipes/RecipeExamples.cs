using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Recipes;

/// <summary>All examples that a recipe names.</summary>
/// <param name="Data">Those of <c>data</c>.</param>
/// <param name="Dev">Those of <c>dev</c>; null where the dev part is a share of the data.</param>
/// <param name="Test">Those of <c>test</c>; null where the test part is a share of the data.</param>
internal sealed record RecipeExamples(Dataset Data, Dataset? Dev, Dataset? Test)
{
    /// <summary>Divides them as the recipe says.</summary>
    public ExampleParts Divide(Recipe recipe)
    {
        StratifiedSplit split = StratifiedSplit.Create(Data, recipe.DevShare, recipe.TestShare, recipe.Training.Seed);
        return new ExampleParts(Data.Select(split.Train), Dev ?? Part(split.Dev), Test ?? Part(split.Test));
    }

    private Dataset? Part(int[] members) => members.Length == 0 ? null : Data.Select(members);
}

/// <summary>Examples for training, development and test.</summary>
/// <param name="Train">The training examples.</param>
/// <param name="Dev">The development examples; null without any.</param>
/// <param name="Test">The test examples; null without any.</param>
internal sealed record ExampleParts(Dataset Train, Dataset? Dev, Dataset? Test);
