using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer;

/// <summary>The rows of a CSV file for a model, all of them read and checked.</summary>
internal sealed class ModelRows
{
    private readonly ModelFile _file;
    private readonly ModelColumns _columns;
    private readonly TextColumn? _classes;
    private readonly IReadOnlyList<string> _warnings;

    private ModelRows(ModelFile file, CsvTable table, ModelColumns columns, List<string> notes)
    {
        Model model = file.Device;
        TableHeader header = table.Header;
        int[] labels = columns.FindLabels(model, header);
        int[] inputs = columns.FindInputs(file, header, labels, notes);
        var features = new NumberColumns(table, inputs);
        NumberColumns[] quantities = model.IsRegression ? [.. labels.Select(label => new NumberColumns(table, [label]))] : [];
        _file = file;
        _columns = columns;
        _classes = model.IsRegression || labels.Length == 0 ? null : new TextColumn(table, labels[0]);
        while (table.Read())
        {
            features.Add();
            _classes?.Add();
            Array.ForEach(quantities, quantity => quantity.Add());
        }

        Examples = features.ToMatrix().Transpose();
        Quantities = [.. quantities.Select(quantity => quantity.ToMatrix().Row(0).ToArray())];
        _warnings = [.. RowWarnings.Of(Path.GetFileName(table.FilePath), file, [.. inputs.Select(input => header.Names[input])], Examples)];
    }

    /// <summary>Shape (m, n[0]): an example a row, raw values in the model's order.</summary>
    public Matrix<float> Examples { get; }

    /// <summary>Regression: the true quantities, m of each, or none if unknown.</summary>
    public IReadOnlyList<float[]> Quantities { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The model.</param>
    /// <param name="path">The CSV file.</param>
    /// <param name="columns">The roles of the columns.</param>
    /// <param name="onNote">Called with each line that the user should know of the file, also where a cell of it is wrong.</param>
    /// <exception cref="InputException">The file cannot be read or does not suit the model; the message says where and why.</exception>
    public static ModelRows Read(ModelFile file, string path, ModelColumns columns, Action<string> onNote)
    {
        CsvTable? seen = null;
        var notes = new List<string>();
        try
        {
            ModelRows rows = CsvTable.Read(path, table =>
            {
                seen = table;
                return new ModelRows(file, table, columns, notes);
            });
            notes.AddRange(rows._warnings);
            return rows;
        }
        catch (InputException) when (seen is { IsBroken: true })
        {
            notes.Clear(); // a file of a wrong shape has more to mend than its columns
            throw;
        }
        finally
        {
            notes.ForEach(onNote);
        }
    }

    /// <summary>Finds the true classes.</summary>
    /// <returns>For each row the number of its class, from 0; null where they are not known.</returns>
    /// <exception cref="InputException">A label is no class, or the values of labels do not suit the model.</exception>
    public int[]? TrueClasses()
    {
        IReadOnlyList<string>? values = LabelValues.Check(_columns.LabelValues, _file.Device);
        return _classes?.ToClasses(values ?? _file.ClassNames);
    }
}
