namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Which columns of a table are what: labels, a group, and the features.</summary>
public sealed record TableColumns
{
    /// <summary>The columns of the labels: one with the class, or in regression one or more with the targets.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The column whose values are the groups of the examples, which every split keeps on one side; null where each example stands for itself.</summary>
    public string? Group { get; init; }

    /// <summary>The columns of the features, in the order of the network's inputs; null for all that are nothing else, in the order of the table.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Columns to leave out, where <see cref="Features"/> is null.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>What stands in the label's column for each class; null for the names of the classes themselves.</summary>
    public IReadOnlyList<string>? LabelValues { get; init; }

    /// <summary>Finds the columns in a table.</summary>
    /// <param name="table">The table.</param>
    /// <returns>Their numbers, from 0.</returns>
    /// <exception cref="InputException">A name is no column of the table, a feature is a label or the group, or no column is left for the features.</exception>
    internal (int[] Labels, int Group, int[] Features) Find(CsvTable table)
    {
        int[] labels = [.. Labels.Select(table.FindColumn)];
        int group = Group is null ? -1 : table.FindColumn(Group, "group");
        if (labels.Contains(group))
        {
            throw new InputException($"{table.HeaderPlace}: the column '{Group}' is both the label and 'group'; name another one.");
        }

        if (Features is not null)
        {
            if (Features.Count > ModelFormat.MaxUnits)
            {
                throw new InputException(FormattableString.Invariant($"{table.HeaderPlace}: 'features' names {Features.Count:N0} columns, and {ModelFormat.MaxUnits:N0} are the most; name fewer."));
            }

            int[] named = [.. Features.Select(name => table.FindColumn(name, "features"))];
            int taken = Array.FindIndex(named, column => column == group || labels.Contains(column));
            return taken < 0
                ? (labels, group, named)
                : throw new InputException($"{table.HeaderPlace}: 'features' names '{Features[taken]}', which is the {(named[taken] == group ? "group" : "label")}; remove it there.");
        }

        HashSet<int> others = [group, .. labels, .. Ignore.Select(name => table.FindColumn(name, "ignore"))];
        int[] features = [.. Enumerable.Range(0, table.Header.Count).Where(column => !others.Contains(column))];
        return features.Length switch
        {
            0 => throw NothingLeft(table),
            > ModelFormat.MaxUnits => throw new InputException(FormattableString.Invariant(
                $"{table.HeaderPlace}: {features.Length:N0} columns of features, and {ModelFormat.MaxUnits:N0} are the most; leave some out with 'ignore', or name the inputs with 'features'.")),
            _ => (labels, group, features),
        };
    }

    private InputException NothingLeft(CsvTable table)
    {
        string[] used = [.. Labels, .. Group is null ? [] : (string[])[Group], .. Ignore];
        return new InputException(
            $"{table.HeaderPlace}: {string.Join(", ", used.Distinct().Select(name => $"'{name}'"))} "
            + $"{(used.Length == 1 ? "is the only column" : "are the only columns")}; add columns with features{(Ignore.Count > 0 ? ", or ignore fewer" : string.Empty)}.");
    }
}
