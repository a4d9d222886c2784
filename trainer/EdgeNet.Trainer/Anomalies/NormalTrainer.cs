using EdgeNet.Networks.Anomalies;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Trainer.Anomalies;

/// <summary>Fits models of what is normal.</summary>
internal sealed class NormalTrainer
{
    private const int MostCentres = 32;
    private const int MostComponents = 16; // each has as many widths as inputs to be found
    private const int ExamplesOfPrototype = 20;
    private const int WeightBits = 8;
    private const double NoticeableArea = 0.01;

    private readonly TrainingOptions _options;
    private readonly AnomalyOptions _how;
    private readonly Dataset _normal;
    private readonly Dataset _judge;
    private readonly Dataset? _dev;
    private readonly Standardizer _standardizer;
    private readonly double[][] _known;
    private readonly double[][] _fresh;
    private readonly CodeGrid _grid;
    private readonly List<string> _warnings = [];

    private NormalTrainer(TrainingOptions options, Dataset train, Dataset? dev, Func<Dataset, Standardizer> fit)
    {
        _options = options;
        _how = options.Anomaly!;
        _normal = DataAdvice.WithFarValues(options, NormalOf(train));
        if (_normal.Count < 2)
        {
            throw new InputException($"{train.Source}: {NameList.Count(_normal.Count, "normal example")} left for training; add examples, or name others in 'anomaly.normal'.");
        }

        _dev = dev;
        _judge = dev is null ? _normal : NormalOf(dev);
        if (_judge.Count == 0 || IsJudgedByKnown)
        {
            _judge = _normal;
            _warnings.Add($"{train.Source}: no normal example is in the dev part, so that the threshold is chosen on those of training, which the model knows: expect more false alarms. Add examples, or raise 'split.dev'.");
        }

        _standardizer = fit(_normal);
        _warnings.AddRange(ModelTrainer.FeatureWarnings(_normal, _standardizer));
        _known = Standardised(_standardizer, _normal.Features);
        _fresh = Standardised(_standardizer, _judge.Features);
        _grid = CodeGrid.Of(_standardizer, _known);
    }

    private bool IsJudgedByKnown => ReferenceEquals(_judge, _normal);

    /// <summary>Fits a model to the normal examples of a part; those that are unusual only judge, where the dev part has any.</summary>
    /// <param name="options">How.</param>
    /// <param name="train">Labelled 0 for normal and 1 for unusual.</param>
    /// <param name="dev">Likewise: the threshold is chosen on it, and of two kinds the better one; null for the training part.</param>
    /// <param name="onEpoch">Called after each epoch of an autoencoder, or null.</param>
    /// <exception cref="InputException">There are too few normal examples, or training diverged.</exception>
    public static NormalModel Train(TrainingOptions options, Dataset train, Dataset? dev, Action<EpochReport>? onEpoch = null) =>
        new NormalTrainer(options, train, dev, normal => Standardizer.Fit(normal, InputScaling.Standardized)).Best(onEpoch);

    /// <summary>Takes a network that reconstructs its inputs as it is; its error is in the units of the inputs.</summary>
    /// <param name="options">How its threshold is chosen.</param>
    /// <param name="parts">Its normal examples, which are all that are not labelled unusual.</param>
    /// <param name="standardizer">The scaling that the network takes and gives.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="InputException">There are too few normal examples.</exception>
    public static NormalModel OfNetwork(TrainingOptions options, ExampleParts parts, Standardizer standardizer, Network<float> network)
    {
        var trainer = new NormalTrainer(options, parts.Train, parts.Dev, _ => standardizer);
        return trainer.Decide(AnomalyKind.Autoencoder, trainer.Integers(new Reconstruction(network, [.. standardizer.Deviations.Select(deviation => deviation * deviation)])));
    }

    /// <summary>The examples that are normal.</summary>
    public static Dataset NormalOf(Dataset examples) => examples.Select([.. Enumerable.Range(0, examples.Count).Where(e => examples.ClassOf(e) == 0)]);

