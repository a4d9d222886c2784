using System.Text.Json;

namespace EdgeNet.Trainer.Recipes;

/// <summary>One object of a recipe: reads its keys with their ranges, and refuses keys that nobody asked for.</summary>
internal sealed class RecipeSection
{
    private readonly string _file;
    private readonly string _path;
    private readonly JsonElement _element;
    private readonly List<string> _known = [];

    public RecipeSection(string file, string path, JsonElement element)
    {
        _file = file;
        _path = path;
        _element = element;
        if (element.ValueKind != JsonValueKind.Object)
        {
            string what = path.Length == 0 ? "the recipe" : $"'{path}'";
            throw new RecipeException($"{file}: {what} must be an object in braces, and is {Describe(element)}.");
        }
    }

    /// <summary>The file's name, for messages.</summary>
    public string File => _file;

    /// <summary>The object itself.</summary>
    public JsonElement Element => _element;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>A text, in form C of Unicode as all texts here.</summary>
    public string Text(string key)
    {
        JsonElement value = Find(key) ?? throw new RecipeException($"{_file}: the key '{Name(key)}' is missing; add it.");
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? NormalForm.Of(text)
            : throw Wrong(key, value, "a text in quotes");
    }

    /// <summary>A list of texts, of which there must be some number at least.</summary>
    public IReadOnlyList<string> Texts(string key, int least)
    {
        JsonElement value = Find(key) ?? throw new RecipeException($"{_file}: the key '{Name(key)}' is missing; add it.");
        bool fits = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= least
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 });
        return fits
            ? [.. value.EnumerateArray().Select(item => NormalForm.Of(item.GetString()!))]
            : throw Wrong(key, value, least == 1 ? "a list of texts" : $"a list of {least} texts or more");
    }

    /// <summary>A list of names, of which there must be some number at least: texts, or numbers, true and false as they are written.</summary>
    public IReadOnlyList<string> Names(string key, int least)
    {
        JsonElement value = Find(key) ?? throw new RecipeException($"{_file}: the key '{Name(key)}' is missing; add it.");
        bool fits = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= least && value.EnumerateArray().All(IsName);
        return fits
            ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? NormalForm.Of(item.GetString()!) : item.GetRawText())]
            : throw Wrong(key, value, $"a list of {least} or more texts, numbers, true or false");

        static bool IsName(JsonElement item) =>
            item.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False || (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 });
    }

    /// <summary>A text, or a list of texts.</summary>
    public IReadOnlyList<string> TextOrTexts(string key) =>
        Find(key) is { ValueKind: JsonValueKind.Array } ? Texts(key, 1) : [Text(key)];

    /// <summary>A number in [least, most).</summary>
    public double Number(string key, double otherwise, double least, double most)
    {
        if (Find(key) is not { } value)
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number >= least && number < most
            ? number
            : throw Wrong(key, value, FormattableString.Invariant($"a number from {least} to below {most}"));
    }

    /// <summary>A number above 0 and below the limit.</summary>
    public double PositiveNumber(string key, double otherwise, double below)
    {
        if (Find(key) is not { } value)
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number > 0 && number < below
            ? number
            : throw Wrong(key, value, FormattableString.Invariant($"a number above 0 and below {below}"));
    }

    /// <summary>A number above 0 and below the limit, which must be there.</summary>
    public double RequiredPositiveNumber(string key, double below) =>
        Has(key) ? PositiveNumber(key, double.NaN, below) : throw new RecipeException($"{_file}: the key '{Name(key)}' is missing; add it.");

    /// <summary>A number above 0 and up to 1, which must be there.</summary>
    public double Share(string key)
    {
        JsonElement value = Find(key) ?? throw new RecipeException($"{_file}: the key '{Name(key)}' is missing; add it.");
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number is > 0 and <= 1
            ? number
            : throw Wrong(key, value, "a number above 0 and up to 1");
    }

    /// <summary>A list of numbers above 0, at least one.</summary>
    public IReadOnlyList<double> PositiveNumbers(string key, string wanted)
    {
        JsonElement value = Find(key) ?? throw new RecipeException($"{_file}: the key '{Name(key)}' is missing; add it.");
        bool fits = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out double number) && number > 0 && double.IsFinite(number));
        return fits ? [.. value.EnumerateArray().Select(item => item.GetDouble())] : throw Wrong(key, value, wanted);
    }

    /// <summary>Whether the key is there and is an object in braces.</summary>
    public bool IsObject(string key) => Find(key) is { ValueKind: JsonValueKind.Object };

    /// <summary>Whether the key is there and is this text.</summary>
    public bool IsText(string key, string text) => Find(key) is { ValueKind: JsonValueKind.String } value && value.GetString() == text;

    public bool Flag(string key, bool otherwise) => Find(key) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(key, value, "true or false"),
    };

    public int Integer(string key, int? otherwise, int least, int most)
    {
        if (Find(key) is not { } value)
        {
            return otherwise ?? throw new RecipeException($"{_file}: the key '{Name(key)}' is missing; add it.");
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least && number <= most
            ? number
            : throw Wrong(key, value, FormattableString.Invariant($"a whole number from {least} to {most}"));
    }

    /// <summary>One of some numbers, or a text, which is null.</summary>
    public int? NumberOrText(string key, int otherwise, int[] numbers, string text)
    {
        if (Find(key) is not { } value)
        {
            return otherwise;
        }

        if (IsText(key, text))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && numbers.Contains(number)
            ? number
            : throw Wrong(key, value, FormattableString.Invariant($"{string.Join(", ", numbers)} or \"{text}\""));
    }

    public TEnum Choice<TEnum>(string key, TEnum otherwise, params TEnum[] except)
        where TEnum : struct, Enum
    {
        if (Find(key) is not { } value)
        {
            return otherwise;
        }

        TEnum[] choices = [.. Enum.GetValues<TEnum>().Except(except)];
        foreach (TEnum choice in choices)
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() == NameOf(choice))
            {
                return choice;
            }
        }

        throw Wrong(key, value, "one of " + string.Join(", ", choices.Select(choice => $"\"{NameOf(choice)}\"")));
    }

    /// <summary>A list of members of an enumeration, perhaps none.</summary>
    public IReadOnlyList<TEnum> Choices<TEnum>(string key)
        where TEnum : struct, Enum
    {
        if (Find(key) is not { } value)
        {
            return [];
        }

        TEnum[] choices = Enum.GetValues<TEnum>();
        string[] names = NamesOf<TEnum>();
        int[] chosen = value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? Array.IndexOf(names, item.GetString()) : -1)]
            : [-1];
        return !chosen.Contains(-1)
            ? [.. chosen.Select(number => choices[number])]
            : throw Wrong(key, value, "a list of " + string.Join(", ", names.Select(name => $"\"{name}\"")));
    }

    public RecipeSection Section(string key)
    {
        using JsonDocument empty = JsonDocument.Parse("{}");
        return new RecipeSection(_file, Name(key), Find(key) ?? empty.RootElement.Clone());
    }

    public IEnumerable<RecipeSection> Sections(string key)
    {
        if (Find(key) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select((item, i) => new RecipeSection(_file, $"{Name(key)}[{i}]", item))
            : throw Wrong(key, value, "a list in brackets");
    }

    /// <summary>Called when every key has been asked for.</summary>
    public void RejectUnknownKeys()
    {
        foreach (JsonProperty property in _element.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
            {
                throw new RecipeException($"{_file}: unknown key '{Name(property.Name)}'; the keys here are {string.Join(", ", _known)}.");
            }
        }
    }

    /// <summary>The names by which a recipe calls the members of an enumeration.</summary>
    public static string[] NamesOf<TEnum>(params TEnum[] except)
        where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Except(except).Select(NameOf)];

    /// <summary>The value of a key, which is known from now on; null when there is none.</summary>
    public JsonElement? Find(string key)
    {
        if (!_known.Contains(key))
        {
            _known.Add(key);
        }

        return _element.TryGetProperty(key, out JsonElement value) ? value : null;
    }

    public RecipeException Wrong(string key, JsonElement value, string wanted) =>
        new($"{_file}: '{Name(key)}' must be {wanted}, and is {Describe(value)}.");

    private static string NameOf<TEnum>(TEnum choice)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());

    private static string Describe(JsonElement value) => value.GetRawText() is { Length: <= 40 } text ? text : value.ValueKind.ToString();

    private string Name(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}
