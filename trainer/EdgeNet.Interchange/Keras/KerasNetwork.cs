using System.Text.Json;

namespace EdgeNet.Interchange.Keras;

/// <summary>Follows the layers of a Sequential model, or of a Functional one that is a single line.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="version">The version of Keras, such as <c>2.3.0</c>.</param>
/// <param name="variablesOf">Gives the variables of a layer by its name and class; asked once for each layer in the order of the file.</param>
internal sealed class KerasNetwork(string path, string version, Func<string, string, IReadOnlyList<KerasVariable>> variablesOf)
{
    private const int MostLayers = 1000;

    /// <summary>Reads the network.</summary>
    /// <param name="root">The configuration: class and settings.</param>
    public ImportedNetwork Read(JsonElement root)
    {
        string kind = TextOf(root, "class_name") ?? string.Empty;
        if (kind is not ("Sequential" or "Functional" or "Model"))
        {
            throw new InputException($"{path}: holds a {(kind.Length == 0 ? "model" : ShownName.Of(kind))} that is neither Sequential nor Functional; rebuild it from layers, and save that.");
        }

        (KerasLayer[] layers, JsonElement[] descriptions) = LayersOf(root);
        KerasLayer[] line = kind == "Sequential" ? layers : Line(layers, descriptions, root.GetProperty("config"));
        int[] shape = InputShapeOf(line);
        var inputs = new InputValues(Guard(line[0], () => Dimensions.Count(shape))) { Shape = shape };
        if (inputs.Count == 0)
        {
            throw new InputException($"{path}: the network has no inputs.");
        }

        var signal = Signal.Of(inputs, shape);
        var trace = new NetworkTrace();
        foreach (KerasLayer layer in line)
        {
            signal = Guard(layer, () => KerasLayers.Apply(layer, signal, trace, IsKeras3));
        }

        try
        {
            return NetworkEnd.Of(signal, isClass: false, $"Keras {ShownName.Of(version)}");
        }
        catch (InputException e)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
    }

    private bool IsKeras3 => version.StartsWith('3');

    private (KerasLayer[] Layers, JsonElement[] Descriptions) LayersOf(JsonElement root)
    {
        if (!root.TryGetProperty("config", out JsonElement config))
        {
            throw Damaged();
        }

        JsonElement list = config.ValueKind == JsonValueKind.Array ? config
            : config.ValueKind == JsonValueKind.Object && config.TryGetProperty("layers", out JsonElement own) && own.ValueKind == JsonValueKind.Array ? own
            : throw Damaged();
        JsonElement[] descriptions = [.. list.EnumerateArray()];
        if (descriptions.Length is 0 or > MostLayers)
        {
            throw new InputException($"{path}: has {descriptions.Length} layers; 1 to {MostLayers} are possible.");
        }

        return ([.. descriptions.Select(LayerOf)], descriptions);
    }

    private KerasLayer LayerOf(JsonElement description)
    {
        string kind = TextOf(description, "class_name") ?? throw Damaged();
        if (!description.TryGetProperty("config", out JsonElement config) || config.ValueKind != JsonValueKind.Object)
        {
            throw Damaged();
        }

        string name = TextOf(description, "name") ?? TextOf(config, "name") ?? kind;
        if (TextOf(description, "registered_name") is { } registered && registered.Contains('>', StringComparison.Ordinal))
        {
            throw new InputException($"{path}: layer '{ShownName.Of(name)}' is of a class of your own, {ShownName.Of(registered)}; put Keras's own layers in its place.");
        }

        return new KerasLayer(kind, name, config, variablesOf(name, kind));
    }

    // From the one output back to the one input.
    private KerasLayer[] Line(KerasLayer[] layers, JsonElement[] descriptions, JsonElement config)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < layers.Length; k++)
        {
            places[layers[k].Name] = k;
        }

        string output = TextsOf(config, "output_layers") is [var only] ? only
            : throw new InputException($"{path}: has several outputs; save a model with one of them.");
        var line = new List<KerasLayer>();
        string? name = output;
        while (name is not null)
        {
            if (!places.Remove(name, out int place))
            {
                throw new InputException($"{path}: the layers do not form a line at '{ShownName.Of(name)}': there is a cycle, or a layer that is missing or used twice.");
            }

            line.Insert(0, layers[place]);
            string[] before = descriptions[place].TryGetProperty("inbound_nodes", out JsonElement nodes) ? [.. Inbound(nodes, 0).Distinct()] : [];
            name = before.Length switch
            {
                0 => null,
                1 => before[0],
                _ => throw new InputException($"{path}: {layers[place].Where} joins {before.Length} branches, and a dense network has one; train it as a single line of layers."),
            };
        }

        return [.. line];
    }

    // Keras 2 writes [[["dense", 0, 0, {}]]], Keras 3 {"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["dense", 0, 0]}}]}.
    private static IEnumerable<string> Inbound(JsonElement element, int depth)
    {
        const int MostDepth = 12;
        if (depth > MostDepth)
        {
            return [];
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            return element.TryGetProperty("keras_history", out JsonElement history) && history.ValueKind == JsonValueKind.Array && history.GetArrayLength() > 0 && history[0].ValueKind == JsonValueKind.String
                ? [history[0].GetString()!]
                : element.EnumerateObject().SelectMany(property => Inbound(property.Value, depth + 1));
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        bool isReference = element.GetArrayLength() >= 3 && element[0].ValueKind == JsonValueKind.String && element[1].ValueKind == JsonValueKind.Number;
        return isReference ? [element[0].GetString()!] : element.EnumerateArray().SelectMany(each => Inbound(each, depth + 1));
    }

    private static string[] TextsOf(JsonElement config, string key) => config.ValueKind == JsonValueKind.Object && config.TryGetProperty(key, out JsonElement value) ? [.. Inbound(value, 0).Distinct()] : [];

    // Where the file does not say it, the first matrix does.
    private int[] InputShapeOf(KerasLayer[] line)
    {
        if (line.Select(layer => layer.InputShape()).FirstOrDefault(shape => shape is not null) is { } shape)
        {
            return shape;
        }

        KerasVariable? kernel = line.FirstOrDefault(layer => layer.Kind == "Dense")?.Variables.FirstOrDefault(variable => variable.Shape.Length == 2);
        return kernel is null ? throw new InputException($"{path}: does not say how many inputs there are; build the model with an Input layer, and save it again.") : [kernel.Shape[0]];
    }

    private T Guard<T>(KerasLayer layer, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (InputException e)
        {
            throw new InputException($"{path}: {layer.Where} {e.Message}{(e.Message.EndsWith('.') ? string.Empty : ".")}", e);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InputException($"{path}: {layer.Where} has settings and weights that do not fit each other; the file is damaged. Save the model again.", e);
        }
    }

    private static string? TextOf(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private InputException Damaged() => new($"{path}: the description of the network is not that of Keras, or is damaged; save the model again.");
}
