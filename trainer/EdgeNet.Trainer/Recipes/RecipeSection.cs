using System.Text.Json;

namespace EdgeNet.Trainer.Recipes;

/// <summary>One object of a recipe: gives the values of its declared keys, and refuses what the declaration does not allow.</summary>
internal sealed class RecipeSection
{
    private readonly string _path;
    private readonly JsonElement _element;

    public RecipeSection(string file, string path, JsonElement element, RecipeKeys keys)
    {
        File = file;
        _path = path;
        _element = element;
        Keys = keys;
        if (element.ValueKind != JsonValueKind.Object)
        {
            string what = path.Length == 0 ? "the recipe" : $"'{path}'";
            throw new RecipeException($"{file}: {what} must be an object in braces, and is {Describe(element)}.");
        }
    }

    /// <summary>The file's name, for messages.</summary>
    public string File { get; }

    /// <summary>The object itself.</summary>
    public JsonElement Element => _element;

    /// <summary>The declared keys.</summary>
    public RecipeKeys Keys { get; }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key, unchecked; null when there is none.</summary>
    public JsonElement? Find(string key) => _element.TryGetProperty(Keys[key].Name, out JsonElement value) ? value : null;

    /// <summary>The value of a key, or its default.</summary>
    /// <param name="key">The key.</param>
    /// <param name="narrower">What it may hold where other keys leave less than is declared.</param>
    /// <exception cref="RecipeException">It is not what it must be, or it is missing and has no default.</exception>
    public JsonElement Value(string key, KeyKind? narrower = null)
    {
        RecipeKey declared = Keys[key];
        if (Find(key) is not { } value)
        {
            return declared.DefaultElement ?? throw new RecipeException($"{File}: the key '{Name(key)}' is missing; add it.");
        }

        KeyKind kind = narrower ?? declared.Kind;
        return kind.Accepts(value) ? value : throw new RecipeException($"{File}: '{Name(key)}' must be {kind.WantedFor(value)}, and is {Describe(value)}.");
    }

    /// <summary>A text, in form C of Unicode as all texts here.</summary>
    public string Text(string key) => TextOf(Value(key));

    public string? TextOrNull(string key) => Has(key) ? Text(key) : null;

    /// <summary>A list of texts or names, of which there may be one without the list; numbers, true and false as they are written.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        JsonElement value = Value(key);
        string[] texts = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(TextOf)] : [TextOf(value)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Lists(Keys[key].Kind).Any(list => list.IsUnique) && texts.FirstOrDefault(text => !seen.Add(text)) is { } repeated
            ? throw new RecipeException($"{File}: '{Name(key)}' names '{repeated}' twice; name each once.")
            : texts;
    }

    public IReadOnlyList<string>? TextsOrNull(string key) => Has(key) ? Texts(key) : null;

    public double Number(string key) => Value(key).GetDouble();

    public double? NumberOrNull(string key) => Has(key) ? Number(key) : null;

    /// <summary>A list of numbers; null where the key holds something else, or nothing.</summary>
    public IReadOnlyList<double>? NumbersOrNull(string key) =>
        Has(key) && Value(key) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.GetDouble())] : null;

    public int Integer(string key) => Value(key).GetInt32();

    public int? IntegerOrNull(string key) => Has(key) ? Integer(key) : null;

    public bool Flag(string key) => Value(key).GetBoolean();

    public TEnum Choice<TEnum>(string key)
        where TEnum : struct, Enum => ChoiceOf<TEnum>(Value(key));

    /// <summary>A list of members of an enumeration, perhaps none.</summary>
    public IReadOnlyList<TEnum> Choices<TEnum>(string key)
        where TEnum : struct, Enum => [.. Value(key).EnumerateArray().Select(ChoiceOf<TEnum>)];

    /// <summary>Whether the key is there and is an object in braces.</summary>
    public bool IsObject(string key) => Find(key) is { ValueKind: JsonValueKind.Object };

    /// <summary>An object, without any keys where there is none.</summary>
    public RecipeSection Section(string key)
    {
        using JsonDocument empty = JsonDocument.Parse("{}");
        return new RecipeSection(File, Name(key), Find(key) ?? empty.RootElement.Clone(), Keys[key].Kind.Keys!);
    }

    /// <summary>A list of objects, perhaps none.</summary>
    public IEnumerable<RecipeSection> Sections(string key) =>
        Has(key) ? Value(key).EnumerateArray().Select((item, i) => new RecipeSection(File, $"{Name(key)}[{i}]", item, Keys[key].Kind.Keys!)) : [];

    /// <summary>Called before any key is asked for.</summary>
    public void RejectExclusions()
    {
        if (Keys.Exclusions.FirstOrDefault(pair => Has(pair.Key) && Has(pair.Other)) is { } pair)
        {
            throw new RecipeException($"{File}: {pair.Message}");
        }
    }

    /// <summary>Called when every key has been asked for.</summary>
    public void RejectUnknownKeys()
    {
        string? first = Find(Keys.All[0].Name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
        string[] known = [.. Keys.KeysWith(first).Select(key => key.Name)];
        foreach (JsonProperty property in _element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new RecipeException($"{File}: unknown key '{Name(property.Name)}'; the keys here are {string.Join(", ", known)}.");
            }
        }
    }

    private static IEnumerable<ListKind> Lists(KeyKind kind) => (kind is EitherKind either ? either.Kinds : [kind]).OfType<ListKind>();

    private static TEnum ChoiceOf<TEnum>(JsonElement value)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Single(choice => ChoiceKind.NameOf(choice) == value.GetString());

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? NormalForm.Of(value.GetString()!) : value.GetRawText();

    private static string Describe(JsonElement value) => value.GetRawText() is { Length: <= 40 } text ? text : value.ValueKind.ToString();

    private string Name(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}
