using System.Globalization;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

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
