using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Report.Sections;

/// <summary>Precision, recall and F1 against the threshold, with the model's own threshold.</summary>
internal static class ThresholdSection
{
    public static void Write(Page page, Subject subject)
    {
        if (!subject.IsBinary)
        {
            return;
        }

        Dataset examples = subject.Source.Dev is { Count: > 0 } dev ? dev : subject.Judged;
        string part = ReferenceEquals(examples, subject.Judged) ? subject.JudgedName : "dev";
        double[] probabilities = subject.Probabilities(subject.OutputsOfDevice(examples)).Values.ToArray();
        var curve = PrecisionRecallCurve.Of(probabilities, examples.Labels.Values);
        page.OpenSection(
            "threshold", "Threshold", $"An example is called '{subject.OutputNames[1]}' from this probability on. Of the {subject.Integers} model, on the {part} part.");
        Chart chart = Chart.OfShares("threshold", "share");
        chart.AddCurve("precision", Paint.Series1, Points(curve, point => point.Precision));
        chart.AddCurve("recall", Paint.Series2, Points(curve, point => point.Recall));
        chart.AddCurve("F1", Paint.Series3, Points(curve, point => point.F1));
        string note = $"Dashed: the model's threshold, {Numbers.Ratio(subject.Recipe.Threshold)}, which the recipe names.";
        if (subject.Model.Threshold is { } choice)
        {
            double lowest = subject.Model.Quantized.ProbabilityOf(choice.Lowest), highest = subject.Model.Quantized.ProbabilityOf(choice.Highest);
            chart.AddRectangle(Paint.Muted, 0.2, lowest, highest, 0, 1);
            note = $"Dashed: the model's threshold, {Numbers.Ratio(subject.Recipe.Threshold)}, {Describe(choice)}. Shaded: from {Numbers.Ratio(lowest)} to "
                + $"{Numbers.Ratio(highest)}, where 95 % of {Numbers.Count(choice.Samples)} {(choice.IsSmoothed ? "smoothed " : string.Empty)}bootstrap samples have it: the best threshold "
                + "for all such examples, not these alone, is likely to be in there.";
        }

        chart.AddVerticalLine(subject.Recipe.Threshold);
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
