using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Recipes;

/// <summary>The JSON of a recipe, to be changed and written: every key that a change does not name stays as the user wrote it.</summary>
/// <remarks>Comments are not kept.</remarks>
internal sealed class RecipeDocument
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is read as JSON, never inside HTML
    };

    private readonly JsonObject _root;

    private RecipeDocument(string fileName, string folder, JsonObject root)
    {
        FileName = fileName;
        Shown = fileName;
        Folder = folder;
        _root = root;
    }

    /// <summary>The name of the file that it was read from.</summary>
    public string FileName { get; }

    /// <summary>The name of the file in messages.</summary>
    public string Shown { get; private init; }

    /// <summary>The folder that the recipe's data is read from.</summary>
    public string Folder { get; }

    /// <summary>Reads the document of a recipe.</summary>
    /// <param name="path">The folder of a recipe, or the recipe itself.</param>
    /// <returns>The document; <see cref="ToRecipe"/> checks its keys.</returns>
    /// <exception cref="RecipeException">There is none, or it is no JSON object.</exception>
    public static RecipeDocument Read(string path) => RecipeReader.Open(
        path, (root, folder) => new RecipeDocument(root.File, folder, JsonObject.Create(root.Element.Clone())!));

    /// <summary>Reads the recipe that a model of another format carries, for data that lies somewhere else.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="shown">What it is in messages.</param>
    /// <param name="data">The data; what the recipe itself names is not read.</param>
    /// <returns>The document; null where the text is no recipe, or is one with more files than the data.</returns>
    public static RecipeDocument? OfText(string text, string shown, string data)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject root || (root["split"] is JsonObject split && split.Any(part => part.Value?.GetValueKind() == JsonValueKind.String)))
            {
                return null;
            }

            string place = Path.GetFullPath(data);
            if (root.ContainsKey("images"))
            {
                return new RecipeDocument(shown, place, root) { Shown = shown };
            }

            root["data"] = Path.GetFileName(place);
            return new RecipeDocument(shown, Path.GetDirectoryName(place)!, root) { Shown = shown };
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The JSON in one line.</summary>
    public string ToText() => _root.ToJsonString();

    /// <summary>Reads the recipe that the document says.</summary>
    /// <returns>The recipe.</returns>
    /// <exception cref="RecipeException">A key is missing, unknown or out of its range.</exception>
    public Recipe ToRecipe() => RecipeReader.Read(Root(), Folder);

    /// <summary>Makes a changed document, by JSON merge patch (RFC 7396).</summary>
    /// <param name="patch">Keys with their new values: objects are merged, null removes, anything else replaces.</param>
    /// <returns>The changed document.</returns>
    public RecipeDocument Merge(JsonObject patch)
    {
        JsonObject root = _root.DeepClone().AsObject();
        Merge(root, patch);
        return new RecipeDocument(FileName, Folder, root) { Shown = Shown };
    }

    /// <summary>Makes a changed document; see <see cref="RecipeChanges"/>.</summary>
    /// <exception cref="RecipeException">A change is none, or leads nowhere.</exception>
    public RecipeDocument With(IReadOnlyList<string> changes) =>
        changes.Count == 0 ? this : new RecipeDocument(FileName, Folder, RecipeChanges.Apply(_root, changes)) { Shown = $"{FileName} with --set" };

    /// <summary>Writes the document.</summary>
    /// <returns>UTF-8, indented, lines end with a line feed.</returns>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_root.ToJsonString(Written) + "\n");

    internal RecipeSection Root() => new(Shown, string.Empty, JsonSerializer.SerializeToElement(_root), RootKeys.All);

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach ((string key, JsonNode? value) in patch)
        {
            if (value is null)
            {
                target.Remove(key);
            }
            else if (value is JsonObject inner)
            {
                JsonObject merged = target[key] as JsonObject ?? [];
                Merge(merged, inner);
                if (merged.Parent is null)
                {
                    target[key] = merged;
                }
            }
            else
            {
                target[key] = value.DeepClone();
            }
        }
    }
}
