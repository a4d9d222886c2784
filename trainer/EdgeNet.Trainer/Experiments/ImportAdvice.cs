using EdgeNet.Interchange;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Says what looks as if data and imported network were not made for each other: another unit, another order of inputs or classes, a scaling that was left behind.</summary>
internal static class ImportAdvice
{
    private const double ManyDeviations = 20;
    private const double Nearly = 0.98;
    private const double Certain = 0.9999;
    private const int FewRows = 20;
    private const int LeastRows = 100;

    /// <summary>Compares the data with the network.</summary>
    /// <param name="model">The network, its outputs in the order of the data.</param>
    /// <param name="data">All examples.</param>
    /// <param name="isUnlabelled">Whether the labels are the network's own answers.</param>
    public static IEnumerable<string> Of(ImportedModel model, Dataset data, bool isUnlabelled) =>
        [.. Rows(data), .. Scales(model.File.Inputs, data), .. data.Task == LearningTask.Regression ? Estimates(model, data, isUnlabelled) : Decisions(model, data, isUnlabelled)];

    private static IEnumerable<string> Rows(Dataset data) =>
        data.Count < LeastRows ? [$"{data.Source}: {NameList.Count(data.Count, "row")} {(data.Count == 1 ? "is" : "are")} few to find the range of every input; calibrate with 100 or more, such as the device will see."] : [];

    private static IEnumerable<string> Scales(InputValues inputs, Dataset data)
    {
        var far = new List<(string Name, double Mean, double Deviation, Affine Map)>();
        for (int i = 0; i < inputs.Count; i++)
        {
            Affine map = inputs.Maps[i];
            double[] values = [.. data.Features.Row(i).ToArray().Select(value => (double)value)];
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            double expected = Math.Abs(map.Deviation);
            bool isFar = Math.Abs(mean - map.Mean) > ManyDeviations * expected || deviation > ManyDeviations * expected || (deviation > 0 && deviation * ManyDeviations < expected);
            if (!map.IsIdentity && double.IsFinite(expected) && isFar && values.Length >= FewRows)
            {
                far.Add((data.FeatureNames[i], mean, deviation, map));
            }
        }

        if (far.Count > 0)
        {
            (string name, double mean, double deviation, Affine map) = far[0];
            yield return FormattableString.Invariant(
                $"{data.Source}: column '{name}'{(far.Count > 1 ? $" and {far.Count - 1} more" : string.Empty)}: the values are {mean:G4} ± {deviation:G4}, and the network scales by {map.Mean:G4} and {Math.Abs(map.Deviation):G4}, as for values around that. Check the unit and the order of the columns, and that the data is not scaled already.");
        }
    }

    private static IEnumerable<string> Estimates(ImportedModel model, Dataset data, bool isUnlabelled)
    {
        if (isUnlabelled || data.Count < FewRows)
        {
            yield break;
        }

        Matrix<float> estimates = model.Quantities(data.Features);
        for (int t = 0; t < data.TargetNames.Count; t++)
        {
            double[] truth = [.. data.Labels.Row(t).ToArray().Select(value => (double)value)];
            double mean = truth.Average();
            double spread = truth.Sum(value => (value - mean) * (value - mean));
            double error = Enumerable.Range(0, truth.Length).Sum(e => (estimates[t, e] - truth[e]) * (estimates[t, e] - truth[e]));
            if (error >= spread)
            {
                yield return FormattableString.Invariant(
                    $"{data.Source}: the network estimates '{data.TargetNames[t]}' no better than its mean does, with an RMSE of {Math.Sqrt(error / truth.Length):G4} beside a deviation of {Math.Sqrt(spread / truth.Length):G4}. Check the units and the order of the columns; if the output is a logit of classes, name these with --classes.");
            }
        }
    }

    private static IEnumerable<string> Decisions(ImportedModel model, Dataset data, bool isUnlabelled)
    {
        Matrix<float> logits = model.Logits(data.Features);
        int classes = data.ClassNames.Count;
        int[] decisions = ImportedModel.Decide(logits);
        int[] counts = new int[classes];
        Array.ForEach(decisions, decision => counts[decision]++);
        int most = Array.IndexOf(counts, counts.Max());
        int certain = Enumerable.Range(0, data.Count).Count(e => Margin(logits, e) > Math.Log(Certain / (1 - Certain)));
        string advice = model.File.Inputs.Maps.All(map => map.IsIdentity)
            ? "The file scales no input: if the network was trained on scaled data, put the scaling in front of it, or scale the table."
            : "Check the units and the order of the columns.";
        if (data.Count >= FewRows && counts[most] >= Nearly * data.Count)
        {
            yield return $"{data.Source}: the network says '{data.ClassNames[most]}' for {counts[most]} of {data.Count} rows. {advice}";
        }
        else if (data.Count >= FewRows && certain >= Nearly * data.Count && Extent(data) > ManyDeviations)
        {
            yield return FormattableString.Invariant($"{data.Source}: the network is certain of {certain} of {data.Count} rows, by more than {Certain:P2}, and inputs reach {Extent(data):G4}. {advice}");
        }

        if (isUnlabelled || data.Count < FewRows)
        {
            yield break;
        }

        int[,] table = new int[classes, classes];
        for (int e = 0; e < data.Count; e++)
        {
            table[data.ClassOf(e), decisions[e]]++;
        }

        int right = Enumerable.Range(0, classes).Sum(c => table[c, c]);
        int commonest = Enumerable.Range(0, classes).Max(data.CountOf);
        (int[] names, int best) = BestNames(table, classes);
        if (best > right && best - right > 0.2 * data.Count && best > commonest)
        {
            yield return $"{data.Source}: the network decides {right} of {data.Count} rows as the labels say, and {best} if its outputs are {string.Join(", ", names.Select(c => data.ClassNames[c]))}: the order of the classes looks wrong. Name them in the order of the network's outputs, with --classes or in the recipe.";
        }
        else if (right <= commonest)
        {
            yield return $"{data.Source}: the network decides {right} of {data.Count} rows as the labels say, no more than always saying '{data.ClassNames[Enumerable.Range(0, classes).MaxBy(data.CountOf)]}'. {advice}";
        }
    }

    // Greedy: the largest number of the table names the first output, and so on.
    private static (int[] Names, int Right) BestNames(int[,] table, int classes)
    {
        int[] names = [.. Enumerable.Repeat(-1, classes)];
        int right = 0;
        for (int n = 0; n < classes; n++)
        {
            (int label, int output) = Enumerable.Range(0, classes).Where(label => !names.Contains(label))
                .SelectMany(label => Enumerable.Range(0, classes).Where(output => names[output] < 0).Select(output => (label, output)))
                .MaxBy(pair => table[pair.label, pair.output]);
            names[output] = label;
            right += table[label, output];
        }

        return (names, right);
    }

    private static double Extent(Dataset data) => data.Features.Values.ToArray().Max(Math.Abs);

    // The distance of the largest logit from the next one.
    private static double Margin(Matrix<float> logits, int example)
    {
        if (logits.Rows == 1)
        {
            return Math.Abs(logits[0, example]);
        }

        float[] sorted = [.. Enumerable.Range(0, logits.Rows).Select(j => logits[j, example]).OrderDescending()];
        return sorted[0] - sorted[1];
    }
}
