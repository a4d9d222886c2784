using System.CommandLine;
using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Cli;

/// <summary>Rows through a model of two or more classes.</summary>
internal static class ClassRows
{
    public static void Write(Model model, Matrix<float> examples, TextColumn? labels, string[]? labelValues, TextWriter output)
    {
        string[] classes = [.. Enumerable.Range(0, model.LabelCount).Select(model.LabelOf)];
        int[]? truth = labels?.ToClasses(labelValues ?? classes);
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

/// <summary>Rows through a model of regression: quantities in the user's units.</summary>
internal static class QuantityRows
{
    public static void Write(Model model, Matrix<float> examples, NumberColumns[] labels, TextWriter output)
    {
        string[] names = [.. Enumerable.Range(0, model.LabelCount).Select(model.LabelOf)];
        Matrix<float>[] truth = [.. labels.Select(label => label.ToMatrix())]; // of one row each
        output.WriteLine(string.Join(
            ',', (IEnumerable<string>)["row", .. names.Select(CsvCell.Write), .. names.Take(labels.Length).Select(name => CsvCell.Write($"true {name}"))]));
        var estimates = new float[model.OutputCount];
        var all = new Matrix<double>(model.OutputCount, examples.Rows);
        for (int r = 0; r < examples.Rows; r++)
        {
            model.Predict(examples.Row(r).ToArray(), estimates);
            for (int t = 0; t < estimates.Length; t++)
            {
                all[t, r] = estimates[t];
            }

            string[] cells = [.. estimates.Select(Print), .. labels.Select((_, t) => Print(truth[t][0, r]))];
            output.WriteLine($"{r + 1},{string.Join(',', cells)}");
        }

        for (int t = 0; t < labels.Length; t++)
        {
            TargetScore score = TargetScore.Of(all.Row(t), truth[t].Row(0));
            output.WriteLine(
                $"# {names[t].ReplaceLineEndings(" ")}: RMSE {Format.Quantity(score.RootMeanSquareError)}, MAE {Format.Quantity(score.MeanAbsoluteError)}, R² {Format.Ratio(score.R2)}");
        }
    }

    private static string Print(float quantity) => quantity.ToString("G6", CultureInfo.InvariantCulture);
}

/// <summary><c>--label-values</c>: what stands in the label's column for each class of a model.</summary>
internal static class LabelValues
{
    public static Option<string?> Option() => new("--label-values")
    {
        Description = "What stands in that column for each class of the model, in its order, with commas between, such as 0,1. [default: the names of the classes]",
    };

    /// <summary>Reads the option.</summary>
    /// <returns>A value for each class, or null where it is not given.</returns>
    public static string[]? Read(string? text, Predictor predictor)
    {
        string[]? values = text?.Split(',', StringSplitOptions.TrimEntries);
        if (values?.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"--label-values names '{twice.Key}' twice; a value stands for one class.");
        }

        return values is null || values.Length == predictor.LabelCount
            ? values
            : throw new InputException($"--label-values has {values.Length} values; the model '{predictor.Name}' has {predictor.LabelCount} classes: give one for each, in their order.");
    }
}
