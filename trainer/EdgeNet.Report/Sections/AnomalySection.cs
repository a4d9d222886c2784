using System.Globalization;
using static System.FormattableString;

namespace EdgeNet.Report.Sections;

/// <summary>An anomaly model, its data, and what it finds of each part and class.</summary>
internal static class AnomalySection
{
    private const int MaxNames = 12;

    public static void Write(Page page, AnomalySource source)
    {
        page.OpenSection("summary", "Summary", $"The model has learned normal examples alone; the {source.PartName} part is what counts. A score is 1 at the threshold: from there on an example is unusual.");
        page.AddFacts("Model", Facts(source));
        page.AddTable(
            "Parts", ["part", "normal", "false alarms (95 %)", "unusual", "found", "AUC", Invariant($"AUC to {100 * AnomalyScore.PartialShare:0} %")],
            [.. source.Scores.Select(RowOf)], null,
            Invariant($"AUC: the area under the ROC curve, how often an unusual example is farther from normal than a normal one. To {100 * AnomalyScore.PartialShare:0} %: where there are no more false alarms than that, standardised such that chance is 0.5 (McClish, 1989). The threshold was chosen on dev."));
        if (source.Scores[^1].Kinds is { Count: > 0 } kinds)
        {
            page.AddTable(
                $"What is found, on {source.PartName}", ["class", "examples", "found", "AUC"],
                [.. kinds.Select(kind => (IReadOnlyList<string>)[kind.Name, Numbers.Count(kind.Count), Share(kind.Detected, kind.Count), Numbers.Ratio(kind.Auc)])]);
        }

        if (source.Warnings.Count > 0)
        {
            page.AddFacts("Warnings", source.Warnings.Select((warning, i) => ((i + 1).ToString(CultureInfo.InvariantCulture), warning)));
        }

        page.CloseSection();
    }

    private static IEnumerable<(string Name, string Value)> Facts(AnomalySource source)
    {
        Model device = source.File.Device;
        yield return ("data", $"{source.Parts.Train.Source}: " + string.Join(", ", source.Scores.Select(part => $"{part.Name} {Numbers.Count(part.NormalCount + part.UnusualCount)}")) + " examples");
        IReadOnlyList<string> names = source.Part.FeatureNames;
        yield return ("inputs", $"{Numbers.Count(names.Count)}: {string.Join(", ", names.Take(MaxNames))}{(names.Count > MaxNames ? $", … and {Numbers.Count(names.Count - MaxNames)} more" : string.Empty)}");
        yield return ("normal is described by", source.File.DescribeNormal());
        yield return ("threshold", $"score 1, distance {Numbers.Count(device.LogitThreshold)}");
        byte[] file = source.File.Bytes;
        yield return ("model file", $"{Numbers.Count(file.Length)} bytes, CRC-32 {BitConverter.ToUInt32(file, file.Length - ModelFormat.CrcLength):x8}");
    }

    private static IReadOnlyList<string> RowOf(AnomalyScore score)
    {
        (double lowest, double highest) = score.FalseAlarmInterval;
        return
        [
            score.Name, Numbers.Count(score.NormalCount),
            score.NormalCount == 0 ? "–" : Invariant($"{Share(score.FalseAlarms, score.NormalCount)} ({100 * lowest:F1} to {100 * highest:F1})"),
            Numbers.Count(score.UnusualCount), Share(score.Detected, score.UnusualCount), Numbers.Ratio(score.Auc), Numbers.Ratio(score.PartialAuc),
        ];
    }

    private static string Share(int count, int all) => all == 0 ? "–" : Numbers.Percent((double)count / all);
}
