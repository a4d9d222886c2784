using EdgeNet.Networks.Evaluation;
using static System.FormattableString;

namespace EdgeNet.Report.Sections;

/// <summary>The stream that was run, and the scores of the recordings.</summary>
internal static class ReplaySection
{
    private const int MaxRows = 60;

    public static void Write(Page page, ReplaySource source)
    {
        StreamSettings settings = source.Settings;
        DecisionRules rules = settings.Rules;
        double rate = settings.RateMillihertz / 1000.0;
        page.OpenSection("replay", "Replay", $"{source.File}: {Numbers.Count(source.Timelines.Count)} recording{(source.Timelines.Count == 1 ? string.Empty : "s")}, each run as a device would that has just been switched on.");
        var facts = new List<(string Name, string Value)>
        {
            ("channels", string.Join(", ", settings.Channels)),
            ("rate", Invariant($"{rate:0.###} Hz")),
            ("window", Invariant($"{settings.Window} readings, {settings.Window / rate:0.##} s")),
            ("a decision every", Invariant($"{settings.Stride} readings, {settings.Stride / rate:0.##} s")),
            ("features", Numbers.Count(settings.Features.Length)),
            ("a state needs", $"{rules.Votes} of {rules.OfLast} votes"),
            ("it lasts at least", Invariant($"{rules.MinimumReadings / rate:0.##} s")),
        };
        if (source.Predictor.OutputCount == 1)
        {
            (string high, string low) = source.Predictor.IsAnomaly ? ("unusual from a score of", "normal below") : ("positive from", "negative below");
            facts.Add((high, Invariant($"{source.Predictor.Probability(rules.OnLogit):F3}")));
            facts.Add((low, Invariant($"{source.Predictor.Probability(rules.OffLogit):F3}")));
        }

        page.AddFacts("The stream", facts);
        if (source.Timelines.Any(timeline => timeline.HasTruth))
        {
            WriteScores(page, source);
        }

        page.CloseSection();
    }

    private static void WriteScores(Page page, ReplaySource source)
    {
        int classes = source.Predictor.LabelCount;
        var rows = new List<IReadOnlyList<string>>();
        if (source.Timelines.Count > 1)
        {
            rows.Add(RowOf("all", TimelineScore.Of(source.Timelines, classes)));
        }

        rows.AddRange(source.Timelines.Take(MaxRows).Select(timeline => RowOf(timeline.Name, TimelineScore.Of([timeline], classes))));
        string left = source.Timelines.Count > MaxRows ? $" The first {MaxRows} of {Numbers.Count(source.Timelines.Count)} recordings." : string.Empty;
        string alarm = classes == 2
            ? $"A false alarm is that '{source.Predictor.LabelOf(1)}' is entered while it is not true."
            : "A false alarm is that a state is entered which is not true.";
        page.AddTable(
            "How soon, how rightly",
            ["recording", "right", "changes", "missed", "delay, median", "longest", "false alarms", "an hour"],
            rows,
            note: $"Right: the share of the time from the first decision on. Delay: from a change of the true class to the state that says so. {alarm}{left}");
    }

    private static string[] RowOf(string name, TimelineScore score) =>
    [
        name,
        double.IsNaN(score.ShareRight) ? "–" : Numbers.Percent(score.ShareRight),
        Numbers.Count(score.Detections.Count),
        Numbers.Count(score.Missed),
        Seconds(score.MedianDelaySeconds),
        Seconds(score.LongestDelaySeconds),
        Numbers.Count(score.FalseAlarms.Count),
        double.IsNaN(score.FalseAlarmsPerHour) ? "–" : Invariant($"{score.FalseAlarmsPerHour:F1}"),
    ];

    private static string Seconds(double seconds) => double.IsNaN(seconds) ? "–" : Invariant($"{seconds:F2} s");
}
