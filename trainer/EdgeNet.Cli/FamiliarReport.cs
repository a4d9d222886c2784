using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Experiments;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Says what a model is not familiar with.</summary>
internal static class FamiliarReport
{
    /// <summary>Writes how the threshold was chosen, and what it does to each part; nothing for a model that does not know.</summary>
    public static void Write(IAnsiConsole console, TrainedModel model)
    {
        if (model.Integers.Familiarity is not { } familiarity)
        {
            return;
        }

        UnfamiliarOptions options = model.Options.Unfamiliar!;
        string of = familiarity.Kind == HeadKind.FamiliarCodes ? "units of the last hidden layer" : "inputs";
        console.WriteLine($"Unfamiliar: what is farther from {NameList.Count(familiarity.Head.Count, "prototype")} of the {of} than all but {Format.Percent(options.Share)} of {Format.Number(familiarity.Judged)} known examples.");
        foreach ((string name, Dataset? part) in (ReadOnlySpan<(string, Dataset?)>)[("dev", model.Parts.Dev), ("test", model.Parts.Test)])
        {
            if (model.FamiliarOn(part) is { } score)
            {
                console.WriteLine(Describe(name, score));
            }
        }

        ExampleReader.Warn(console, familiarity.Warning is { } warning ? [warning] : []);
    }

    /// <summary>Writes the classes that were left out.</summary>
    /// <param name="console">For the table.</param>
    /// <param name="classes">All of them.</param>
    /// <param name="folds">What was measured, one at least.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<string> classes, IReadOnlyList<LeftOutClass> folds)
    {
        Table table = new Table().RoundedBorder().AddColumn("class left out");
        foreach (string column in (string[])["AUC", "95 % interval", "unfamiliar", "known ones"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (IGrouping<int, LeftOutClass> of in folds.GroupBy(fold => fold.Class).OrderBy(group => group.Key))
        {
            Add(classes[of.Key], [.. of]);
        }

        Add("mean", folds);
        console.Write(table);
        console.WriteLine("AUC is the probability that an example of the class that was left out is farther from what is known than one of the others. The last columns are the shares of both that are called unfamiliar.");

        void Add(string name, IReadOnlyList<LeftOutClass> of)
        {
            var area = FoldEstimate.Of([.. of.Select(fold => fold.Area)], of.Average(fold => fold.TestToTrain));
            table.AddRow(
                Markup.Escape(name), Ratio(area.Mean), area.HasSpread ? $"{Ratio(area.Lowest)} to {Ratio(Math.Min(area.Highest, 1))}" : "–",
                Share(of.Select(fold => fold.Found)), Share(of.Select(fold => fold.Known)));
        }
    }

    private static string Describe(string name, FamiliarScore score)
    {
        (double lowest, double highest) = score.Interval;
        string share = $"{name}: {Format.Number(score.Unfamiliar)} of {Format.Number(score.Count)} are unfamiliar, {Format.Percent((double)score.Unfamiliar / score.Count)} (95 % interval {Format.Percent(lowest)} to {Format.Percent(highest)})";
        if (score.Familiar is not { } familiar)
        {
            return $"{share}.";
        }

        Metric metric = Metric.OfTask(score.All.Task)[0];
        return $"{share}; {metric.Name} {metric.Show(familiar)} of the others, {metric.Show(score.All)} of all.";
    }

    private static string Share(IEnumerable<double> shares)
    {
        double[] known = [.. shares.Where(share => !double.IsNaN(share))];
        return known.Length == 0 ? "–" : Format.Percent(known.Average());
    }

    private static string Ratio(double area) => double.IsNaN(area) ? "–" : area.ToString("0.000", CultureInfo.InvariantCulture);
}
