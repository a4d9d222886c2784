using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;
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

/// <summary>Shows what quantization-aware training gains and what weights of 4 bits save, and which integers were chosen.</summary>
internal static class CandidateReport
{
    public static void Write(IAnsiConsole console, TrainedModel model, (string Name, Dataset Examples) judge)
    {
        console.WriteLine($"Ways of making integers, on the {judge.Name} part, run by the device library:");
        Metric metric = Metric.OfTask(model.Recipe.Task)[0];
        Table table = new Table().RoundedBorder().AddColumn("network");
        string[] columns = ["cost", metric.Name, "file, bytes", "64-bit words", "IL instructions, Model", "class"];
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        Score real = model.ScoreFloat(judge.Examples);
        table.AddRow("float", Cost(real), metric.Show(real), "–", "–", "–", "–");
        foreach (IntegerModel integers in model.Candidates)
        {
            Score score = integers.Score(judge.Examples);
            table.AddRow(
                Name(integers) + (integers == model.Integers ? " (chosen)" : string.Empty),
                Cost(score),
                metric.Show(score),
                Format.Number(integers.File.Length),
                Format.Number(integers.Words),
                Format.Number(integers.LoadedCost.Instructions),
                integers.Generate() is { } generated ? Format.Number(generated.Cost.Instructions) : "–");
        }

        console.Write(table);
        foreach (IntegerModel tuned in model.Candidates.Where(integers => integers.Aware is not null))
        {
            WriteGain(console, tuned, model.Candidates.First(integers => integers.WeightBits == tuned.WeightBits), judge, metric);
        }

        if (model.Integers.WeightBits == 4)
        {
            WriteSavings(console, model.Integers, model.Candidates.First(integers => integers.WeightBits == 8));
        }
    }

    private static void WriteGain(IAnsiConsole console, IntegerModel tuned, IntegerModel plain, (string Name, Dataset Examples) judge, Metric metric)
    {
        double before = metric.Of(plain.Score(judge.Examples));
        double after = metric.Of(tuned.Score(judge.Examples));
        string kept = tuned.Aware!.IsBetter ? string.Empty : " It is no better, so the integers without it stay.";
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Quantization-aware training, {Format.Integers(tuned.WeightBits)}, {tuned.Aware.Training.Epochs.Count} epochs: {judge.Name} cost {tuned.Aware.CostBefore:G4} → {tuned.Aware.Cost:G4}, {metric.Name} {metric.Print(before)} → {metric.Print(after)}.{kept}"));
    }

    private static void WriteSavings(IAnsiConsole console, IntegerModel four, IntegerModel eight)
    {
        EngineCost small = four.LoadedCost;
        EngineCost large = eight.LoadedCost;
        console.WriteLine(
            $"Weights of 4 bits against 8: the file {Change(large.FlashBytes, small.FlashBytes)} bytes, RAM {Change(large.RamBytes, small.RamBytes)} bytes, "
            + $"64-bit words {Change(eight.Words, four.Words)}, IL instructions of Model {Change(large.Instructions, small.Instructions)}.");
    }

    private static string Name(IntegerModel integers) => Format.Integers(integers.WeightBits, integers.Aware is not null);

    private static string Cost(Score score) => score.Cost.ToString("F4", CultureInfo.InvariantCulture);

    private static string Change(int before, int after) => $"{Format.Number(before)} → {Format.Number(after)}";
}
