using System.CommandLine;
using System.Globalization;
using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Cli;

/// <summary>Prints what a model of two or more classes says to rows, as CSV.</summary>
/// <remarks>Not by Sep's writer: names need the quotes of <see cref="CsvCell"/>, and all other cells are numbers.</remarks>
internal static class ClassRows
{
    public static void Write(ModelFile file, ModelRows rows, bool areImages, TextWriter output)
    {
        Model model = file.Device;
        string[] classes = [.. file.ClassNames];
        string[] each = model.OutputCount == 1
            ? [model.IsAnomaly ? "score" : CsvCell.Write($"probability of {classes[1]}"), model.IsAnomaly ? "distance" : "logit"]
            : ["probability", .. classes.Select(name => CsvCell.Write($"probability of {name}")), .. classes.Select(name => CsvCell.Write($"logit of {name}"))];
        output.WriteLine($"{(areImages ? "image" : "row")},class,{string.Join(',', each)}{Unfamiliar.Header(model)}{(rows.TrueClasses is null ? string.Empty : ",label")}");
        var logits = new int[model.OutputCount];
        var probabilities = new float[model.OutputCount];
        var unfamiliar = new Unfamiliar(model);
        for (int r = 0; r < rows.Examples.Rows; r++)
        {
            float[] features = rows.Examples.Row(r).ToArray();
            model.Logits(features, logits);
            model.Predict(features, probabilities);
            int decision = model.ClassOf(features);
            string[] cells =
            [
                CsvCell.Write(rows.Names[r]), CsvCell.Write(classes[decision]), Print(probabilities[model.OutputCount == 1 ? 0 : decision]),
                .. model.OutputCount == 1 ? [] : probabilities.Select(Print),
                .. logits.Select(logit => (logit * model.LogitScale).ToString("G9", CultureInfo.InvariantCulture)),
                .. unfamiliar.Cells(), .. rows.TrueClasses is { } truth ? (string[])[CsvCell.Write(classes[truth[r]])] : [],
            ];
            output.WriteLine(string.Join(',', cells));
        }

        unfamiliar.Write(output);
        if (rows.Score() is { } score)
        {
            WriteScore(score, classes, output);
        }

        static string Print(float probability) => probability.ToString("F6", CultureInfo.InvariantCulture);
    }

    // Comments of a CSV file, which is read again without them.
    private static void WriteScore(Score score, string[] classes, TextWriter output)
    {
        ConfusionTable confusion = score.Confusion!;
        int right = Enumerable.Range(0, confusion.Classes).Sum(c => confusion[c, c]);
        output.WriteLine($"# {right} of {score.Count} right, {Format.Percent(score.Accuracy)}");
        output.WriteLine("# " + string.Join(", ", Metric.OfTask(score.Task).Select(metric => $"{metric.Name} {metric.Show(score)}")));
        for (int c = 0; c < confusion.Classes; c++)
        {
            IReadOnlyList<string> of = Metric.ShowClass(confusion, c);
            string[] decided = [.. Enumerable.Range(0, confusion.Classes).Where(other => confusion[c, other] > 0).Select(other => $"{confusion[c, other]} as {classes[other]}")];
            string counts = decided.Length == 0 ? "no row" : string.Join(", ", decided);
            output.WriteLine($"# true {classes[c]}: {counts}; precision {of[0]}, recall {of[1]}, F1 {of[2]}".ReplaceLineEndings(" "));
        }
    }
}

/// <summary>Prints the quantities that a regression model estimates from rows, in the user's units, as CSV.</summary>
internal static class QuantityRows
{
    public static void Write(ModelFile file, ModelRows rows, bool areImages, TextWriter output)
    {
        Model model = file.Device;
        Matrix<float> examples = rows.Examples;
        IReadOnlyList<float[]> truth = rows.Quantities;
        string[] names = [.. file.ClassNames];
        var unfamiliar = new Unfamiliar(model);
        output.WriteLine(string.Join(
            ',', (IEnumerable<string>)[areImages ? "image" : "row", .. names.Select(CsvCell.Write), .. model.KnowsUnfamiliar ? [Unfamiliar.Name] : Array.Empty<string>(), .. names.Take(truth.Count).Select(name => CsvCell.Write($"true {name}"))]));
        var estimates = new float[model.OutputCount];
        var all = new Matrix<double>(model.OutputCount, examples.Rows);
        for (int r = 0; r < examples.Rows; r++)
        {
            model.Predict(examples.Row(r).ToArray(), estimates);
            for (int t = 0; t < estimates.Length; t++)
            {
                all[t, r] = estimates[t];
            }

            string[] cells = [.. estimates.Select(Print), .. unfamiliar.Cells(), .. truth.Select(quantity => Print(quantity[r]))];
            output.WriteLine($"{CsvCell.Write(rows.Names[r])},{string.Join(',', cells)}");
        }

        unfamiliar.Write(output);
        for (int t = 0; t < truth.Count; t++)
        {
            TargetScore score = TargetScore.Of(all.Row(t), truth[t]);
            output.WriteLine(
                $"# {names[t].ReplaceLineEndings(" ")}: RMSE {Format.Quantity(score.RootMeanSquareError)}, MAE {Format.Quantity(score.MeanAbsoluteError)}, R² {Format.Ratio(score.R2)}");
        }
    }

    private static string Print(float quantity) => quantity.ToString("G6", CultureInfo.InvariantCulture);
}

/// <summary>How far rows are from what training saw, a column beside the answers.</summary>
/// <param name="model">The model; there is no column where it does not know.</param>
internal sealed class Unfamiliar(Model model)
{
    /// <summary>The column: from 1 on a row is unfamiliar.</summary>
    public const string Name = "unfamiliarity";

    private int _rows;
    private int _unfamiliar;

    /// <summary>The column in a header, with its comma.</summary>
    public static string Header(Model model) => model.KnowsUnfamiliar ? $",{Name}" : string.Empty;

    /// <summary>The cell of the row that the model ran last; none where it does not know.</summary>
    public string[] Cells()
    {
        _rows++;
        _unfamiliar += model.IsUnfamiliar ? 1 : 0;
        return model.KnowsUnfamiliar ? [model.Unfamiliarity.ToString("G6", CultureInfo.InvariantCulture)] : [];
    }

    /// <summary>Says how many rows are unfamiliar.</summary>
    public void Write(TextWriter output)
    {
        if (model.KnowsUnfamiliar)
        {
            output.WriteLine($"# {_unfamiliar} of {_rows} rows are unfamiliar: like nothing that training saw, so that their answers are worth nothing");
        }
    }
}

/// <summary><c>--label-values</c>: the text in the label column for each class of a model.</summary>
internal static class LabelValuesOption
{
    public static Option<string?> Create() => new("--label-values")
    {
        Description = "How that column names the classes, comma-separated in the model's order, such as 0,1. [default: the names of the classes]",
    };

    /// <summary>Splits the option's value; null if it was not given.</summary>
    public static string[]? Split(string? text) => text?.Split(',', StringSplitOptions.TrimEntries);
}
