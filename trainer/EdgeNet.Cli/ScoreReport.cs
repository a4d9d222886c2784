using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows how the float network and the integer model do, part by part, in the numbers of the task.</summary>
internal static class ScoreReport
{
    public static void Write(IAnsiConsole console, IReadOnlyList<PartScore> parts, string integers)
    {
        console.WriteLine($"Float network, and {integers} model run by the device library:");
        IReadOnlyList<string> targets = parts[0].Examples.TargetNames;
        Table table = new Table().RoundedBorder().AddColumn("part").AddColumn(new TableColumn("examples").RightAligned());
        if (targets.Count > 1)
        {
            table.AddColumn("target");
        }

        foreach (Metric metric in Metric.OfTask(parts[0].Float.Task))
        {
            table.AddColumn(new TableColumn($"{metric.Name}, float").RightAligned()).AddColumn(new TableColumn(integers).RightAligned());
        }

        foreach (PartScore part in parts)
        {
            for (int t = 0; t < Math.Max(1, targets.Count); t++)
            {
                string[] target = targets.Count > 1 ? [Markup.Escape(targets[t])] : [];
                IReadOnlyList<Metric> metrics = targets.Count > 1 ? Metric.OfTarget(t) : Metric.OfTask(part.Float.Task);
                table.AddRow(
                [
                    part.Name, Format.Number(part.Examples.Count), .. target,
                    .. metrics.SelectMany(metric => (string[])[metric.Show(part.Float), metric.Show(part.Device)]),
                ]);
            }
        }

        console.Write(table);
        if (parts[^1].Float.Task == LearningTask.MultiClass)
        {
            WriteConfusion(console, parts[^1], integers);
        }
    }

    private static void WriteConfusion(IAnsiConsole console, PartScore part, string integers)
    {
        console.WriteLine($"Decisions of the {integers} model on the {part.Name} part, a row for each true class:");
        ConfusionTable confusion = part.Device.Confusion!;
        IReadOnlyList<string> names = part.Examples.ClassNames;
        Table table = new Table().RoundedBorder().AddColumn("class");
        foreach (string column in (IEnumerable<string>)[.. names, "precision", "recall", "F1"])
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned());
        }

        for (int c = 0; c < confusion.Classes; c++)
        {
            table.AddRow(
            [
                Markup.Escape(names[c]),
                .. Enumerable.Range(0, confusion.Classes).Select(decided => Format.Number(confusion[c, decided])),
                .. Metric.ShowClass(confusion, c),
            ]);
        }

        console.Write(table);
    }
}

/// <summary>The scores of one part of the data.</summary>
/// <param name="Name">Train, dev or test.</param>
/// <param name="Examples">The part.</param>
/// <param name="Float">Of the float network.</param>
/// <param name="Device">Of the integer model, run by the device library.</param>
internal sealed record PartScore(string Name, Dataset Examples, Score Float, Score Device);
