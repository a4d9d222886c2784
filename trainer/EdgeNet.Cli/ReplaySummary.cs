using System.Globalization;
using EdgeNet.Networks.Evaluation;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Prints the result of a replay: each change of state if the recordings are few, and the delays and errors over all of them.</summary>
internal static class ReplaySummary
{
    // More recordings than these are shown by their scores alone.
    private const int MostShown = 4;

    private const int MostRows = 40;
    private const int StripWidth = 60;
    private const double HighestScore = 2; // shown
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static void Write(IAnsiConsole console, Pipeline pipeline, IReadOnlyList<StateTimeline> timelines)
    {
        Predictor predictor = pipeline.Predictor;
        StreamSettings settings = pipeline.Settings;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{predictor.Name}: windows of {settings.Window} readings of {string.Join(", ", settings.Channels)} at {settings.RateMillihertz / 1000.0:0.###} Hz, a decision every {settings.Stride}."));
        console.WriteLine("Golden vectors and golden windows: all exact on the device library.");
        if (timelines.Count <= MostShown)
        {
            foreach (StateTimeline timeline in timelines)
            {
                WriteTimeline(console, predictor, timeline);
            }
        }

        if (predictor.KnowsUnfamiliar)
        {
            StateDecision[] all = [.. timelines.SelectMany(timeline => timeline.Decisions)];
            int unfamiliar = all.Count(decision => decision.Unfamiliarity >= 1);
            console.WriteLine($"Unfamiliar: {Format.Number(unfamiliar)} of {Format.Number(all.Length)} windows are like nothing that training saw{(all.Length == 0 ? string.Empty : $", {Format.Percent((double)unfamiliar / all.Length)}")}.");
        }

        if (timelines.Any(timeline => timeline.HasTruth))
        {
            WriteScores(console, timelines, predictor.LabelCount);
        }

        if (timelines.Count > MostShown)
        {
            console.WriteLine($"--recording NAME shows the states of one of the {Format.Number(timelines.Count)}.");
        }
    }

    private static void WriteTimeline(IAnsiConsole console, Predictor predictor, StateTimeline timeline)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{timeline.Name}: {timeline.Seconds:F1} s, {Format.Number(timeline.Decisions.Count)} decisions."));
        if (timeline.Decisions.Count == 0)
        {
            console.WriteLine("It is shorter than a window, so there is nothing to decide.");
            return;
        }

        WriteStrips(console, predictor, timeline);
        Table table = new Table().RoundedBorder().AddColumn(new TableColumn("time, s").RightAligned()).AddColumn("state").AddColumn(new TableColumn(predictor.IsAnomaly ? "score" : "probability").RightAligned());
        if (timeline.HasTruth)
        {
            table.AddColumn("true class");
        }

        var changes = timeline.StateStretches().Where(stretch => stretch.State != StateTimeline.Unknown).Select(stretch => (At: stretch.Start, stretch.State)).ToArray();
        foreach ((int at, int state) in changes.Take(MostRows))
        {
            StateDecision decision = timeline.Decisions.First(each => each.Reading == at);
            string[] truth = timeline.HasTruth ? [Markup.Escape(Name(predictor, timeline.Truth[at]))] : [];
            table.AddRow([Seconds(at / timeline.RateHertz), Markup.Escape(Name(predictor, state)), Format.Ratio(decision.Probability), .. truth]);
        }

        console.Write(table);
        if (changes.Length > MostRows)
        {
            console.WriteLine($"And {Format.Number(changes.Length - MostRows)} more changes of state; --out writes every decision.");
        }
    }

    // One character for a stretch of time: the state at its end.
    private static void WriteStrips(IAnsiConsole console, Predictor predictor, StateTimeline timeline)
    {
        int width = Math.Min(StripWidth, timeline.Truth.Count);
        string levels = Sparkline.LevelsOf(console);
        var truth = new char[width];
        var states = new char[width];
        var probabilities = new char[width];
        int next = 0;
        StateDecision? last = null;
        for (int i = 0; i < width; i++)
        {
            int at = (int)((long)(i + 1) * timeline.Truth.Count / width) - 1;
            while (next < timeline.Decisions.Count && timeline.Decisions[next].Reading <= at)
            {
                last = timeline.Decisions[next++];
            }

            truth[i] = Digit(timeline.Truth[at]);
            states[i] = Digit(last?.State ?? StateTimeline.Unknown);
            probabilities[i] = last is { } decision ? levels[(int)Math.Min(levels.Length - 1, decision.Probability * levels.Length / (predictor.IsAnomaly ? HighestScore : 1))] : ' ';
        }

        if (timeline.HasTruth)
        {
            console.WriteLine($"true class  {new string(truth)}");
        }

        console.WriteLine($"state       {new string(states)}");
        console.WriteLine($"{(predictor.IsAnomaly ? "score to 2 " : "probability")} {new string(probabilities)}");
        string names = string.Join(", ", Enumerable.Range(0, Math.Min(predictor.LabelCount, Digits.Length)).Select(c => $"{Digits[c]} {predictor.LabelOf(c)}"));
        console.WriteLine($"            {names}, {(predictor.KnowsUnfamiliar ? "? unfamiliar, " : string.Empty)}. unknown");
    }

    private static void WriteScores(IAnsiConsole console, IReadOnlyList<StateTimeline> timelines, int classes)
    {
        Table table = new Table().RoundedBorder().AddColumn("recording");
        foreach (string column in (string[])["seconds", "right", "changes", "missed", "delay, median", "longest", "false alarms", "an hour"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (StateTimeline timeline in timelines)
        {
            AddRow(table, timeline.Name, timeline.Seconds, TimelineScore.Of([timeline], classes));
        }

        if (timelines.Count > 1)
        {
            AddRow(table, "all", timelines.Sum(timeline => timeline.Seconds), TimelineScore.Of(timelines, classes));
        }

        console.Write(table);
    }

    private static void AddRow(Table table, string name, double seconds, TimelineScore score) => table.AddRow(
        Markup.Escape(name),
        seconds.ToString("F1", CultureInfo.InvariantCulture),
        double.IsNaN(score.ShareRight) ? "-" : Format.Percent(score.ShareRight),
        Format.Number(score.Detections.Count),
        Format.Number(score.Missed),
        double.IsNaN(score.MedianDelaySeconds) ? "-" : $"{Seconds(score.MedianDelaySeconds)} s",
        double.IsNaN(score.LongestDelaySeconds) ? "-" : $"{Seconds(score.LongestDelaySeconds)} s",
        Format.Number(score.FalseAlarms.Count),
        double.IsNaN(score.FalseAlarmsPerHour) ? "-" : score.FalseAlarmsPerHour.ToString("F1", CultureInfo.InvariantCulture));

    private static string Seconds(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture);

    private static char Digit(int state) => state == StateTimeline.Unknown ? '.' : state == StateTimeline.Unfamiliar ? '?' : state < Digits.Length ? Digits[state] : '+';

    private static string Name(Predictor predictor, int state) => state == StateTimeline.Unknown ? "unknown" : state == StateTimeline.Unfamiliar ? Pipeline.UnfamiliarLabel : predictor.LabelOf(state);
}
