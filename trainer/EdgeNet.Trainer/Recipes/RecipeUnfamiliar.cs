using System.Text.Json;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the key of a recipe for what a model is not familiar with.</summary>
internal static class RecipeUnfamiliar
{
    private const string Key = "unfamiliar";

    /// <summary>The keys inside.</summary>
    public static readonly RecipeKeys Keys = new(
        new("of", ChoiceKind.Of<FamiliarSource>(), "What is compared with that of the training examples: inputs finds the most, hidden, the units of the last hidden layer, costs less.") { Default = ChoiceKind.NameOf(FamiliarSource.Inputs) },
        new("share", new NumberKind(0, 0.5, IsAbove: true, IsUpTo: true), "The share of known examples that may be called unfamiliar; the threshold is chosen by it on the dev part.") { Default = UnfamiliarOptions.DefaultShare },
        new("prototypes", new EitherKind(new IntegerKind(1, UnfamiliarOptions.MaxPrototypes), new ChoiceKind("auto")) { Says = FormattableString.Invariant($"a whole number from 1 to {UnfamiliarOptions.MaxPrototypes} or \"auto\"") },
            "How many prototypes describe the training examples; auto takes one for 20 of them, up to 32.")
        { Default = "auto" });

    /// <summary>Reads it.</summary>
    /// <returns>The options; null where it is off.</returns>
    public static UnfamiliarOptions? Read(RecipeSection root)
    {
        if (!root.IsObject(Key))
        {
            return root.Has(Key) && root.Flag(Key) ? new UnfamiliarOptions() : null;
        }

        RecipeSection section = root.Section(Key);
        JsonElement prototypes = section.Value("prototypes");
        var options = new UnfamiliarOptions
        {
            Of = section.Choice<FamiliarSource>("of"),
            Share = section.Number("share"),
            Prototypes = prototypes.ValueKind == JsonValueKind.Number ? (int)prototypes.GetDouble() : null,
        };
        section.RejectUnknownKeys();
        return options;
    }

    /// <summary>Checks it against the rest of the recipe.</summary>
    /// <exception cref="RecipeException">It does not suit; the message says what to do.</exception>
    public static void Check(string file, Recipe recipe)
    {
        if (recipe.Options.Unfamiliar is not { } options)
        {
            return;
        }

        if (!recipe.HasDevPart)
        {
            throw new RecipeException($"{file}: '{Key}' chooses its threshold on the dev set, and 'split.dev' is 0; set it, or remove '{Key}'.");
        }

        if (options.Of == FamiliarSource.Hidden && recipe.Options.Hidden.Count == 0)
        {
            throw new RecipeException($"{file}: '{Key}.of' is \"hidden\", and there is no hidden layer; choose \"inputs\", or add a layer to 'hidden'.");
        }

        if (options.Of == FamiliarSource.Inputs && recipe.Options.Readings is not null)
        {
            throw new RecipeException($"{file}: '{Key}.of' is \"inputs\", whose codes have more than eight bits with 'readings'; choose \"hidden\", or remove 'readings'.");
        }
    }
}
