using System.Text.Json;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>A parameter that can be searched; <see cref="TuneKeys"/> has its limits and its default range.</summary>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
internal sealed record ParameterRule(string Name, ParameterPlace Place)
{
    public static readonly IReadOnlyList<ParameterRule> All =
    [
        new("layers", ParameterPlace.LayerCount),
        new("units", ParameterPlace.EachLayer),
        new("activation", ParameterPlace.AllLayers),
        new("slope", ParameterPlace.AllLayers),
        new("dropout", ParameterPlace.AllLayers),
        new("epochs", ParameterPlace.Training),
        new("batchSize", ParameterPlace.Training),
        new("learningRate", ParameterPlace.Training),
        new("optimizer", ParameterPlace.Training),
        new("momentum", ParameterPlace.Training),
        new("l2", ParameterPlace.Training),
        new("patience", ParameterPlace.Training),
        new("window", ParameterPlace.Stream),
        new("initialization", ParameterPlace.Training),
        new("schedule", ParameterPlace.Schedule),
        new("classWeights", ParameterPlace.ClassWeights),
        new("batchNormalization", ParameterPlace.AllLayers),
        new("weightBits", ParameterPlace.Quantization),
        new("sparsity", ParameterPlace.Quantization),
    ];

    /// <summary>Reads what the recipe declares; without a declaration gives the default, or null where the parameter is not searched then.</summary>
    public SearchParameter? Read(RecipeSection tune)
    {
        RecipeKey key = tune.Keys[Name];
        if (!tune.Has(Name) && key.Default is null)
        {
            return null;
        }

        JsonElement value = tune.Value(Name);
        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return key.Kind is RangeKind kind
            ? new NumberParameter(Name, Place, kind.Scale, kind.IsWhole, items[0].GetDouble(), items[^1].GetDouble())
            : new ChoiceParameter(Name, Place, [.. items.Select(item => item.GetRawText())]);
    }
}
