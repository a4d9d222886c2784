using System.Globalization;
using EdgeNet.Interchange;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Reads the table that an imported network is calibrated on; it may have labels, and where all of it is numbers, no header.</summary>
/// <param name="file">The network.</param>
/// <param name="place">Its file, for messages.</param>
/// <param name="columns">The roles of the columns, as for <c>run</c>.</param>
/// <param name="classes">The classes in the order of the outputs; null for those of the file, or of the data.</param>
/// <param name="group">The column whose values stay in one part; null for none.</param>
/// <param name="threshold">Two classes: the probability from which on the second is decided; null for that of the file.</param>
internal sealed class CalibrationTable(ImportedNetwork file, string place, ModelColumns columns, IReadOnlyList<string>? classes, string? group, double? threshold)
{
    /// <summary>What was assumed, one sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether the labels are the network's own answers.</summary>
    public bool IsUnlabelled => columns.Labels.Count == 0;

    /// <summary>Whether all rows are normal examples of an anomaly model.</summary>
    public bool IsNormal { get; init; }

    private readonly List<string> _notes = [];

    /// <summary>Reads the examples.</summary>
    /// <exception cref="InputException">The file cannot be read, or does not suit the network; the message says where and why.</exception>
    public Dataset Read(string path) => CsvTable.Read(path, [], table => Read(table, Path.GetFileName(path)));

    private Dataset Read(CsvTable table, string source)
    {
        IReadOnlyList<string>? names = ImportedData.InputNamesOf(file);
        bool isByName = columns.Features.Count == 0 && names is not null && names.All(name => table.Header.IndexOf(name) >= 0);
        var roles = new TableColumns
        {
            Labels = columns.Labels,
            Group = group,
            Features = columns.Features.Count > 0 ? columns.Features : isByName ? names : null,
            Ignore = isByName ? [] : columns.Ignore,
        };
        (int[] labels, int groupColumn, int[] inputs) = roles.Find(table.Header);
        string[] features = [.. inputs.Select(column => table.Header.Names[column])];
        ImportedData.CheckInputs(file, place, features, source, isByName || columns.Features.Count > 0 || table.Header.Line == 0);
        var numbers = new NumberColumns(table, inputs);
        var texts = labels.Length == 1 ? new TextColumn(table, labels[0]) : null;
        NumberColumns? targets = labels.Length > 1 ? new NumberColumns(table, labels) : null;
        var groups = groupColumn < 0 ? null : new TextColumn(table, groupColumn);
        var lines = new List<int>();
        while (table.Read())
        {
            numbers.Add();
            targets?.Add();
            groups?.Add();
            lines.Add(table.Line);
            texts?.Add();
        }

        Matrix<float> matrix = numbers.ToMatrix();
        if (table.Header.Line == 0)
        {
            CheckFirstRow(table, matrix, source);
            _notes.Add($"{source} has no header; its columns were taken in their order, and are called x1, x2, and so on.");
        }

        if (matrix.Columns == 0)
        {
            throw new InputException($"{source}: has no row; calibrate with rows that stand for what the device will see.");
        }

        if (file.Output == ImportedOutput.Numbers && classes is null && labels.Length == 0 && file.Layers[^1].Count != inputs.Length)
        {
            _notes.Add("The outputs are linear, and were taken for quantities. If they are logits of classes, name these with --classes.");
        }

        if (ImportedData.ClassesOf(file) > 0 && classes is null && labels.Length == 0 && ImportedData.LabelsOf(file) is null)
        {
            _notes.Add("The file does not name its classes; name them with --classes, in the order of its outputs.");
        }

        Dataset labelled = IsNormal ? Experiment.AllNormal(matrix, features)
            : labels.Length == 0 ? ImportedData.Label(file, place, matrix, features, classes, threshold)
            : texts is null ? new Dataset(matrix, targets!.ToMatrix(), features, [], [.. columns.Labels])
            : HoldsClasses(texts) ? Classes(texts, matrix, features)
            : Quantities(texts, matrix, features);
        return new Dataset(matrix, labelled.Labels, features, labelled.ClassNames, labelled.TargetNames)
        {
            Lines = lines,
            Groups = groups?.Numbers,
            GroupNames = groups?.Texts ?? [],
            Origin = new DatasetOrigin { Header = table.Header, Merged = numbers.Merged(), Source = source },
        };
    }

