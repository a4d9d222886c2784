using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Experiments;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows which shares of the words were removed, what they cost, and which was taken.</summary>
internal static class PruningReport
{
    public static void Write(IAnsiConsole console, FloatModel model)
    {
        if (model.Pruning is not { } pruning)
        {
            return;
        }

        if (pruning.Trials.Count > 0)
        {
            WriteTrials(console, pruning, Metric.OfTask(model.Task)[0]);
            console.WriteLine(Describe(pruning));
        }

        ExampleReader.Warn(console, pruning.Warnings);
    }

    /// <summary>Says what is left of the generated class; null where no word of it is 0.</summary>
    public static string? Describe(WordCount words) => words.Left == words.All
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{Format.Number(words.Left)} of {Format.Number(words.All)} words; {Format.Number(words.InputsUsed)} of {Format.Number(words.Inputs)} inputs");

    /// <summary>Says how much of the models of a cross-validation is left, in the mean; writes nothing where they are dense.</summary>
    public static void WriteMean(IAnsiConsole console, string name, IReadOnlyList<FoldScore> scores)
    {
        if (scores.All(score => score.Words.Left == score.Words.All))
        {
            return;
        }

        string whose = name.Length == 0 ? "The generated class" : $"The generated class of {name}";
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{whose} computes {scores.Average(score => score.Words.Left):F0} of {scores.Average(score => score.Words.All):F0} words and looks at {scores.Average(score => score.Words.InputsUsed):F1} of {scores[0].Words.Inputs} inputs, in the mean."));
    }

    private static string Describe(Pruning pruning)
    {
        string most = pruning.Dense.Task == LearningTask.Regression ? "1.5 % of RMSE" : "half a point of accuracy";
        return pruning.Taken is not { } taken ? $"Each of them costs more than {most}: the dense network stays."
            : pruning.IsChosen ? $"Taken: {Share(taken.Share)}, the largest share that was tried and costs no more than {most}."
            : $"Removed {Share(taken.Share)} of the words: {Format.Number(taken.WordsLeft)} of {Format.Number(pruning.Words)} are left.";
    }

    private static void WriteTrials(IAnsiConsole console, Pruning pruning, Metric metric)
    {
        console.WriteLine($"Pruning of words, float networks on the {pruning.PartName} part:");
        Table table = new Table().RoundedBorder().AddColumn("removed");
        foreach (string column in (string[])["words left", "cost", metric.Name])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        AddRow("nothing", pruning.Words, pruning.Dense);
        foreach (PruningTrial trial in pruning.Trials)
        {
            AddRow(Share(trial.Share) + (trial == pruning.Taken && pruning.IsChosen ? " (taken)" : string.Empty), trial.WordsLeft, trial.Score);
        }

        console.Write(table);

        void AddRow(string name, int words, Score score) => table.AddRow(name, Format.Number(words), Format.Cost(score.Cost), metric.Show(score));
    }

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");
}
