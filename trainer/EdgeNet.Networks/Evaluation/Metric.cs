using System.Globalization;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Evaluation;

/// <summary>A number by which models of a task are judged, and how it is printed.</summary>
/// <remarks>
/// If the examples lack a class, there is no F1 and no area under the curve, and accuracy, which then cannot tell whether the class is
/// found, stands in parentheses.
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Of">Computes its value; NaN if there is none.</param>
/// <param name="Print">Formats its value.</param>
internal sealed record Metric(string Name, Func<Score, double> Of, Func<double, string> Print)
{
    private static readonly Metric _accuracy = new("accuracy", score => score.Accuracy, MetricFormat.Percent);

    /// <summary>Whether a lower value is better.</summary>
    public bool IsError { get; init; }

    /// <summary>The metrics of a task, the most telling first.</summary>
    public static IReadOnlyList<Metric> OfTask(LearningTask task) => task switch
    {
        LearningTask.Binary =>
        [
            _accuracy,
            new("F1", score => HasEveryClass(score) ? score.F1 : double.NaN, MetricFormat.Percent),
            new("AUC", score => HasEveryClass(score) ? score.Roc!.Area : double.NaN, MetricFormat.Ratio),
        ],
        LearningTask.Anomaly =>
        [
            new("AUC", score => HasEveryClass(score) ? score.Roc!.Area : double.NaN, MetricFormat.Ratio),
            new("found", score => score.Confusion!.Actual(1) > 0 ? score.Confusion.Recall(1) : double.NaN, MetricFormat.Percent),
            new("false alarms", score => score.Confusion!.Actual(0) > 0 ? 1 - score.Confusion.Recall(0) : double.NaN, MetricFormat.Percent) { IsError = true },
        ],
        LearningTask.MultiClass => [_accuracy, new("macro F1", score => HasEveryClass(score) ? score.F1 : double.NaN, MetricFormat.Percent)],
        _ =>
        [
            new("RMSE", score => score.RootMeanSquareError, MetricFormat.Quantity) { IsError = true },
            new("MAE", score => score.MeanAbsoluteError, MetricFormat.Quantity) { IsError = true },
            new("R²", score => score.R2, MetricFormat.Ratio),
        ],
    };

    /// <summary>The metrics of one target of a regression.</summary>
    public static IReadOnlyList<Metric> OfTarget(int target) =>
    [
        new("RMSE", score => score.Targets[target].RootMeanSquareError, MetricFormat.Quantity) { IsError = true },
        new("MAE", score => score.Targets[target].MeanAbsoluteError, MetricFormat.Quantity) { IsError = true },
        new("R²", score => score.Targets[target].R2, MetricFormat.Ratio),
    ];

    /// <summary>Whether there is an example of every class; true where there are no classes.</summary>
    public static bool HasEveryClass(Score score) => score.Confusion is not { } confusion || Enumerable.Range(0, confusion.Classes).All(c => confusion.Actual(c) > 0);

    /// <summary>Precision, recall and F1 of one class; recall and F1 are dashes where it has no example, precision where nothing was taken for it.</summary>
    public static IReadOnlyList<string> ShowClass(ConfusionTable confusion, int number)
    {
        bool hasExamples = confusion.Actual(number) > 0;
        return
        [
            MetricFormat.Percent(confusion.Decided(number) > 0 ? confusion.Precision(number) : double.NaN),
            MetricFormat.Percent(hasExamples ? confusion.Recall(number) : double.NaN),
            MetricFormat.Percent(hasExamples ? confusion.F1(number) : double.NaN),
        ];
    }

    /// <summary>Prints the value of one part: accuracy in parentheses where a class is missing.</summary>
    public string Show(Score score) => this == _accuracy && !HasEveryClass(score) ? $"({Print(Of(score))})" : Print(Of(score));

    /// <summary>The mean over the scores that have the metric; <see cref="double.NaN"/> where none has it.</summary>
    public double MeanOf(IEnumerable<Score> scores) => scores.Select(Of).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}

/// <summary>How the numbers of a score are printed, by the command and on the page alike; what there is not is a dash.</summary>
internal static class MetricFormat
{
    private const string None = "–";

    /// <summary>A share of examples.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? None : (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    /// <summary>A number around 1.</summary>
    public static string Ratio(double ratio) => double.IsNaN(ratio) ? None : ratio.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>A quantity in the user's units, of any magnitude.</summary>
    public static string Quantity(double quantity) => double.IsNaN(quantity) ? None : quantity.ToString("G4", CultureInfo.InvariantCulture);
}
