using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Anomalies;

namespace EdgeNet.Trainer;

/// <summary>A model of what is normal, as a file and loaded by the device library, with its scores.</summary>
public sealed class TrainedAnomaly
{
    internal TrainedAnomaly(NormalModel model, Experiments.ExampleParts parts, IReadOnlyList<string> warnings)
    {
        Model = model;
        Parts = parts;
        Warnings = [.. warnings, .. model.Warnings];
        (string Name, Dataset? Part)[] all = [("train", parts.Train), ("dev", parts.Dev), ("test", parts.Test)];
        Scores = [.. all.Where(part => part.Part is { Count: > 0 }).Select(part => new AnomalyScore(part.Name, part.Part!, model.File))];
    }

    /// <summary>The name of the model, on the device too.</summary>
    public string Name => Device.Name;

    /// <summary>What describes normal examples: never <see cref="AnomalyKind.Auto"/>.</summary>
    public AnomalyKind Kind => Model.Kind;

    /// <summary>Prototypes; 0 of an autoencoder, which has layers in their place.</summary>
    public int Prototypes => Model.Prototypes;

    /// <summary>
    /// Of an autoencoder: the distance that the device gives, times this, is the mean of the squared errors, in standardised units, or in those of the inputs if the network
    /// is imported; else 0.
    /// </summary>
    public double SquaredErrorPerStep => Model.ErrorStep;

    /// <summary>The scores of the parts that there are: train, dev, test. The threshold was chosen on dev.</summary>
    public IReadOnlyList<AnomalyScore> Scores { get; }

    /// <summary>The device library's model, loaded from <see cref="Bytes"/>: its answers here are those of the device.</summary>
    public Model Device => Model.File.Device;

    /// <summary>The bytes of the <c>.edgenet</c> file.</summary>
    public ReadOnlyMemory<byte> Bytes => Model.File.Bytes;

    /// <summary>Warnings about the data and the threshold, one or two sentences each; may be empty.</summary>
    public IReadOnlyList<string> Warnings { get; }

    internal ModelFile File => Model.File;

    internal Experiments.ExampleParts Parts { get; }

    internal NormalModel Model { get; }

    /// <summary>Writes the <c>.edgenet</c> file atomically.</summary>
    /// <param name="path">Where.</param>
    /// <exception cref="InputException">It cannot be written; the message says why.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var files = new FileSet();
        files.Add(path, Model.File.Bytes);
        files.Save();
    }
}

/// <summary>How an anomaly model judges some examples, run by the device library.</summary>
public sealed class AnomalyScore
{
    internal AnomalyScore(string name, Dataset part, ModelFile file)
    {
        Name = name;
        double[] distances = [.. file.IntegerLogits(part).Select(logits => (double)logits[0])];
        bool[] isUnusual = [.. distances.Select(distance => distance >= file.Device.LogitThreshold)];
        int[] normal = [.. Enumerable.Range(0, part.Count).Where(e => part.ClassOf(e) == 0)];
        int[] unusual = [.. Enumerable.Range(0, part.Count).Where(e => part.ClassOf(e) == 1)];
        NormalCount = normal.Length;
        UnusualCount = unusual.Length;
        FalseAlarms = normal.Count(e => isUnusual[e]);
        Detected = unusual.Count(e => isUnusual[e]);
        Auc = normal.Length == 0 || unusual.Length == 0 ? double.NaN : AreaOf(unusual);
        PartialAuc = double.IsNaN(Auc) ? double.NaN : CurveOf(unusual).PartialArea(PartialShare);
        Kinds = part.Kinds is not { } kinds || normal.Length == 0 ? [] :
        [
            .. unusual.GroupBy(e => kinds[e]).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new AnomalyKindScore(group.Key, group.Count(), group.Count(e => isUnusual[e]), AreaOf([.. group]))),
        ];

        double AreaOf(int[] others) => CurveOf(others).Area;

        RocCurve CurveOf(int[] others)
        {
            int[] both = [.. normal, .. others];
            return RocCurve.Of([.. both.Select(e => distances[e])], [.. both.Select((_, at) => at < normal.Length ? 0f : 1f)]);
        }
    }

    /// <summary>The name of the examples: train, dev or test.</summary>
    public string Name { get; }

    /// <summary>Normal examples.</summary>
    public int NormalCount { get; }

    /// <summary>Normal examples that were called unusual.</summary>
    public int FalseAlarms { get; }

    /// <summary>The interval of 95 % of the share of false alarms (Wilson); NaN without normal examples.</summary>
    public (double Lowest, double Highest) FalseAlarmInterval => NormalCount == 0 ? (double.NaN, double.NaN) : FalseAlarmThreshold.Interval(FalseAlarms, NormalCount);

    /// <summary>Unusual examples.</summary>
    public int UnusualCount { get; }

    /// <summary>Unusual examples that were called so.</summary>
    public int Detected { get; }

    /// <summary>The area under the ROC curve, 0 to 1: how often an unusual example is farther from normal than a normal one; NaN where one sort is missing.</summary>
    public double Auc { get; }

    /// <summary>The share of false alarms up to which <see cref="PartialAuc"/> is.</summary>
    public const double PartialShare = 0.1;

    /// <summary>
    /// The area where no more than <see cref="PartialShare"/> of the normal examples are called unusual, standardised such that chance is 0.5 and the best 1 (McClish, "Analyzing a
    /// Portion of the ROC Curve", 1989; scikit-learn's <c>max_fpr</c>); NaN where one sort is missing.
    /// </summary>
    public double PartialAuc { get; }

    /// <summary>The area for each class that is unusual.</summary>
    public IReadOnlyList<AnomalyKindScore> Kinds { get; }
}

/// <summary>How an anomaly model finds one class of unusual examples.</summary>
/// <param name="Name">The class.</param>
/// <param name="Count">Its examples.</param>
/// <param name="Detected">Those that were called unusual.</param>
/// <param name="Auc">The area under the ROC curve beside all normal examples.</param>
public sealed record AnomalyKindScore(string Name, int Count, int Detected, double Auc);
