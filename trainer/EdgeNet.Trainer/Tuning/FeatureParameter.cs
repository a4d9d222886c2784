using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>Whether an item of the list of features is taken: a search over their subsets has one for each.</summary>
/// <param name="Number">Of the item in the recipe's list, from 0.</param>
/// <param name="Item">The item in JSON: a name, or an object.</param>
/// <param name="Choices">Whether it may be left out, and whether it may be taken; at least one of both.</param>
public sealed record FeatureParameter(int Number, string Item, IReadOnlyList<bool> Choices)
    : SearchParameter(string.Create(CultureInfo.InvariantCulture, $"features[{Number}]"), ParameterPlace.Feature)
{
    /// <inheritdoc/>
    public override JsonValue ValueAt(double coordinate) => JsonValue.Create(Choices[(int)(coordinate * Choices.Count)]);

    /// <inheritdoc/>
    /// <remarks>What all of the best trials take stays, what none of them takes goes.</remarks>
    public override SearchParameter Around(IReadOnlyList<JsonValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        bool[] chosen = [.. values.Select(value => value.GetValue<bool>())];
        return chosen.Length == 0 ? this : this with { Choices = [.. Choices.Where(chosen.Contains)] };
    }

    /// <inheritdoc/>
    public override JsonNode ToJson() => new JsonArray([.. Choices.Select(choice => JsonValue.Create(choice))]);

    /// <summary>Whether a list of features has the item.</summary>
    internal bool IsIn(JsonArray features) => features.Any(item => item!.ToJsonString() == Item);
}
