using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Recipes;

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
