using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Report.Sections;

/// <summary>The confusion matrix of the integer model, with precision, recall and F1 of each class.</summary>
internal static class ConfusionSection
{
    private const int MaxColumns = 20;

    public static void Write(Page page, JudgedModel judged)
    {
        ConfusionTable confusion = judged.DeviceScore.Confusion!;
        IReadOnlyList<string> names = judged.OutputNames;
        page.OpenSection("confusion", "Decisions", $"What the {judged.Integers} model decides on the {judged.PartName} part{(judged.IsJudgedByFloat ? ", beside what the float network decides, which stands for the true class" : string.Empty)}.");
        if (confusion.Classes <= MaxColumns)
        {
            page.AddTable(
                "Confusion matrix",
                ["true class", .. names.Select(name => $"→ {Page.Shorten(name)}")],
                [.. Enumerable.Range(0, confusion.Classes).Select(
                    actual => (IReadOnlyList<string>)[names[actual], .. Enumerable.Range(0, confusion.Classes).Select(decided => Numbers.Count(confusion[actual, decided]))])],
                (row, column) => confusion.Actual(row) == 0 ? 0 : 0.6 * confusion[row, column - 1] / confusion.Actual(row),
                "A row for each true class, a column for each decision.");
        }
        else
        {
            WriteMistakes(page, confusion, names);
        }

        page.AddTable(
            "Classes",
            ["class", "examples", "precision", "recall", "F1"],
            [.. Enumerable.Range(0, Math.Min(confusion.Classes, 100)).Select(c => (IReadOnlyList<string>)
                [names[c], Numbers.Count(confusion.Actual(c)), .. Metric.ShowClass(confusion, c)])],
            null,
            confusion.Classes > 100 ? "The first 100 classes." : string.Empty);
        page.CloseSection();
    }

    // A matrix of many classes is mostly zeros: show its most frequent errors instead.
    private static void WriteMistakes(Page page, ConfusionTable confusion, IReadOnlyList<string> names)
    {
        var mistakes = from actual in Enumerable.Range(0, confusion.Classes)
                       from decided in Enumerable.Range(0, confusion.Classes)
                       where actual != decided && confusion[actual, decided] > 0
                       orderby confusion[actual, decided] descending, actual, decided
                       select (IReadOnlyList<string>)[names[actual], names[decided], Numbers.Count(confusion[actual, decided])];
        page.AddTable(
            "Confusion matrix: the most frequent mistakes", ["true class", "taken for", "examples"], [.. mistakes.Take(MaxColumns)], null,
            $"Of {confusion.Classes} classes, the {MaxColumns} largest numbers beside the diagonal.");
    }
}

/// <summary>Precision, recall and F1 against the threshold, with the model's own threshold.</summary>
internal static class ThresholdSection
{
    public static void Write(Page page, JudgedModel judged)
    {
        if (!judged.IsBinary)
        {
            return;
        }

        Dataset examples = judged.Parts.Dev is { Count: > 0 } dev ? dev : judged.Part;
        string part = ReferenceEquals(examples, judged.Part) ? judged.PartName : "dev";
        double[] probabilities = judged.File.Probabilities(judged.File.Outputs(examples)).Values.ToArray();
        var curve = PrecisionRecallCurve.Of(probabilities, examples.Labels.Values);
        page.OpenSection(
            "threshold", "Threshold", $"An example is called '{judged.OutputNames[1]}' from this probability on. Of the {judged.Integers} model, on the {part} part.");
        Chart chart = Chart.OfShares("threshold", "share");
        chart.AddCurve("precision", Paint.Series1, Points(curve, point => point.Precision));
        chart.AddCurve("recall", Paint.Series2, Points(curve, point => point.Recall));
        chart.AddCurve("F1", Paint.Series3, Points(curve, point => point.F1));
        string note = $"Dashed: the model's threshold, {Numbers.Ratio(judged.Threshold)}{(judged.Trained is null ? "." : ", which the recipe names.")}";
        if (judged.Trained is { Threshold: { } choice } trained)
        {
            double lowest = trained.Quantized.ProbabilityOf(choice.Lowest), highest = trained.Quantized.ProbabilityOf(choice.Highest);
            chart.AddRectangle(Paint.Muted, 0.2, lowest, highest, 0, 1);
            note = $"Dashed: the model's threshold, {Numbers.Ratio(judged.Threshold)}, {Describe(choice)}. Shaded: from {Numbers.Ratio(lowest)} to "
                + $"{Numbers.Ratio(highest)}, where 95 % of {Numbers.Count(choice.Samples)} {(choice.IsSmoothed ? "smoothed " : string.Empty)}bootstrap samples have it: the best threshold "
                + "for all such examples, not these alone, is likely to be in there.";
        }

        chart.AddVerticalLine(judged.Threshold);
        page.AddFigure("Precision, recall and F1 against the threshold", chart, note);
        page.CloseSection();
    }

    private static string Describe(ThresholdChoice choice)
    {
        string by = choice.Rule.Kind switch
        {
            ThresholdKind.Precision => $"a precision of {Numbers.Percent(choice.Rule.At)}",
            ThresholdKind.Recall => $"a recall of {Numbers.Percent(choice.Rule.At)}",
            ThresholdKind.Cost => FormattableString.Invariant($"the costs of a miss, {choice.Rule.MissCost}, and a false alarm, {choice.Rule.FalseAlarmCost}"),
            _ => "F1",
        };
        return choice.IsReached ? $"chosen on dev for {by}" : $"the nearest on dev to {by}, which is out of reach";
    }

    private static (double X, double Y)[] Points(PrecisionRecallCurve curve, Func<PrecisionRecallCurve.Point, double> of) =>
        [.. curve.Points.Reverse().Select(point => (point.Threshold, of(point)))];
}
