namespace EdgeNet.Trainer.Data;

/// <summary>Reads examples from a CSV file: one column is the label, the others are the features.</summary>
public static class CsvDataset
{
    /// <summary>Reads a file of two classes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labelColumn">The name of the label's column.</param>
    /// <param name="classNames">The negative class, the positive class: what may stand in the label's column.</param>
    /// <returns>The examples, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static Dataset Read(string path, string labelColumn, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        CsvTable table = CsvTable.Read(path);
        int label = table.FindColumn(labelColumn);
        if (table.Header.Count < 2)
        {
            throw new InputException($"{Path.GetFileName(path)}, line {table.HeaderLine}: '{labelColumn}' is the only column; add columns with features.");
        }

        var labels = new Matrix<float>(1, table.Rows.Count);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            labels.Values[r] = ClassOf(table, r, label, classNames);
        }

        CheckBothClasses(path, labels, classNames);
        Matrix<float> features = ReadFeatures(table, label);
        return new Dataset(features, labels, [.. table.Header.Where((_, c) => c != label)], classNames);
    }

    /// <summary>Checks that every feature is an integer reading within a range.</summary>
    /// <param name="path">The file that <see cref="Read"/> has read.</param>
    /// <param name="labelColumn">The name of the label's column.</param>
    /// <param name="lowest">The lowest reading.</param>
    /// <param name="highest">The highest reading.</param>
    /// <exception cref="InputException">A cell is none; the message says which.</exception>
    public static void CheckReadings(string path, string labelColumn, int lowest, int highest)
    {
        CsvTable table = CsvTable.Read(path);
        int label = table.FindColumn(labelColumn);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            for (int c = 0; c < table.Header.Count; c++)
            {
                if (c != label && table.Number(r, c) is var value && (value < lowest || value > highest || value != MathF.Floor(value)))
                {
                    throw new InputException(
                        $"{table.Where(r, c)}: '{table.Rows[r][c]}' is no whole number from {lowest} to {highest}, which the recipe declares; correct the cell or 'readings'.");
                }
            }
        }
    }

    /// <summary>Reads every column but one as numbers.</summary>
    /// <param name="table">The table.</param>
    /// <param name="except">The column to leave out, or -1.</param>
    /// <returns>X, shape (n[0], m).</returns>
    /// <exception cref="InputException">A cell is no finite number.</exception>
    public static Matrix<float> ReadFeatures(CsvTable table, int except)
    {
        ArgumentNullException.ThrowIfNull(table);
        int width = table.Header.Count - (except < 0 ? 0 : 1);
        var features = new Matrix<float>(width, table.Rows.Count);
        for (int r = 0; r < table.Rows.Count; r++)
        {
            int feature = 0;
            for (int c = 0; c < table.Header.Count; c++)
            {
                if (c != except)
                {
                    features[feature++, r] = table.Number(r, c);
                }
            }
        }

        return features;
    }

    /// <summary>Reads the class of a row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">From 0.</param>
    /// <param name="column">The label's column.</param>
    /// <param name="classNames">The negative class, the positive class.</param>
    /// <returns>0 or 1.</returns>
    /// <exception cref="InputException">The label is neither.</exception>
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

        throw new InputException(
            $"{table.Where(row, column)}: unknown label '{cell}'; the classes are '{classNames[0]}' and '{classNames[1]}'. Correct the cell or the recipe.");
    }

    private static void CheckBothClasses(string path, Matrix<float> labels, IReadOnlyList<string> classNames)
    {
        for (int i = 0; i < classNames.Count; i++)
        {
            if (!labels.Values.Contains(i))
            {
                throw new InputException(
                    $"{Path.GetFileName(path)}: no row is labelled '{classNames[i]}', so there is nothing to tell apart; add examples of it.");
            }
        }
    }
}
