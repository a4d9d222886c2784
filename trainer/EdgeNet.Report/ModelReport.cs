using System.Text;
using EdgeNet.Report.Sections;

namespace EdgeNet.Report;

/// <summary>Shows a trained model on one page: HTML with its style and charts inside, which needs no network and no script.</summary>
public static class ModelReport
{
    /// <summary>The page is smaller than this many bytes, whatever the model: long lists are cut, and say so.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>Writes the page. The same model on the same examples gives the same bytes.</summary>
    /// <remarks>
    /// Curves, decisions and importance are computed on the test part, or else the dev part, or else the training part; the curve
    /// of thresholds is of the dev part, on which one is chosen. The page is well-formed XML as well.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <returns>HTML in UTF-8.</returns>
    public static byte[] Write(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(model, DeviceTarget.Esp32);
    }

    /// <summary>Writes the page of an anomaly model: how scores lie, what is found, and which inputs count most.</summary>
    /// <param name="model">The model.</param>
    /// <returns>HTML in UTF-8.</returns>
    public static byte[] Write(TrainedAnomaly model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Write(model, DeviceTarget.Esp32);
    }

    /// <summary>The same, for a board.</summary>
    internal static byte[] Write(TrainedAnomaly model, DeviceTarget device) => AnomalyReport.Write(new AnomalySource(model.File, model.Parts, model.Scores, model.Warnings), device);

    /// <summary>The same, for a board.</summary>
    internal static byte[] Write(TrainedModel model, DeviceTarget device) =>
        Write(new JudgedModel(model), device, "EdgeNet report: the float network, and the integer model as the device library runs it.");

    /// <summary>Writes the page of a model file on the data of its recipe; what only the float network could tell is left out.</summary>
    /// <param name="model">The file.</param>
    /// <param name="device">The board.</param>
    /// <returns>HTML in UTF-8.</returns>
    internal static byte[] Write(SavedModel model, DeviceTarget device) => model.File.Device.IsAnomaly ? AnomalyReport.Write(new AnomalySource(model.File, model.Parts, model.AnomalyScores, model.Warnings), device) : Write(new JudgedModel(model), device, "EdgeNet report: a model file, as the device library runs it.");

    private static byte[] Write(JudgedModel judged, DeviceTarget target, string subtitle)
    {
        var page = new Page(judged.Device.Name, subtitle);
        SummarySection.Write(page, judged);
        LearningSection.Write(page, judged);
        if (judged.IsRegression)
        {
            EstimateSection.Write(page, judged);
        }
        else
        {
            ConfusionSection.Write(page, judged);
            if (!judged.IsJudgedByFloat) // curves of its own answers would praise the float network
            {
                CurveSection.Write(page, judged);
                CalibrationSection.Write(page, judged);
                ThresholdSection.Write(page, judged);
            }

            BoundarySection.Write(page, judged);
        }

        ImportanceSection.Write(page, judged);
        QuantizationSection.Write(page, judged);
        DeviceSection.Write(page, judged.File, target);
        return Encoding.UTF8.GetBytes(page.ToHtml());
    }
}
