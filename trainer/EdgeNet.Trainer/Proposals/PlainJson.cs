using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Proposals;

/// <summary>Writes a recipe as a person would: each key of the root on a line, and what is in it on the same one.</summary>
internal static class PlainJson
{
    private static readonly JsonSerializerOptions Values = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // read as JSON, never inside HTML

    /// <summary>Writes an object.</summary>
    /// <returns>UTF-8, lines end with a line feed.</returns>
    public static byte[] Write(JsonObject root) =>
        Encoding.UTF8.GetBytes("{\n" + string.Join(",\n", root.Select(property => $"  {Key(property.Key)}: {Inline(property.Value)}")) + "\n}\n");

    private static string Inline(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } inner => $"{{ {string.Join(", ", inner.Select(property => $"{Key(property.Key)}: {Inline(property.Value)}"))} }}",
        JsonArray list => $"[{string.Join(", ", list.Select(Inline))}]",
        _ => node?.ToJsonString(Values) ?? "null",
    };

    private static string Key(string name) => JsonSerializer.Serialize(name, Values);
}
