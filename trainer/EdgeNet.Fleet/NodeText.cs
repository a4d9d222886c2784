using System.Globalization;
using System.Text;

namespace EdgeNet.Fleet;

/// <summary>Text that came from a node, made safe wherever it is shown or kept.</summary>
internal static class NodeText
{
    /// <summary>Shows whatever moves a cursor, changes colours or reverses the direction of writing by its code point, such as <c>\u{1b}</c>; a tab becomes a blank.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Text of one line.</returns>
    public static string Of(string text) => string.Concat(text.EnumerateRunes().Select(Shown));

    private static string Shown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value == '\t' => " ",
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
            string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
        _ => rune.ToString(),
    };
}
