using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Reads an experiment's examples, with a progress bar for images on a terminal, and a line for whatever was skipped.</summary>
internal static class ExampleReader
{
    public static void Read(IAnsiConsole console, Experiment experiment)
    {
        if (experiment.Images is not null && console.Profile.Capabilities.Interactive)
        {
            ReadWithBar(console, experiment);
        }
        else
        {
            experiment.ReadData();
        }

        Warn(console, experiment.ReadingWarnings);
    }

    /// <summary>Writes a line for each warning.</summary>
    public static void Warn(IAnsiConsole console, IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            console.MarkupLine($"[yellow]Warning:[/] {Markup.Escape(warning)}");
        }
    }

    private static void ReadWithBar(IAnsiConsole console, Experiment experiment) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("reading images");
                experiment.ReadData((done, count) =>
                {
                    task.MaxValue = count;
                    task.Value = Math.Max(task.Value, done);
                });
            });
}
