using EdgeNet.Trainer.Data.Images;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer;

/// <summary>The ways to make a dataset.</summary>
public sealed partial class Dataset
{
    /// <summary>Makes a dataset of rows in memory, each of one of two or more classes.</summary>
    /// <param name="rows">m rows of n[0] finite values, in the units that the device will have.</param>
    /// <param name="labels">m labels: the name of each row's class.</param>
    /// <param name="featureNames">n[0] names; null for x1, x2, and so on.</param>
    /// <param name="classNames">The negative class, the positive class; or three classes or more. Null for the labels that there are, in ordinal order.</param>
    /// <param name="groups">m groups, such as the machine or the person, which every split keeps on one side; null where each row stands for itself.</param>
    /// <param name="mayBeMissing">Whether a value may be missing, NaN; then <see cref="TrainingOptions.Missing"/> says what stands for it.</param>
    /// <returns>The dataset; the rows are copied.</returns>
    /// <exception cref="InputException">Rows differ in length, a value is not finite, a label is no class, or a class has no row; the message says where.</exception>
    /// <exception cref="ArgumentException">A name is empty or there twice.</exception>
    public static Dataset FromRows(
        IReadOnlyList<float[]> rows, IReadOnlyList<string> labels, IReadOnlyList<string>? featureNames = null, IReadOnlyList<string>? classNames = null, IReadOnlyList<string>? groups = null,
        bool mayBeMissing = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        Matrix<float> features = ToFeatures(rows, mayBeMissing: mayBeMissing);
        CheckCount(rows.Count, labels.Count, "labels");
        int unlabelled = labels.TakeWhile(label => label is not null).Count();
        if (unlabelled < labels.Count)
        {
            throw new InputException($"Row {unlabelled + 1} has no label; give it one or leave the row out.");
        }

        classNames ??= [.. labels.Distinct().Order(StringComparer.Ordinal)];
        if (classNames.Count < 2)
        {
            throw new InputException(classNames.Count == 0
                ? "There is no class; name two or more."
                : $"All rows are labelled '{NameList.Shorten(classNames[0])}', so there is nothing to tell apart; add rows of another class.");
        }

        if (classNames.Distinct().Count() < classNames.Count)
        {
            throw new InputException("A class is named twice; name each once.");
        }

        int[] classes = [.. labels.Select((label, row) => ClassOf(label, classNames) is >= 0 and var number
            ? number
            : throw new InputException($"Row {row + 1}: unknown label '{NameList.Shorten(label)}'; the classes are {NameList.Of(classNames)}."))];
        int missing = Enumerable.Range(0, classNames.Count).FirstOrDefault(c => !classes.Contains(c), -1);
        return missing >= 0
            ? throw new InputException($"No row is labelled '{classNames[missing]}', so there is nothing to tell apart; add rows of it.")
            : Grouped(new Dataset(features, LabelsOf(classes, classNames.Count), NamesOf(featureNames, features.Rows), [.. classNames]), groups);
    }

    /// <summary>Makes a dataset of rows in memory with quantities to be estimated.</summary>
    /// <param name="rows">m rows of n[0] finite values, in the units that the device will have.</param>
    /// <param name="targets">m rows of t finite values, in the units that estimates are to have.</param>
    /// <param name="targetNames">t names, 1 or more.</param>
    /// <param name="featureNames">n[0] names; null for x1, x2, and so on.</param>
    /// <param name="groups">m groups, which every split keeps on one side; null where each row stands for itself.</param>
    /// <param name="mayBeMissing">Whether a value may be missing, NaN; then <see cref="TrainingOptions.Missing"/> says what stands for it.</param>
    /// <returns>The dataset; the rows are copied.</returns>
    /// <exception cref="InputException">Rows differ in length, or a value is not finite; the message says where.</exception>
    /// <exception cref="ArgumentException">A name is empty or there twice.</exception>
    public static Dataset FromRows(
        IReadOnlyList<float[]> rows, IReadOnlyList<float[]> targets, IReadOnlyList<string> targetNames, IReadOnlyList<string>? featureNames = null, IReadOnlyList<string>? groups = null,
        bool mayBeMissing = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(targetNames);
        Matrix<float> features = ToFeatures(rows, mayBeMissing: mayBeMissing);
        CheckCount(rows.Count, targets.Count, "rows of targets");
        Matrix<float> quantities = ToFeatures(targets, "targets");
        CheckCount(targetNames.Count, quantities.Rows, "targets in a row");
        OptionRules.RequireDifferent(targetNames, nameof(targetNames));
        return Grouped(ForRegression(features, quantities, NamesOf(featureNames, features.Rows), [.. targetNames]), groups);
    }

