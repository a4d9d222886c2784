using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer;

/// <summary>The declared keys of a recipe for editors, as JSON Schema, and for people, as a list.</summary>
internal static class RecipeSchema
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is read as JSON, never inside HTML
    };

    /// <summary>Writes the schema, draft 7: the newest one that Visual Studio and VS Code both complete from.</summary>
    /// <returns>UTF-8, indented, lines end with a line feed.</returns>
    public static byte[] ToBytes()
    {
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "EdgeNet recipe" };
        foreach ((string name, JsonNode? value) in RootKeys.All.ToSchema())
        {
            schema[name] = value?.DeepClone();
        }

        return Encoding.UTF8.GetBytes(schema.ToJsonString(Written) + "\n");
    }

    /// <summary>Lists every key, those of an object below it.</summary>
    /// <returns>The place of each key, such as <c>training.epochs</c> or <c>hidden[].units</c>; what holds without it; its meaning.</returns>
    public static IEnumerable<(string Path, string Otherwise, string Meaning)> Keys() => KeysOf(RootKeys.All, string.Empty);

    private static IEnumerable<(string Path, string Otherwise, string Meaning)> KeysOf(RecipeKeys keys, string prefix) => keys.All.SelectMany(key =>
        KeysOf(key.Kind.Keys ?? new RecipeKeys(), $"{prefix}{key.Name}{(key.Kind is ListKind ? "[]" : string.Empty)}.").Prepend((prefix + key.Name, key.Otherwise, key.Meaning)));
}
