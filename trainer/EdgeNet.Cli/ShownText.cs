using System.Globalization;
using System.Text;

namespace EdgeNet.Cli;

/// <summary>
/// Text as a terminal may have it. Names come from files that others made: what moves a cursor, turns the direction of writing or begins a new line is
/// shown by its number, such as <c>\u{1b}</c>, and so is what the terminal's encoding has no character for.
/// </summary>
internal static class ShownText
{
    // What EdgeNet's own sentences have beside names, in ASCII.
    private static readonly Dictionary<int, string> InAscii = new()
    {
        ['→'] = "->",
        ['…'] = "...",
        ['×'] = "x",
        ['·'] = "*",
        ['–'] = "-",
        ['°'] = "deg ",
        ['²'] = "^2",
        ['σ'] = "sigma",
        ['β'] = "beta",
        ['λ'] = "lambda",
    };

    /// <summary>Escapes what must not reach a terminal, and what cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="encoding">Of the terminal.</param>
    /// <param name="keepsLineEnds">Whether line ends stay; else they are escaped too.</param>
    /// <returns>The same text where nothing is to be escaped.</returns>
    public static string Escape(string text, Encoding encoding, bool keepsLineEnds = false)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        bool isComplete = CanShow(encoding, text);
        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            string own = rune.ToString();
            if (rune.Value is '\n' or '\r' && keepsLineEnds)
            {
                shown.Append(own);
            }
            else if (IsHarmful(rune))
            {
                AppendNumber(rune);
            }
            else if (isComplete || CanShow(encoding, own))
            {
                shown.Append(own);
            }
            else if (InAscii.TryGetValue(rune.Value, out string? plain))
            {
                shown.Append(plain);
            }
            else
            {
                AppendNumber(rune);
            }
        }

        return shown.ToString();

        void AppendNumber(Rune rune) => shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
    }

    /// <summary>Whether an encoding has all characters of a text.</summary>
    public static bool CanShow(Encoding encoding, string text) => encoding.GetString(encoding.GetBytes(text)) == text;

    // Of invisible characters only those inside words and emoji are harmless.
    private static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };
}
