using System.Text;
using EdgeNet.Report.Sections;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;

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
    /// <param name="source">The model and its examples.</param>
    /// <returns>HTML in UTF-8.</returns>
    public static byte[] Write(ReportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var subject = new Subject(source);
        var page = new Page(subject.Recipe.Name, "EdgeNet report: the float network, and the integer model as the device library runs it.");
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

/// <summary>What a report is of.</summary>
/// <param name="Model">The model in all its forms.</param>
/// <param name="Train">The examples it was trained on.</param>
/// <param name="Dev">The dev part, or null.</param>
/// <param name="Test">The test part, or null.</param>
/// <param name="Generated">The model as a C# class, or null where it is too large for one.</param>
public sealed record ReportSource(TrainedModel Model, Dataset Train, Dataset? Dev, Dataset? Test, CSharpModel? Generated)
{
    /// <summary>What was said of the data, and of what the model does not do.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}
