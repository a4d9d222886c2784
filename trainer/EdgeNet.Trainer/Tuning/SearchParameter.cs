using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>A hyperparameter of a search and what it may be.</summary>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
public abstract record SearchParameter(string Name, ParameterPlace Place)
{
    /// <summary>Finds the value at a place on its scale.</summary>
    /// <param name="coordinate">0 to below 1.</param>
    /// <returns>The value, as it stands in a recipe.</returns>
    public abstract JsonValue ValueAt(double coordinate);

    /// <summary>Makes the parameter of the region that the values of the best trials span.</summary>
    /// <param name="values">What <see cref="ValueAt"/> gave in the best trials; none leaves the parameter as it is.</param>
    /// <returns>The narrowed parameter.</returns>
    public abstract SearchParameter Around(IReadOnlyList<JsonValue> values);

    /// <summary>Writes what it may be, as the section <c>tune</c> of a recipe declares it.</summary>
    /// <returns>A range, a list of choices, or a single value.</returns>
    public abstract JsonNode ToJson();
}
