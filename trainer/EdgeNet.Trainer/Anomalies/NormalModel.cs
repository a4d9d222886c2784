using EdgeNet.Networks.Anomalies;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Trainer.Anomalies;

/// <summary>A model of what is normal: the mixture in float, and the same in integers with their file.</summary>
/// <param name="Kind">Gaussian mixture or k-means.</param>
/// <param name="Mixture">In standardised units.</param>
/// <param name="Standardizer">Of the raw values.</param>
/// <param name="File">The integers.</param>
internal sealed record NormalModel(AnomalyKind Kind, Mixture Mixture, Standardizer Standardizer, ModelFile File)
{
    /// <summary>Warnings about the examples and the threshold.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Scores the integers, run by the device library.</summary>
    /// <param name="examples">Labelled 0 for normal and 1 for unusual.</param>
    public Score ScoreDevice(Dataset examples) => File.Score(examples);

    /// <summary>Scores the float mixture, at the surprise that as many examples reach as reach the device's threshold.</summary>
    /// <param name="examples">Labelled 0 for normal and 1 for unusual.</param>
    public Score ScoreFloat(Dataset examples)
    {
        double[] surprises = [.. NormalTrainer.Standardised(Standardizer, examples.Features).Select(Surprise)];
        int[] distances = [.. File.IntegerLogits(examples).Select(logits => logits[0])];
        int above = distances.Count(distance => distance >= File.Device.LogitThreshold);
        double[] sorted = [.. surprises.OrderDescending()];
        double threshold = above == 0 ? double.MaxValue : sorted[above - 1];
        return Score.OfAnomaly(surprises, threshold, examples.Labels.Values);
    }

    private double Surprise(double[] example) => Enumerable.Range(0, Mixture.Count).Min(k => Mixture.Surprise(k, example));
}

/// <summary>Fits models of what is normal.</summary>
internal static class NormalTrainer
{
    private const int MostCentres = 32;
    private const int MostComponents = 16; // each has as many widths as inputs to be found
    private const int ExamplesOfPrototype = 20;

    /// <summary>Fits a model to the normal examples of a part; those that are unusual only judge, where the dev part has any.</summary>
    /// <param name="options">How.</param>
    /// <param name="train">Labelled 0 for normal and 1 for unusual.</param>
    /// <param name="dev">Likewise: the threshold is chosen on it, and of two kinds the better one; null for the training part.</param>
    /// <exception cref="InputException">There are too few normal examples.</exception>
    public static NormalModel Train(TrainingOptions options, Dataset train, Dataset? dev)
    {
        AnomalyOptions how = options.Anomaly!;
        Dataset normal = DataAdvice.WithFarValues(options, NormalOf(train));
        if (normal.Count < 2)
        {
            throw new InputException($"{train.Source}: {NameList.Count(normal.Count, "normal example")} left for training; add examples, or name others in 'anomaly.normal'.");
        }

        Dataset judge = dev is null ? normal : NormalOf(dev);
        List<string> warnings = [];
        if (judge.Count == 0)
        {
            judge = normal;
        }

        if (ReferenceEquals(judge, normal))
        {
            warnings.Add($"{train.Source}: no normal example is in the dev part, so that the threshold is chosen on those of training, which the model knows: expect more false alarms. Add examples, or raise 'split.dev'.");
        }

        Standardizer standardizer = Standardizer.Fit(normal, InputScaling.Standardized);
        double[][] known = Standardised(standardizer, normal.Features);
        double[][] fresh = Standardised(standardizer, judge.Features);
        var grid = CodeGrid.Of(standardizer, known);
        NormalModel[] candidates = [.. KindsOf(how.Kind).Select(kind => Make(kind, Fit(kind, how.Prototypes ?? CountFor(kind))))];
        NormalModel best = dev is not null && Metric.HasEveryClass(candidates[0].ScoreDevice(dev))
            ? candidates.MaxBy(model => model.ScoreDevice(dev).Roc!.Area)!
            : candidates.MaxBy(model => model.Mixture.LogLikelihood(fresh))!;
        return best with { Warnings = [.. warnings, .. best.Warnings] };

        int CountFor(AnomalyKind kind) => Math.Clamp(known.Length / ExamplesOfPrototype, 1, kind == AnomalyKind.KMeans ? MostCentres : MostComponents);

        Mixture Fit(AnomalyKind kind, int count) => kind == AnomalyKind.KMeans ? KMeans.Fit(known, count, options.Seed) : GaussianMixture.Fit(known, count, options.Seed);

        NormalModel Make(AnomalyKind kind, Mixture mixture)
        {
            double least = Enumerable.Range(0, mixture.Count).Min(mixture.Constant);
            double[] surprises = [.. fresh.Select(example => Enumerable.Range(0, mixture.Count).Min(k => mixture.Surprise(k, example)) - least).Order()];
            DistanceHead head = DistanceQuantizer.Quantize(mixture, grid, surprises[(int)((1 - how.FalseAlarms) * (surprises.Length - 1))]);
            (int threshold, bool hasEnough) = ChooseThreshold(how, options, grid.Stage, head, judge, dev);
            string[] few = hasEnough || ReferenceEquals(judge, normal) ? [] :
            [
                FormattableString.Invariant(
                    $"{train.Source}: {judge.Count} normal examples are in the dev part, and a share of false alarms of {100 * how.FalseAlarms:0.##} % shows in {Math.Ceiling(1 / how.FalseAlarms) - 1:F0} or more: the threshold is beyond the farthest of them, and false alarms may be as many as {100.0 / (judge.Count + 1):0.#} %. Add normal examples, or raise 'anomaly.falseAlarms'."),
            ];
            head = head.WithThreshold(threshold);
            LearningLimits? limits = how.Learning?.LimitsOf(head, kind == AnomalyKind.KMeans ? 0 : DistanceQuantizer.UnitWidth(mixture, grid), how.FalseAlarms);
            return new NormalModel(kind, mixture, standardizer, Write(options, grid.Stage, head, limits, normal)) { Warnings = few };
        }
    }