    // pandas writes 0, 1, 2, … as the names of columns that have none.
    private static void CheckFirstRow(CsvTable table, Matrix<float> matrix, string source)
    {
        const int Enough = 3;
        bool isCount = table.Header.Names.Count >= Enough && matrix.Columns > 0 && Enumerable.Range(0, matrix.Rows).All(i => matrix[i, 0] == matrix[0, 0] + i) && matrix[0, 0] is 0 or 1;
        if (isCount)
        {
            throw new InputException($"{source}, line 1: counts {matrix[0, 0]}, {matrix[0, 0] + 1}, {matrix[0, 0] + 2}, …, as the names that pandas gives to columns; name the columns, or write the table without this line.");
        }
    }

    // One linear output is a quantity where the column holds numbers, and a logit where it holds anything else.
    private bool HoldsClasses(TextColumn texts) =>
        classes is not null || columns.LabelValues is not null || ImportedData.ClassesOf(file) > 0 || file.Layers[^1].Count > 1 || !texts.Texts.All(IsNumber);

    private Dataset Quantities(TextColumn texts, Matrix<float> matrix, IReadOnlyList<string> features)
    {
        float[] values = [.. texts.Texts.Select(text => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))];
        if (values.Length == 2)
        {
            _notes.Add($"'{columns.Labels[0]}' holds {texts.Texts[0]} and {texts.Texts[1]} only, and was taken for a quantity. If these are classes, and the output is a logit, say --classes {string.Join(',', values.Order().Select(value => value.ToString(CultureInfo.InvariantCulture)))}.");
        }

        return new Dataset(matrix, new Matrix<float>(1, matrix.Columns, [.. texts.Numbers.Select(number => values[number])]), features, [], [columns.Labels[0]]);
    }

    private static bool IsNumber(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value);

    private Dataset Classes(TextColumn texts, Matrix<float> matrix, IReadOnlyList<string> features)
    {
        if (file.Output == ImportedOutput.Numbers)
        {
            _notes.Add($"The outputs of the network were taken for logits of classes, because '{columns.Labels[0]}' holds classes.");
        }

        int count = Math.Max(2, file.Layers[^1].Count);
        IReadOnlyList<string> values = columns.LabelValues ?? classes ?? ImportedData.LabelsOf(file) ?? Guess(texts, count);
        IReadOnlyList<string> names = classes ?? (columns.LabelValues is null ? values : ImportedData.LabelsOf(file) ?? values);
        return values.Count != count || names.Count != count
            ? throw new InputException($"{place}: tells {count} classes apart, and {values.Count} are named; name all of them in the order of the network's outputs with --classes.")
            : new Dataset(matrix, Dataset.LabelsOf(texts.ToClasses(values), count), features, names);
    }

    // Numbers in their order, texts in that of their characters, as scikit-learn and Keras order them.
    private string[] Guess(TextColumn texts, int count)
    {
        string[] found = [.. texts.Texts];
        bool areNumbers = found.All(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        string[] ordered = areNumbers ? [.. found.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture))] : [.. found.Order(StringComparer.Ordinal)];
        if (ordered.Length != count)
        {
            throw new InputException($"{place}: tells {count} classes apart, and the column '{columns.Labels[0]}' has {ordered.Length}: {NameList.Of(ordered)}. Name all classes in the order of the network's outputs with --classes.");
        }

        _notes.Add($"The file does not name its classes; they were taken in this order: {string.Join(", ", ordered)}. Name them with --classes if that is not the order of its outputs.");
        return ordered;
    }
}
