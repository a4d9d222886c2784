using System.Globalization;
using EdgeNet.Networks.Evaluation;
using static System.FormattableString;

namespace EdgeNet.Report.Sections;

/// <summary>Probabilities, states and true classes over time, a chart for each recording.</summary>
internal static class TimelineSection
{
    // Strips below the probabilities, where the axis has its steps.
    private const double Step = 0.25;
    private const double StateAt = -Step;
    private const double TruthAt = -2 * Step;
    private const double HalfStrip = 0.09;
    private const double Height = 300;
    private const int MaxListed = 12;
    private const double DelayOpacity = 0.35;
    private const double HighestScore = 2; // drawn; higher ones are drawn there

    public static void Write(Page page, ReplaySource source)
    {
        int drawn = Math.Min(source.Timelines.Count, ReplayReport.MaxDrawn);
        string left = drawn < source.Timelines.Count ? $" The first {drawn} of {Numbers.Count(source.Timelines.Count)} recordings." : string.Empty;
        page.OpenSection(
            "timelines", "Over time",
            $"Above, {(source.Predictor.IsAnomaly ? "the score that the model gives every window, 1 at its threshold and at most 2 here" : $"the probability {(source.Predictor.OutputCount == 1 ? $"of '{source.Predictor.PositiveLabel}'" : "of each class")} that the network gives every window")}; below, the state that the rules make of it, and what is true. A shaded stretch is the delay from a change of the true class to its state; a dot is a false alarm.{(source.Predictor.KnowsUnfamiliar ? " A grey state is unfamiliar." : string.Empty)}{left}");
        foreach (StateTimeline timeline in source.Timelines.Take(drawn))
        {
            WriteOne(page, source, timeline);
        }

        page.CloseSection();
    }

    private static void WriteOne(Page page, ReplaySource source, StateTimeline timeline)
    {
        int classes = source.Predictor.LabelCount;
        bool isScore = source.Predictor.IsAnomaly;
        var chart = new Chart("time, s", isScore ? "score" : "probability", Height);
        (chart.Vertical.Minimum, chart.Vertical.Maximum, chart.Vertical.MajorStep) = (timeline.HasTruth ? TruthAt - 0.15 : StateAt - 0.15, 1.03, Step);
        chart.Vertical.LabelFormatter = value => AxisLabel(value, isScore ? HighestScore : 1);
        (chart.Horizontal.Minimum, chart.Horizontal.Maximum) = (0, timeline.Seconds);
        var score = TimelineScore.Of([timeline], classes);
        foreach (StateDetection detection in score.Detections)
        {
            double end = detection.IsMissed ? detection.EndSeconds : detection.Seconds + detection.DelaySeconds;
            chart.AddRectangle(Paint.Muted, DelayOpacity, detection.Seconds, end, TruthAt - HalfStrip, 1);
        }

        AddProbabilities(chart, source, timeline);
        AddStrip(chart, timeline, timeline.StateStretches(), StateAt);
        if (timeline.HasTruth)
        {
            AddStrip(chart, timeline, timeline.TruthStretches(), TruthAt);
        }

        chart.AddMarks(Paint.Ink, [.. score.FalseAlarms.Select(alarm => (alarm.Seconds, StateAt))], 3.5, 1);
        page.AddFigure(timeline.Name, chart, NoteOf(source, timeline, score));
    }

    // Two classes: one curve, in the colour of the positive class.
    private static void AddProbabilities(Chart chart, ReplaySource source, StateTimeline timeline)
    {
        bool isBinary = source.Predictor.OutputCount == 1;
        double highest = source.Predictor.IsAnomaly ? HighestScore : 1;
        for (int c = 0; c < Math.Min(source.Predictor.LabelCount, Theme.SeriesCount); c++)
        {
            string name = source.Predictor.LabelOf(c);
            if (isBinary && c == 0)
            {
                chart.Name(name, Theme.Series(c));
                continue;
            }

            int output = isBinary ? 0 : c;
            chart.AddCurve(
                name, Theme.Series(c), [.. timeline.Decisions.Select(decision => (decision.Reading / timeline.RateHertz, Math.Min(1, decision.Probabilities[output] / highest)))]);
        }

        if (isBinary)
        {
            DecisionRules rules = source.Settings.Rules;
            foreach (int logit in ((int[])[rules.OnLogit, rules.OffLogit]).Distinct())
            {
                chart.AddHorizontalLine(Math.Min(1, source.Predictor.Probability(logit) / highest));
            }
        }
    }

    private static void AddStrip(Chart chart, StateTimeline timeline, IReadOnlyList<StateStretch> stretches, double at)
    {
        foreach (StateStretch stretch in stretches.Where(stretch => stretch.State != StateTimeline.Unknown))
        {
            chart.AddRectangle(
                stretch.State == StateTimeline.Unfamiliar ? Paint.Muted : Theme.Series(stretch.State), 1, stretch.Start / timeline.RateHertz, stretch.End / timeline.RateHertz, at - HalfStrip, at + HalfStrip);
        }
    }

    private static string NoteOf(ReplaySource source, StateTimeline timeline, TimelineScore score)
    {
        if (timeline.Decisions.Count == 0)
        {
            return "Shorter than a window: nothing was decided.";
        }

        if (!timeline.HasTruth)
        {
            return "What is true is not known.";
        }

        IEnumerable<string> changes = score.Detections.Take(MaxListed).Select(detection => detection.IsMissed
            ? Invariant($"{ReplayReport.NameOf(source, detection.Truth)} at {detection.Seconds:F1} s was missed")
            : Invariant($"{ReplayReport.NameOf(source, detection.Truth)} at {detection.Seconds:F1} s after {detection.DelaySeconds:F2} s"));
        string more = score.Detections.Count > MaxListed ? $"; and {Numbers.Count(score.Detections.Count - MaxListed)} more" : string.Empty;
        string found = score.Detections.Count == 0 ? "The true class does not change." : $"Found: {string.Join("; ", changes)}{more}.";
        string right = double.IsNaN(score.ShareRight) ? string.Empty : $" Right {Numbers.Percent(score.ShareRight)} of the time;";
        return $"{found}{right} false alarms: {Numbers.Count(score.FalseAlarms.Count)}.";
    }

    private static string AxisLabel(double value, double highest) => value switch
    {
        < TruthAt + (Step / 2) => "true",
        < StateAt + (Step / 2) => "state",
        _ => (highest * value).ToString("0.##", CultureInfo.InvariantCulture),
    };
}
