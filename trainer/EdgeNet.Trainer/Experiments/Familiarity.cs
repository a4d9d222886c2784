using EdgeNet.Networks.Anomalies;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Anomalies;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Experiments;

/// <summary>What a model of classes or quantities knows of the examples that it was trained on, so that others are unfamiliar.</summary>
/// <remarks>
/// The distance to the nearest of the prototypes of k-means counts for more where the decision is not sure, since each of them alone finds less. Its
/// logarithm counts half as much as the margin between the two largest logits, both in their standard deviations over the training examples.
/// What is farther than nearly all known examples is unfamiliar however sure the decision is.
/// </remarks>
/// <param name="Head">The integers.</param>
/// <param name="Kind">Whether inputs or hidden units are compared.</param>
/// <param name="Judged">The known examples that chose the threshold.</param>
/// <param name="Unfamiliar">Those of them that are unfamiliar by it.</param>
/// <param name="Warning">What the user should know of the threshold; null if nothing.</param>
internal sealed record Familiarity(DistanceHead Head, HeadKind Kind, int Judged, int Unfamiliar, string? Warning)
{
    private const int MostExamples = 10_000; // of which prototypes are made: more only take time
    private const int MostCentres = 32;
    private const int ExamplesOfPrototype = 20;
    private const double Floor = 0.01; // of the middle distance: below it no example is more familiar than another
    private const double WeightOfDistance = 0.5;
    private const double SureFrom = 7; // a probability of 0.999
    private const double ShareOfLimit = 0.1; // of the share, may be unfamiliar by their distance alone
    private const double LeastDeviation = 0.25;
    private const double MostDoubt = 32_767;

    /// <summary>Learns what is familiar.</summary>
    /// <param name="options">How.</param>
    /// <param name="quantized">The network in integers.</param>
    /// <param name="logitThreshold">Two classes: the decision threshold.</param>
    /// <param name="train">The raw training examples.</param>
    /// <param name="dev">The raw dev examples, on which the threshold is chosen; null or none for those of training.</param>
    public static Familiarity Learn(TrainingOptions options, QuantizedNetwork quantized, int logitThreshold, Dataset train, Dataset? dev)
    {
        UnfamiliarOptions how = options.Unfamiliar!;
        HeadKind kind = how.Of == FamiliarSource.Hidden ? HeadKind.FamiliarCodes : HeadKind.FamiliarInputs;
        CodedExample[] known = Code(quantized, train, kind, logitThreshold);
        double[] steps = kind == HeadKind.FamiliarInputs ? quantized.InputCodes.Gains : [.. quantized.HiddenCodes[^1].Scales.Select(_ => 1.0)];
        DistanceHead plain = Prototypes(known, steps, how, options.Seed);
        int[] distances = [.. known.Select(example => plain.Distance(example.Codes, example.Codes))];
        var floor = (int)(Floor * distances.Order().ElementAt(distances.Length / 2));
        var raised = new DistanceHead(plain.Inputs, [.. plain.Biases.Select(_ => floor)], plain.Centres, plain.Widths, plain.Shift, 1);
        DistanceHead head = train.Task == LearningTask.Regression ? raised : WithDoubt(raised, known, quantized.LogitScale);
        CodedExample[] judges = dev is { Count: > 0 } ? Code(quantized, dev, kind, logitThreshold) : known;
        int[] judged = [.. judges.Select(example => DistanceOf(head, example))];
        (int threshold, bool hasEnough) = FalseAlarmThreshold.Choose(judged, how.Share);
        int limit = FalseAlarmThreshold.Choose([.. judges.Select(example => BinaryLogarithm.Of(head.Distance(example.Codes, example.Codes)))], how.Share * ShareOfLimit).Threshold;
        head = new DistanceHead(head.Inputs, head.Biases, head.Centres, head.Widths, head.Shift, threshold, head.MostMargin, head.Doubt, limit);
        return new Familiarity(head, kind, judged.Length, judges.Count(example => DistanceOf(head, example) >= threshold), Warn(how, train, dev, hasEnough));
    }

    /// <summary>The distance of the device for an example.</summary>
    /// <param name="quantized">The network in integers.</param>
    /// <param name="features">Raw.</param>
    /// <param name="logitThreshold">Two classes: the decision threshold.</param>
    public int DistanceOf(QuantizedNetwork quantized, float[] features, int logitThreshold) =>
        DistanceOf(Head, CodedExample.Of(quantized, features, Kind, logitThreshold));

    private static int DistanceOf(DistanceHead head, CodedExample example) => head.Doubted(head.Distance(example.Codes, example.Codes), example.Margin);

