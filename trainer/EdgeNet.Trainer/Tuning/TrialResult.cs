namespace EdgeNet.Trainer.Tuning;

/// <summary>How the models of a trial do on their dev sets, as the device computes: means over the repeats.</summary>
/// <param name="Cost">The mean cost, without the penalty.</param>
/// <param name="Accuracy">0 to 1; NaN in a regression.</param>
/// <param name="F1">0 to 1; NaN in a regression.</param>
/// <param name="ModelBytes">The model file without its golden vectors.</param>
/// <param name="Macs">Multiply-adds an inference.</param>
public sealed record TrialResult(double Cost, double Accuracy, double F1, int ModelBytes, int Macs)
{
    /// <summary>With a stream, IL instructions a second on the device, estimated; else 0.</summary>
    public double InstructionsPerSecond { get; init; }

    /// <summary>What these count for in the metric; it makes a trial rank lower.</summary>
    public double Penalty { get; init; }

    /// <summary>Picks the number that trials are judged by.</summary>
    /// <param name="metric">Which.</param>
    /// <returns>It.</returns>
    public double Of(TuningMetric metric) => metric switch
    {
        TuningMetric.Cost => Cost,
        TuningMetric.Accuracy => Accuracy,
        _ => F1,
    };

    /// <summary>What trials are ranked by, less is better: the metric, turned round where more is better, and the penalty.</summary>
    internal double LossBy(TuningMetric metric) => (metric == TuningMetric.Cost ? Of(metric) : -Of(metric)) + Penalty;

    /// <summary>Averages the results of the repeats of one trial.</summary>
    /// <param name="results">At least one, in the order of the repeats; the sizes are those of the first.</param>
    /// <returns>The means.</returns>
    public static TrialResult Mean(IReadOnlyList<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return results[0] with
        {
            Cost = results.Average(result => result.Cost),
            Accuracy = results.Average(result => result.Accuracy),
            F1 = results.Average(result => result.F1),
        };
    }
}
