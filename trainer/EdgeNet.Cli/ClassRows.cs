using System.CommandLine;
using System.Globalization;
using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Cli;

/// <summary>Prints what a model of two or more classes says to rows, as CSV.</summary>
/// <remarks>Not by Sep's writer: names need the quotes of <see cref="CsvCell"/>, and all other cells are numbers.</remarks>
internal static class ClassRows
{
    public static void Write(Model model, ModelRows rows, TextWriter output)
    {
        Matrix<float> examples = rows.Examples;
        string[] classes = [.. Enumerable.Range(0, model.LabelCount).Select(model.LabelOf)];
        int[]? truth = rows.TrueClasses();
        string columns = model.OutputCount == 1 ? "logit" : string.Join(',', classes.Select(name => CsvCell.Write($"logit of {name}")));
        output.WriteLine($"row,class,probability,{columns}{(truth is null ? string.Empty : ",label")}");
        var logits = new int[model.OutputCount];
        var probabilities = new float[model.OutputCount];
        int right = 0;
        for (int r = 0; r < examples.Rows; r++)
        {
            float[] features = examples.Row(r).ToArray();
            model.Logits(features, logits);
            model.Predict(features, probabilities);
            int decision = model.ClassOf(features);
            float probability = probabilities[model.OutputCount == 1 ? 0 : decision];
            string line = string.Create(
                CultureInfo.InvariantCulture, $"{r + 1},{CsvCell.Write(classes[decision])},{probability:F6},{string.Join(',', logits)}");
            output.WriteLine(truth is null ? line : $"{line},{CsvCell.Write(classes[truth[r]])}");
            right += truth is not null && truth[r] == decision ? 1 : 0;
        }

        if (truth is not null)
        {
            output.WriteLine($"# {right} of {examples.Rows} right, {Format.Percent((double)right / examples.Rows)}");
        }
    }
}

/// <summary>Prints the quantities that a regression model estimates from rows, in the user's units, as CSV.</summary>
internal static class QuantityRows
{
    public static void Write(Model model, ModelRows rows, TextWriter output)
    {
        Matrix<float> examples = rows.Examples;
        IReadOnlyList<float[]> truth = rows.Quantities;
        string[] names = [.. Enumerable.Range(0, model.LabelCount).Select(model.LabelOf)];
        output.WriteLine(string.Join(
            ',', (IEnumerable<string>)["row", .. names.Select(CsvCell.Write), .. names.Take(truth.Count).Select(name => CsvCell.Write($"true {name}"))]));
        var estimates = new float[model.OutputCount];
        var all = new Matrix<double>(model.OutputCount, examples.Rows);
        for (int r = 0; r < examples.Rows; r++)
        {
            model.Predict(examples.Row(r).ToArray(), estimates);
            for (int t = 0; t < estimates.Length; t++)
            {
                all[t, r] = estimates[t];
            }

            string[] cells = [.. estimates.Select(Print), .. truth.Select(quantity => Print(quantity[r]))];
            output.WriteLine($"{r + 1},{string.Join(',', cells)}");
        }

        for (int t = 0; t < truth.Count; t++)
        {
            TargetScore score = TargetScore.Of(all.Row(t), truth[t]);
            output.WriteLine(
                $"# {names[t].ReplaceLineEndings(" ")}: RMSE {Format.Quantity(score.RootMeanSquareError)}, MAE {Format.Quantity(score.MeanAbsoluteError)}, R² {Format.Ratio(score.R2)}");
        }
    }

    private static string Print(float quantity) => quantity.ToString("G6", CultureInfo.InvariantCulture);
}

/// <summary><c>--label-values</c>: the text in the label column for each class of a model.</summary>
internal static class LabelValuesOption
{
    public static Option<string?> Create() => new("--label-values")
    {
        Description = "What stands in that column for each class of the model, in its order, with commas between, such as 0,1. [default: the names of the classes]",
    };

    /// <summary>Splits the option's value; null if it was not given.</summary>
    public static string[]? Split(string? text) => text?.Split(',', StringSplitOptions.TrimEntries);
}
