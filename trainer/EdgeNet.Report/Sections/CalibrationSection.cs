using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Networks;
using EdgeNet.Trainer.Numerics;
using OxyPlot;

namespace EdgeNet.Report.Sections;

/// <summary>The reliability diagram: whether the probabilities mean what they say.</summary>
internal static class CalibrationSection
{
    public static void Write(Page page, Subject subject)
    {
        CalibrationCurve real = Curve(subject, subject.FloatOutputs), device = Curve(subject, subject.DeviceOutputs);
        string what = subject.IsBinary ? $"the probability of '{subject.OutputNames[1]}'" : "the probability of the class decided for";
        page.OpenSection(
            "calibration", "Calibration",
            $"Where {what} can be taken at its word, the curve follows the diagonal; below it the model is too sure of itself. On the {subject.JudgedName} part.");
        Chart chart = Chart.OfShares("mean probability", subject.IsBinary ? "share that is positive" : "share that is right");
        chart.AddDiagonal();
        chart.AddCurve("float", Paint.Series2, Points(real), LineStyle.Dash, hasMarks: true);
        chart.AddCurve(subject.Integers, Paint.Series1, Points(device), LineStyle.Solid, hasMarks: true);
        page.AddFigure(
            "Reliability diagram", chart,
            $"Expected calibration error: float {Numbers.Percent(real.ExpectedError)}, {subject.Integers} {Numbers.Percent(device.ExpectedError)}. With few examples a range strays from the diagonal by chance.");

        var counts = new Chart("probability", "examples");
        (counts.Horizontal.Minimum, counts.Horizontal.Maximum, counts.Horizontal.MajorStep) = (0, 1, 0.2);
        counts.Vertical.Minimum = 0;
        foreach (CalibrationCurve.Bin bin in device.Bins)
        {
            counts.AddRectangle(Paint.Series1, 1, bin.Lowest + 0.008, bin.Highest - 0.008, 0, bin.Count);
        }

        // Annotations do not widen an axis.
        counts.Vertical.Maximum = 1.05 * Math.Max(1, device.Bins.Max(bin => bin.Count));
        page.AddFigure("How many examples have which probability", counts, $"Of the {subject.Integers} model.");
        page.CloseSection();
    }

    private static CalibrationCurve Curve(Subject subject, Matrix<double> logits)
    {
        Matrix<double> probabilities = subject.Probabilities(logits);
        if (subject.IsBinary)
        {
            return CalibrationCurve.Of(probabilities.Values, subject.Judged.Labels.Values);
        }

        var confidences = new double[probabilities.Columns];
        var isRight = new float[confidences.Length];
        for (int e = 0; e < confidences.Length; e++)
        {
            int decided = Softmax.IndexOfLargest(logits, e);
            confidences[e] = Math.Min(1, probabilities[decided, e]);
            isRight[e] = subject.Judged.ClassOf(e) == decided ? 1 : 0;
        }

        return CalibrationCurve.Of(confidences, isRight);
    }

    private static (double X, double Y)[] Points(CalibrationCurve curve) =>
        [.. curve.Bins.Where(bin => bin.Count > 0).Select(bin => (bin.MeanProbability, bin.Share))];
}
