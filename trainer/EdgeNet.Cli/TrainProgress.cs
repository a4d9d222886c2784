using System.Diagnostics;
using System.Globalization;
using EdgeNet.Trainer.Training;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows training while it runs: a bar on a terminal, a line for every tenth of the epochs elsewhere.</summary>
internal static class TrainProgress
{
    public static TResult Show<TResult>(IAnsiConsole console, int epochs, Func<Action<EpochReport>, TResult> train) =>
        Show(console, epochs, onEpoch => train(report => onEpoch(string.Empty, report)));

    /// <summary>Shows quantization-aware training, which may run once for each number of bits.</summary>
    public static TResult ShowAware<TResult>(IAnsiConsole console, int epochs, Func<Action<int, EpochReport>, TResult> train) =>
        Show(console, epochs, onEpoch => train((bits, report) => onEpoch($"{Format.Integers(bits, isAware: true)}, ", report)));

    private static TResult Show<TResult>(IAnsiConsole console, int epochs, Func<Action<string, EpochReport>, TResult> train) =>
        console.Profile.Capabilities.Interactive
            ? ShowBar(console, epochs, train)
            : train((phase, report) => WriteLine(console, phase, epochs, report));

    private static TResult ShowBar<TResult>(IAnsiConsole console, int epochs, Func<Action<string, EpochReport>, TResult> train) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: epochs);
                long next = 0;
                return train((phase, report) =>
                {
                    task.Value = report.Epoch;

                    // Text is made at most twenty times a second: an epoch can be shorter than that.
                    long now = Stopwatch.GetTimestamp();
                    if (now >= next || report.Epoch == epochs)
                    {
                        next = now + (Stopwatch.Frequency / 20);
                        task.Description = Markup.Escape(phase + Describe(epochs, report));
                    }
                });
            });

    private static void WriteLine(IAnsiConsole console, string phase, int epochs, EpochReport report)
    {
        if (report.Epoch * 10L / epochs != (report.Epoch - 1) * 10L / epochs)
        {
            console.WriteLine(phase + Describe(epochs, report));
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
