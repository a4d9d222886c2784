using System.Globalization;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Says in words whether one recipe is better than another on the same folds, or whether chance makes such a difference.</summary>
internal static class ComparisonReport
{
    private const double Level = 0.05;

    /// <summary>Writes the difference of the integer models, its interval and the verdict.</summary>
    /// <param name="console">For the lines.</param>
    /// <param name="first">A recipe.</param>
    /// <param name="second">What it is compared with, tested on the same folds.</param>
    /// <param name="isByGroup">Whether folds are groups.</param>
    public static void Write(IAnsiConsole console, EvaluatedRecipe first, EvaluatedRecipe second, bool isByGroup)
    {
        Metric metric = Metric.OfTask(first.Task)[0];
        double[] differences = [.. first.Scores.Zip(second.Scores, (one, other) => metric.Of(one.DeviceScore) - metric.Of(other.DeviceScore))];
        FoldEstimate estimate = isByGroup ? FoldScores.OfGroups(first.Scores, differences) : FoldScores.OfFolds(first.Scores, differences);
        string interval = estimate.HasSpread ? $" (95 % interval {Signed(estimate.Lowest, first.IsShare)} to {Signed(estimate.Highest, first.IsShare)})" : string.Empty;
        console.WriteLine(
            $"{metric.Name}, {first.Name} less {second.Name}, on the same {NameList.Count(first.Scores.Count, "test part")}: {Signed(estimate.Mean, first.IsShare)}{(first.IsShare ? " points" : string.Empty)}{interval}; "
            + $"p = {Probability(estimate.PValue)} by the corrected t test of Nadeau and Bengio.");
        console.WriteLine(Verdict(estimate, first.Name, second.Name, metric));
    }

    /// <summary>What the numbers mean.</summary>
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

    private static string Signed(double difference, bool isShare) => isShare
        ? (100 * difference).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)
        : Format.Difference(difference);

    private static string Probability(double p) => double.IsNaN(p) ? "–" : p < 0.0001 ? "less than 0.0001" : p.ToString(p < 0.001 ? "F4" : "F3", CultureInfo.InvariantCulture);
}
