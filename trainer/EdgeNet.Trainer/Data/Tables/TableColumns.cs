namespace EdgeNet.Trainer.Data.Tables;

/// <summary>The roles of a table's columns: labels, a group, and the features.</summary>
internal sealed record TableColumns
{
    /// <summary>The columns of the labels: one with the class, or in regression one or more with the targets.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The column whose values are the groups of the examples, which every split keeps on one side; null where each example stands for itself.</summary>
    public string? Group { get; init; }

    /// <summary>The columns of the features, in the order of the network's inputs; null for all other columns, in the order of the table.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>Columns to leave out, where <see cref="Features"/> is null.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The text in the label column for each class; null for the names of the classes themselves.</summary>
    public IReadOnlyList<string>? LabelValues { get; init; }

    /// <summary>The range of every feature, a whole number; null for any numbers.</summary>
    public (int Lowest, int Highest)? Readings { get; init; }

    /// <summary>Whether a feature may be missing; it is NaN then.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>Finds the columns in a table.</summary>
    /// <param name="header">The table's header.</param>
    /// <returns>Their numbers, from 0.</returns>
    /// <exception cref="InputException">A name is no column of the table, a feature is a label or the group, or no column is left for the features.</exception>
    internal (int[] Labels, int Group, int[] Features) Find(TableHeader header)
    {
        int[] labels = [.. Labels.Select(header.FindColumn)];
        int group = Group is null ? -1 : header.FindColumn(Group, "group");
        if (labels.Contains(group))
        {
            throw new InputException($"{header.Place}: the column '{Group}' is both the label and 'group'; name another one.");
        }

        if (Features is not null)
        {
            if (Features.Count > ModelFormat.MaxUnits)
            {
                throw new InputException(FormattableString.Invariant($"{header.Place}: 'features' names {Features.Count:N0} columns, and {ModelFormat.MaxUnits:N0} are the most; name fewer."));
            }

            int[] named = [.. Features.Select(name => header.FindColumn(name, "features"))];
            int taken = Array.FindIndex(named, column => column == group || labels.Contains(column));
            return taken < 0
                ? (labels, group, named)
                : throw new InputException($"{header.Place}: 'features' names '{Features[taken]}', which is the {(named[taken] == group ? "group" : "label")}; remove it there.");
        }

        HashSet<int> others = [group, .. labels, .. Ignore.Select(name => header.FindColumn(name, "ignore"))];
        int[] features = [.. Enumerable.Range(0, header.Names.Count).Where(column => !others.Contains(column))];
        return features.Length switch
        {
            0 => throw NothingLeft(header),
            > ModelFormat.MaxUnits => throw new InputException(FormattableString.Invariant(
                $"{header.Place}: {features.Length:N0} columns of features, and {ModelFormat.MaxUnits:N0} are the most; leave some out with 'ignore', or name the inputs with 'features'.")),
            _ => (labels, group, features),
        };
    }

    private InputException NothingLeft(TableHeader header)
    {
        string[] used = [.. Labels, .. Group is null ? [] : (string[])[Group], .. Ignore];
        return new InputException(
            $"{header.Place}: {string.Join(", ", used.Distinct().Select(name => $"'{name}'"))} "
            + $"{(used.Length == 1 ? "is the only column" : "are the only columns")}; add columns with features{(Ignore.Count > 0 ? ", or ignore fewer" : string.Empty)}.");
    }
}
