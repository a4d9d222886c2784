using System.Diagnostics;
using System.Globalization;
using EdgeNet.Capture;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Prints what a capture has recorded, and its quality.</summary>
internal static class CaptureReport
{
    public static void Show(IAnsiConsole console, CaptureOptions options, CaptureResult result)
    {
        if (result.RemovedBytes > 0)
        {
            WriteLine($"{options.OutputPath} ended in half a row, {result.RemovedBytes} bytes; it was removed.");
        }

        if (result.Header is null)
        {
            console.WriteLine("No header line came, and nothing was recorded.");
            return;
        }

        foreach (string change in result.FileChanges)
        {
            WriteLine($"Warning: {change}");
        }

        string ended = result.End == CaptureEnd.Complete ? string.Empty : FormattableString.Invariant($" of {options.Seconds} s");
        WriteLine($"The logger says: {result.Header}.");
        WriteLine($"Recorded {Count(result.Readings, "reading")} as {Count(result.Recordings, "recording")} in {result.ElapsedSeconds:F1} s{ended} to {result.OutputPath}.");
        WriteLine($"{Count(result.LostLines, "reading")} lost; {Count(result.DamagedLines, "line")} damaged; {Rate(result)}.");
        if (result.LostLines > 0)
        {
            console.WriteLine("Warning: each gap began a new recording. Shorten the cable, or lower the logger's rate.");
        }

        if (result.Restarts > 0)
        {
            WriteLine($"Warning: the logger started again {Count(result.Restarts, "time")}; is its supply good enough?");
        }

        if (result.IsRateWrong)
        {
            WriteLine($"Warning: the logger says {result.Header.RateHz} Hz, and {result.MeasuredRateHz:F1} Hz came: a model for the one does not fit the other.");
        }

        void WriteLine(FormattableString text) => console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static string Rate(CaptureResult result) => double.IsNaN(result.MeasuredRateHz)
        ? "the rate could not be measured"
        : FormattableString.Invariant($"measured rate {result.MeasuredRateHz:F1} Hz");

    private static string Count(long number, string noun) => FormattableString.Invariant($"{number:N0} {noun}{(number == 1 ? string.Empty : "s")}");
}

/// <summary>Shows the progress of a capture: a bar on a terminal; elsewhere one line for every tenth of the time.</summary>
internal static class CaptureProgress
{
    public static CaptureResult Show(IAnsiConsole console, int seconds, Func<Action<CaptureResult>, CaptureResult> capture) =>
        console.Profile.Capabilities.Interactive ? ShowBar(console, seconds, capture) : ShowLines(console, seconds, capture);

    private static CaptureResult ShowBar(IAnsiConsole console, int seconds, Func<Action<CaptureResult>, CaptureResult> capture) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("waiting for the header line", maxValue: seconds);
                long next = 0;
                return capture(result =>
                {
                    task.Value = result.ElapsedSeconds;
                    long now = Stopwatch.GetTimestamp();
                    if (now >= next)
                    {
                        next = now + (Stopwatch.Frequency / 20);
                        task.Description = Markup.Escape(Describe(result));
                    }
                });
            });

    private static CaptureResult ShowLines(IAnsiConsole console, int seconds, Func<Action<CaptureResult>, CaptureResult> capture)
    {
        int tenths = -1;
        return capture(result =>
        {
            int now = (int)(result.ElapsedSeconds * 10 / seconds);
            if (now > tenths)
            {
                tenths = now;
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.ElapsedSeconds:F0}/{seconds} s, {Describe(result)}"));
            }
        });
    }

    private static string Describe(CaptureResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Readings:N0} reading{(result.Readings == 1 ? string.Empty : "s")}, {result.LostLines:N0} lost, {result.DamagedLines:N0} damaged");
}