    /// <summary>Standardised examples, one an array.</summary>
    public static double[][] Standardised(Standardizer standardizer, Matrix<float> features)
    {
        Matrix<float> values = standardizer.Apply(features).Transpose();
        return [.. Enumerable.Range(0, values.Rows).Select(e => Array.ConvertAll(values.Row(e).ToArray(), value => (double)value))];
    }

    private NormalModel Best(Action<EpochReport>? onEpoch)
    {
        if (_how.Kind == AnomalyKind.Autoencoder)
        {
            (Network<float> network, TrainingResult training) = Autoencoder.Train(_options, _normal.Source, _known, IsJudgedByKnown ? null : _fresh, onEpoch);
            double[] weights = [.. Enumerable.Range(0, _known[0].Length).Select(i => _standardizer.IsConstant(i) ? 0.0 : 1)];
            NormalModel model = Decide(AnomalyKind.Autoencoder, Integers(new Reconstruction(network, weights)));
            return model with { Training = training, Warnings = [.. model.Warnings, .. training.Warnings] };
        }

        AnomalyKind[] kinds = _how.Kind == AnomalyKind.Auto ? [AnomalyKind.GaussianMixture, AnomalyKind.KMeans] : [_how.Kind];
        (NormalModel Model, Mixture Mixture)[] candidates = [.. kinds.Select(kind => (kind, Fit(kind))).Select(pair => (Decide(pair.kind, Integers(pair.Item2)), pair.Item2))];
        return (_dev is not null && Metric.HasEveryClass(candidates[0].Model.ScoreDevice(_dev))
            ? candidates.MaxBy(candidate => candidate.Model.ScoreDevice(_dev).Roc!.Area)
            : candidates.MaxBy(candidate => candidate.Mixture.LogLikelihood(_fresh))).Model;
    }

    private Mixture Fit(AnomalyKind kind)
    {
        bool isKMeans = kind == AnomalyKind.KMeans;
        int count = _how.Prototypes ?? Math.Clamp(_known.Length / ExamplesOfPrototype, 1, isKMeans ? MostCentres : MostComponents);
        return isKMeans ? KMeans.Fit(_known, count, _options.Seed) : GaussianMixture.Fit(_known, count, _options.Seed);
    }

    private (INormality Normality, IntegerDistance Integers, double Step) Integers(Mixture mixture) =>
        (mixture, new IntegerDistance(_grid.Stage, null, DistanceQuantizer.Quantize(mixture, _grid, TypicalOf(mixture))), 0);

    private (INormality Normality, IntegerDistance Integers, double Step) Integers(Reconstruction reconstruction)
    {
        (INormality Normality, IntegerDistance Integers, double Step) coarse = Integers(reconstruction, _grid);
        if (!AgreementOf(coarse).IsCoarse)
        {
            return coarse;
        }

        var fine = Integers(reconstruction, CodeGrid.Of(_standardizer, _known, CodeGrid.MostSteps));
        return AgreementOf(fine).Difference < AgreementOf(coarse).Difference ? fine : coarse;
    }

    private (INormality Normality, IntegerDistance Integers, double Step) Integers(Reconstruction reconstruction, CodeGrid grid)
    {
        (IntegerDistance integers, double step) = Autoencoder.Quantize(
            reconstruction, _standardizer, grid, _normal.Features, _options.WeightBits ?? WeightBits, TypicalOf(reconstruction));
        return (reconstruction, integers, step);
    }

    private ReconstructionAgreement AgreementOf((INormality Normality, IntegerDistance Integers, double Step) model) =>
        ReconstructionAgreement.Of(model.Normality.Surprises(_fresh), model.Integers.Of(_judge), model.Step, _known[0].Length);

