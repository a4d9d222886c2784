using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows how models do on the group that each was trained without.</summary>
internal static class GroupReport
{
    public static void Write(IAnsiConsole console, string by, Dataset examples, IReadOnlyList<FoldScore> scores, string integers)
    {
        Metric metric = Metric.OfTask(examples.Task)[0];
        Table table = new Table().RoundedBorder().AddColumn(Markup.Escape($"{by} left out"));
        foreach (string column in (string[])["examples", .. examples.ClassNames, $"{metric.Name}, float", integers])
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned());
        }

        foreach (IGrouping<int, FoldScore> fold in scores.GroupBy(score => score.Fold).OrderBy(fold => fold.Key))
        {
            int[] members = [.. Enumerable.Range(0, examples.Count).Where(example => examples.Groups![example] == fold.Key)];
            table.AddRow(
            [
                Markup.Escape(examples.GroupNames[fold.Key]),
                Format.Number(members.Length),
                .. examples.ClassNames.Select((_, c) => Format.Number(members.Count(example => examples.ClassOf(example) == c))),
                Mean(score => score.FloatScore),
                Mean(score => score.DeviceScore),
            ]);

            // In parentheses where the group lacks a class: see Metric.
            string Mean(Func<FoldScore, Score> of)
            {
                string mean = metric.Print(fold.Average(score => metric.Of(of(score))));
                return Metric.HasEveryClass(of(fold.First())) ? mean : $"({mean})";
            }
        }

        console.Write(table);
    }
}
