using System.CommandLine;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Cli;

/// <summary><c>edgenet run MODEL ROWS</c>: classifies the rows of a CSV file, or estimates quantities, through the device library, and prints CSV.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter output)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var rows = new Argument<string>("rows") { Description = "A CSV file: a header, and a column for each input of the model, in its order." };
        var label = new Option<string[]>("--label")
        {
            Description = "The column that holds the true class or quantity, if there is one: it is no input, and the model is compared with it. "
                + "Once for each quantity of the model, in its order.",
        };
        var command = new Command("run", "Run the rows of a CSV file through the device library.") { model, rows, label };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(model), parsed.GetRequiredValue(rows), parsed.GetValue(label) ?? [], output));
        return command;
    }

    private static int Run(string modelPath, string rowsPath, string[] labelColumns, TextWriter output)
    {
        (Model model, byte[] data) = ModelFile.Read(modelPath);
        if (StreamSettings.Read(data) is not null)
        {
            throw new InputException($"{modelPath}: the model '{model.Name}' takes a stream of readings and no rows of features; run a recording with 'edgenet replay'.");
        }

        CsvTable table = CsvTable.Read(rowsPath);
        int[] labels = FindLabels(model, table, labelColumns);
        int inputs = table.Header.Count - labels.Length;
        if (inputs != model.InputCount)
        {
            int wanted = LabelColumns(model);
            string what = model.IsRegression ? "the true quantity" : "the class";
            string hint = labels.Length == 0 && inputs == model.InputCount + wanted ? $" If one of them is {what}, name it with --label." : string.Empty;
            throw new InputException($"{Path.GetFileName(rowsPath)}, line {table.HeaderLine}: {inputs} columns of inputs; the model '{model.Name}' takes {model.InputCount}.{hint}");
        }

        // Everything is read before anything is printed: a bad cell leaves no half of an answer.
        Matrix<float> examples = CsvDataset.ReadFeatures(table, [.. Enumerable.Range(0, table.Header.Count).Except(labels)]).Transpose();
        if (model.IsRegression)
        {
            QuantityRows.Write(model, examples, table, labels, output);
        }
        else
        {
            ClassRows.Write(model, examples, table, labels, output);
        }

        return ExitCode.Success;
    }

    private static int LabelColumns(Model model) => model.IsRegression ? model.OutputCount : 1;

    private static int[] FindLabels(Model model, CsvTable table, string[] names)
    {
        if (names.Length > 0 && names.Length != LabelColumns(model))
        {
            throw new InputException($"--label is given {names.Length} times; the model '{model.Name}' has {LabelColumns(model)} to compare: name a column for each, or none.");
        }

        return names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? [.. names.Select(table.FindColumn)]
            : throw new InputException("--label names a column twice; name a column for each quantity.");
    }
}
