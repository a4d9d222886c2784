namespace EdgeNet.Cli;

/// <summary>A cell of the CSV that a command prints.</summary>
internal static class Cell
{
    /// <summary>Quotes a text where it must be.</summary>
    public static string Quote(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
