namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Reads examples from a CSV file: which column is what say <see cref="TableColumns"/>.</summary>
public static class CsvDataset
{
    /// <summary>Reads a file of two or more classes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Which columns are what; a single label.</param>
    /// <param name="classNames">The negative class, the positive class; or three classes and more.</param>
    /// <returns>The examples, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset Read(string path, TableColumns columns, IReadOnlyList<string> classNames) => Read(path, columns, classNames, mayLackClasses: false);

    /// <summary>The same of a part in which a class may be missing.</summary>
    internal static Dataset Read(string path, TableColumns columns, IReadOnlyList<string> classNames, bool mayLackClasses)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(classNames);
        CsvTable table = CsvTable.Read(path);
        (int[] label, int group, int[] features) = columns.Find(table);
        IReadOnlyList<string> values = columns.LabelValues ?? classNames;
        int[] classes = [.. Enumerable.Range(0, table.Rows.Count).Select(r => ClassOf(table, r, label[0], values))];
        if (!mayLackClasses)
        {
            CheckEveryClass(path, classes, values);
        }

        var labels = new Matrix<float>(classNames.Count == 2 ? 1 : classNames.Count, classes.Length);
        for (int e = 0; e < classes.Length; e++)
        {
            if (classNames.Count == 2)
            {
                labels[0, e] = classes[e];
            }
            else
            {
                labels[classes[e], e] = 1;
            }
        }

