using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Recipes;

/// <summary>What a key of a recipe may hold. The reader refuses all else, and the schema says the same.</summary>
internal abstract record KeyKind
{
    /// <summary>What a value must be, in place of the kind's own words.</summary>
    public string? Says { get; init; }

    /// <summary>The keys inside, where the value is or may be an object, or a list of objects.</summary>
    public virtual RecipeKeys? Keys => null;

    /// <summary>Whether a value is of this kind. An object is not looked into: its keys are read one by one.</summary>
    public abstract bool Accepts(JsonElement value);

    /// <summary>What a value that is refused must be, for messages.</summary>
    public virtual string WantedFor(JsonElement value) => Says ?? Wanted;

    /// <summary>The kind in JSON Schema.</summary>
    public abstract JsonObject ToSchema();

    /// <summary>What a value must be.</summary>
    protected virtual string Wanted => throw new InvalidOperationException($"{GetType().Name} needs words of its own.");
}

/// <summary>A text that is not empty.</summary>
/// <param name="Pattern">The regular expression for all of it, for the schema; what reads the key has a message of its own.</param>
internal sealed record TextKind(string? Pattern = null) : KeyKind
{
    protected override string Wanted => "a text in quotes";

    public override bool Accepts(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0;

    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
        if (Pattern is not null)
        {
            schema["pattern"] = Pattern;
        }

        return schema;
    }
}

/// <summary>A text, or a number, true or false, which stand for their own text.</summary>
internal sealed record NameKind : KeyKind
{
    public override bool Accepts(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0);

    public override JsonObject ToSchema() => new() { ["type"] = new JsonArray("string", "number", "boolean"), ["minLength"] = 1 };
}

/// <summary>True or false.</summary>
internal sealed record FlagKind : KeyKind
{
    protected override string Wanted => "true or false";

    public override bool Accepts(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    public override JsonObject ToSchema() => new() { ["type"] = "boolean" };
}

/// <summary>One of some values.</summary>
/// <param name="Values">The values.</param>
internal sealed record ChoiceKind(params JsonNode[] Values) : KeyKind
{
    private readonly JsonElement[] _elements = [.. Values.Select(value => JsonSerializer.SerializeToElement(value))];

    /// <summary>The values in JSON, with commas between them.</summary>
    public string List => string.Join(", ", Values.Select(value => value.ToJsonString()));

    protected override string Wanted => $"one of {List}";

    /// <summary>The members of an enumeration.</summary>
    public static ChoiceKind Of<TEnum>(params TEnum[] except)
        where TEnum : struct, Enum => new([.. Enum.GetValues<TEnum>().Except(except).Select(choice => (JsonNode)NameOf(choice))]);

    /// <summary>The name by which a recipe calls a member of an enumeration.</summary>
    public static string NameOf<TEnum>(TEnum choice)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());

    public override bool Accepts(JsonElement value) => _elements.Any(element => JsonElement.DeepEquals(element, value));

    public override JsonObject ToSchema() => new() { ["enum"] = new JsonArray([.. Values.Select(value => value.DeepClone())]) };
}

/// <summary>An object in braces.</summary>
internal sealed record ObjectKind : KeyKind
{
    public ObjectKind(RecipeKeys keys) => Keys = keys;

    public override RecipeKeys Keys { get; }

    protected override string Wanted => "an object in braces";

    public override bool Accepts(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    public override JsonObject ToSchema() => Keys.ToSchema();
}

/// <summary>A list in brackets.</summary>
/// <param name="Item">What each item is. Objects in it are read one by one.</param>
/// <param name="Wants">What a value must be, for messages.</param>
internal sealed record ListKind(KeyKind Item, string Wants) : KeyKind
{
    /// <summary>The fewest items.</summary>
    public int Least { get; init; }

    /// <summary>The most items; what reads the key has a message of its own for more.</summary>
    public int? Most { get; init; }

    /// <summary>Whether no text may be there twice; what reads texts has a message of its own.</summary>
    public bool IsUnique { get; init; }

    public override RecipeKeys? Keys => Item.Keys;

    protected override string Wanted => Wants;

    public override bool Accepts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= Least && (Keys is not null || value.EnumerateArray().All(Item.Accepts))
        && !(IsUnique && Item is ChoiceKind && value.EnumerateArray().Select(item => item.ToString()).Distinct().Count() < value.GetArrayLength());

    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Item.ToSchema() };
        if (Least > 0)
        {
            schema["minItems"] = Least;
        }

        if (Most is { } most)
        {
            schema["maxItems"] = most;
        }

        // To the reader 1 and 1.0 are two names, to a schema they are one number.
        if (IsUnique && Item is not NameKind)
        {
            schema["uniqueItems"] = true;
        }

        return schema;
    }
}

/// <summary>One of several kinds.</summary>
/// <param name="Kinds">The kinds; a message is of the list where the value is one, else of the first.</param>
internal sealed record EitherKind(params KeyKind[] Kinds) : KeyKind
{
    public override RecipeKeys? Keys => Kinds.Select(kind => kind.Keys).FirstOrDefault(keys => keys is not null);

    public override bool Accepts(JsonElement value) => Kinds.Any(kind => kind.Accepts(value));

    public override string WantedFor(JsonElement value) =>
        Says ?? (Kinds.FirstOrDefault(kind => kind is ListKind == (value.ValueKind == JsonValueKind.Array)) ?? Kinds[0]).WantedFor(value);

    public override JsonObject ToSchema() => new() { ["anyOf"] = new JsonArray([.. Kinds.Select(kind => kind.ToSchema())]) };
}
