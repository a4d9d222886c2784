using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Data.Tables;
using EdgeNet.Trainer.Proposals;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer;

/// <summary>A recipe made from somebody's own table: <c>edgenet new --from</c>.</summary>
internal sealed class ProposedRecipe
{
    // Of 24 units: 180 inputs are a class of 32 KB, and 300 are more than a class may have.
    private const int ManyInputs = 250;

    private ProposedRecipe(JsonObject root, string dataName, byte[] data, IReadOnlyList<string> notes)
    {
        DataName = dataName;
        Data = data;
        Notes = notes;
        Root = root;
    }

    /// <summary>The recipe in UTF-8.</summary>
    public byte[] Recipe => PlainJson.Write(Root);

    /// <summary>The file name of the data, in the folder of the recipe.</summary>
    public string DataName { get; }

    /// <summary>The table in CSV: as it was, or without the rows that have a gap.</summary>
    public byte[] Data { get; }

    /// <summary>What was decided and why, one sentence or two each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The inputs in their order, each with its value in the first row that is used.</summary>
    public required IReadOnlyList<(string Column, float Value)> Inputs { get; init; }

    /// <summary>Whether a quantity is estimated.</summary>
    public required bool IsQuantity { get; init; }

    private JsonObject Root { get; }

    /// <summary>Looks at a table and makes a recipe for it.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="options">What the user says of it.</param>
    /// <param name="folder">The folder that the recipe will stand in.</param>
    /// <exception cref="InputException">The table cannot be read, or nothing can be learned from it; the message says why and what to do.</exception>
    public static ProposedRecipe FromTable(string path, ProposalOptions options, string folder)
    {
        TableProfile table = TableProfile.Read(path);
        ProposedLabel label = ProposedLabel.Of(table, options);
        var columns = new ProposedColumns(table, label, options);
        int[] truths = columns.Truths;
        bool isWhole = columns.Rows.Count == table.Rows && truths.Length == 0 && !table.IsNamed;
        string dataName = isWhole ? Path.GetFileName(path) : Path.GetFileNameWithoutExtension(path) + "-prepared.csv";
        var root = new JsonObject { ["$schema"] = "./recipe.schema.json", ["name"] = options.Name, ["data"] = dataName };
        string[] labels = [.. label.Columns.Select(column => table.Header.Names[column])];
        root["label"] = labels.Length == 1 ? labels[0] : Texts(labels);
        root[label.Classes.Count > 0 ? "classes" : "output"] = label.Classes.Count > 0 ? Texts(label.Classes) : "linear";
        if (columns.Group >= 0)
        {
            root["group"] = table.Header.Names[columns.Group];
        }

        if (columns.Ignored.Count > 0)
        {
            root["ignore"] = Texts(columns.Ignored);
        }

        ProposedTraining.AddTo(root, columns.Rows.Count, label.Classes.Count);
        root["split"] = new JsonObject { ["dev"] = TrainingOptions.DefaultShare, ["test"] = TrainingOptions.DefaultShare };
        root["seed"] = 1;
        RecipeReader.Read(new RecipeSection("recipe.json", string.Empty, JsonSerializer.SerializeToElement(root), RootKeys.All), Path.GetFullPath(folder)); // refuses what training would
        string[] inputs = [.. columns.Inputs.Select(column => $"'{table.Header.Names[column]}'")];
        return new ProposedRecipe(
            root,
            dataName,
            isWhole ? File.ReadAllBytes(path) : CsvRows.Select(path, TableProfile.FirstName, [.. columns.Rows], (column, text) => truths.Contains(column) ? TableProfile.NumberOfTruth(text) ?? text : text),
            [label.Note, $"Inputs: {NameList.Count(inputs.Length, "column")}, {NameList.Of(inputs)}.", .. columns.Notes, .. inputs.Length > ManyInputs ? (string[])[TooWide(inputs.Length)] : []])
        {
            Inputs = [.. columns.Inputs.Select(column => (table.Header.Names[column], table[column, columns.Rows[0]]))],
            IsQuantity = label.Classes.Count == 0,
        };
    }

    // The program that is written for the board compiles the class.
    private static string TooWide(int inputs) =>
        $"Careful: with {inputs} inputs and 24 units the model is likely to be too large for a C# class, which the program in device/ compiles. If 'edgenet train' writes none, load the .edgenet file there with Model.Load, or take fewer units.";

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
