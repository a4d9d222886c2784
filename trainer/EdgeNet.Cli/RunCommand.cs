using System.CommandLine;
using EdgeNet.Trainer.Advice;
using EdgeNet.Trainer.Data.Tables;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Cli;

/// <summary><c>edgenet run MODEL ROWS</c>: classifies the rows of a CSV file, or estimates quantities, through the device library, and prints CSV.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var rows = new Argument<string>("rows") { Description = "A CSV file: a header, and a column for each input of the model, which is found by its name." };
        var label = new Option<string[]>("--label")
        {
            Description = "The column that holds the true class or quantity, if there is one: it is no input, and the model is compared with it. "
                + "Once for each quantity of the model, in its order.",
        };
        Option<string?> values = LabelValues.Option();
        var features = new Option<string[]>("--feature")
        {
            Description = "A column that is an input; once for each input of the model, in its order. [default: the columns of the model's names; every column but the labels where the file of the model has no names]",
        };
        var ignore = new Option<string[]>("--ignore") { Description = "A column that is no input and left out, such as a number of the row; as often as there are some." };
        var command = new Command("run", "Run the rows of a CSV file through the device library.") { model, rows, label, values, features, ignore };
        command.Validators.Add(result =>
        {
            if (result.GetValue(features) is { Length: > 0 } && result.GetValue(ignore) is { Length: > 0 })
            {
                result.AddError("--feature and --ignore exclude each other: --feature names every input, --ignore the columns that are none.");
            }
        });
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(model),
            parsed.GetRequiredValue(rows),
            new Columns(parsed.GetValue(label) ?? [], parsed.GetValue(values), parsed.GetValue(features) ?? [], parsed.GetValue(ignore) ?? []),
            output,
            error));
        return command;
    }

    private static int Run(string modelPath, string rowsPath, Columns columns, TextWriter output, TextWriter error)
    {
        (Model model, byte[] data, IReadOnlyList<ModelInput>? known) = ModelFile.Read(modelPath);
        if (StreamSettings.Read(data) is not null)
        {
            throw new InputException($"{modelPath}: the model '{model.Name}' takes a stream of readings and no rows of features; run a recording with 'edgenet replay'.");
        }

        using var notes = new StringWriter();
        Rows rows = CsvTable.Read(rowsPath, table => ReadRows(model, known, table, columns, notes));
        error.Write(notes);

        // Everything is read before anything is printed: a bad cell leaves no half of an answer.
        Matrix<float> examples = rows.Inputs.ToMatrix().Transpose();
        InputWarnings.Write(Path.GetFileName(rowsPath), data, known ?? [], rows.InputNames, examples, error);
        if (model.IsRegression)
        {
            QuantityRows.Write(model, examples, rows.Quantities, output);
        }
        else
        {
            ClassRows.Write(model, examples, rows.Classes, LabelValues.Read(columns.LabelValues, model), output);
        }

        return ExitCode.Success;
    }

    private static Rows ReadRows(Model model, IReadOnlyList<ModelInput>? known, CsvTable table, Columns columns, TextWriter notes)
    {
        TableHeader header = table.Header;
        int[] labels = FindLabels(model, header, columns.Labels);
        int[] inputs = known is not null && columns.Features.Length == 0 ? FindByName(model, known, header, labels, columns, notes) : FindInputs(header, labels, columns);
        if (inputs.Length != model.InputCount)
        {
            throw new InputException($"{header.Place}: {inputs.Length} columns of inputs; the model '{model.Name}' takes {model.InputCount}.{Hint(model, inputs.Length, columns)}");
        }

        var rows = new Rows(
            [.. inputs.Select(input => header.Names[input])],
            new NumberColumns(table, inputs),
            model.IsRegression || labels.Length == 0 ? null : new TextColumn(table, labels[0]),
            model.IsRegression ? [.. labels.Select(label => new NumberColumns(table, [label]))] : []);
        while (table.Read())
        {
            rows.Inputs.Add();
            rows.Classes?.Add();
            Array.ForEach(rows.Quantities, quantity => quantity.Add());
        }

        return rows;
    }

    // In the model's order, whatever the file's is. A column that is no input does no harm, but the user may have meant one.
    private static int[] FindByName(Model model, IReadOnlyList<ModelInput> known, TableHeader header, int[] labels, Columns columns, TextWriter error)
    {
        int[] ignored = [.. columns.Ignore.Select(header.FindColumn)];
        string place = header.Place;
        var inputs = new int[known.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            string name = known[i].Name;
            inputs[i] = header.IndexOf(name);
            if (inputs[i] < 0)
            {
                throw new InputException(
                    $"{place}: no column is called '{name}', which is an input of the model '{model.Name}'; it takes {NameList.Of([.. known.Select(input => input.Name)])}, and the file has {NameList.Of(header.Names)}. Rename the column, or name one for each input, in the model's order, with --feature.");
            }

            if (labels.Contains(inputs[i]) || ignored.Contains(inputs[i]))
            {
                throw new InputException($"'{name}' is an input of the model '{model.Name}': it can be named neither by --label nor by --ignore.");
            }
        }

        string[] others = [.. Enumerable.Range(0, header.Names.Count).Except(inputs).Except(labels).Except(ignored).Select(column => $"'{header.Names[column]}'")];
        if (others.Length > 0)
        {
            error.WriteLine(
                $"Note: {place}: {(others.Length == 1 ? "the column" : "the columns")} {NameList.Of(others)} {(others.Length == 1 ? "is no input" : "are no inputs")} of the model and left out.{(labels.Length == 0 ? $" If {(others.Length == 1 ? "it" : "one of them")} is {What(model)}, name it with --label." : string.Empty)}");
        }

        return inputs;
    }

    // A model file of an older version has no names of inputs: which columns are inputs, and in which order, only the user can say.
    private static int[] FindInputs(TableHeader header, int[] labels, Columns columns)
    {
        if (columns.Features.Length == 0)
        {
            HashSet<int> others = [.. labels, .. columns.Ignore.Select(header.FindColumn)];
            return [.. Enumerable.Range(0, header.Names.Count).Where(column => !others.Contains(column))];
        }

        return columns.Features.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InputException($"--feature names '{twice.Key}' twice; name a column for each input of the model.")
            : [.. columns.Features.Select(header.FindColumn)];
    }

    private static string Hint(Model model, int inputs, Columns columns)
    {
        if (inputs < model.InputCount || columns.Features.Length > 0)
        {
            return string.Empty;
        }

        if (columns.Labels.Length > 0)
        {
            return " Leave columns out with --ignore, or name the inputs in their order with --feature.";
        }

        return inputs == model.InputCount + LabelColumns(model)
            ? $" If one of them is {What(model)}, name it with --label."
            : $" If one of them is {What(model)}, name it with --label; leave others out with --ignore.";
    }

    private static string What(Model model) => model.IsRegression ? "the true quantity" : "the class";

    private static int LabelColumns(Model model) => model.IsRegression ? model.OutputCount : 1;

    private static int[] FindLabels(Model model, TableHeader header, string[] names)
    {
        if (names.Length > 0 && names.Length != LabelColumns(model))
        {
            throw new InputException($"--label is given {names.Length} times; the model '{model.Name}' has {LabelColumns(model)} to compare: name a column for each, or none.");
        }

        return names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? [.. names.Select(header.FindColumn)]
            : throw new InputException("--label names a column twice; name a column for each quantity.");
    }

    private sealed record Rows(string[] InputNames, NumberColumns Inputs, TextColumn? Classes, NumberColumns[] Quantities);

    private sealed record Columns(string[] Labels, string? LabelValues, string[] Features, string[] Ignore);
}
