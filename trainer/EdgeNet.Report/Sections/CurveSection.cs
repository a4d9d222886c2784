using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Numerics;
using OxyPlot;

namespace EdgeNet.Report.Sections;

/// <summary>ROC and precision-recall curves: of the positive class, or of each class against the rest.</summary>
internal static class CurveSection
{
    public static void Write(Page page, Subject subject)
    {
        page.OpenSection(
            "curves", "ROC and precision-recall",
            subject.IsBinary
                ? $"What every other threshold would give, on the {subject.JudgedName} part; the dot is the model's own."
                : $"Each class against all others, by its probability, on the {subject.JudgedName} part.");
        Chart roc = Chart.OfShares("false positive rate", "true positive rate");
        Chart recall = Chart.OfShares("recall", "precision");
        roc.AddDiagonal();
        string areas, averages, left = string.Empty;
        if (subject.IsBinary)
        {
            ReadOnlySpan<float> labels = subject.Judged.Labels.Values;
            (double rocFloat, double recallFloat) = Add(roc, recall, "float", Paint.Series2, subject.FloatOutputs.Row(0), labels, LineStyle.Dash);
            (double rocDevice, double recallDevice) = Add(roc, recall, subject.Integers, Paint.Series1, subject.DeviceOutputs.Row(0), labels, LineStyle.Solid);
            ConfusionTable confusion = subject.DeviceScore.Confusion!;
            int negatives = confusion.Actual(0);
            roc.AddMarks(Paint.Series1, [(negatives == 0 ? 0 : (double)confusion[0, 1] / negatives, confusion.Recall(1))], 5, 1);
            recall.AddMarks(Paint.Series1, [(confusion.Recall(1), confusion.Precision(1))], 5, 1);
            areas = $"float {Numbers.Ratio(rocFloat)}, {subject.Integers} {Numbers.Ratio(rocDevice)}";
            averages = $"float {Numbers.Ratio(recallFloat)}, {subject.Integers} {Numbers.Ratio(recallDevice)}";
        }
        else
        {
            Matrix<double> probabilities = subject.Probabilities(subject.DeviceOutputs);
            int[] classes = [.. Enumerable.Range(0, probabilities.Rows)
                .OrderBy(c => RocCurve.Of(probabilities.Row(c), subject.LabelsOf(c)).Area).Take(Theme.SeriesCount).Order()];
            var of = classes.Select((c, i) => (
                Name: subject.OutputNames[c],
                Areas: Add(roc, recall, subject.OutputNames[c], Theme.Series(i), probabilities.Row(c), subject.LabelsOf(c), LineStyle.Solid))).ToArray();
            areas = string.Join(", ", of.Select(each => $"{each.Name} {Numbers.Ratio(each.Areas.Roc)}"));
            averages = string.Join(", ", of.Select(each => $"{each.Name} {Numbers.Ratio(each.Areas.Recall)}"));
            left = classes.Length < probabilities.Rows ? $" Of {probabilities.Rows} classes, the {classes.Length} with the smallest areas." : string.Empty;
        }

        page.AddFigure("ROC curve", roc, $"Area under the curve: {areas}.{left}");
        page.AddFigure("Precision-recall curve", recall, $"Average precision: {averages}.{left}");
        page.CloseSection();
    }

    private static (double Roc, double Recall) Add(
        Chart roc, Chart recall, string name, Paint paint, ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, LineStyle style)
    {
        var first = RocCurve.Of(scores, labels);
        var second = PrecisionRecallCurve.Of(scores, labels);
        roc.AddCurve(name, paint, [.. first.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate))], style);
        recall.AddCurve(name, paint, [.. second.Points.Select(point => (point.Recall, point.Precision))], style);

        // Without an example of either side there is nothing to tell apart.
        return labels.Contains(1) && labels.Contains(0) ? (first.Area, second.AveragePrecision) : (double.NaN, double.NaN);
    }
}
