using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tuning;

/// <summary>What a model says of the fold that it has not seen, and what it costs.</summary>
/// <param name="Score">The integers of the device on the fold.</param>
/// <param name="ModelBytes">The model file without its golden vectors.</param>
/// <param name="Macs">Multiply-adds an inference.</param>
/// <param name="Instructions">IL instructions on the device, estimated: a second with a stream, else a decision.</param>
/// <param name="HeapBytes">The heap that it needs while it is loaded, estimated; 0 where the cost on the device is no aim.</param>
/// <param name="IsStream">Whether it takes readings, so that <paramref name="Instructions"/> are those of a second.</param>
internal sealed record FoldResult(Score Score, int ModelBytes, int Macs, double Instructions, int HeapBytes, bool IsStream)
{
    /// <summary>Measures a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="score">Its score on the fold.</param>
    /// <param name="weighsDevice">Whether its memory is wanted too, and the instructions of its class where it has one.</param>
    public static FoldResult Of(TrainedModel model, Score score, bool weighsDevice)
    {
        ModelFile file = model.File;
        double instructions = file.StreamCost?.InstructionsPerSecond(file.Stream!, file.Cost)
            ?? (weighsDevice && file.Generated is { } generated ? generated.Cost.Instructions : file.Cost.Instructions);
        int heap = weighsDevice ? new ModelForms(file, null).Packed.PeakBytes : 0;
        return new FoldResult(score, file.Bytes.Length - file.GoldenBytes, file.Device.Macs, instructions, heap, file.Stream is not null);
    }

    /// <summary>Joins the folds of a trial: examples count alike, and F1 is that of all decisions together.</summary>
    /// <param name="folds">At least one; the sizes are those of the first.</param>
    /// <param name="metric">The metric, for the losses of the single folds.</param>
    /// <param name="weight">What a million instructions a second count for in the metric.</param>
    public static TrialResult Join(IReadOnlyList<FoldResult> folds, TuningMetric metric, double weight)
    {
        FoldResult first = folds[0];
        double examples = folds.Sum(fold => fold.Score.Count);
        ConfusionTable? all = first.Score.Confusion is null ? null : ConfusionTable.Sum([.. folds.Select(fold => fold.Score.Confusion!)]);
        double cost = folds.Sum(fold => fold.Score.Cost * fold.Score.Count) / examples;
        return new TrialResult(cost, all?.Accuracy ?? double.NaN, all is null ? double.NaN : all.Classes == 2 ? all.F1(1) : all.MacroF1, first.ModelBytes, first.Macs)
        {
            Instructions = first.Instructions,
            HeapBytes = first.HeapBytes,
            Penalty = first.IsStream ? first.Instructions / 1e6 * weight : 0,
            Folds = new ValueList([.. folds.Select(fold => LossOf(fold.Score, metric))]),
        };
    }

    private static double LossOf(Score score, TuningMetric metric) => metric switch
    {
        TuningMetric.Cost => score.Cost,
        TuningMetric.Accuracy => -score.Accuracy,
        _ => -score.F1,
    };
}
