using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>A hyperparameter that is one of several names, each as likely.</summary>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
/// <param name="Choices">The names, at least one.</param>
public sealed record ChoiceParameter(string Name, ParameterPlace Place, IReadOnlyList<string> Choices)
    : SearchParameter(Name, Place)
{
    /// <inheritdoc/>
    public override JsonValue ValueAt(double coordinate) => JsonValue.Create(Choices[(int)(coordinate * Choices.Count)]);

    /// <inheritdoc/>
    /// <remarks>The choices that the best trials made stay.</remarks>
    public override SearchParameter Around(IReadOnlyList<JsonValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] chosen = [.. values.Select(value => value.GetValue<string>())];
        return chosen.Length == 0 ? this : this with { Choices = [.. Choices.Where(chosen.Contains)] };
    }

    /// <inheritdoc/>
    public override JsonNode ToJson() => new JsonArray([.. Choices.Select(choice => JsonValue.Create(choice))]);
}
