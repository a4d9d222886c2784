using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Changes of single keys, such as <c>training.l2=0.001</c> or <c>hidden[0].units=24</c>: the option <c>--set</c>.</summary>
internal static partial class RecipeChanges
{
    /// <summary>Changes a copy of a recipe.</summary>
    /// <param name="root">The recipe, which is not changed.</param>
    /// <param name="changes">Each a key, <c>=</c> and a value: JSON, or else a text without quotes; <c>null</c> removes the key.</param>
    /// <returns>The changed recipe.</returns>
    /// <exception cref="RecipeException">A change has no key, or the key leads nowhere; what is in a key is checked when the recipe is read.</exception>
    public static JsonObject Apply(JsonObject root, IReadOnlyList<string> changes)
    {
        root = root.DeepClone().AsObject();
        foreach (string change in changes)
        {
            int equals = change.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !IsPath().IsMatch(change[..equals]))
            {
                throw new RecipeException($"--set '{change}': must be a key and a value, such as training.l2=0.001 or hidden[0].units=24.");
            }

            Set(root, change, change[..equals], ValueOf(change[(equals + 1)..]));
        }

        return root;
    }

    private static void Set(JsonObject root, string change, string path, JsonNode? value)
    {
        string[] steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        JsonNode at = root;
        for (int s = 0; s < steps.Length; s++)
        {
            bool isLast = s == steps.Length - 1;
            if (at is JsonArray list && steps[s][0] == '[')
            {
                int item = int.Parse(steps[s][1..^1], System.Globalization.CultureInfo.InvariantCulture);
                if (item >= list.Count)
                {
                    throw new RecipeException($"--set '{change}': the recipe's list has {NameList.Count(list.Count, "item")}, numbered from 0.");
                }

                if (isLast)
                {
                    list.RemoveAt(item);
                    if (value is not null)
                    {
                        list.Insert(item, value);
                    }

                    return;
                }

                at = list[item] ?? throw Nowhere(change);
            }
            else if (at is JsonObject section && steps[s][0] != '[')
            {
                if (isLast)
                {
                    section.Remove(steps[s]);
                    if (value is not null)
                    {
                        section[steps[s]] = value;
                    }

                    return;
                }

                at = section[steps[s]] ??= new JsonObject();
            }
            else
            {
                throw Nowhere(change);
            }
        }
    }

    private static RecipeException Nowhere(string change) =>
        new($"--set '{change}': the recipe has no such place; a point goes into an object, and [0] to the first item of a list.");

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    [GeneratedRegex(@"^[^.\[\]=]+(\[\d{1,6}\])*(\.[^.\[\]=]+(\[\d{1,6}\])*)*$")]
    private static partial Regex IsPath();
}
