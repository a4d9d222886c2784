using System.Text;
using System.Text.Json;

namespace EdgeNet.Trainer.Recipes;

/// <summary>The text of a recipe: UTF-8, with or without the mark that Windows editors put in front of it.</summary>
internal static class RecipeText
{
    // 65,535 names of features, 200 bytes each.
    private const int MostBytes = 1 << 24;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <returns>Its text in UTF-8, without the mark.</returns>
    /// <exception cref="RecipeException">It is empty, or no text in UTF-8.</exception>
    public static byte[] Read(string path)
    {
        long length = new FileInfo(path).Length;
        if (length > MostBytes)
        {
            throw new RecipeException(FormattableString.Invariant(
                $"{Path.GetFileName(path)}: {length:N0} bytes, and a recipe has {MostBytes:N0} at most; name a folder with a recipe.json, or the recipe itself."));
        }

        byte[] bytes = File.ReadAllBytes(path);
        int start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        byte[] text = bytes[start..];
        string name = Path.GetFileName(path);
        if (text.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new RecipeException($"{name}: the file is empty; a recipe is an object in braces.");
        }

        try
        {
            _ = Strict.GetCharCount(text);
            return text;
        }
        catch (DecoderFallbackException e)
        {
            throw new RecipeException($"{name}: byte {start + e.Index + 1} is no UTF-8; save the file as UTF-8.", e);
        }
    }

    /// <summary>Parses a text and looks at every name and value: JSON can write half of a character, which no text can hold.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="RecipeException">There is half of a character.</exception>
    public static JsonDocument Parse(string name, byte[] text, JsonDocumentOptions options)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(text, options);
            Visit(document.RootElement);
            return document;
        }
        catch (InvalidOperationException e)
        {
            throw new RecipeException($@"{name}: a text has half of a character, \ud800 to \udfff without its other half; correct it.", e);
        }
    }

    /// <summary>Says where and why a text is no JSON.</summary>
    /// <returns>The text after the file's name.</returns>
    public static string Describe(JsonException fault)
    {
        string reason = fault.Message.Split(" LineNumber:")[0];
        if (fault.LineNumber is { } line)
        {
            return FormattableString.Invariant($", line {line + 1}, column {fault.BytePositionInLine + 1}: this is no valid JSON: {reason}");
        }

        // "Duplicate property 'name' encountered during deserialization."
        return reason.Split('\'') is ["Duplicate property ", var key, ..] ? $": the key '{key}' is there twice; remove one." : $": this is no valid JSON: {reason}";
    }

    private static void Visit(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Visit(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Visit(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            default:
                break;
        }
    }
}
