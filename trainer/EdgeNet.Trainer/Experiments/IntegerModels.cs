using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Makes the quantizations that a recipe asks for, with their files, and chooses between them.</summary>
/// <param name="model">The float network.</param>
/// <param name="parts">The raw examples: ranges and golden vectors come from the training part; the choice is made on the dev part, or else the training part.</param>
internal sealed class IntegerModels(FloatModel model, ExampleParts parts)
{
    // Weights of four bits are as good as those of eight when both conditions hold on the judging examples.
    private const double AccuracyTolerance = 0.005;
    private const double CostTolerance = 0.10;

    private readonly Dataset _train = parts.Train;
    private readonly Dataset _judge = parts.Dev is { Count: > 0 } dev ? dev : parts.Train;
    private readonly List<IntegerModel> _candidates = [];

    /// <summary>Everything that was made.</summary>
    public IReadOnlyList<IntegerModel> Candidates => _candidates;

    /// <summary>Makes and chooses.</summary>
    /// <param name="onEpoch">Called with the bits of a weight after each epoch of quantization-aware training, or null.</param>
    /// <param name="cancellation">Ends quantization-aware training early; its best epoch so far counts.</param>
    /// <returns>The integers for the device.</returns>
    public IntegerModel Choose(Action<int, EpochReport>? onEpoch, CancellationToken cancellation)
    {
        QuantizationOptions options = model.Options.Quantization;
        if (options.WeightBits == 4)
        {
            Plain(8); // to compare with, and for its ranges
            return Best(4, onEpoch, cancellation);
        }

        IntegerModel eight = Best(8, onEpoch, cancellation);
        if (options.WeightBits == 8)
        {
            return eight;
        }

        IntegerModel four = Best(4, onEpoch, cancellation);
        return IsAsGood(four.Score(_judge), eight.Score(_judge)) && IsCheaper(four, eight) ? four : eight;
    }

    // Never worse than without quantization-aware training, on the measure of the phase.
    private IntegerModel Best(int weightBits, Action<int, EpochReport>? onEpoch, CancellationToken cancellation)
    {
        IntegerModel plain = Plain(weightBits);
        QuantizationOptions options = model.Options.Quantization;
        if (options.AwareEpochs == 0 || (options.AwareEpochs is null && !QuantizationLoss.IsThere(Decided(plain), _train, _judge == _train ? null : _judge)))
        {
            return plain;
        }

        try
        {
            AwareTraining aware = FineTune(plain, onEpoch is null ? null : report => onEpoch(weightBits, report), cancellation);
            IntegerModel tuned = Add(aware.Quantized, aware);
            return aware.IsBetter && (options.AwareEpochs is not null || LossOf(tuned) <= LossOf(plain)) ? tuned : plain;
        }
        catch (InputException) when (options.AwareEpochs is null)
        {
            return plain; // the diverged training was not asked for, and the integers without it exist
        }
    }

    // Without a request by the user, a few dev examples are too few to decide.
    private double LossOf(IntegerModel integers)
    {
        TrainedModel decided = Decided(integers);
        return QuantizationLoss.Of(decided.ScoreFloat(_train), decided.ScoreDevice(_train));
    }

    private AwareTraining FineTune(IntegerModel plain, Action<EpochReport>? onEpoch, CancellationToken cancellation) => AwareTraining.Run(
        model.Network,
        plain.Quantized,
        _candidates.First(integers => integers.Aware is null).Quantized, // of 8 bits, which have been made first
        LabelledAsTrained(_train),
        LabelledAsTrained(_judge),
        model.Options.Training,
        model.Options.Quantization,
        onEpoch,
        cancellation);

    /// <summary>The model with these integers, whose float network has their temperature and decides at their threshold.</summary>
    public TrainedModel Decided(IntegerModel integers)
    {
        FloatModel decided = model with { Temperature = integers.Temperature.Temperature };
        if (integers.Threshold is { } choice)
        {
            decided = decided with { Options = model.Options with { Threshold = integers.Quantized.ProbabilityOf(choice.LogitThreshold) } };
        }

        return new TrainedModel(decided, integers, parts, _candidates);
    }

    private IntegerModel Plain(int weightBits) => Add(
        Quantizer.Quantize(
            model.Network, model.Standardizer, _train.Features, _judge.Features, model.Options.Readings, model.TargetStandardizer, weightBits),
        null);

    private IntegerModel Add(QuantizedNetwork quantized, AwareTraining? aware)
    {
        TrainingOptions options = model.Options;
        TemperatureChoice temperature = TemperatureOf(quantized);
        quantized = temperature.Temperature == 1 ? quantized : quantized.At(temperature.Temperature);
        ThresholdChoice? choice = options.ThresholdRule is { } rule
            ? ThresholdSearch.Choose(rule, quantized.Logits(_judge.Features), _judge.Labels.Values, options.Training.Seed)
            : null;
        int threshold = choice?.LogitThreshold ?? (model.Task == LearningTask.Binary ? quantized.LogitThreshold(options.Threshold) : 0);
        var integers = new IntegerModel(model, quantized, aware, Write(quantized, threshold, null)) { Threshold = choice, Temperature = temperature };
        _candidates.Add(integers);
        return integers;
    }

