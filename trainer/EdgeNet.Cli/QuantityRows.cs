using System.Globalization;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Cli;

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
