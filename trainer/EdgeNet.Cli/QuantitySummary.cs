using System.Globalization;
using System.Text;
using EdgeNet.Networks.Evaluation;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Prints the result of a replay of quantities: the estimates over time if the recordings are few, and the errors of all.</summary>
internal static class QuantitySummary
{
    // More recordings than these are shown by their errors alone.
    private const int MostShown = 4;

    private const int StripWidth = 60;

    public static void Write(IAnsiConsole console, Pipeline pipeline, IReadOnlyList<string> names, IReadOnlyList<QuantityTimeline> timelines)
    {
        StreamSettings settings = pipeline.Settings;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pipeline.Predictor.Name}: windows of {settings.Window} readings of {string.Join(", ", settings.Channels)} at {settings.RateMillihertz / 1000.0:0.###} Hz, an estimate every {settings.Stride}."));
        console.WriteLine("Golden vectors and golden windows: all exact on the device library.");
        foreach (QuantityTimeline timeline in timelines.Count <= MostShown ? timelines : [])
        {
            WriteTimeline(console, names, timeline);
        }

        if (pipeline.Predictor.KnowsUnfamiliar)
        {
            QuantityEstimate[] all = [.. timelines.SelectMany(timeline => timeline.Estimates)];
            int unfamiliar = all.Count(estimate => estimate.Unfamiliarity >= 1);
            console.WriteLine($"Unfamiliar: {Format.Number(unfamiliar)} of {Format.Number(all.Length)} windows are like nothing that training saw{(all.Length == 0 ? string.Empty : $", {Format.Percent((double)unfamiliar / all.Length)}")}.");
        }

        WriteErrors(console, names, timelines);
        if (timelines.Count > MostShown)
        {
            console.WriteLine($"--recording NAME shows the estimates of one of the {Format.Number(timelines.Count)}.");
        }
    }

    private static void WriteTimeline(IAnsiConsole console, IReadOnlyList<string> names, QuantityTimeline timeline)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{timeline.Name}: {timeline.Seconds:F1} s, {Format.Number(timeline.Estimates.Count)} estimates."));
        if (timeline.Estimates.Count == 0)
        {
            console.WriteLine("It is shorter than a window, so there is nothing to estimate.");
            return;
        }

        for (int q = 0; q < names.Count; q++)
        {
            WriteStrips(console, names[q], q, timeline.Estimates);
        }
    }

    // One character for a stretch of time: the estimate at its end, from the least to the most of estimates and true values.
    private static void WriteStrips(IAnsiConsole console, string name, int quantity, IReadOnlyList<QuantityEstimate> estimates)
    {
        float[] values = [.. estimates.Select(estimate => estimate.Values[quantity])];
        float[] truth = [.. estimates.Select(estimate => estimate.Knows(quantity) ? estimate.Truth[quantity] : float.NaN)];
        float[] all = [.. values.Concat(truth).Where(value => !float.IsNaN(value))];
        (float least, float most) = (all.Min(), all.Max());
        string levels = Sparkline.LevelsOf(console);
        if (truth.Any(value => !float.IsNaN(value)))
        {
            console.WriteLine($"true      {Strip(truth)}");
        }

        console.WriteLine($"estimate  {Strip(values)}");
        console.WriteLine($"          {name}, from {Format.Quantity(least)} to {Format.Quantity(most)}");

        string Strip(float[] series)
        {
            int width = Math.Min(StripWidth, series.Length);
            return string.Concat(Enumerable.Range(0, width).Select(i => Level(series[(int)((long)(i + 1) * series.Length / width) - 1])));
        }

        char Level(float value) => float.IsNaN(value) ? ' ' : most == least ? levels[0] : levels[(int)Math.Min(levels.Length - 1, (value - (double)least) / (most - (double)least) * levels.Length)];
    }

    private static void WriteErrors(IAnsiConsole console, IReadOnlyList<string> names, IReadOnlyList<QuantityTimeline> timelines)
    {
        Table table = new Table().RoundedBorder().AddColumn("recording").AddColumn("quantity");
        foreach (string column in (string[])["seconds", "estimates", "least", "mean", "most", "RMSE", "MAE", "R²"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        for (int q = 0; q < names.Count; q++)
        {
            foreach (QuantityTimeline timeline in timelines)
            {
                AddRow(table, timeline.Name, names[q], q, [timeline]);
            }

            if (timelines.Count > 1)
            {
                AddRow(table, "all", names[q], q, timelines);
            }
        }

        console.Write(table);
    }

    private static void AddRow(Table table, string recording, string name, int quantity, IReadOnlyList<QuantityTimeline> timelines)
    {
        double[] values = [.. timelines.SelectMany(timeline => timeline.Estimates).Select(estimate => (double)estimate.Values[quantity])];
        TargetScore? score = QuantityTimeline.ScoreOf(timelines, quantity);
        table.AddRow(
            Markup.Escape(recording),
            Markup.Escape(name),
            timelines.Sum(timeline => timeline.Seconds).ToString("F1", CultureInfo.InvariantCulture),
            Format.Number(values.Length),
            Format.Quantity(values.Length == 0 ? double.NaN : values.Min()),
            Format.Quantity(values.Length == 0 ? double.NaN : values.Average()),
            Format.Quantity(values.Length == 0 ? double.NaN : values.Max()),
            Format.Quantity(score?.RootMeanSquareError ?? double.NaN),
            Format.Quantity(score?.MeanAbsoluteError ?? double.NaN),
            Format.Ratio(score?.R2 ?? double.NaN));
    }
}

/// <summary>Every estimate of a replay, as CSV.</summary>
internal static class EstimateCsv
{
    public static byte[] Write(IReadOnlyList<string> names, bool knowsUnfamiliar, IReadOnlyList<QuantityTimeline> timelines)
    {
        QuantityEstimate[] all = [.. timelines.SelectMany(timeline => timeline.Estimates)];
        int[] known = [.. Enumerable.Range(0, names.Count).Where(quantity => all.Any(estimate => estimate.Knows(quantity)))];
        var text = new StringBuilder("recording,t");
        text.AppendJoin(string.Empty, names.Select(name => "," + CsvCell.Write(name))).Append(knowsUnfamiliar ? ",unfamiliarity" : string.Empty);
        text.AppendJoin(string.Empty, known.Select(quantity => "," + CsvCell.Write($"true {names[quantity]}"))).Append('\n');
        foreach (QuantityTimeline timeline in timelines)
        {
            foreach (QuantityEstimate estimate in timeline.Estimates)
            {
                text.Append(CultureInfo.InvariantCulture, $"{CsvCell.Write(timeline.Name)},{estimate.Reading / timeline.RateHertz:0.###}");
                text.AppendJoin(string.Empty, estimate.Values.Select(value => "," + Number(value)));
                text.Append(estimate.Unfamiliarity is { } unfamiliarity ? string.Create(CultureInfo.InvariantCulture, $",{unfamiliarity:F6}") : string.Empty);
                text.AppendJoin(string.Empty, known.Select(quantity => "," + (estimate.Knows(quantity) ? Number(estimate.Truth[quantity]) : string.Empty))).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Number(float quantity) => quantity.ToString("G6", CultureInfo.InvariantCulture);
}
