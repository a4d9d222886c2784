using System.Text.Json;

namespace EdgeNet.Interchange.Keras;

/// <summary>A layer of Keras as its configuration says it.</summary>
/// <param name="kind">The class, such as <c>Dense</c>.</param>
/// <param name="name">The name that the user sees.</param>
/// <param name="config">The settings.</param>
/// <param name="variables">Its weights.</param>
internal sealed class KerasLayer(string kind, string name, JsonElement config, IReadOnlyList<KerasVariable> variables)
{
    public string Kind => kind;

    public string Name => name;

    public IReadOnlyList<KerasVariable> Variables => variables;

    /// <summary>The layer in messages.</summary>
    public string Where => $"layer '{ShownName.Of(name)}' ({ShownName.Of(kind)})";

    /// <summary>A number of the settings.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public double Number(string key, double missing) => OptionalNumber(key) ?? missing;

    /// <summary>A number that may be null.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public double? OptionalNumber(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        { ValueKind: JsonValueKind.Object } value when value.TryGetProperty("config", out JsonElement inner) && inner.ValueKind == JsonValueKind.Object
            && inner.TryGetProperty("value", out JsonElement number) && number.ValueKind == JsonValueKind.Number => number.GetDouble(), // a number of NumPy
        _ => throw new InputException($"has a '{key}' that is no number; set it to a plain number, and save the model again"),
    };

    /// <summary>Yes or no.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public bool Flag(string key, bool missing) => Find(key) switch
    {
        null => missing,
        { ValueKind: JsonValueKind.True or JsonValueKind.False } value => value.GetBoolean(),
        _ => throw new InputException($"has a '{key}' that is neither true nor false"),
    };

    /// <summary>A text; null where it is left out.</summary>
    public string? Text(string key) => Find(key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A setting; null where it is left out, or null.</summary>
    public JsonElement? Find(string key) => config.ValueKind == JsonValueKind.Object && config.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Numbers of the settings; null where there are none.</summary>
    public double[]? Numbers(string key) => Find(key) is { } value ? [.. Flatten(value)] : null;

    /// <summary>The dimensions of one example, without that of the batch; null where the settings leave them out.</summary>
    public int[]? InputShape()
    {
        foreach (string key in (string[])["batch_input_shape", "batch_shape", "shape", "input_shape"])
        {
            if (Find(key) is { ValueKind: JsonValueKind.Array } shape)
            {
                JsonElement[] sizes = [.. shape.EnumerateArray().Skip(key.StartsWith("batch", StringComparison.Ordinal) ? 1 : 0)];
                return sizes.All(size => size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out int number) && number >= 0) ? [.. sizes.Select(size => size.GetInt32())] : null;
            }
        }

        return null;
    }

    /// <summary>A variable by its name, or by its place in files that have no names.</summary>
    /// <exception cref="InputException">It is missing, or has other dimensions.</exception>
    public double[] Variable(string variable, int place, params int[] shape)
    {
        KerasVariable? found = variables.FirstOrDefault(each => each.Name == variable) ?? (variables.Count > place && variables[place].Name.Length == 0 ? variables[place] : null);
        return found is null ? throw new InputException($"has no {variable} in the file; save the model again, weights and all")
            : !found.Shape.Where(size => size != 1).SequenceEqual(shape.Where(size => size != 1)) ? throw new InputException($"has a {variable} of {Dimensions.Text(found.Shape)}, and {Dimensions.Text(shape)} are expected")
            : found.Values;
    }

    private static IEnumerable<double> Flatten(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => [value.GetDouble()],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Flatten),
        _ => throw new InputException("has settings that are no numbers"),
    };
}
