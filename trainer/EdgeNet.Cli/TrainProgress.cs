using System.Diagnostics;
using System.Globalization;
using EdgeNet.Trainer.Training;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows training while it runs: a bar on a terminal, a line for every tenth of the epochs elsewhere.</summary>
internal static class TrainProgress
{
    public static TResult Show<TResult>(IAnsiConsole console, int epochs, Func<Action<EpochReport>, TResult> train) =>
        console.Profile.Capabilities.Interactive ? ShowBar(console, epochs, train) : train(report => WriteLine(console, epochs, report));

    private static TResult ShowBar<TResult>(IAnsiConsole console, int epochs, Func<Action<EpochReport>, TResult> train) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: epochs);
                long next = 0;
                return train(report =>
                {
                    task.Value = report.Epoch;

                    // Text is made at most twenty times a second: an epoch can be shorter than that.
                    long now = Stopwatch.GetTimestamp();
                    if (now >= next || report.Epoch == epochs)
                    {
                        next = now + (Stopwatch.Frequency / 20);
                        task.Description = Markup.Escape(Describe(epochs, report));
                    }
                });
            });

    private static void WriteLine(IAnsiConsole console, int epochs, EpochReport report)
    {
        if (report.Epoch * 10L / epochs != (report.Epoch - 1) * 10L / epochs)
        {
            console.WriteLine(Describe(epochs, report));
        }
    }

    private static string Describe(int epochs, EpochReport report)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"epoch {report.Epoch}/{epochs}, cost {report.TrainCost:F4}");
        if (!double.IsNaN(report.DevCost))
        {
            text += string.Create(CultureInfo.InvariantCulture, $", dev cost {report.DevCost:F4}");
        }

        return double.IsNaN(report.DevAccuracy)
            ? text
            : text + string.Create(CultureInfo.InvariantCulture, $", dev accuracy {100 * report.DevAccuracy:F1} %");
    }
}
