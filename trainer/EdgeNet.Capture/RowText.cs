using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeNet.Capture;

/// <summary>Tells rows of a recording, incomplete rows, and other text apart.</summary>
internal static partial class RowText
{
    private const string HeaderStart = "recording,t,";

    /// <summary>Whether a line is the header row of a recording.</summary>
    public static bool IsHeader(string line) => Header().IsMatch(line);

    /// <summary>Whether a line can be the beginning of a header row.</summary>
    public static bool IsHalfHeader(string line) =>
        line.Length > 0 && (HeaderStart.StartsWith(line, StringComparison.Ordinal) || HalfHeader().IsMatch(line));

    /// <summary>Whether a line is a row up to the last letter of its label. A recording is named after its label, and has only one.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="count">How many columns there are.</param>
    /// <param name="above">The cells of the row above, or none.</param>
    public static bool IsRow(string[] cells, int count, string[] above)
    {
        if (cells.Length != count || count < 5 || RecordingLabel.FaultOf(cells[^1]) is not null || !cells[1..^1].All(cell => TryNumber(cell, out _)))
        {
            return false;
        }

        Match name = RecordingName().Match(cells[0]);
        return name.Success ? name.Groups[1].Value == cells[^1] : above.Length == 0 || above[0] != cells[0] || above[^1] == cells[^1];
    }

    /// <summary>Whether a line can be the beginning of a row.</summary>
    /// <param name="cells">Its cells, the last of them perhaps cut.</param>
    /// <param name="count">How many columns there are.</param>
    public static bool IsHalfRow(string[] cells, int count) =>
        cells.Length <= count
        && (cells.Length > 1 || IsName(cells[0]))
        && cells[1..].Select((cell, c) => c + 2 == count ? IsName(cell) : cell.All(character => char.IsAsciiDigit(character) || "+-.eE".Contains(character, StringComparison.Ordinal))).All(fits => fits);

    /// <summary>Reads a number.</summary>
    public static bool TryNumber(string cell, out double value) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool IsName(string cell) => cell.All(character => char.IsLetterOrDigit(character) || "_-".Contains(character, StringComparison.Ordinal));

    [GeneratedRegex(@"^recording,t(,[A-Za-z][A-Za-z0-9_]*)+,counts_per_[A-Za-z][A-Za-z0-9_]*,label\z")]
    private static partial Regex Header();

    [GeneratedRegex(@"^recording,t,[A-Za-z0-9_,]*\z")]
    private static partial Regex HalfHeader();

    [GeneratedRegex(@"^(.+)-[0-9]{8}-[0-9]{6}-[0-9]+\z")]
    private static partial Regex RecordingName();
}

/// <summary>Which labels are allowed.</summary>
public static class RecordingLabel
{
    private const int Longest = 60;

    /// <summary>Finds what is wrong with a label.</summary>
    /// <param name="label">The label.</param>
    /// <returns>The end of a sentence that begins with the label; null if the label can be a CSV cell and a file name.</returns>
    public static string? FaultOf(string? label) =>
        string.IsNullOrWhiteSpace(label) ? "is empty; name what the readings show, such as shaking"
        : label.Length > Longest ? FormattableString.Invariant($"has {label.Length} characters; it may have {Longest}")
        : label.StartsWith('-') ? "begins with '-', which spreadsheets take for a formula; begin with a letter or a digit"
        : label.All(character => char.IsLetterOrDigit(character) || "_-".Contains(character, StringComparison.Ordinal)) ? null
        : "may be made of letters, digits, '-' and '_' only";
}
