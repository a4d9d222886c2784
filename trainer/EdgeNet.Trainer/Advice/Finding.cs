using System.Text.Json;

namespace EdgeNet.Trainer.Advice;

/// <summary>Something that was found in data.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Column">The column, or the channel or feature of a stream; empty where it is of no single one.</param>
/// <param name="Text">What was found, without the column and without a full stop.</param>
/// <param name="Remedy">What it means and what to do; sentences with their full stops.</param>
internal sealed record Finding(AdviceKind Kind, string Column, string Text, string Remedy)
{
    private const int Named = 3;

    /// <summary>Whether the column is a feature of windows.</summary>
    public bool IsOfFeature { get; init; }

    /// <summary>The name of a kind in recipes and warnings.</summary>
    public static string NameOf(AdviceKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>Writes a line for each kind: of many columns the first are named, and the first of them is described.</summary>
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
