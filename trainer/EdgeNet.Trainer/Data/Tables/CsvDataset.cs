namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Reads examples from a CSV file; <see cref="TableColumns"/> gives the roles of its columns.</summary>
internal static class CsvDataset
{
    /// <summary>Reads a file of two or more classes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The roles of the columns; a single label.</param>
    /// <param name="classNames">The negative class, the positive class; or three classes and more.</param>
    /// <returns>The examples, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset Read(string path, TableColumns columns, IReadOnlyList<string> classNames) => Read(path, columns, classNames, mayLackClasses: false);

    /// <summary>The same of a part in which a class may be missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The roles of the columns; a single label, or none where every row is of the first class.</param>
    /// <param name="classNames">As above.</param>
    /// <param name="mayLackClasses">Whether a class may be missing.</param>
    /// <param name="checkHeader">Throws if the header does not fit; or null.</param>
    internal static Dataset Read(
        string path, TableColumns columns, IReadOnlyList<string> classNames, bool mayLackClasses, Action<TableHeader>? checkHeader = null)
    {
        IReadOnlyList<string> values = columns.LabelValues ?? classNames;
        return CsvTable.Read(path, table =>
        {
            checkHeader?.Invoke(table.Header);
            (int[] label, int group, int[] features) = columns.Find(table.Header);
            var inputs = new Inputs(table, columns, features, group);
            TextColumn? labels = label.Length == 0 ? null : new TextColumn(table, label[0]);
            int rows = 0;
            while (table.Read())
            {
                rows++;
                labels?.Add();
                inputs.Add();
            }

            int[] classes = labels?.ToClasses(values) ?? new int[rows];
            if (!mayLackClasses)
            {
                CheckEveryClass(path, classes, values);
            }

            return inputs.With(Dataset.LabelsOf(classes, classNames.Count), classNames, []);
        });
    }

    /// <summary>Reads a file of quantities to be estimated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The roles of the columns; the labels are the targets, 1 or more.</param>
    /// <param name="mayBeNegative">False for targets that must be 0 or more, because a ReLU output gives no others.</param>
    /// <returns>The examples, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset ReadRegression(string path, TableColumns columns, bool mayBeNegative) => ReadRegression(path, columns, mayBeNegative, null);

    /// <summary>The same for a file whose header is checked.</summary>
    internal static Dataset ReadRegression(string path, TableColumns columns, bool mayBeNegative, Action<TableHeader>? checkHeader)
    {
        NumberRule? rule = mayBeNegative ? null : new NumberRule(
            target => target >= 0,
            cell => $"the target {cell} is below 0, which a ReLU output never is; correct the cell, or choose \"output\": \"linear\".");
        return CsvTable.Read(path, table =>
        {
            checkHeader?.Invoke(table.Header);
            (int[] labels, int group, int[] features) = columns.Find(table.Header);
            var inputs = new Inputs(table, columns, features, group);
            var targets = new NumberColumns(table, labels, rule);
            while (table.Read())
            {
                targets.Add();
                inputs.Add();
            }

            if (targets.RuleFault is { } fault)
            {
                throw fault;
            }

            Matrix<float> quantities = targets.ToMatrix();
            CheckPrecision(table, labels, targets);
            return inputs.With(quantities, [], columns.Labels);
        });
    }

    // A target whose values are equal in single precision leaves nothing to estimate, though they differ in the file.
    private static void CheckPrecision(CsvTable table, int[] columns, NumberColumns targets)
    {
        Dictionary<int, string> merged = targets.Merged();
        if (merged.Count > 0)
        {
            int first = merged.Keys.Min();
            throw new InputException(
                $"{Path.GetFileName(table.FilePath)}: the numbers of the target '{table.Header.Names[columns[first]]}', such as {merged[first]}, fall together in single precision, which has about 7 digits; subtract a constant from the column.");
        }
    }

    private static void CheckEveryClass(string path, int[] classes, IReadOnlyList<string> classNames)
    {
        for (int i = 0; i < classNames.Count; i++)
        {
            if (!classes.Contains(i))
            {
                throw new InputException(
                    $"{Path.GetFileName(path)}: no row is labelled '{classNames[i]}', so there is nothing to tell apart; add examples of it.");
            }
        }
    }

    /// <summary>The columns of examples beside their labels.</summary>
    private sealed class Inputs
    {
        private readonly CsvTable _table;
        private readonly NumberColumns _features;
        private readonly string[] _names;
        private readonly TextColumn? _groups;
        private readonly List<int> _lines = [];

        public Inputs(CsvTable table, TableColumns columns, int[] features, int group)
        {
            _table = table;
            _features = new NumberColumns(table, features, columns.Readings is var (lowest, highest) ? RuleOf(lowest, highest) : null, columns.MayBeMissing);
            _names = [.. features.Select(column => table.Header.Names[column])];
            _groups = group < 0 ? null : new TextColumn(table, group);
        }

        public void Add()
        {
            _features.Add();
            _groups?.Add();
            _lines.Add(_table.Line);
        }

        public Dataset With(Matrix<float> labels, IReadOnlyList<string> classNames, IReadOnlyList<string> targetNames)
        {
            Matrix<float> features = _features.ToMatrix();
            if (_groups?.Empty is >= 0 and var empty)
            {
                throw _groups!.Fault(empty, "the cell is empty, and the column is the group of each row; fill it in or remove the row.");
            }

            return _features.RuleFault is { } fault ? throw fault : new Dataset(features, labels, _names, classNames, targetNames)
            {
                Lines = _lines,
                Groups = _groups?.Numbers,
                GroupNames = _groups?.Texts ?? [],
                Origin = new DatasetOrigin { Header = _table.Header, Merged = _features.Merged() },
            };
        }

        private static NumberRule RuleOf(int lowest, int highest) => new(
            value => value >= lowest && value <= highest && value == MathF.Floor(value),
            cell => $"'{cell}' is no whole number from {lowest} to {highest}, which the recipe declares; correct the cell or 'readings'.");
    }
}
