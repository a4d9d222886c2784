using System.CommandLine;

namespace EdgeNet.Cli;

/// <summary><c>edgenet run MODEL ROWS</c>: classifies the rows of a CSV file or images, or estimates quantities, through the device library, and prints CSV.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var rows = new Argument<string>("rows") { Description = "A CSV file: a header, and a column for each input of the model, which is found by its name. For a model of images: an image, a folder of them, or a folder in which each folder is a class." };
        var label = new Option<string[]>("--label")
        {
            Description = "The column that holds the true class or quantity, if there is one: it is no input, and the model is compared with it. "
                + "Once for each quantity of the model, in its order.",
        };
        Option<string?> values = LabelValuesOption.Create();
        var features = new Option<string[]>("--feature")
        {
            Description = "A column that is an input; once for each input of the model, in its order. [default: the columns of the model's names; every column but the labels where the file of the model has no names]",
        };
        var ignore = new Option<string[]>("--ignore") { Description = "A column that is no input and left out, such as a number of the row; as often as there are some." };
        var command = new Command("run", "Run the rows of a CSV file, or images, through the device library.") { model, rows, label, values, features, ignore };
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
            new ModelColumns(parsed.GetValue(label) ?? [], LabelValuesOption.Split(parsed.GetValue(values)), parsed.GetValue(features) ?? [], parsed.GetValue(ignore) ?? []),
            output,
            error));
        return command;
    }

    private static int Run(string modelPath, string rowsPath, ModelColumns columns, TextWriter output, TextWriter error)
    {
        ModelFile file = ModelFile.Open(modelPath);
        Model model = file.Device;
        if (file.Stream is not null)
        {
            throw new InputException($"{modelPath}: the model '{model.Name}' takes a stream of readings and no rows of features; run a recording with 'edgenet replay'.");
        }

        // Everything is read before anything is printed, so that a bad cell leaves no partial output.
        bool areImages = ModelRows.AreImages(rowsPath);
        if (areImages && columns is not { Labels: [], LabelValues: null, Features: [], Ignore: [] })
        {
            throw new InputException($"{rowsPath}: are images, and --label, --label-values, --feature and --ignore are for the columns of a table; leave them out.");
        }

        ModelRows rows = areImages ? ModelRows.ReadImages(file, rowsPath, error.WriteLine) : ModelRows.Read(file, rowsPath, columns, error.WriteLine);
        if (model.IsRegression)
        {
            QuantityRows.Write(file, rows, areImages, output);
        }
        else
        {
            ClassRows.Write(file, rows, areImages, output);
        }

        return ExitCode.Success;
    }
}
