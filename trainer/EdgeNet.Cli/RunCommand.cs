using System.CommandLine;

namespace EdgeNet.Cli;

/// <summary><c>edgenet run MODEL ROWS</c>: classifies the rows of a CSV file or images, or estimates quantities, through the device library, and prints CSV.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var rows = new Argument<string>("rows") { Description = "A CSV file with a header. Columns are matched to the inputs of the model by name. For an image model: an image, a folder of images, or a folder with one subfolder per class." };
        var label = new Option<string[]>("--label")
        {
            Description = "The column with the true class or quantity. The model is scored against it. "
                + "Repeat it for each quantity of the model, in order.",
        };
        Option<string?> values = LabelValuesOption.Create();
        var features = new Option<string[]>("--feature")
        {
            Description = "An input column. Repeat it for each input, in the model's order. [default: the columns with the names that the model knows; if it knows none, every column but the labels]",
        };
        var ignore = new Option<string[]>("--ignore") { Description = "A column to leave out, such as a row number. May be repeated." };
        var command = new Command("run", "Run the rows of a CSV file, or images, through the device library.") { model, rows, label, values, features, ignore };
        var images = new ImageOptions();
        images.AddTo(command);
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
            images.Given(parsed),
            output,
            error));
        return command;
    }

    private static int Run(string modelPath, string rowsPath, ModelColumns columns, (int? Width, int? Height, bool IsGrey)? size, TextWriter output, TextWriter error)
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

        if (!areImages && size is not null)
        {
            throw new InputException($"{rowsPath}: is a table, and --size and --grey are for images; leave them out.");
        }

        ModelRows rows = areImages ? ModelRows.ReadImages(file, modelPath, rowsPath, size, error.WriteLine) : ModelRows.Read(file, rowsPath, columns with { Kinds = SavedModel.KindsBeside(modelPath, file) }, error.WriteLine);
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