    /// <summary>The same integers, which know what they are not familiar with where the options ask for it.</summary>
    public IntegerModel WithFamiliarity(IntegerModel integers)
    {
        if (model.Options.Unfamiliar is null)
        {
            return integers;
        }

        int threshold = integers.Device.LogitThreshold;
        var familiarity = Familiarity.Learn(model.Options, integers.Quantized, threshold, _train, parts.Dev);
        return Replace(integers, integers with { Familiarity = familiarity, File = Write(integers.Quantized, threshold, familiarity) });
    }

    /// <summary>The same integers, whose file has a seal where the options ask for it.</summary>
    public IntegerModel Sealed(IntegerModel integers) =>
        model.Options.Update is null ? integers : Replace(integers, integers with { File = SealSection.Put(integers.File, model.Options.Update, _train) });

    private IntegerModel Replace(IntegerModel integers, IntegerModel other)
    {
        _candidates[_candidates.IndexOf(integers)] = other;
        return other;
    }

    private ModelFile Write(QuantizedNetwork quantized, int threshold, Familiarity? familiarity)
    {
        float[]? fills = _train.Origin.Fills?.Values;
        IReadOnlyList<GoldenVector> golden = GoldenVectors.Choose(quantized, _train.Features, threshold);
        golden = fills is null ? golden : [.. golden, new GoldenVector(fills, quantized.OutputLogits(new Matrix<float>(fills.Length, 1, fills))[0])];
        golden = familiarity is null ? golden : [.. golden.Select(vector => vector with { Logits = [.. vector.Logits, familiarity.DistanceOf(quantized, vector.Input, threshold)] })];
        return ModelWriter.Write(
            quantized,
            new ModelIdentity(model.Options.Name, model.Task == LearningTask.Regression ? _train.TargetNames : _train.ClassNames),
            threshold,
            fills is null ? golden : [.. golden.SkipLast(1), golden[^1] with { Input = GoldenVectors.AllMissing(fills.Length) }],
            StreamOf(quantized, threshold),
            _train.Origin.Images is null ? ModelInputs.Of(_train) : null, // a name and a range for each pixel would say nothing
            familiarity is null ? null : (familiarity.Kind, familiarity.Head),
            fills);
    }

    private TemperatureChoice TemperatureOf(QuantizedNetwork quantized)
    {
        if (model.Options.Temperature is { } given)
        {
            return new TemperatureChoice(given, TemperatureReason.Given, 0);
        }

        if (parts.Dev is not { Count: > 0 } dev || !model.Options.MayChooseTemperature(model.Task, double.PositiveInfinity))
        {
            return TemperatureChoice.None;
        }

        bool isEnough = dev.Count >= TemperatureSearch.LeastExamples && dev.ClassNames.Select((_, number) => dev.CountOf(number)).Min() >= TemperatureSearch.LeastOfClass;
        if (!isEnough && !model.Options.ChoosesTemperature)
        {
            return new TemperatureChoice(1, TemperatureReason.FewExamples, dev.Count);
        }

        var logits = new Matrix<double>(quantized.Outputs, dev.Count, quantized.RealLogits(dev.Features));
        return TemperatureSearch.Choose(logits, dev.Labels, dev.Groups?.Distinct().Count() ?? dev.Count);
    }

    private StreamSettings? StreamOf(QuantizedNetwork quantized, int threshold)
    {
        if (_train.Origin.Stream is not { } stream)
        {
            return null;
        }

        stream = stream.AsRecorded(_train.Windows);
        DecisionRules rules = stream.ToRules(quantized, threshold);
        return stream.ToSettings(rules, GoldenWindows.Choose(stream.ToSettings(rules), quantized, _train));
    }

    // The float network's own probabilities keep fine-tuning from being surer than it is.
    private TrainingSet<float> LabelledAsTrained(Dataset examples) => model.Options.LearnsFromFloat
        ? new(examples.Features, model.Network.Forward(model.Standardizer.Apply(examples.Features)).Clone())
        : new(examples.Features, model.TargetStandardizer?.Apply(examples.Labels) ?? examples.Labels);

    private static bool IsAsGood(Score four, Score eight) =>
        four.Cost <= (1 + CostTolerance) * eight.Cost
        && (four.Task == LearningTask.Regression || four.Accuracy >= eight.Accuracy - AccuracyTolerance);

    // No more instructions in either engine, and fewer in one.
    private static bool IsCheaper(IntegerModel four, IntegerModel eight)
    {
        int loaded = four.File.Cost.Instructions - eight.File.Cost.Instructions;
        int generated = four.File.Generated is { } small && eight.File.Generated is { } large ? small.Cost.Instructions - large.Cost.Instructions : 0;
        return loaded <= 0 && generated <= 0 && loaded + generated < 0;
    }
}
