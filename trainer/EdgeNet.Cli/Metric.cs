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
        LearningTask.Binary => [_accuracy, new("F1", score => score.F1, Format.Percent), new("AUC", score => score.Roc!.Area, Format.Ratio)],
        LearningTask.MultiClass => [_accuracy, new("macro F1", score => score.F1, Format.Percent)],
        _ =>
        [
            new("RMSE", score => score.RootMeanSquareError, Format.Quantity),
            new("MAE", score => score.MeanAbsoluteError, Format.Quantity),
            new("R²", score => score.R2, Format.Ratio),
        ],
    };

    /// <summary>The metrics of one target of a regression.</summary>
    public static IReadOnlyList<Metric> OfTarget(int target) =>
    [
        new("RMSE", score => score.Targets[target].RootMeanSquareError, Format.Quantity),
        new("MAE", score => score.Targets[target].MeanAbsoluteError, Format.Quantity),
        new("R²", score => score.Targets[target].R2, Format.Ratio),
    ];
}
