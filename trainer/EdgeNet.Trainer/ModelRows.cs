using System.Globalization;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer;

/// <summary>The rows of a CSV file, or images, for a model, all of them read and checked.</summary>
internal sealed partial class ModelRows
{
    private readonly ModelFile _file;
    private readonly Matrix<float> _features; // shape (n[0], m)
    private readonly IReadOnlyList<string> _warnings;

    private ModelRows(ModelFile file, CsvTable table, ModelColumns columns, List<string> notes)
    {
        Model model = file.Device;
        TableHeader header = table.Header;
        int[] labels = columns.FindLabels(model, header);
        int[] inputs = columns.FindInputs(file, header, labels, notes);
        var features = new NumberColumns(table, inputs, mayBeMissing: file.Contents.Fills is not null);
        NumberColumns[] quantities = model.IsRegression ? [.. labels.Select(label => new NumberColumns(table, [label]))] : [];
        _file = file;
        TextColumn? classes = model.IsRegression || labels.Length == 0 ? null : new TextColumn(table, labels[0]);
        while (table.Read())
        {
            features.Add();
            classes?.Add();
            Array.ForEach(quantities, quantity => quantity.Add());
        }

        _features = features.ToMatrix();
        Examples = _features.Transpose();
        Names = [.. Enumerable.Range(1, Examples.Rows).Select(row => row.ToString(CultureInfo.InvariantCulture))];
        Quantities = [.. quantities.Select(quantity => quantity.ToMatrix().Row(0).ToArray())];
        IReadOnlyList<string>? values = LabelValues.Check(columns.LabelValues, model);
        TrueClasses = values is null && columns.Kinds is { } kinds ? classes?.ToClasses(kinds.Texts).Select(kinds.ClassOf).ToArray() : classes?.ToClasses(values ?? file.ClassNames);
        _warnings = [.. RowWarnings.OfGaps(Path.GetFileName(table.FilePath), Examples), .. RowWarnings.Of(Path.GetFileName(table.FilePath), file, [.. inputs.Select(input => header.Names[input])], Examples)];
    }

    /// <summary>Shape (m, n[0]): an example a row, raw values in the model's order.</summary>
    public Matrix<float> Examples { get; }

    /// <summary>The name of each row: its number, or the path of an image.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>For each row the number of its class, from 0; null where they are not known.</summary>
    public int[]? TrueClasses { get; }

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
            ModelRows rows = file.HasNumberedInputs ? CsvTable.Read(path, [], Of) : CsvTable.ReadNaming(path, "row", Of);
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

        ModelRows Of(CsvTable table)
        {
            seen = table;
            return new ModelRows(file, table, columns, notes);
        }
    }
}
