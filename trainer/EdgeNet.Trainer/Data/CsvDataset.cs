namespace EdgeNet.Trainer.Data;

/// <summary>Reads examples from a CSV file: one column is the label, the others are the features.</summary>
public static class CsvDataset
{
    /// <summary>Reads a file of two or more classes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labelColumn">The name of the label's column.</param>
    /// <param name="classNames">The negative class, the positive class; or three classes and more: what may stand in the label's column.</param>
    /// <returns>The examples, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset Read(string path, string labelColumn, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        CsvTable table = CsvTable.Read(path);
        int[] label = FindLabels(table, [labelColumn]);
        int[] classes = [.. Enumerable.Range(0, table.Rows.Count).Select(r => ClassOf(table, r, label[0], classNames))];
        CheckEveryClass(path, classes, classNames);
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

        return new Dataset(ReadFeatures(table, label), labels, FeatureNames(table, label), classNames);
    }

    /// <summary>Reads a file of quantities to be estimated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="targetColumns">The names of the targets' columns, 1 or more.</param>
    /// <param name="mayBeNegative">False for targets that must be 0 or more, because a ReLU output gives no others.</param>
    /// <returns>The examples, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset ReadRegression(string path, IReadOnlyList<string> targetColumns, bool mayBeNegative)
    {
        ArgumentNullException.ThrowIfNull(targetColumns);
        CsvTable table = CsvTable.Read(path);
        int[] columns = FindLabels(table, targetColumns);
        var targets = new Matrix<float>(columns.Length, table.Rows.Count);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            for (int t = 0; t < columns.Length; t++)
            {
                targets[t, r] = table.Number(r, columns[t]);
                if (targets[t, r] < 0 && !mayBeNegative)
                {
                    throw new InputException(
                        $"{table.Where(r, columns[t])}: the target {table.Rows[r][columns[t]]} is below 0, which a ReLU output never is; correct the cell, or choose \"output\": \"linear\".");
                }
            }
        }

        CheckPrecision(table, columns, targets);
        return Dataset.ForRegression(ReadFeatures(table, columns), targets, FeatureNames(table, columns), targetColumns);
    }

    /// <summary>Checks that every feature is an integer reading within a range.</summary>
    /// <param name="path">The file that was read.</param>
    /// <param name="labelColumns">The names of the labels' columns.</param>
    /// <param name="lowest">The lowest reading.</param>
    /// <param name="highest">The highest reading.</param>
    /// <exception cref="InputException">A cell is none; the message says which.</exception>
    public static void CheckReadings(string path, IReadOnlyList<string> labelColumns, int lowest, int highest)
    {
        ArgumentNullException.ThrowIfNull(labelColumns);
        CsvTable table = CsvTable.Read(path);
        int[] labels = FindLabels(table, labelColumns);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            for (int c = 0; c < table.Header.Count; c++)
            {
                if (!labels.Contains(c) && table.Number(r, c) is var value && (value < lowest || value > highest || value != MathF.Floor(value)))
                {
                    throw new InputException(
                        $"{table.Where(r, c)}: '{table.Rows[r][c]}' is no whole number from {lowest} to {highest}, which the recipe declares; correct the cell or 'readings'.");
                }
            }
        }
    }

    /// <summary>Reads every column but those of labels as numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="except">The columns to leave out, perhaps none.</param>
    /// <returns>X, shape (n[0], m).</returns>
    /// <exception cref="InputException">A cell is no finite number.</exception>
    public static Matrix<float> ReadFeatures(CsvTable table, IReadOnlyCollection<int> except)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(except);
        int[] columns = [.. Enumerable.Range(0, table.Header.Count).Where(c => !except.Contains(c))];
        var features = new Matrix<float>(columns.Length, table.Rows.Count);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            for (int i = 0; i < columns.Length; i++)
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
    /// <param name="classNames">The names that may stand there.</param>
    /// <returns>From 0, the number of the class.</returns>
    /// <exception cref="InputException">The label is none of them.</exception>
    public static int ClassOf(CsvTable table, int row, int column, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(classNames);
        string cell = table.Rows[row][column];
        for (int i = 0; i < classNames.Count; i++)
        {
            if (classNames[i] == cell)
            {
                return i;
            }
        }

        string known = string.Join(", ", classNames.SkipLast(1).Select(name => $"'{name}'")) + $" and '{classNames[^1]}'";
        throw new InputException($"{table.Where(row, column)}: unknown label '{CsvTable.Shown(cell)}'; the classes are {known}. Correct the cell or the recipe.");
    }

    // At least one column must be left for the features.
    private static int[] FindLabels(CsvTable table, IReadOnlyList<string> names)
    {
        int[] columns = [.. names.Select(table.FindColumn)];
        return table.Header.Count > columns.Length
            ? columns
            : throw new InputException(
                $"{Path.GetFileName(table.Path)}, line {table.HeaderLine}: {string.Join(", ", names.Select(name => $"'{name}'"))} "
                + $"{(names.Count == 1 ? "is the only column" : "are the only columns")}; add columns with features.");
    }

    // A target that single precision cannot tell from its neighbours leaves nothing to estimate, though the file has many values.
    private static void CheckPrecision(CsvTable table, int[] columns, Matrix<float> targets)
    {
        const int FewSteps = 3;
        for (int t = 0; t < columns.Length; t++)
        {
            float[] values = targets.Row(t).ToArray();
            float largest = Math.Max(Math.Abs(values.Min()), Math.Abs(values.Max()));
            double step = (double)MathF.BitIncrement(largest) - largest;
            int kept = values.Distinct().Count();
            if ((double)values.Max() - values.Min() <= FewSteps * step
                && Enumerable.Range(0, values.Length).Select(r => table.PreciseNumber(r, columns[t])).Distinct().Count() > kept)
            {
                throw new InputException(
                    $"{Path.GetFileName(table.Path)}: the numbers of the target '{table.Header[columns[t]]}', such as {CsvTable.Shown(table.Rows[0][columns[t]])}, fall together in single precision, which has about 7 digits; subtract a constant from the column.");
            }
        }
    }

    private static string[] FeatureNames(CsvTable table, int[] labels) => [.. table.Header.Where((_, c) => !labels.Contains(c))];

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
