namespace EdgeNet.Files;

/// <summary>Shortens names and texts for a message of one line: the first few of many names, and the number of the others.</summary>
internal static class NameList
{
    private const int Shown = 5;
    private const int MostCharacters = 60;

    public static string Of(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : string.Empty);

    public static string Or(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    public static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? string.Empty : "s")}";

    /// <summary>Cuts a long text off.</summary>
    public static string Shorten(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
}
