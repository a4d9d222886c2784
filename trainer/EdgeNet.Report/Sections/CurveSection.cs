using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Numerics;
using OxyPlot;

namespace EdgeNet.Report.Sections;

/// <summary>ROC and precision-recall curves: of the positive class, or of each class against the rest.</summary>
internal static class CurveSection
{
    public static void Write(Page page, JudgedModel judged)
    {
        page.OpenSection(
            "curves", "ROC and precision-recall",
            judged.IsBinary
                ? $"What every other threshold would give, on the {judged.PartName} part; the dot is the model's own."
                : $"Each class against all others, by its probability, on the {judged.PartName} part.");
        Chart roc = Chart.OfShares("false positive rate", "true positive rate");
        Chart recall = Chart.OfShares("recall", "precision");
        roc.AddDiagonal();
        string areas = string.Empty, averages = string.Empty, left = string.Empty;
        if (judged.IsBinary)
        {
            ReadOnlySpan<float> labels = judged.Part.Labels.Values;
            if (judged.FloatOutputs is { } real)
            {
                (double rocFloat, double recallFloat) = Add(roc, recall, "float", Paint.Series2, real.Row(0), labels, LineStyle.Dash);
                (areas, averages) = ($"float {Numbers.Ratio(rocFloat)}, ", $"float {Numbers.Ratio(recallFloat)}, ");
            }

            (double rocDevice, double recallDevice) = Add(roc, recall, judged.Integers, Paint.Series1, judged.DeviceOutputs.Row(0), labels, LineStyle.Solid);
            ConfusionTable confusion = judged.DeviceScore.Confusion!;
            int negatives = confusion.Actual(0);
            roc.AddMarks(Paint.Series1, [(negatives == 0 ? 0 : (double)confusion[0, 1] / negatives, confusion.Recall(1))], 5, 1);
            recall.AddMarks(Paint.Series1, [(confusion.Recall(1), confusion.Precision(1))], 5, 1);
            areas += $"{judged.Integers} {Numbers.Ratio(rocDevice)}";
            averages += $"{judged.Integers} {Numbers.Ratio(recallDevice)}";
        }
        else
        {
            Matrix<double> probabilities = judged.File.Probabilities(judged.DeviceOutputs);
            int[] classes = [.. Enumerable.Range(0, probabilities.Rows)
                .OrderBy(c => RocCurve.Of(probabilities.Row(c), judged.LabelsOf(c)).Area).Take(Theme.SeriesCount).Order()];
            var of = classes.Select((c, i) => (
                Name: judged.OutputNames[c],
                Areas: Add(roc, recall, judged.OutputNames[c], Theme.Series(i), probabilities.Row(c), judged.LabelsOf(c), LineStyle.Solid))).ToArray();
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

        // Without examples on both sides there is no curve.
        return labels.Contains(1) && labels.Contains(0) ? (first.Area, second.AveragePrecision) : (double.NaN, double.NaN);
    }
}

/// <summary>The reliability diagram: whether the probabilities are right.</summary>
internal static class CalibrationSection
{
    public static void Write(Page page, JudgedModel judged)
    {
        CalibrationCurve? real = judged.FloatOutputs is { } outputs ? Curve(judged, outputs) : null;
        CalibrationCurve device = Curve(judged, judged.DeviceOutputs);
        string what = judged.IsBinary ? $"the probability of '{judged.OutputNames[1]}'" : "the probability of the class decided for";
        page.OpenSection(
            "calibration", "Calibration",
            $"Where {what} can be taken at its word, the curve follows the diagonal; below it the model is too sure of itself. On the {judged.PartName} part.");
        Chart chart = Chart.OfShares("mean probability", judged.IsBinary ? "share that is positive" : "share that is right");
        chart.AddDiagonal();
        if (real is not null)
        {
            chart.AddCurve("float", Paint.Series2, Points(real), LineStyle.Dash, hasMarks: true);
        }

        chart.AddCurve(judged.Integers, Paint.Series1, Points(device), LineStyle.Solid, hasMarks: true);
        page.AddFigure(
            "Reliability diagram", chart,
            $"Expected calibration error: {(real is null ? string.Empty : $"float {Numbers.Percent(real.ExpectedError)}, ")}{judged.Integers} {Numbers.Percent(device.ExpectedError)}. With few examples a range strays from the diagonal by chance.{Temperature(judged)}");

        var counts = new Chart("probability", "examples");
        (counts.Horizontal.Minimum, counts.Horizontal.Maximum, counts.Horizontal.MajorStep) = (0, 1, 0.2);
        counts.Vertical.Minimum = 0;
        foreach (CalibrationCurve.Bin bin in device.Bins)
        {
            counts.AddRectangle(Paint.Series1, 1, bin.Lowest + 0.008, bin.Highest - 0.008, 0, bin.Count);
        }

        // Annotations do not widen an axis.
        counts.Vertical.Maximum = 1.05 * Math.Max(1, device.Bins.Max(bin => bin.Count));
        page.AddFigure("How many examples have which probability", counts, $"Of the {judged.Integers} model.");
        page.CloseSection();
    }

    private static string Temperature(JudgedModel judged)
    {
        if (judged.Trained is not { } model)
        {
            return string.Empty;
        }

        TemperatureChoice choice = model.Temperature;
        string reason = choice.Reason switch
        {
            TemperatureReason.FewExamples => $" The temperature is 1: dev has {Numbers.Count(choice.Count)} examples, and {TemperatureSearch.LeastExamples} with {TemperatureSearch.LeastOfClass} of each class choose one.",
            TemperatureReason.AllRight => " The temperature is 1: all examples of dev are right, so that nothing says how sure the model may be.",
            TemperatureReason.AtEnd => " The temperature is 1: the one that suits dev best is beyond its range.",
            _ => string.Empty,
        };
        return model.CalibrationOn(judged.Part) is not { } error ? reason
            : $" Logits are divided by the temperature {Numbers.Ratio(choice.Temperature)}{(choice.Count == 0 ? string.Empty : $", chosen on {Numbers.Count(choice.Count)} examples of dev")}; without it the error of {judged.Integers} is "
                + $"{Numbers.Percent(error.Before.Value)}. 95 % intervals: {Interval(error.Before)} without, {Interval(error.After)} with it. Probabilities that are exactly right would show {Numbers.Percent(error.Perfect.Value)} by chance.";

        static string Interval(CalibrationEstimate estimate) => $"{Numbers.Percent(estimate.Lowest)} to {Numbers.Percent(estimate.Highest)}";
    }

    private static CalibrationCurve Curve(JudgedModel judged, Matrix<double> logits)
    {
        var probabilities = JudgedProbabilities.Of(logits, judged.Part.Labels);
        return CalibrationCurve.Of(probabilities.After, probabilities.IsRight);
    }

    private static (double X, double Y)[] Points(CalibrationCurve curve) =>
        [.. curve.Bins.Where(bin => bin.Count > 0).Select(bin => (bin.MeanProbability, bin.Share))];
}
