using System.Globalization;
using EdgeNet.Trainer.Data;

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
