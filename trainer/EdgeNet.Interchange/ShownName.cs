namespace EdgeNet.Interchange;

/// <summary>A name from a file in a message: one line, short, and nothing that a terminal would obey.</summary>
internal static class ShownName
{
    public static string Of(string name) => NameList.Shorten(string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)));
}
