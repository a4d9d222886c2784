using System.Globalization;
using EdgeNet.Capture;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Says what a capture has recorded, and how good it is.</summary>
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