    private static CodedExample[] Code(QuantizedNetwork quantized, Dataset examples, HeadKind kind, int logitThreshold)
    {
        var features = new float[examples.FeatureNames.Count];
        var coded = new CodedExample[examples.Count];
        for (int e = 0; e < coded.Length; e++)
        {
            examples.CopyExample(e, features);
            coded[e] = CodedExample.Of(quantized, features, kind, logitThreshold);
        }

        return coded;
    }

    private static DistanceHead Prototypes(CodedExample[] known, double[] steps, UnfamiliarOptions how, int seed)
    {
        int every = ((known.Length - 1) / MostExamples) + 1;
        double[][] examples = [.. known.Where((_, e) => e % every == 0).Select(example => example.Codes.Select((code, i) => code * steps[i]).ToArray())];
        int count = how.Prototypes ?? Math.Clamp(known.Length / ExamplesOfPrototype, 1, MostCentres);
        double[][] centres = KMeans.Centres(examples, count, seed).Centres;
        sbyte[] codes = [.. centres.SelectMany(centre => centre.Select((value, i) => steps[i] == 0 ? (sbyte)0 : (sbyte)Math.Round(value / steps[i])))];
        bool isEven = steps.All(step => step == steps[0]);
        double widest = steps.Max();
        ushort[]? widths = isEven ? null : [.. Enumerable.Range(0, codes.Length).Select(at => (ushort)Math.Round(ushort.MaxValue * Math.Pow(steps[at % steps.Length] / widest, 2)))];

        // So that the middle distance has some twenty bits, and one a thousand times as far still fits.
        var head = new DistanceHead(steps.Length, new int[centres.Length], codes, widths, 0, 1);
        double middle = known.Select(example => Enumerable.Range(0, centres.Length).Min(k => Exact(head, k, example.Codes))).Order().ElementAt(known.Length / 2);
        int shift = Math.Clamp((int)Math.Floor(Math.Log2(Math.Max(middle, 1))) - 19, 0, ModelFormat.MaxDistanceShift);
        return new DistanceHead(steps.Length, head.Biases, codes, widths, shift, 1);
    }

    private static double Exact(DistanceHead head, int prototype, int[] codes)
    {
        double sum = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            double difference = codes[i] - head.Centres[(prototype * codes.Length) + i];
            sum += difference * difference * (head.Widths?[(prototype * codes.Length) + i] ?? 1);
        }

        return sum;
    }

    private static DistanceHead WithDoubt(DistanceHead head, CodedExample[] known, double logitScale)
    {
        double most = Math.Min(SureFrom / logitScale, int.MaxValue);
        double ofDistance = Deviation([.. known.Select(example => (double)BinaryLogarithm.Of(head.Distance(example.Codes, example.Codes)))]);
        double ofMargin = Math.Max(Deviation([.. known.Select(example => Math.Min(example.Margin, most))]), LeastDeviation / logitScale);
        double slope = Math.Min(ofDistance / (WeightOfDistance * ofMargin), MostDoubt / most);
        return new DistanceHead(head.Inputs, head.Biases, head.Centres, head.Widths, head.Shift, 1, (int)most, (int)Math.Clamp(slope * 65536, 1, int.MaxValue), int.MaxValue / 8);
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static string? Warn(UnfamiliarOptions how, Dataset train, Dataset? dev, bool hasEnough)
    {
        if (dev is not { Count: > 0 })
        {
            return $"{train.Source}: there is no dev part, so that what is unfamiliar was decided by the examples of training, which the model knows: expect more known examples to be called so. Raise 'split.dev'.";
        }

        return hasEnough ? null : FormattableString.Invariant(
            $"{train.Source}: {dev.Count} examples are in the dev part, and a share of {100 * how.Share:0.##} % that are called unfamiliar shows in {Math.Ceiling(1 / how.Share) - 1:F0} or more: it may be as many as {100.0 / (dev.Count + 1):0.#} % of the known ones. Add examples, or raise 'unfamiliar.share'.");
    }
}

/// <summary>What a distance looks at, of one example.</summary>
/// <param name="Codes">Of the inputs, or of the last hidden layer.</param>
/// <param name="Margin">How far the decision is from another one, in logits; 0 in regression.</param>
internal readonly record struct CodedExample(int[] Codes, long Margin)
{
    /// <summary>Computes it.</summary>
    public static CodedExample Of(QuantizedNetwork quantized, float[] features, HeadKind kind, int logitThreshold)
    {
        (int[] inputs, int[] hidden, int[] logits) = quantized.CodesOf(features);
        return new CodedExample(kind == HeadKind.FamiliarInputs ? inputs : hidden, quantized.Targets is not null ? 0 : QuantizedNetwork.MarginOf(logits, logitThreshold));
    }
}
