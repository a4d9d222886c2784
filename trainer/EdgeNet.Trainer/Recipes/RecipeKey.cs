using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Recipes;

/// <summary>A key of a recipe.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it may hold.</param>
/// <param name="Meaning">A sentence for the schema and for the list of keys.</param>
internal sealed record RecipeKey(string Name, KeyKind Kind, string Meaning)
{
    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value where the key is not there; null where there is none, or where it depends on other keys.</summary>
    public JsonNode? Default
    {
        get;
        init
        {
            field = value;
            DefaultElement = JsonSerializer.SerializeToElement(value);
        }
    }

    /// <summary>As <see cref="Default"/>, for the reader.</summary>
    public JsonElement? DefaultElement { get; private init; }

    /// <summary>What holds where the key is not there, in words.</summary>
    public string Otherwise
    {
        get => IsRequired ? "required" : field ?? InWords(Default);
        init;
    }

    /// <summary>A value that shows the form.</summary>
    public JsonNode? Example { get; init; }

    /// <summary>The values of the first key of the object that this one goes with; null for all.</summary>
    public IReadOnlyList<string>? GoesWith { get; init; }

    /// <summary>The key in JSON Schema.</summary>
    public JsonObject ToSchema()
    {
        string otherwise = Default is null && !IsRequired && Otherwise.Length > 0 ? $" Otherwise: {Otherwise}." : string.Empty;
        var schema = new JsonObject { ["description"] = Meaning + otherwise };
        if (Default is not null)
        {
            schema["default"] = Default.DeepClone();
        }

        if (Example is not null)
        {
            schema["examples"] = new JsonArray(Example.DeepClone());
        }

        foreach ((string name, JsonNode? value) in Kind.ToSchema())
        {
            schema[name] = value?.DeepClone();
        }

        return schema;
    }

    private static string InWords(JsonNode? value) => value switch
    {
        null => string.Empty,
        JsonArray list when list[0]!.GetValueKind() == JsonValueKind.Number => $"[{string.Join(", ", list.Select(InWords))}]",
        JsonArray list => string.Join(", ", list.Select(InWords)),
        _ => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(),
    };
}

/// <summary>Two keys of an object that do not go together.</summary>
/// <param name="Key">One of them.</param>
/// <param name="Other">The other one.</param>
/// <param name="Message">Why, and what to do.</param>
internal sealed record Exclusion(string Key, string Other, string Message);

/// <summary>The keys of an object, in the order of messages.</summary>
internal sealed class RecipeKeys(params RecipeKey[] keys)
{
    /// <summary>The keys.</summary>
    public IReadOnlyList<RecipeKey> All => keys;

    /// <summary>Keys that do not go together.</summary>
    public IReadOnlyList<Exclusion> Exclusions { get; init; } = [];

    /// <summary>Lists of keys, one of each of which must be there; only the schema asks here, the reader where it misses one.</summary>
    public IReadOnlyList<string[]> OneOfEach { get; init; } = [];

    /// <summary>Finds a key.</summary>
    /// <exception cref="InvalidOperationException">It is not declared: the reader asks for what no schema knows.</exception>
    public RecipeKey this[string name] =>
        keys.FirstOrDefault(key => key.Name == name) ?? throw new InvalidOperationException($"The key '{name}' is not declared.");

    /// <summary>The keys that go with a value of the first key.</summary>
    /// <param name="first">The value; null where the first key is none that decides.</param>
    public IEnumerable<RecipeKey> KeysWith(string? first) => keys.Where(key => key.GoesWith is null || (first is not null && key.GoesWith.Contains(first)));

    /// <summary>The object in JSON Schema: one, or one for all values of the first key with the same keys beside it.</summary>
    public JsonObject ToSchema()
    {
        if (keys.All(key => key.GoesWith is null))
        {
            return ToSchema(keys);
        }

        string[] values = [.. ((ChoiceKind)keys[0].Kind).Values.Select(value => value.GetValue<string>())];
        IEnumerable<JsonObject> forms = values.GroupBy(value => string.Join(' ', KeysWith(value).Select(key => key.Name))).Select(group =>
        {
            var first = new RecipeKey(keys[0].Name, new ChoiceKind([.. group.Select(value => (JsonNode)value)]), keys[0].Meaning) { IsRequired = true };
            return ToSchema([first, .. KeysWith(group.First()).Skip(1)]);
        });
        return new() { ["anyOf"] = new JsonArray([.. forms]) };
    }

    private JsonObject ToSchema(IReadOnlyList<RecipeKey> all)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(all.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.ToSchema()))),
        };
        if (all.Any(key => key.IsRequired))
        {
            schema["required"] = Names(all.Where(key => key.IsRequired).Select(key => key.Name));
        }

        JsonObject[] rules =
        [
            .. OneOfEach.Select(names => new JsonObject { ["anyOf"] = new JsonArray([.. names.Select(name => Required(name))]) }),
            .. Exclusions.Select(pair => new JsonObject { ["not"] = Required(pair.Key, pair.Other), ["errorMessage"] = pair.Message }), // shown by VS Code
        ];
        if (rules.Length > 0)
        {
            schema["allOf"] = new JsonArray([.. rules]);
        }

        return schema;
    }

    private static JsonObject Required(params string[] names) => new() { ["required"] = Names(names) };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
