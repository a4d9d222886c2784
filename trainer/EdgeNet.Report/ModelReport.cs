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
    /// Curves, decisions and importance are of the test part, or of the dev part where there is none, or else of the training part; the curve
    /// of thresholds is of the dev part, on which one is chosen. The page is well-formed XML as well.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <returns>HTML in UTF-8.</returns>
    public static byte[] Write(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var subject = new Subject(model);
        var page = new Page(model.Name, "EdgeNet report: the float network, and the integer model as the device library runs it.");
        SummarySection.Write(page, subject);
        LearningSection.Write(page, subject);
        if (subject.IsRegression)
        {
            EstimateSection.Write(page, subject);
        }
        else
        {
            DecisionSection.Write(page, subject);
            CurveSection.Write(page, subject);
            CalibrationSection.Write(page, subject);
            ThresholdSection.Write(page, subject);
            BoundarySection.Write(page, subject);
        }

        ImportanceSection.Write(page, subject);
        QuantizationSection.Write(page, subject);
        DeviceSection.Write(page, subject);
        return Encoding.UTF8.GetBytes(page.ToHtml());
    }
}
