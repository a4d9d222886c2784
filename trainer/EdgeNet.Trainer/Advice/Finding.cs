using System.Text.Json;

namespace EdgeNet.Trainer.Advice;

/// <summary>A problem that was found in data.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Column">The column, or the channel or feature of a stream; empty if it concerns no single one.</param>
/// <param name="Text">What was found, without the column and without a full stop.</param>
/// <param name="Remedy">What it means and what to do; sentences with their full stops.</param>
internal sealed record Finding(AdviceKind Kind, string Column, string Text, string Remedy)
{
    private const int Named = 3;

    /// <summary>Whether the column is a feature of windows.</summary>
    public bool IsOfFeature { get; init; }

    /// <summary>The name of a kind in recipes and warnings.</summary>
    public static string NameOf(AdviceKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>Writes a line for each kind, which names the first of many columns and describes the first one.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="source">Where, such as the file.</param>
    /// <param name="isStream">Whether the data is a stream, which has channels and features of windows.</param>
    public static IEnumerable<string> Lines(IEnumerable<Finding> findings, string source, bool isStream = false)
    {
        foreach (IGrouping<(AdviceKind Kind, bool IsOfColumn, bool IsOfFeature), Finding> kind in findings.GroupBy(finding => (finding.Kind, finding.Column.Length > 0, finding.IsOfFeature)))
        {
            Finding[] all = [.. kind];
            string noun = !isStream ? "column" : kind.Key.IsOfFeature ? "feature" : "channel";
            string[] columns = [.. all.Select(finding => finding.Column).Distinct()];
            string names = string.Join(", ", columns.Take(Named).Select(column => $"'{column}'")) + (columns.Length > Named ? $" and {columns.Length - Named} more" : string.Empty);
            string subject = !kind.Key.IsOfColumn ? string.Empty
                : columns.Length == 1 ? $"{noun} {names}: "
                : $"{noun}s {names}; of '{columns[0]}': ";
            string text = kind.Key.IsOfColumn ? all[0].Text : string.Join("; ", all.Select(finding => finding.Text));
            yield return $"{source}: {subject}{text}. {all[0].Remedy} [{NameOf(kind.Key.Kind)}]";
        }
    }
}

/// <summary>The kinds of warnings about data or a model, written in recipes and warnings in lower case with hyphens, such as <c>error-codes</c>.</summary>
internal enum AdviceKind
{
    /// <summary>A value far from all others that repeats, or that sensors give for an error.</summary>
    ErrorCodes,

    /// <summary>Single values far from all others.</summary>
    Glitches,

    /// <summary>Many readings exactly at the lowest or the highest value.</summary>
    EndOfRange,

    /// <summary>A column that counts the rows or tells their time.</summary>
    RowNumbers,

    /// <summary>Rows that stand in two parts alike.</summary>
    CopiedRows,

    /// <summary>A class with too few examples to judge it.</summary>
    FewExamples,

    /// <summary>Readings with a handful of whole counts.</summary>
    FewCounts,

    /// <summary>Gaps in time that cost most of the windows.</summary>
    Gaps,

    /// <summary>A counter of times that started again at 0.</summary>
    ClockWraps,

    /// <summary>Two columns with the same values.</summary>
    SameColumns,

    /// <summary>A column that determines the label.</summary>
    LabelCopies,

    /// <summary>A class that the trained model never says.</summary>
    SilentClasses,
}

/// <summary>Says where an example comes from.</summary>
internal static class Place
{
    /// <summary>The line of the file, or the recording.</summary>
    public static string Of(Dataset examples, int example) => examples switch
    {
        { Lines: { } lines } => FormattableString.Invariant($"line {lines[example]}"),
        { Windows: { } windows } => FormattableString.Invariant($"recording '{windows[example].Recording.Name}' from reading {windows[example].Start + 1} on"),
        _ => FormattableString.Invariant($"example {example + 1}"),
    };
}
