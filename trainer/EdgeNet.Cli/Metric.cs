using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Cli;

/// <summary>A number by which models of a task are judged, and how it is printed.</summary>
internal sealed record Metric(string Name, Func<Score, double> Of, Func<double, string> Print)
{
    private static readonly Metric _accuracy = new("accuracy", score => score.Accuracy, Format.Percent);

    /// <summary>The metrics of a task, the most telling first.</summary>
    public static IReadOnlyList<Metric> OfTask(LearningTask task) => task switch
    {
        LearningTask.Binary => [_accuracy, new("F1", score => HasEveryClass(score) ? score.F1 : double.NaN, Format.Percent), new("AUC", score => HasEveryClass(score) ? score.Roc!.Area : double.NaN, Format.Ratio)],
        LearningTask.MultiClass => [_accuracy, new("macro F1", score => HasEveryClass(score) ? score.F1 : double.NaN, Format.Percent)],
        _ =>
        [
            new("RMSE", score => score.RootMeanSquareError, Format.Quantity),
            new("MAE", score => score.MeanAbsoluteError, Format.Quantity),
            new("R²", score => score.R2, Format.Ratio),
        ],
    };

    /// <summary>The mean over the scores that have the metric; <see cref="double.NaN"/> where none has it.</summary>
    public double MeanOf(IEnumerable<Score> scores) => scores.Select(Of).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    // Without an example of a class there is nothing to find, and neither F1 nor the area says anything.
    private static bool HasEveryClass(Score score) => Enumerable.Range(0, score.Confusion!.Classes).All(c => score.Confusion.Actual(c) > 0);

    /// <summary>The metrics of one target of a regression.</summary>
    public static IReadOnlyList<Metric> OfTarget(int target) =>
    [
        new("RMSE", score => score.Targets[target].RootMeanSquareError, Format.Quantity),
        new("MAE", score => score.Targets[target].MeanAbsoluteError, Format.Quantity),
        new("R²", score => score.Targets[target].R2, Format.Ratio),
    ];
}
