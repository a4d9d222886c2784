using System.Text;
using EdgeNet.Report.Sections;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Report;

/// <summary>Shows an anomaly model on one page: how the scores of normal and unusual examples lie, what is found, and which inputs make it unusual.</summary>
internal static class AnomalyReport
{
    /// <summary>Writes the page. The same model on the same examples gives the same bytes; the page is well-formed XML as well.</summary>
    /// <param name="source">The model and its examples.</param>
    /// <param name="device">The board.</param>
    /// <returns>HTML in UTF-8.</returns>
    public static byte[] Write(AnomalySource source, DeviceTarget device)
    {
        var page = new Page(source.File.Device.Name, "EdgeNet report: an anomaly model, as the device library runs it.");
        AnomalySection.Write(page, source);
        ScoreSection.Write(page, source);
        DeviceSection.Write(page, source.File, device);
        return Encoding.UTF8.GetBytes(page.ToHtml());
    }
}

/// <summary>An anomaly model with its examples, and what the device library says of those that judge it.</summary>
internal sealed class AnomalySource
{
    /// <summary>Runs the judging part: test, else dev, else training.</summary>
    /// <param name="file">The model.</param>
    /// <param name="parts">Its examples, labelled 0 for normal and 1 for unusual.</param>
    /// <param name="scores">How it judges each part.</param>
    /// <param name="warnings">About data and threshold.</param>
    public AnomalySource(ModelFile file, ExampleParts parts, IReadOnlyList<AnomalyScore> scores, IReadOnlyList<string> warnings)
    {
        (File, Parts, Scores, Warnings) = (file, parts, scores, warnings);
        Part = parts.All.Last();
        PartName = scores[^1].Name == "train" ? "training" : scores[^1].Name;
        ScoreOf = new double[Part.Count];
        FarthestInputOf = new int[Part.Count];
        var features = new float[file.Device.InputCount];
        for (int e = 0; e < ScoreOf.Length; e++)
        {
            Part.CopyExample(e, features);
            ScoreOf[e] = file.Device.Probability(file.Device.Logit(features));
            FarthestInputOf[e] = file.Device.FarthestInput();
        }
    }

    public ModelFile File { get; }

    public ExampleParts Parts { get; }

    public IReadOnlyList<AnomalyScore> Scores { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The part that the model is judged by.</summary>
    public Dataset Part { get; }

    public string PartName { get; }

    /// <summary>Of each example of the part, 1 at the threshold.</summary>
    public double[] ScoreOf { get; }

    /// <summary>Of each example of the part the input that counts most.</summary>
    public int[] FarthestInputOf { get; }

    /// <summary>The examples of the part by what they are: the normal ones first, then those of each unusual class.</summary>
    public IReadOnlyList<(string Name, bool IsNormal, int[] Examples)> Kinds =>
    [
        .. Enumerable.Range(0, Part.Count).GroupBy(e => (IsUnusual: Part.ClassOf(e), Name: Part.ClassOf(e) == 0 ? Part.ClassNames[0] : Part.Kinds?[e] ?? Part.ClassNames[1]))
            .OrderBy(kind => kind.Key.IsUnusual).ThenBy(kind => kind.Key.Name, StringComparer.Ordinal)
            .Select(kind => (kind.Key.Name, kind.Key.IsUnusual == 0, kind.ToArray())),
    ];
}