    /// <summary>Makes a dataset of objects, such as the records of a database or a stream; it is read to its end once.</summary>
    /// <typeparam name="T">The objects.</typeparam>
    /// <param name="records">The objects.</param>
    /// <param name="features">Gives the n[0] finite values of an object.</param>
    /// <param name="label">Gives the class of an object.</param>
    /// <param name="featureNames">n[0] names; null for x1, x2, and so on.</param>
    /// <param name="classNames">As in <see cref="FromRows(IReadOnlyList{float[]}, IReadOnlyList{string}, IReadOnlyList{string}?, IReadOnlyList{string}?, IReadOnlyList{string}?, bool)"/>.</param>
    /// <param name="group">Gives the group of one, which every split keeps on one side; null where each stands for itself.</param>
    /// <param name="mayBeMissing">Whether a value may be missing, NaN; then <see cref="TrainingOptions.Missing"/> says what stands for it.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="InputException">See <see cref="FromRows(IReadOnlyList{float[]}, IReadOnlyList{string}, IReadOnlyList{string}?, IReadOnlyList{string}?, IReadOnlyList{string}?, bool)"/>.</exception>
    public static Dataset FromRecords<T>(
        IEnumerable<T> records, Func<T, float[]> features, Func<T, string> label, IReadOnlyList<string>? featureNames = null, IReadOnlyList<string>? classNames = null,
        Func<T, string>? group = null, bool mayBeMissing = false)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(label);
        var rows = new List<float[]>();
        var labels = new List<string>();
        List<string>? groups = group is null ? null : [];
        foreach (T record in records)
        {
            rows.Add(features(record));
            labels.Add(label(record));
            groups?.Add(group!(record));
        }

