using System.Numerics;
using EdgeNet.DeviceTests;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Export;

/// <summary>Everything that computes one model: its plain twin, and the engines that must equal it.</summary>
/// <param name="Twin">The twin, in integers of any size.</param>
/// <param name="Plain">The plain kernels.</param>
/// <param name="Packed">The loaded model.</param>
/// <param name="Generated">The generated class.</param>
internal sealed record Engines(PlainTwin Twin, Predictor Plain, Predictor Packed, Predictor Generated)
{
    private const int Inputs = 20;
    private const int SmallBuffer = 100;

    /// <summary>Logits that were compared by the last call.</summary>
    public HashSet<BigInteger> Logits { get; } = [];

    /// <summary>Inputs that were given to every engine by the last call.</summary>
    public int Compared { get; private set; }

    /// <summary>The model whose weights stay in the file's bytes; null where it is not compared.</summary>
    public Predictor? Stored { get; init; }

    /// <summary>The model that reads its weights through a buffer; null where it is not compared.</summary>
    public Predictor? Opened { get; init; }

    public static Engines Of(byte[] file, Predictor generated) => new(PlainTwin.Read(file), PlainModel.Load(file), Model.Load(file), generated)
    {
        Stored = Model.Load(file, ModelMemory.Bytes),
        Opened = Model.Open(new ArrayStorage(file), SmallBuffer),
    };

    /// <summary>Compares all of them on extremes, on random features and on random readings.</summary>
    /// <returns>The first difference, or null when there is none.</returns>
    public string? FirstDifference(RandomInputs inputs, int seed)
    {
        var random = new Random(seed);
        IEnumerable<float[]> features = inputs.ExtremeFeatures().Concat(Enumerable.Range(0, Inputs).Select(_ => inputs.NextFeatures(random)));
        IEnumerable<int[]> readings = inputs.ExtremeReadings().Concat(Enumerable.Range(0, Inputs).Select(_ => inputs.NextReadings(random)));
        Compared = 0;
        return features.Select(Difference).Concat(readings.Select(Difference)).FirstOrDefault(difference => difference is not null);
    }

    private string? Difference(float[] features) =>
        Difference(Twin.Logits(features), Twin.CountSaturated(features), $"[{string.Join(", ", features)}]", engine => new Answer(engine, features));

    private string? Difference(int[] readings)
    {
        bool areWithin = Twin.AreWithin(readings);
        int saturated = Twin.CountSaturated([.. readings.Select(reading => (float)reading)]);
        return Difference(Twin.Logits(readings), saturated, $"[{string.Join(", ", readings)}]", engine => new Answer(engine, readings, areWithin));
    }

    private string? Difference(BigInteger[] expected, int saturated, string input, Func<Predictor, Answer> run)
    {
        Compared++;
        Logits.Add(expected[0]);
        double[] values = Twin.Values(expected);
        foreach ((string name, Predictor? engine) in ((string, Predictor?)[])[("plain", Plain), ("packed", Packed), ("generated", Generated), ("stored", Stored), ("opened", Opened)])
        {
            if (engine is null)
            {
                continue;
            }

            Answer answer = run(engine);
            if (!answer.Logits.Select(logit => (BigInteger)logit).SequenceEqual(expected) || answer.Logit != expected[0])
            {
                return $"{name}: the logits are {string.Join(", ", answer.Logits)}, and {string.Join(", ", expected)} of the twin, for {input}";
            }

            if (answer.Unchecked is { } logits && !(logits.SequenceEqual(answer.Logits) && answer.UncheckedLogit == answer.Logit))
            {
                return $"{name}: the unchecked logits are {string.Join(", ", logits)}, and {string.Join(", ", expected)} of the twin, for {input}";
            }

            if (answer.Saturated != saturated)
            {
                return $"{name}: {answer.Saturated} inputs are saturated, and {saturated} of the twin, for {input}";
            }

            if (answer.Class != Twin.ClassOf(expected) || (answer.IsPositive is { } isPositive && isPositive != (answer.Class == 1)))
            {
                return $"{name}: the class is {answer.Class} at logits {string.Join(", ", expected)}, threshold {Twin.LogitThreshold}";
            }

            double headline = engine.IsRegression || values.Length == 1 ? values[0] : values.Max();
            if (!answer.Values.Zip(values).All(pair => AreNear(pair.First, pair.Second)) || !AreNear(answer.Value, headline))
            {
                return $"{name}: the outputs are {string.Join(", ", answer.Values)}, and {string.Join(", ", values)} of the twin, for {input}";
            }
        }

        return null;
    }

    private static bool AreNear(float actual, double expected) => Math.Abs(actual - expected) <= 1e-6 * Math.Max(1, Math.Abs(expected));

    /// <summary>Everything that an engine says of one input.</summary>
    private sealed record Answer
    {
        public Answer(Predictor engine, float[] features)
            : this(engine)
        {
            Saturated = engine.CountSaturated(features);
            Logit = engine.Logit(features);
            engine.Logits(features, Logits);
            Value = engine.Predict(features);
            engine.Predict(features, Values);
            Class = engine.IsRegression ? -1 : engine.ClassOf(features);
            IsPositive = engine.IsRegression || engine.OutputCount > 1 ? null : engine.Classify(features);
        }

        public Answer(Predictor engine, int[] readings, bool areWithin)
            : this(engine)
        {
            Saturated = engine.CountSaturated(readings);
            if (areWithin)
            {
                Unchecked = new int[engine.OutputCount];
                ((Predictor)engine).LogitsUnchecked(readings, Unchecked);
                UncheckedLogit = ((Predictor)engine).LogitUnchecked(readings);
            }

            Logit = engine.Logit(readings);
            engine.Logits(readings, Logits);
            Value = engine.Predict(readings);
            engine.Predict(readings, Values);
            Class = engine.IsRegression ? -1 : engine.ClassOf(readings);
            IsPositive = engine.IsRegression || engine.OutputCount > 1 ? null : engine.Classify(readings);
        }

        private Answer(Predictor engine)
        {
            Logits = new int[engine.OutputCount];
            Values = new float[engine.OutputCount];
        }

        public int Saturated { get; }

        public int[]? Unchecked { get; }

        public int UncheckedLogit { get; }

        public int Logit { get; }

        public int[] Logits { get; }

        public float Value { get; }

        public float[] Values { get; }

        public int Class { get; }

        public bool? IsPositive { get; }
    }
}
