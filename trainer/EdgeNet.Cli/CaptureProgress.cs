using System.Diagnostics;
using System.Globalization;
using EdgeNet.Capture;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows a capture while it runs: a bar on a terminal, a line for every tenth of the time elsewhere.</summary>
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
