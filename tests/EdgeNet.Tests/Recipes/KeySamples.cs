using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Recipes;

/// <summary>Values of a declared key in JSON: at the ends of its range, and just beyond them.</summary>
internal static class KeySamples
{
    /// <summary>Values that must be accepted.</summary>
    public static IEnumerable<string> Inside(KeyKind kind) => kind switch
    {
        TextKind { Pattern: not null } => ["\"m\"", "\"A-Z_09\""],
        TextKind => ["\"m\"", "\"subfolder\"", "\"d.csv\""],
        NameKind => ["\"u\"", "1", "true"],
        FlagKind => ["true", "false"],
        ChoiceKind choice => choice.Values.Select(value => value.ToJsonString()),
        IntegerKind whole => [Text(whole.Least), Text(whole.Most)],
        NumberKind number =>
        [
            Text(number.IsAbove ? 1e-9 : number.Least), Text(Math.Min(number.Most, 1e12) * (number.IsUpTo ? 1 : 0.999999)),
        ],
        RangeKind range =>
        [
            Text(range.Least), Text(range.Most),
            $"[{Text(range.Least == 0 && range.Scale == ParameterScale.Log ? 1 : range.Least)}, {Text(range.Most)}]",
        ],
        ObjectKind section => FormsOf(section.Keys).Select(form => form.ToJsonString()),
        ListKind list => ListsOf(list),
        EitherKind either => either.Kinds.SelectMany(Inside),
        _ => throw new InvalidOperationException($"There are no samples of {kind}."),
    };

    /// <summary>Values that must be refused.</summary>
    public static IEnumerable<string> Outside(KeyKind kind) => kind switch
    {
        TextKind { Pattern: not null } => [.. Outside(new TextKind()), "\"a b\"", "\"\\u00e4\"", "\"\\u212a\"", $"\"{new string('a', ModelFormat.MaxNameLength + 1)}\""],
        TextKind => ["\"\"", "1", "null", "true", "[]", "{}"],
        NameKind => ["\"\"", "null", "[]", "{}"],
        FlagKind => ["0", "1", "\"true\"", "null", "[]", "{}"],
        ChoiceKind choice => ["\"\"", "5", "null", "[]", "{}", .. (string[])(choice.Values.Any(value => value.GetValueKind() == JsonValueKind.True) ? [] : ["true"]), choice.Values[0].GetValueKind() is JsonValueKind.True ? "9" : choice.Values[0].ToJsonString().ToUpperInvariant() is var upper && upper != choice.Values[0].ToJsonString() ? upper : "9"],
        IntegerKind whole => [Text(whole.Least - 1L), Text(whole.Most + 1L), Text(whole.Least + 0.5), "\"1\"", "null", "true", "[]", "{}"],
        NumberKind number =>
        [
            Text(number.IsAbove ? number.Least : number.Least - 1e-9), .. double.IsFinite(number.Most) ? [Text(number.IsUpTo ? number.Most + 1e-9 : number.Most)] : (string[])[],
            "\"1\"", "null", "true", "[]", "{}",
        ],
        RangeKind range =>
        [
            Text(range.Least - 1e-9), Text(range.Most + 1), $"[{Text(range.Least - 1e-9)}, {Text(range.Most)}]", $"[{Text(range.Least)}, {Text(range.Most + 1)}]",
            $"[{Text(range.Most)}]", "[]", "{}", "null", "\"1\"", .. range.IsWhole ? ["1.5"] : (string[])[],
        ],
        ObjectKind => ["null", "1", "\"x\"", "[]", "true"],
        ListKind list =>
        [
            "null", "true", "{}", "5", .. list.Least > 0 ? [ListOf(list, list.Least - 1)] : (string[])[], .. list.Most is { } most ? [ListOf(list, most + 1)] : (string[])[],
            .. list.IsUnique && list.Item is not NameKind ? [TwiceTheFirst(list)] : (string[])[],
            .. Outside(list.Item).Select(item => ListOf(list, list.Least, item)),
        ],
        EitherKind either => either.Kinds.SelectMany(Outside).Distinct().Where(text => !either.Accepts(JsonNode.Parse(text).ToElement())),
        _ => throw new InvalidOperationException($"There are no samples of {kind}."),
    };

    /// <summary>An object with the keys that it must have, once for each set of keys that it may have.</summary>
    public static IEnumerable<JsonObject> FormsOf(RecipeKeys keys)
    {
        bool decides = keys.All.Any(key => key.GoesWith is not null);
        string?[] firsts = decides ? [.. ((ChoiceKind)keys.All[0].Kind).Values.Select(value => value.GetValue<string>())] : [null];
        foreach (string? first in firsts)
        {
            JsonObject form = new(keys.KeysWith(first).Where(key => key.IsRequired).Select(key => KeyValuePair.Create(key.Name, JsonNode.Parse(Special(key.Name) ?? Inside(key.Kind).First()))));
            if (first is not null)
            {
                form[keys.All[0].Name] = first;
            }

            yield return form;
        }
    }

    public static System.Text.Json.JsonElement ToElement(this JsonNode? node) => System.Text.Json.JsonSerializer.SerializeToElement(node);

    // Ends of a range and of a band that go together, and a stream that has both channels of the samples.
    private static string? Special(string key) => key switch
    {
        "highest" => "4194304",
        "rate" => "50",
        "window" => "64",
        "from" => "2",
        "to" => "9",
        "channels" => """["m", "b"]""",
        _ => null,
    };

    private static IEnumerable<string> ListsOf(ListKind list) =>
    [
        .. Inside(list.Item).Select(item => ListOf(list, list.Least, item)), .. list.Most is { } most ? [ListOf(list, most)] : (string[])[],
    ];

    // Items that differ, with a given one as the first.
    private static string ListOf(ListKind list, int count, string? first = null)
    {
        string[] inside = [.. Inside(list.Item)];
        IEnumerable<string> items = Enumerable.Range(0, Math.Max(count, first is null ? 0 : 1)).Select(i => i == 0 && first is not null ? first
            : list.Item is TextKind or NameKind ? $"\"n{i}\""
            : inside[i % inside.Length]);
        return $"[{string.Join(", ", items)}]";
    }

    private static string TwiceTheFirst(ListKind list) => $"[{Inside(list.Item).First()}, {Inside(list.Item).First()}]";

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
