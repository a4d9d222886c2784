using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Quantization;
using OxyPlot.Series;

namespace EdgeNet.Report.Sections;

/// <summary>The loss by quantization: outputs of the device beside those of the float network, and the error after each step.</summary>
internal static class QuantizationSection
{
    private const int MaxCharts = 4;

    public static void Write(Page page, JudgedModel judged)
    {
        if (judged.Trained is not { } model || judged.FloatOutputs is not { } real)
        {
            return;
        }

        string what = judged.IsRegression ? "estimates" : judged.IsBinary ? "logits" : "logits of all classes";
        page.OpenSection("quantization", $"Float against {judged.Integers}", $"The {what} of both on the {judged.PartName} part; on the dashed line quantization changes nothing.");
        if (judged.IsRegression)
        {
            for (int t = 0; t < Math.Min(MaxCharts, judged.OutputNames.Count); t++)
            {
                string name = judged.OutputNames[t];
                var chart = new Chart($"{name}, float", $"{name}, {judged.Integers}");
                chart.AddDiagonal();
                chart.AddMarks(Paint.Series1, [.. real.Row(t).ToArray().Zip(judged.DeviceOutputs.Row(t).ToArray())]);
                page.AddFigure($"Float against {judged.Integers}: {name}", chart, LargestDifference(judged, real, t, t + 1));
            }
        }
        else
        {
            var chart = new Chart("logit, float", $"logit, {judged.Integers}");
            chart.AddDiagonal();
            int most = Math.Max(50, 500 / real.Rows);
            for (int j = 0; j < Math.Min(Theme.SeriesCount, real.Rows); j++)
            {
                chart.AddMarks(Theme.Series(j), [.. real.Row(j).ToArray().Zip(judged.DeviceOutputs.Row(j).ToArray())], most: most);
                if (!judged.IsBinary)
                {
                    chart.Name(judged.OutputNames[j], Theme.Series(j));
                }
            }

            page.AddFigure($"Float against {judged.Integers}", chart, LargestDifference(judged, real, 0, real.Rows));
        }

        WriteSteps(page, judged, model);
        page.CloseSection();
    }

    private static string LargestDifference(JudgedModel judged, Matrix<double> real, int from, int to)
    {
        double largest = 0;
        for (int j = from; j < to; j++)
        {
            for (int e = 0; e < judged.Part.Count; e++)
            {
                largest = Math.Max(largest, Math.Abs(real[j, e] - judged.DeviceOutputs[j, e]));
            }
        }

        return $"Largest difference: {Numbers.Quantity(largest)}.";
    }

    private static void WriteSteps(Page page, JudgedModel judged, TrainedModel model)
    {
        Dataset examples = judged.Part;
        IReadOnlyList<QuantizationStep> steps =
            model.QuantizationSteps(examples);
        Chart chart = Chart.Bars("error, RMS", [.. steps.Select((step, i) => Short(i, steps.Count))]);
        var bars = new BarSeries { FillColor = Theme.Color(Paint.Series1), StrokeColor = Theme.Color(Paint.Series1), StrokeThickness = 0 };
        bars.Items.AddRange(steps.Select(step => new BarItem(step.LogitRms)));
        chart.Plot.Series.Add(bars);
        string of = judged.IsRegression ? "estimates, in standard deviations," : "logits";
        string tuned = model.Integers.Aware is null ? string.Empty : " Against the fine-tuned network, whose weights were rounded.";
        page.AddFigure(
            "Error by layer", chart,
            $"Root mean square error of the {of} after each step; each bar has the steps above it, so that what a layer adds is the difference. Calibration: {model.Quantized.Calibration}.{tuned}");
        page.AddTable(
            "Error of each step", ["step", "error, RMS", "added"],
            [.. steps.Select(step => (IReadOnlyList<string>)[step.Name, Fixed(step.LogitRms), Signed(step.Added)])]);
    }

    private static string Short(int step, int count) => step switch
    {
        0 => "inputs",
        _ when step == count - 1 => "integers",
        _ => step % 2 == 1 ? $"weights {(step + 1) / 2}" : $"activations {step / 2}",
    };

    private static string Fixed(double value) => value.ToString("F4", System.Globalization.CultureInfo.InvariantCulture);

    private static string Signed(double value) => Math.Round(value, 4).ToString("+0.0000;-0.0000;0.0000", System.Globalization.CultureInfo.InvariantCulture);
}