        var examples = new Dataset(ReadFeatures(table, features), labels, Names(table, features), classNames)
        {
            Lines = table.Lines,
            Merged = MergedIn(table, features),
        };
        return Grouped(examples, table, group);
    }

    /// <summary>Reads a file of quantities to be estimated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Which columns are what; the labels are the targets, 1 or more.</param>
    /// <param name="mayBeNegative">False for targets that must be 0 or more, because a ReLU output gives no others.</param>
    /// <returns>The examples, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset ReadRegression(string path, TableColumns columns, bool mayBeNegative)
    {
        ArgumentNullException.ThrowIfNull(columns);
        CsvTable table = CsvTable.Read(path);
        (int[] labels, int group, int[] features) = columns.Find(table);
        var targets = new Matrix<float>(labels.Length, table.Rows.Count);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            for (int t = 0; t < labels.Length; t++)
            {
                targets[t, r] = table.Number(r, labels[t]);
                if (targets[t, r] < 0 && !mayBeNegative)
                {
                    throw new InputException(
                        $"{table.Where(r, labels[t])}: the target {table.Rows[r][labels[t]]} is below 0, which a ReLU output never is; correct the cell, or choose \"output\": \"linear\".");
                }
            }
        }

        CheckPrecision(table, labels);
        var examples = new Dataset(ReadFeatures(table, features), targets, Names(table, features), [], columns.Labels)
        {
            Lines = table.Lines,
            Merged = MergedIn(table, features),
        };
        return Grouped(examples, table, group);
    }

    /// <summary>Checks that every feature is an integer reading within a range.</summary>
    /// <param name="path">The file that was read.</param>
    /// <param name="columns">Which columns are what.</param>
    /// <param name="lowest">The lowest reading.</param>
    /// <param name="highest">The highest reading.</param>
    /// <exception cref="InputException">A cell is none; the message says which.</exception>
    public static void CheckReadings(string path, TableColumns columns, int lowest, int highest)
    {
        ArgumentNullException.ThrowIfNull(columns);
        CsvTable table = CsvTable.Read(path);
        int[] features = columns.Find(table).Features;
        for (int r = 0; r < table.Rows.Count; r++)
        {
            foreach (int c in features)
            {
                if (table.Number(r, c) is var value && (value < lowest || value > highest || value != MathF.Floor(value)))
                {
                    throw new InputException(
                        $"{table.Where(r, c)}: '{table.Rows[r][c]}' is no whole number from {lowest} to {highest}, which the recipe declares; correct the cell or 'readings'.");
                }
            }
        }
    }

    /// <summary>Reads columns as numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns, from 0, in the order of the features.</param>
    /// <returns>X, shape (n[0], m).</returns>
    /// <exception cref="InputException">A cell is no finite number.</exception>
    public static Matrix<float> ReadFeatures(CsvTable table, IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        long numbers = (long)columns.Count * table.Rows.Count;
        if (numbers > Array.MaxLength)
        {
            throw new InputException(FormattableString.Invariant(
                $"{Path.GetFileName(table.Path)}: {table.Rows.Count:N0} rows of {columns.Count:N0} features are {numbers:N0} numbers, and {Array.MaxLength:N0} are the most; take fewer rows or columns."));
        }

        var features = new Matrix<float>(columns.Count, table.Rows.Count);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            for (int i = 0; i < columns.Count; i++)
            {
                features[i, r] = table.Number(r, columns[i]);
            }
        }

        return features;
    }

    /// <summary>Reads the class of a row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">From 0.</param>
    /// <param name="column">The label's column.</param>
    /// <param name="classNames">What may stand there: a cell is one of these texts, or a number of the same value, or true or false in other letters.</param>
    /// <returns>From 0, the number of the class.</returns>
    /// <exception cref="InputException">The label is none of them.</exception>
    public static int ClassOf(CsvTable table, int row, int column, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(classNames);
        string cell = table.Rows[row][column];
        int number = LabelText.IndexOf(cell, classNames);
        if (number >= 0)
        {
            return number;
        }

        string known = string.Join(", ", classNames.SkipLast(1).Select(name => $"'{name}'")) + $" and '{classNames[^1]}'";
        throw new InputException(
            $"{table.Where(row, column)}: unknown label '{CsvTable.Shown(cell)}'; the classes are {known}. Correct the cell or the recipe.{HiddenText.Note(cell, classNames)}");
    }

    // Groups are numbered in the order in which their values first appear.
    private static Dataset Grouped(Dataset examples, CsvTable table, int column)
    {
        if (column < 0)
        {
            return examples;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new int[table.Rows.Count];
        for (int r = 0; r < groups.Length; r++)
        {
            string value = table.Rows[r][column];
            if (value.Length == 0)
            {
                throw new InputException($"{table.Where(r, column)}: the cell is empty, and the column is the group of each row; fill it in or remove the row.");
            }

            if (!numbers.TryGetValue(value, out groups[r]))
            {
                groups[r] = numbers.Count;
                numbers[value] = groups[r];
            }
        }

        return examples.WithGroups(groups, [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)]);
    }

    // A target that single precision cannot tell from its neighbours leaves nothing to estimate, though the file has many values.
    private static void CheckPrecision(CsvTable table, int[] columns)
    {
        foreach (int column in columns)
        {
            if (IsMerged(table, column))
            {
                throw new InputException(
                    $"{Path.GetFileName(table.Path)}: the numbers of the target '{table.Header[column]}', such as {CsvTable.Shown(table.Rows[0][column])}, fall together in single precision, which has about 7 digits; subtract a constant from the column.");
            }
        }
    }

    private static Dictionary<int, string> MergedIn(CsvTable table, int[] columns) => Enumerable.Range(0, columns.Length)
        .Where(i => IsMerged(table, columns[i]))
        .ToDictionary(i => i, i => CsvTable.Shown(table.Rows[0][columns[i]]));

    // Are the numbers neighbours in single precision, and more of them than it can tell apart?
    private static bool IsMerged(CsvTable table, int column)
    {
        float first = table.Number(0, column);
        double lowest = first, highest = first;
        for (int r = 1; r < table.Rows.Count; r++)
        {
            float value = table.Number(r, column);
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
            if (!SinglePrecision.AreNeighbours(lowest, highest))
            {
                return false;
            }
        }

        return Enumerable.Range(0, table.Rows.Count).Select(r => table.PreciseNumber(r, column)).Distinct().Count()
            > Enumerable.Range(0, table.Rows.Count).Select(r => table.Number(r, column)).Distinct().Count();
    }

    private static string[] Names(CsvTable table, int[] columns) => [.. columns.Select(column => table.Header[column])];

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
}