    /// <summary>The examples that are normal.</summary>
    public static Dataset NormalOf(Dataset examples) => examples.Select([.. Enumerable.Range(0, examples.Count).Where(e => examples.ClassOf(e) == 0)]);

    /// <summary>Standardised examples, one an array.</summary>
    public static double[][] Standardised(Standardizer standardizer, Matrix<float> features)
    {
        Matrix<float> values = standardizer.Apply(features).Transpose();
        return [.. Enumerable.Range(0, values.Rows).Select(e => Array.ConvertAll(values.Row(e).ToArray(), value => (double)value))];
    }

    private static AnomalyKind[] KindsOf(AnomalyKind kind) => kind == AnomalyKind.Auto ? [AnomalyKind.GaussianMixture, AnomalyKind.KMeans] : [kind];

    private static (int Threshold, bool HasEnough) ChooseThreshold(AnomalyOptions how, TrainingOptions options, AffineStage stage, DistanceHead head, Dataset judge, Dataset? dev)
    {
        if (options.ThresholdRule is { } rule && dev is { PositiveCount: > 0 } && dev.PositiveCount < dev.Count)
        {
            int chosen = ThresholdSearch.Choose(rule, Distances(stage, head, dev), dev.Labels.Values, options.Seed).LogitThreshold;
            return (Math.Clamp(chosen, 1, DistanceHead.Farthest), true);
        }

        return FalseAlarmThreshold.Choose(Distances(stage, head, judge), how.FalseAlarms);
    }

    private static int[] Distances(AffineStage stage, DistanceHead head, Dataset examples)
    {
        var features = new float[stage.Count];
        var codes = new int[stage.Count];
        var distances = new int[examples.Count];
        for (int e = 0; e < distances.Length; e++)
        {
            examples.CopyExample(e, features);
            stage.Quantize(features, codes);
            distances[e] = head.Distance(codes, codes);
        }

        return distances;
    }

    private static ModelFile Write(TrainingOptions options, AffineStage stage, DistanceHead head, LearningLimits? limits, Dataset normal)
    {
        int[] distances = Distances(stage, head, normal);
        int[] order = [.. Enumerable.Range(0, distances.Length).OrderBy(e => distances[e])];
        Matrix<float> examples = normal.Features.Transpose();
        float[] extremes = [.. Enumerable.Range(0, stage.Count).Select(i => i % 2 == 0 ? GoldenVectors.Extreme : -GoldenVectors.Extreme)];
        var codes = new int[stage.Count];
        stage.Quantize(extremes, codes);
        List<GoldenVector> golden = [.. ((int[])[order[0], order[order.Length / 2], order[^1]]).Distinct().Select(e => new GoldenVector(examples.Row(e).ToArray(), [distances[e]]))];
        golden.Add(new GoldenVector(extremes, [head.Distance(codes, codes)]));
        return ModelWriter.WriteAnomaly(
            stage, head, new ModelIdentity(options.Name, normal.ClassNames), golden, StreamOf(stage, head, normal), normal.Origin.Images is null ? ModelInputs.Of(normal) : null, limits);
    }

    private static StreamSettings? StreamOf(AffineStage stage, DistanceHead head, Dataset normal)
    {
        if (normal.Origin.Stream is not { } stream)
        {
            return null;
        }

        stream = stream.AsRecorded(normal.Windows);
        DecisionRules rules = stream.ToRules(score => (int)Math.Clamp(Math.Ceiling(head.Threshold * score * score), 1, DistanceHead.Farthest), head.Threshold);
        return stream.ToSettings(rules, GoldenWindows.Choose(stream.ToSettings(rules), 1, normal, features =>
        {
            var codes = new int[stage.Count];
            stage.Quantize(features, codes);
            return [head.Distance(codes, codes)];
        }));
    }
}
