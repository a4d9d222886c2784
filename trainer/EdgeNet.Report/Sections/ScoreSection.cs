using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Report.Sections;

/// <summary>Where the scores of normal and unusual examples lie, what other thresholds would give, and which inputs count most.</summary>
internal static class ScoreSection
{
    private const int Bins = 30;
    private const double Highest = 3; // drawn; higher scores are counted there
    private const int MaxInputs = 12;

    public static void Write(Page page, AnomalySource source)
    {
        page.OpenSection("scores", "Scores", $"Of the {Numbers.Count(source.Part.Count)} examples of the {source.PartName} part, by the device library.");
        WriteDistribution(page, source);
        WriteThresholds(page, source);
        WriteInputs(page, source);
        page.CloseSection();
    }

    private static void WriteDistribution(Page page, AnomalySource source)
    {
        var chart = new Chart("score", "share of the examples");
        (chart.Horizontal.Minimum, chart.Horizontal.Maximum) = (0, Highest + (Highest / Bins));
        foreach (((string name, bool isNormal, int[] examples), int number) in source.Kinds.Take(Theme.SeriesCount).Select((kind, number) => (kind, number)))
        {
            var counts = new int[Bins + 1];
            foreach (int e in examples)
            {
                counts[(int)Math.Min(Bins, source.ScoreOf[e] / Highest * Bins)]++;
            }

            chart.AddCurve(isNormal ? name : $"unusual: {name}", Theme.Series(number), [.. counts.Select((count, bin) => ((bin + 0.5) * Highest / Bins, (double)count / examples.Length))]);
        }

        chart.AddVerticalLine(1);
        page.AddFigure("Where the scores lie", chart, $"Each curve is of one class, in steps of {FormattableString.Invariant($"{Highest / Bins:0.##}")}; the last point holds all scores from {Highest} on. Left of the line is normal.");
    }

    private static void WriteThresholds(Page page, AnomalySource source)
    {
        double[] normal = [.. Enumerable.Range(0, source.Part.Count).Where(e => source.Part.ClassOf(e) == 0).Select(e => source.ScoreOf[e]).Order()];
        double[] unusual = [.. Enumerable.Range(0, source.Part.Count).Where(e => source.Part.ClassOf(e) == 1).Select(e => source.ScoreOf[e]).Order()];
        if (normal.Length == 0 || unusual.Length == 0)
        {
            return;
        }

        var curve = RocCurve.Of(source.ScoreOf, source.Part.Labels.Values);
        Chart roc = Chart.OfShares("share of false alarms", "share found");
        roc.AddDiagonal();
        roc.AddCurve("device", Paint.Series1, [.. curve.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate))]);
        roc.AddMarks(Paint.Series1, [(From(normal, 1), From(unusual, 1))], 5, 1);
        page.AddFigure("ROC curve", roc, $"What every other threshold would give; the dot is the model's own. Area under the curve: {Numbers.Ratio(curve.Area)}.");

        var chart = new Chart("threshold, as a score of today", "share");
        (chart.Vertical.Minimum, chart.Vertical.Maximum) = (-0.02, 1.02);
        double[] thresholds = [.. Enumerable.Range(0, 101).Select(step => step * Highest / 100)];
        chart.AddCurve("unusual that is found", Paint.Series1, [.. thresholds.Select(threshold => (threshold, From(unusual, threshold)))]);
        chart.AddCurve("false alarms", Paint.Series2, [.. thresholds.Select(threshold => (threshold, From(normal, threshold)))]);
        chart.AddVerticalLine(1);
        page.AddFigure("What another threshold would give", chart, $"At 1 there are {Numbers.Percent(From(normal, 1))} false alarms, and {Numbers.Percent(From(unusual, 1))} of what is unusual is found.");
    }

    // The share of sorted scores from a threshold on.
    private static double From(double[] sorted, double threshold) => (double)sorted.Count(score => score >= threshold) / sorted.Length;

    private static void WriteInputs(Page page, AnomalySource source)
    {
        (string Name, bool IsNormal, int[] Examples)[] kinds = [.. source.Kinds.Take(Theme.SeriesCount)];
        double[][] shares = [.. kinds.Select(kind => Enumerable.Range(0, source.Part.FeatureNames.Count).Select(i => (double)kind.Examples.Count(e => source.FarthestInputOf[e] == i) / kind.Examples.Length).ToArray())];
        int[] inputs = [.. Enumerable.Range(0, source.Part.FeatureNames.Count).Where(i => shares.Any(of => of[i] > 0)).OrderByDescending(i => shares.Where((_, k) => !kinds[k].IsNormal).DefaultIfEmpty(shares[0]).Max(of => of[i])).ThenBy(i => i)];
        string left = inputs.Length > MaxInputs ? $" The first {MaxInputs} of {inputs.Length} inputs." : string.Empty;
        page.AddTable(
            "Which input counts most", ["input", .. kinds.Select(kind => kind.Name)],
            [.. inputs.Take(MaxInputs).Select(i => (IReadOnlyList<string>)[source.Part.FeatureNames[i], .. shares.Select(of => Numbers.Percent(of[i]))])], null,
            $"Of the examples of each class the share of which this input is the largest part of the distance, as FarthestInput of the device says.{left}");
    }
}