    // A surprise beyond that of the most normal example, about where the threshold will be.
    private double TypicalOf(INormality normality)
    {
        double[] surprises = [.. normality.Surprises(_fresh).Order()];
        return surprises[(int)((1 - _how.FalseAlarms) * (surprises.Length - 1))] - normality.Least;
    }

    private NormalModel Decide(AnomalyKind kind, (INormality Normality, IntegerDistance Integers, double Step) model)
    {
        (int threshold, bool hasEnough) = ChooseThreshold(model.Integers);
        string[] few = hasEnough || IsJudgedByKnown ? [] :
        [
            FormattableString.Invariant(
                $"{_normal.Source}: {_judge.Count} normal examples are in the dev part, and a share of false alarms of {100 * _how.FalseAlarms:0.##} % shows in {Math.Ceiling(1 / _how.FalseAlarms) - 1:F0} or more: the threshold is beyond the farthest of them, and false alarms may be as many as {100.0 / (_judge.Count + 1):0.#} %. Add normal examples, or raise 'anomaly.falseAlarms'."),
        ];
        IntegerDistance integers = model.Integers.At(threshold);
        LearningLimits? limits = model.Normality is Mixture mixture
            ? _how.Learning?.LimitsOf(integers.Head, kind == AnomalyKind.KMeans ? 0 : DistanceQuantizer.UnitWidth(mixture, _grid), _how.FalseAlarms)
            : null;
        string[] still = _how.Learning is { Widths: true } && limits is { UnitWidth: 0 }
            ? [$"{_normal.Source}: the widths of {(kind == AnomalyKind.KMeans ? "k-means" : "these prototypes")} do not learn on the device, although 'anomaly.learning.widths' asks for it: centres and threshold do."]
            : [];
        ModelFile file = SealSection.Put(NormalFile.Write(_options.Name, integers, _normal, limits), _options.Update, _normal);
        var decided = new NormalModel(kind, model.Normality, _standardizer, file) { Warnings = [.. _warnings, .. few, .. still] };
        if (model.Normality is not Reconstruction)
        {
            return decided;
        }

        ReconstructionAgreement agreement = AgreementOf(model);
        List<string> worse = agreement.IsNoticeable ? [CoarseOf(agreement)] : [];
        if (_dev is not null && Metric.HasEveryClass(decided.ScoreDevice(_dev)) && decided.ScoreFloat(_dev).Roc!.Area - decided.ScoreDevice(_dev).Roc!.Area is > NoticeableArea and var loss)
        {
            worse.Add(FormattableString.Invariant($"{_dev.Source}: the integers find less than the float network: the area under the ROC curve on dev is {loss:0.000} smaller. Take wider layers, or more normal examples, so that the ranges of the codes are known."));
        }

        return decided with { Agreement = agreement, ErrorStep = model.Step / _known[0].Length, Warnings = [.. decided.Warnings, .. worse] };
    }

    private string CoarseOf(ReconstructionAgreement agreement) => FormattableString.Invariant(
        $"{_judge.Source}: of normal examples the integers' squared error differs by {100 * agreement.Difference:0.#} % (root mean square) from that of the float network, with a correlation of {agreement.Correlation:0.###}: rounding is a part of the score. {(_options.IsImported ? "Calibrate with rows as different as normal ones are" : "Take wider layers")}{((_options.WeightBits ?? WeightBits) == WeightBits ? string.Empty : ", or weights of 8 bits")}, or inputs that are not ruled by a few far values.");

    private (int Threshold, bool HasEnough) ChooseThreshold(IntegerDistance integers)
    {
        if (_options.ThresholdRule is { } rule && _dev is { PositiveCount: > 0 } && _dev.PositiveCount < _dev.Count)
        {
            int chosen = ThresholdSearch.Choose(rule, integers.Of(_dev), _dev.Labels.Values, _options.Seed).LogitThreshold;
            return (Math.Clamp(chosen, 1, DistanceHead.Farthest), true);
        }

        return FalseAlarmThreshold.Choose(integers.Of(_judge), _how.FalseAlarms);
    }
}
