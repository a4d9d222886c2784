using System.CommandLine;
using System.Globalization;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Cli;

/// <summary><c>edgenet run MODEL ROWS</c>: classifies the rows of a CSV file through the device library, and prints CSV.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter output)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var rows = new Argument<string>("rows") { Description = "A CSV file: a header, and a column for each input of the model, in its order." };
        var label = new Option<string?>("--label") { Description = "The column that holds the true class, if there is one: it is no input, and the accuracy is printed." };
        var command = new Command("run", "Classify rows through the device library.") { model, rows, label };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(model), parsed.GetRequiredValue(rows), parsed.GetValue(label), output));
        return command;
    }

    private static int Run(string modelPath, string rowsPath, string? labelColumn, TextWriter output)
    {
        (Model model, _) = ModelFile.Read(modelPath);
        CsvTable table = CsvTable.Read(rowsPath);
        int label = labelColumn is null ? -1 : table.FindColumn(labelColumn);
        int inputs = table.Header.Count - (label < 0 ? 0 : 1);
        if (inputs != model.InputCount)
        {
            string hint = label < 0 && inputs == model.InputCount + 1 ? " If one of them is the class, name it with --label." : string.Empty;
            throw new InputException($"{Path.GetFileName(rowsPath)}, line {table.HeaderLine}: {inputs} columns of inputs; the model '{model.Name}' takes {model.InputCount}.{hint}");
        }

        // Everything is read before anything is printed: a bad cell leaves no half of an answer.
        Matrix<float> features = CsvDataset.ReadFeatures(table, label < 0 ? [] : [label]);
        string[] classes = [model.NegativeLabel, model.PositiveLabel];
        bool[]? truth = label < 0 ? null : [.. Enumerable.Range(0, table.Rows.Count).Select(r => CsvDataset.ClassOf(table, r, label, classes) == 1)];
        Matrix<float> examples = features.Transpose();
        output.WriteLine(truth is null ? "row,class,probability,logit" : "row,class,probability,logit,label");
        int right = 0;
        for (int r = 0; r < examples.Rows; r++)
        {
            int logit = model.Logit(examples.Row(r).ToArray());
            bool isPositive = logit >= model.LogitThreshold;
            string line = string.Create(
                CultureInfo.InvariantCulture, $"{r + 1},{Quote(classes[isPositive ? 1 : 0])},{model.Probability(logit):F6},{logit}");
            output.WriteLine(truth is null ? line : $"{line},{Quote(classes[truth[r] ? 1 : 0])}");
            right += truth is not null && truth[r] == isPositive ? 1 : 0;
        }

        if (truth is not null)
        {
            output.WriteLine($"# {right} of {examples.Rows} right, {Format.Percent((double)right / examples.Rows)}");
        }

        return ExitCode.Success;
    }

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
