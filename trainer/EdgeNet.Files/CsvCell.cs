using System.Buffers;
using System.Globalization;

namespace EdgeNet.Files;

/// <summary>Writes a text as a cell of a CSV file, and finds the original text of a cell that was read.</summary>
/// <remarks>
/// Not by Sep's writer: it quotes commas, quotes and line ends only, and knows neither formulas, nor comments, nor blanks at the ends of a cell.
/// A spreadsheet runs a text that begins like a formula. So such a text is written with an apostrophe in front, which
/// spreadsheets show as the mark of a text; one that has the apostrophe already gets another. Numbers, such as -1.5, stay as they are.
/// </remarks>
internal static class CsvCell
{
    /// <summary>Characters that are trimmed from both ends of a cell.</summary>
    public static char[] Blanks { get; } = [' ', '\t'];

    private const char Mark = '\'';

    // OWASP, CSV Injection; the last four are full-width forms of the first four.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private static readonly SearchValues<char> MustBeQuoted = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a text as a cell.</summary>
    public static string Write(string text)
    {
        bool isMarked = IsLikeFormula(text) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        string cell = isMarked ? Mark + text : text;
        bool isQuoted = isMarked || cell.AsSpan().ContainsAny(MustBeQuoted) || cell.StartsWith('#') || cell != cell.Trim(Blanks);
        return isQuoted ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    /// <summary>Removes the apostrophe that <see cref="Write"/> put in front.</summary>
    /// <returns>The text that was written, or null if the cell has no such apostrophe.</returns>
    public static string? Unmark(string cell) => cell.StartsWith(Mark) && IsLikeFormula(cell) ? cell[1..] : null;

    private static bool IsLikeFormula(string text) => text.AsSpan().TrimStart(Mark) is [var first, ..] && FormulaStarts.Contains(first);
}
