using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Experiments;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows the scores of the float network and the integer model on each part, in the metrics of the task.</summary>
internal static class ScoreReport
{
    public static void Write(IAnsiConsole console, TrainedModel model, IEnumerable<PartScore> scores)
    {
        string integers = Format.Integers(model.Integers.WeightBits);
        Dataset data = model.Parts.Train;
        PartScore[] parts = [.. scores];
        console.WriteLine();
        console.WriteLine($"Float network, and {integers} model run by the device library:");
        IReadOnlyList<string> targets = data.TargetNames;
        Table table = new Table().RoundedBorder().AddColumn("part").AddColumn(new TableColumn("examples").RightAligned());
        if (targets.Count > 1)
        {
            table.AddColumn("target");
        }

        foreach (Metric metric in Metric.OfTask(model.Task))
        {
            table.AddColumn(new TableColumn($"{metric.Name}, float").RightAligned()).AddColumn(new TableColumn(integers).RightAligned());
        }

        foreach (PartScore part in parts)
        {
            for (int t = 0; t < Math.Max(1, targets.Count); t++)
            {
                string[] target = targets.Count > 1 ? [Markup.Escape(targets[t])] : [];
                IReadOnlyList<Metric> metrics = targets.Count > 1 ? Metric.OfTarget(t) : Metric.OfTask(model.Task);
                table.AddRow(
                [
                    part.Name, Format.Number(part.Count), .. target,
                    .. metrics.SelectMany(metric => (string[])[metric.Show(part.FloatScore), metric.Show(part.DeviceScore)]),
                ]);
            }
        }

        console.Write(table);
        if (model.Task == LearningTask.MultiClass)
        {
            WriteConfusion(console, parts[^1], data.ClassNames, integers);
        }
    }

    private static void WriteConfusion(IAnsiConsole console, PartScore part, IReadOnlyList<string> names, string integers)
    {
        console.WriteLine($"Decisions of the {integers} model on the {part.Name} part, a row for each true class:");
        ConfusionTable confusion = part.DeviceScore.Confusion!;
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

/// <summary>Shows the scores of a model file on each part.</summary>
internal static class SavedScoreReport
{
    public static void Write(IAnsiConsole console, SavedModel model)
    {
        console.WriteLine("The model file, run by the device library:");
        Table table = new Table().RoundedBorder().AddColumn("part").AddColumn(new TableColumn("examples").RightAligned());
        IReadOnlyList<Metric> metrics = Metric.OfTask(model.File.Task);
        foreach (Metric metric in metrics)
        {
            table.AddColumn(new TableColumn(metric.Name).RightAligned());
        }

        foreach ((string part, int count, Score score) in model.Scores)
        {
            table.AddRow([part, Format.Number(count), .. metrics.Select(metric => metric.Show(score))]);
        }

        console.Write(table);
    }
}

/// <summary>Compares quantization-aware training and weights of 4 bits, and shows which integer model was chosen.</summary>
internal static class CandidateReport
{
    public static void Write(IAnsiConsole console, TrainedModel model)
    {
        (string Name, Dataset Examples) judge = model.Parts.Dev is { } dev ? ("dev", dev) : ("train", model.Parts.Train);
        console.WriteLine($"Ways of making integers, on the {judge.Name} part, run by the device library:");
        Metric metric = Metric.OfTask(model.Task)[0];
        Table table = new Table().RoundedBorder().AddColumn("network");
        string[] columns = ["cost", metric.Name, "file, bytes", "64-bit words", "IL instructions, Model", "class"];
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        Score real = model.ScoreFloat(judge.Examples);
        table.AddRow("float", Format.Cost(real.Cost), metric.Show(real), "–", "–", "–", "–");
        foreach (IntegerModel integers in model.Candidates)
        {
            Score score = integers.Score(judge.Examples);
            table.AddRow(
                Name(integers) + (integers == model.Integers ? " (chosen)" : string.Empty),
                Format.Cost(score.Cost),
                metric.Show(score),
                Format.Number(integers.File.Bytes.Length),
                Format.Number(integers.Words),
                Format.Number(integers.File.Cost.Instructions),
                integers.File.Generated is { } generated ? Format.Number(generated.Cost.Instructions) : "–");
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
        EngineCost small = four.File.Cost;
        EngineCost large = eight.File.Cost;
        console.WriteLine(
            $"Weights of 4 bits against 8: the file {Change(large.FlashBytes, small.FlashBytes)} bytes, RAM {Change(large.RamBytes, small.RamBytes)} bytes, "
            + $"64-bit words {Change(eight.Words, four.Words)}, IL instructions of Model {Change(large.Instructions, small.Instructions)}.");
    }

    private static string Name(IntegerModel integers) => Format.Integers(integers.WeightBits, integers.Aware is not null);

    private static string Change(int before, int after) => $"{Format.Number(before)} → {Format.Number(after)}";
}
