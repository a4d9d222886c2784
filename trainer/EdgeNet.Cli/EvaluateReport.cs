using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Experiments;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Prints the results of a cross-validation with their intervals.</summary>
internal static class EvaluateReport
{
    /// <summary>Writes a table of all recipes, and explains the result of the first one.</summary>
    /// <param name="console">For the table.</param>
    /// <param name="recipes">One or two, tested on the same folds.</param>
    /// <param name="group">What each fold leaves out, such as a column; null if the examples were dealt to folds at random.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<EvaluatedRecipe> recipes, string? group)
    {
        IReadOnlyList<Metric> metrics = Metric.OfTask(recipes[0].Task);
        Table table = new Table().RoundedBorder().AddColumn("test parts");
        foreach (string column in (IEnumerable<string>)[metrics[0].Name, "95 % interval", "sd of folds", "sd of runs", .. metrics.Skip(1).Select(metric => metric.Name)])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (EvaluatedRecipe recipe in recipes)
        {
            AddRows(table, recipe, metrics, group is not null);
        }

        console.Write(table);
        foreach (EvaluatedRecipe recipe in recipes)
        {
            PruningReport.WriteMean(console, recipe.Name, recipe.Scores);
        }

        WriteMean(console, recipes[0], metrics, group);
    }

    /// <summary>Formats an interval; a dash if there is none. A share is clipped to 0 and 1.</summary>
    internal static string Interval(FoldEstimate estimate, Metric metric, bool isShare)
    {
        if (!estimate.HasSpread)
        {
            return "–";
        }

        (double lowest, double highest) = isShare ? (Math.Max(0, estimate.Lowest), Math.Min(1, estimate.Highest)) : (Math.Max(0, estimate.Lowest), estimate.Highest);
        return $"{metric.Print(lowest)} to {metric.Print(highest)}";
    }

    private static void AddRows(Table table, EvaluatedRecipe recipe, IReadOnlyList<Metric> metrics, bool isByGroup)
    {
        string prefix = recipe.Name.Length == 0 ? string.Empty : $"{recipe.Name}: ";
        AddRow("float network", score => score.FloatScore);
        IReadOnlyList<CandidateScore> candidates = recipe.Scores[0].Candidates;
        bool isChoice = candidates.Count > 1 && recipe.Scores.All(score => score.Candidates.Count == candidates.Count); // not if one fold had more candidates than others
        for (int c = 0; isChoice && c < candidates.Count; c++)
        {
            int candidate = c;
            AddRow(Format.Integers(candidates[c].WeightBits, candidates[c].IsAware), score => score.Candidates[candidate].Score);
        }

        AddRow(isChoice ? "chosen, device library" : $"{recipe.Integers}, device library", score => score.DeviceScore);

        void AddRow(string name, Func<FoldScore, Score> of)
        {
            Metric main = metrics[0];
            double[] values = [.. recipe.Scores.Select(score => main.Of(of(score)))];
            double[] runs = [.. recipe.Scores.GroupBy(score => score.Run).Select(run => main.MeanOf(run.Select(of)))];
            FoldEstimate estimate = recipe.Estimate(of, main, isByGroup);
            table.AddRow(
            [
                Markup.Escape(prefix + name), main.Print(estimate.Mean), Interval(estimate, main, recipe.IsShare), main.Print(Deviation(values)), runs.Length > 1 ? main.Print(Deviation(runs)) : "–",
                .. metrics.Skip(1).Select(metric => metric.Print(metric.MeanOf(recipe.Scores.Select(of)))),
            ]);
        }
    }

    private static void WriteMean(IAnsiConsole console, EvaluatedRecipe recipe, IReadOnlyList<Metric> metrics, string? group)
    {
        Metric main = metrics[0];
        IReadOnlyList<FoldScore> scores = recipe.Scores;
        int whole = scores.Count(score => Metric.HasEveryClass(score.DeviceScore));
        if (whole < scores.Count)
        {
            console.WriteLine(
                $"{string.Join(" and ", metrics.Skip(1).Select(metric => metric.Name))}: over the {whole} of {scores.Count} test parts that have examples of every class; "
                + (recipe.Task == LearningTask.Anomaly ? "the others have no area, and are in no mean." : "accuracy in the others is that of the classes they have."));
        }

        FoldEstimate device = recipe.Estimate(score => score.DeviceScore, main, group is not null);
        double difference = device.Mean - recipe.Estimate(score => score.FloatScore, main, group is not null).Mean;
        double deviation = Deviation([.. scores.Select(score => main.Of(score.DeviceScore))]);
        string whose = recipe.Name.Length == 0 ? $"the {recipe.Integers} model" : $"the {recipe.Integers} model, {recipe.Name}";
        console.WriteLine(recipe.IsShare
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Mean test {main.Name} of {whose}: {device.Mean:F4} ± {deviation:F4} (sd of folds); {(recipe.HasPoints ? $"{100 * difference:+0.00;-0.00;0.00} points" : $"{difference:+0.0000;-0.0000;0.0000}")} from float.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Mean test {main.Name} of {whose}: {device.Mean:G4} ± {deviation:G4} (sd of folds); {Format.Difference(difference)} from float."));
        console.WriteLine(Describe(device, recipe, main, group));
    }

    private static string Describe(FoldEstimate device, EvaluatedRecipe recipe, Metric main, string? group)
    {
        if (!device.HasSpread)
        {
            return device.DegreesOfFreedom == 0 ? "One test part has no interval." : "All test parts score alike, which says nothing of how sure their mean is: there is no interval.";
        }

        string interval = Interval(device, main, recipe.IsShare);
        int groups = recipe.Scores.Select(score => score.Fold).Distinct().Count();
        return group is null
            ? $"95 % interval of that mean: {interval}. It is of models made in this way of {Format.Number((int)Math.Round(recipe.Scores.Average(score => score.TrainCount)))} examples, on {(recipe.IsGrouped ? "examples of new groups" : "new examples")} like these, "
                + "and allows for folds that share training examples (Nadeau and Bengio)."
            : $"95 % interval of that mean: {interval}. It is of a new {Experiment.NameOfGroup(group)} like these {Format.Number(groups)}, each of which counts alike, "
                + "and allows for models that share training examples (Nadeau and Bengio).";
    }

    /// <summary>The corrected standard deviation.</summary>
    private static double Deviation(double[] values)
    {
        values = [.. values.Where(value => !double.IsNaN(value))]; // of parts that lack a class
        double mean = values.DefaultIfEmpty(double.NaN).Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
    }
}

/// <summary>A recipe that was tested on folds.</summary>
/// <param name="Name">Its name in a comparison; empty if it is the only one.</param>
/// <param name="Scores">One for each fold, at least one.</param>
/// <param name="Integers">The name of its integer model.</param>
internal sealed record EvaluatedRecipe(string Name, IReadOnlyList<FoldScore> Scores, string Integers)
{
    /// <summary>Whether folds keep groups of examples together.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>The task.</summary>
    public LearningTask Task => Scores[0].DeviceScore.Task;

