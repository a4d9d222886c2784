using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>Examples to train on and to judge by. The test part is in neither.</summary>
/// <param name="Train">The training examples.</param>
/// <param name="Dev">The development examples.</param>
internal sealed record DevPart(Dataset Train, Dataset Dev)
{
    /// <summary>Cuts the recordings of both parts anew where a recipe has other windows or features than the parts were cut with.</summary>
    /// <param name="recipe">A variation of the recipe that was divided.</param>
    /// <exception cref="InputException">No window is left in the dev part.</exception>
    public DevPart For(Recipe recipe)
    {
        if (recipe.Stream is not { } stream)
        {
            return this;
        }

        StreamSettings settings = stream.ToSettings(new DecisionRules(0, 0));
        var part = new DevPart(RecordedWindows.Recut(Train, settings), RecordedWindows.Recut(Dev, settings));
        return part.Dev.Count > 0
            ? part
            : throw new InputException($"{recipe.Name}: no recording of the dev part is as long as a window of {stream.Window} readings.");
    }

    /// <summary>Divides the examples once for each repeat.</summary>
    /// <remarks>The first division is the recipe's own; the others draw another dev part of the same size from all that the recipe's test part leaves.</remarks>
    /// <param name="recipe">The recipe.</param>
    /// <param name="examples">Its examples.</param>
    /// <param name="dev">A dev part that is used as it is; null for a share of the examples.</param>
    /// <param name="repeats">How often; once with a dev part of its own.</param>
    /// <exception cref="InputException">The recipe has no dev part, or one of its own and several repeats are asked for.</exception>
    public static IReadOnlyList<DevPart> Divide(Recipe recipe, Dataset examples, Dataset? dev, int repeats)
    {
        StratifiedSplit own = StratifiedSplit.Create(examples, recipe.DevShare, recipe.TestShare, recipe.Training.Seed);
        if (dev is not null)
        {
            return repeats == 1
                ? [new DevPart(examples.Select(own.Train), dev)]
                : throw new InputException($"{recipe.Name}: each repeat draws another dev part, and 'dev' is {recipe.DevData}, used as it is; train one model a trial, or give 'split.dev' in its place.");
        }

        if (own.Dev.Length == 0)
        {
            throw new RecipeException($"{recipe.Name}: no example is left for the dev set, on which trials are judged; raise 'split.dev' or add examples.");
        }

        var parts = new DevPart[repeats];
        parts[0] = new DevPart(examples.Select(own.Train), examples.Select(own.Dev));
        Dataset rest = examples.Select([.. own.Train.Concat(own.Dev).Order()]);
        double share = recipe.DevShare / (1 - recipe.TestShare);
        for (int r = 1; r < repeats; r++)
        {
            StratifiedSplit other = StratifiedSplit.Create(rest, share, 0, SeededRandom.DeriveSeed(recipe.Training.Seed, RandomPurpose.Repeat, r));
            parts[r] = new DevPart(rest.Select(other.Train), rest.Select(other.Dev));
        }

        return parts;
    }
}
