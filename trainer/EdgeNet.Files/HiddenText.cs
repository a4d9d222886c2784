using System.Globalization;
using System.Text;

namespace EdgeNet.Files;

/// <summary>Names the characters of a text that are invisible or look like others, for messages in which two texts seem equal.</summary>
internal static class HiddenText
{
    private const int MostNamed = 3;

    private static readonly Dictionary<int, string> Names = new()
    {
        [' '] = "a blank",
        ['\t'] = "a tab",
        ['\n'] = "a line break",
        ['\r'] = "a carriage return",
        [0xA0] = "a no-break space",
        [0xAD] = "a soft hyphen",
        [0x200B] = "a zero-width space",
        [0x200C] = "a zero-width non-joiner",
        [0x200D] = "a zero-width joiner",
        [0x2010] = "a hyphen that is not '-'",
        [0x2011] = "a no-break hyphen",
        [0x2012] = "a figure dash",
        [0x2013] = "an en dash",
        [0x2014] = "an em dash",
        [0x2018] = "a curly apostrophe",
        [0x2019] = "a curly apostrophe",
        [0x2028] = "a line separator",
        [0x2029] = "a paragraph separator",
        [0x202F] = "a narrow no-break space",
        [0x2060] = "a word joiner",
        [0x2212] = "a minus sign that is not '-'",
        [0x3000] = "an ideographic space",
        [0xFEFF] = "a byte order mark",
    };

    /// <summary>Names the invisible characters of a cell that is no number.</summary>
    /// <returns>A sentence with a blank before it; empty if there are none.</returns>
    public static string Note(string cell) => Describe(cell) is { } what ? $" The cell has {what}." : string.Empty;

    /// <summary>Names the invisible characters of a text, or else of the existing text that looks like it.</summary>
    public static string Note(string text, IEnumerable<string> others)
    {
        if (Describe(text) is { } own)
        {
            return $" '{NameList.Shorten(text)}' has {own}.";
        }

        string seen = Seen(text);
        return others.FirstOrDefault(other => other != text && Seen(other) == seen) is { } twin && Describe(twin) is { } its
            ? $" A '{NameList.Shorten(twin)}' is there that has {its}."
            : string.Empty;
    }

    private static string? Describe(string text)
    {
        bool isMixed = text.Any(char.IsAsciiLetter);
        Rune[] runes = [.. text.EnumerateRunes()];
        int first = Array.FindIndex(runes, rune => rune.Value != ' ');
        int last = Array.FindLastIndex(runes, rune => rune.Value != ' ');
        string[] named =
        [
            .. runes.Select((rune, i) => rune.Value == ' ' && i > first && i < last ? null : NameOf(rune, isMixed)).OfType<string>().Distinct().Take(MostNamed),
        ];
        return named.Length == 0 ? null : string.Join(" and ", named);
    }

    private static string? NameOf(Rune rune, bool isMixed)
    {
        if (!Names.TryGetValue(rune.Value, out string? name))
        {
            name = Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control => "a control character",
                UnicodeCategory.Format => "an invisible character",
                UnicodeCategory.SpaceSeparator => "a space that is not ' '",
                UnicodeCategory.NonSpacingMark => "a combining mark",
                UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter when isMixed => AlphabetOf(rune),
                _ => null,
            };
        }

        return name is null ? null : $"U+{rune.Value:X4}, {name}";
    }

    private static string? AlphabetOf(Rune letter) => letter.Value switch
    {
        >= 0x370 and <= 0x3FF => "a Greek letter",
        >= 0x400 and <= 0x52F => "a Cyrillic letter",
        >= 0xFF21 and <= 0xFF5A => "a letter of full width",
        _ => null,
    };

    // The text without its invisible characters.
    private static string Seen(string text) => string.Concat(
        text.EnumerateRunes().Where(rune => NameOf(rune, isMixed: false) is null).Select(rune => rune.ToString()));
}