    /// <summary>Whether the main metric is a share of examples.</summary>
    public bool IsShare => Task != LearningTask.Regression;

    /// <summary>Whether differences of it are points of 100; an area under the curve is none.</summary>
    public bool HasPoints => IsShare && Task != LearningTask.Anomaly;

    /// <summary>Estimates the mean of a metric.</summary>
    /// <param name="of">Float, integers, or a candidate.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="isByGroup">Whether folds are groups.</param>
    public FoldEstimate Estimate(Func<FoldScore, Score> of, Metric metric, bool isByGroup)
    {
        double[] values = [.. Scores.Select(score => metric.Of(of(score)))];
        return isByGroup ? FoldScore.EstimateOfGroups(Scores, values) : FoldScore.EstimateOfFolds(Scores, values);
    }
}

/// <summary>Says whether one recipe is better than another on the same folds, or whether chance explains the difference.</summary>
internal static class ComparisonReport
{
    private const double Level = 0.05;

    /// <summary>Writes the difference of the integer models, its interval and the verdict.</summary>
    /// <param name="console">For the lines.</param>
    /// <param name="first">A recipe.</param>
    /// <param name="second">The recipe to compare it with, tested on the same folds.</param>
    /// <param name="isByGroup">Whether folds are groups.</param>
    public static void Write(IAnsiConsole console, EvaluatedRecipe first, EvaluatedRecipe second, bool isByGroup)
    {
        Metric metric = Metric.OfTask(first.Task)[0];
        double[] differences = [.. first.Scores.Zip(second.Scores, (one, other) => metric.Of(one.DeviceScore) - metric.Of(other.DeviceScore))];
        FoldEstimate estimate = isByGroup ? FoldScore.EstimateOfGroups(first.Scores, differences) : FoldScore.EstimateOfFolds(first.Scores, differences);
        string interval = estimate.HasSpread ? $" (95 % interval {Signed(estimate.Lowest, first)} to {Signed(estimate.Highest, first)})" : string.Empty;
        console.WriteLine(
            $"{metric.Name}, {first.Name} less {second.Name}, on the same {NameList.Count(first.Scores.Count, "test part")}: {Signed(estimate.Mean, first)}{(first.HasPoints ? " points" : string.Empty)}{interval}; "
            + $"p = {Probability(estimate.PValue)} by the corrected t test of Nadeau and Bengio.");
        console.WriteLine(Verdict(estimate, first.Name, second.Name, metric));
    }

    /// <summary>Explains the numbers.</summary>
    internal static string Verdict(FoldEstimate estimate, string first, string second, Metric metric)
    {
        if (double.IsNaN(estimate.PValue))
        {
            return "Whether chance makes this difference cannot be told: the test parts do not differ in it. Evaluate with more folds or runs.";
        }

        if (estimate.PValue >= Level)
        {
            return "Chance alone makes differences like this: neither is shown to be better.";
        }

        string better = estimate.Mean > 0 == metric.IsError ? second : first;
        return $"{better} is better: where neither is, chance makes a difference as large in fewer than {(estimate.PValue < 0.01 ? "1" : "5")} of 100 such comparisons.";
    }

    private static string Signed(double difference, EvaluatedRecipe recipe) => recipe.HasPoints
        ? (100 * difference).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)
        : recipe.IsShare
        ? difference.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture)
        : Format.Difference(difference);

    private static string Probability(double p) => double.IsNaN(p) ? "–" : p < 0.0001 ? "less than 0.0001" : p.ToString(p < 0.001 ? "F4" : "F3", CultureInfo.InvariantCulture);
}

/// <summary>Shows the score of each model on the group that it was trained without.</summary>
internal static class GroupReport
{
    public static void Write(IAnsiConsole console, string by, Dataset examples, IReadOnlyList<FoldScore> scores, string integers)
    {
        Metric metric = Metric.OfTask(scores[0].DeviceScore.Task)[0];
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
