using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>The hidden layers of a recipe as patterns for a network of another depth.</summary>
/// <param name="recipe">The recipe.</param>
internal sealed class LayerTemplates(RecipeDocument recipe)
{
    private readonly JsonObject[] _layers = [.. recipe.Root().Sections("hidden").Select(layer => JsonObject.Create(layer.Element)!)];

    /// <summary>Whether the recipe has a hidden layer at all.</summary>
    public bool Any => _layers.Length > 0;

    /// <summary>A copy of the recipe's layer, of its last one beyond that; an empty object where it has none.</summary>
    /// <param name="index">From 0.</param>
    public JsonObject At(int index) => Any ? _layers[Math.Min(index, _layers.Length - 1)].DeepClone().AsObject() : [];

    /// <summary>Completes the layers of a trial by the keys that it does not draw.</summary>
    /// <param name="patch">What the trial changes; its layers are completed in place.</param>
    public void Complete(JsonObject patch)
    {
        JsonArray drawn = patch["hidden"]?.AsArray() ?? [];
        for (int l = 0; l < drawn.Count; l++)
        {
            JsonObject layer = At(l);
            foreach ((string key, JsonNode? value) in drawn[l]!.AsObject())
            {
                layer[key] = value?.DeepClone();
            }

            drawn[l] = layer;
        }
    }
}