        return FromRows(rows, labels, featureNames, classNames, groups, mayBeMissing);
    }

    /// <summary>Reads a CSV file with a header and a row for each example.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">The column with the class of each row.</param>
    /// <param name="classNames">The negative class, the positive class; or three classes or more, as they stand in the column.</param>
    /// <param name="features">The columns that are inputs, in their order; null for all others.</param>
    /// <param name="ignore">Columns that are left out, such as a number of the row; null for none. Not beside <paramref name="features"/>.</param>
    /// <param name="group">The column whose values every split keeps on one side, such as the machine; null where each row stands for itself.</param>
    /// <param name="mayBeMissing">Whether a cell of an input may be missing: empty, NaN, NA, N/A, null or ?; then <see cref="TrainingOptions.Missing"/> says what stands for it.</param>
    /// <returns>The dataset, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    /// <exception cref="ArgumentException">The names of columns or classes contradict each other.</exception>
    public static Dataset FromCsv(
        string path, string label, IReadOnlyList<string> classNames, IReadOnlyList<string>? features = null, IReadOnlyList<string>? ignore = null, string? group = null,
        bool mayBeMissing = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(label);
        CheckClasses(classNames);
        CheckColumns(features, ignore);
        return Named(CsvDataset.Read(path, new TableColumns { Labels = [label], Features = features, Ignore = ignore ?? [], Group = group, MayBeMissing = mayBeMissing }, [.. classNames]), path);
    }

    /// <summary>Reads a CSV file with quantities to be estimated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="targets">The columns of the targets, 1 or more.</param>
    /// <param name="features">The columns that are inputs, in their order; null for all others.</param>
    /// <param name="ignore">Columns that are left out; null for none. Not beside <paramref name="features"/>.</param>
    /// <param name="group">The column whose values every split keeps on one side; null where each row stands for itself.</param>
    /// <param name="mayBeMissing">Whether a cell of an input may be missing: empty, NaN, NA, N/A, null or ?; then <see cref="TrainingOptions.Missing"/> says what stands for it.</param>
    /// <returns>The dataset, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    /// <exception cref="ArgumentException">The names of columns or classes contradict each other.</exception>
    public static Dataset FromCsvTargets(
        string path, IReadOnlyList<string> targets, IReadOnlyList<string>? features = null, IReadOnlyList<string>? ignore = null, string? group = null,
        bool mayBeMissing = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(targets);
        OptionRules.Require(targets.Count > 0, nameof(targets), "1 column or more");
        OptionRules.RequireDifferent(targets, nameof(targets));
        CheckColumns(features, ignore);
        return Named(CsvDataset.ReadRegression(path, new TableColumns { Labels = [.. targets], Features = features, Ignore = ignore ?? [], Group = group, MayBeMissing = mayBeMissing }, mayBeNegative: true), path);
    }

    /// <summary>Reads the images of a folder in which each folder is a class: JPEG and PNG.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="width">Pixels of an image after it was made smaller, 1 to 1,024.</param>
    /// <param name="height">Pixels of an image after it was made smaller, 1 to 1,024.</param>
    /// <param name="isGrey">One channel in place of three, a third of the inputs.</param>
    /// <returns>The dataset: an input for each pixel and channel, from 0 for black to 1 for white.</returns>
    /// <exception cref="InputException">There are fewer than two folders with images, or an image cannot be read; the message says which.</exception>
    /// <exception cref="ArgumentException">The width or the height is out of its range.</exception>
    public static Dataset FromImages(string folder, int width, int height, bool isGrey = false)
    {
        ArgumentNullException.ThrowIfNull(folder);
        OptionRules.Require(width is >= 1 and <= ImageShape.MaxSide, nameof(width), $"from 1 to {ImageShape.MaxSide} pixels; it is {width}");
        OptionRules.Require(height is >= 1 and <= ImageShape.MaxSide, nameof(height), $"from 1 to {ImageShape.MaxSide} pixels; it is {height}");
        var shape = new ImageShape(width, height, isGrey);
        IReadOnlyList<string> classes = ImageFolder.FindClasses(folder);
        ImageExamples images = ImageFolder.ReadAll(folder, shape, classes, asBytes: false, isGrouped: false, onImage: null);
        string source = Path.GetFileName(Path.GetFullPath(folder));
        return images.Examples.WithOrigin(images.Examples.Origin with { Source = source, Images = shape, Warnings = images.Warnings });
    }

    private static void CheckClasses(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        OptionRules.Require(classNames.Count >= 2, nameof(classNames), $"two classes or more; there {(classNames.Count == 1 ? "is" : "are")} {classNames.Count}");
        OptionRules.RequireNames(classNames, nameof(classNames));
    }

    private static void CheckColumns(IReadOnlyList<string>? features, IReadOnlyList<string>? ignore)
    {
        OptionRules.Require(features is not { Count: 0 }, nameof(features), "null for all columns, or one column or more");
        OptionRules.Require((features ?? []).Concat(ignore ?? []).All(name => name is not null), nameof(features), "names, and one is null");
        OptionRules.Require(features is null || ignore is not { Count: > 0 }, nameof(ignore), "left out beside features, which name every input");
        OptionRules.RequireDifferent(features ?? [], nameof(features));
    }

    private static Dataset Named(Dataset examples, string path) => examples.WithOrigin(examples.Origin with { Source = Path.GetFileName(path) });

    private static int ClassOf(string label, IReadOnlyList<string> classNames)
    {
        int number = 0;
        while (number < classNames.Count && classNames[number] != label)
        {
            number++;
        }

        return number < classNames.Count ? number : -1;
    }

    private static Dataset Grouped(Dataset examples, IReadOnlyList<string>? groups)
    {
        if (groups is null)
        {
            return examples;
        }

        CheckCount(examples.Count, groups.Count, "groups");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string group in groups)
        {
            numbers.TryAdd(group ?? throw new InputException("A group is null; give each row one."), numbers.Count);
        }

        return examples.WithGroups([.. groups.Select(group => numbers[group])], [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)]);
    }

    private static IReadOnlyList<string> NamesOf(IReadOnlyList<string>? names, int count)
    {
        CheckCount(count, names?.Count ?? count, "names of features");
        OptionRules.Require(names is null || names.All(name => !string.IsNullOrEmpty(name)), "featureNames", "names, and one is empty");
        OptionRules.RequireDifferent(names ?? [], "featureNames");
        return names is not null ? [.. names] : [.. Enumerable.Range(1, count).Select(number => FormattableString.Invariant($"x{number}"))];
    }

    private static Matrix<float> ToFeatures(IReadOnlyList<float[]> rows, string what = "features", bool mayBeMissing = false)
    {
        int missing = rows.TakeWhile(row => row is not null).Count();
        if (missing < rows.Count || rows.Count == 0 || rows[0].Length == 0)
        {
            throw new InputException(rows.Count == 0 ? "There is no row; add examples."
                : missing < rows.Count ? $"Row {missing + 1} is null; give each row its {what}."
                : $"Row 1 has no value; give each row its {what}.");
        }

        var features = new Matrix<float>(rows[0].Length, rows.Count);
        for (int r = 0; r < rows.Count; r++)
        {
            float[] row = rows[r];
            if (row.Length != features.Rows)
            {
                throw new InputException($"Row {r + 1} has {row.Length} values, and row 1 has {features.Rows}; every row has the same {what}.");
            }

            for (int i = 0; i < row.Length; i++)
            {
                features[i, r] = float.IsFinite(row[i]) || (mayBeMissing && float.IsNaN(row[i]))
                    ? row[i]
                    : throw new InputException(FormattableString.Invariant($"Row {r + 1}, value {i + 1}: {row[i]} is no finite number; correct it or leave the row out."));
            }
        }

        return features;
    }

    /// <summary>Makes X of rows in memory, each of as many finite values.</summary>
    internal static Matrix<float> FeaturesOf(IReadOnlyList<float[]> rows) => ToFeatures(rows);

    private static void CheckCount(int expected, int count, string what)
    {
        if (count != expected)
        {
            throw new InputException($"There must be {expected} {what}; there are {count}.");
        }
    }
}
