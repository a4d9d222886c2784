using EdgeNet.Networks.Anomalies;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Anomalies;

/// <summary>A model of what is normal: in float, and the same in integers with their file.</summary>
/// <param name="Kind">Gaussian mixture, k-means or autoencoder.</param>
/// <param name="Normality">In standardised units.</param>
/// <param name="Standardizer">Of the raw values.</param>
/// <param name="File">The integers.</param>
internal sealed record NormalModel(AnomalyKind Kind, INormality Normality, Standardizer Standardizer, ModelFile File)
{
    /// <summary>Warnings about the examples and the threshold.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>An autoencoder: how it was trained; null of others, and of an imported one.</summary>
    public TrainingResult? Training { get; init; }

    /// <summary>An autoencoder: how far integers and float agree; null of others.</summary>
    public ReconstructionAgreement? Agreement { get; init; }

    /// <summary>An autoencoder: what a step of the distance is of the mean squared error of an input; 0 of others.</summary>
    public double ErrorStep { get; init; }

    /// <summary>Prototypes; 0 of an autoencoder.</summary>
    public int Prototypes => (Normality as Mixture)?.Count ?? 0;

    /// <summary>Scores the integers, run by the device library.</summary>
    /// <param name="examples">Labelled 0 for normal and 1 for unusual.</param>
    public Score ScoreDevice(Dataset examples) => File.Score(examples);

    /// <summary>Scores the float model, at the surprise that as many examples reach as reach the device's threshold.</summary>
    /// <param name="examples">Labelled 0 for normal and 1 for unusual.</param>
    public Score ScoreFloat(Dataset examples)
    {
        double[] surprises = Normality.Surprises(NormalTrainer.Standardised(Standardizer, examples.Features));
        int[] distances = [.. File.IntegerLogits(examples).Select(logits => logits[0])];
        int above = distances.Count(distance => distance >= File.Device.LogitThreshold);
        double[] sorted = [.. surprises.OrderDescending()];
        double threshold = above == 0 ? double.MaxValue : sorted[above - 1];
        return Score.OfAnomaly(surprises, threshold, examples.Labels.Values);
    }
}
