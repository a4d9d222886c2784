namespace EdgeNet.Capture;

/// <summary>What a label may be.</summary>
public static class RecordingLabel
{
    private const int Longest = 60;

    /// <summary>Finds what is wrong with a label.</summary>
    /// <param name="label">The label.</param>
    /// <returns>The end of a sentence that begins with it; null when it can be used as a cell of a CSV file and as the name of a file.</returns>
    public static string? FaultOf(string? label) =>
        string.IsNullOrWhiteSpace(label) ? "is empty; name what the readings show, such as shaking"
        : label.Length > Longest ? FormattableString.Invariant($"has {label.Length} characters; it may have {Longest}")
        : label.StartsWith('-') ? "begins with '-', which spreadsheets take for a formula; begin with a letter or a digit"
        : label.All(character => char.IsLetterOrDigit(character) || "_-".Contains(character, StringComparison.Ordinal)) ? null
        : "may be made of letters, digits, '-' and '_' only";
}
