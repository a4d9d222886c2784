using System.Numerics;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Export;

/// <summary>Everything that computes one model: its plain twin, and the engines that must equal it.</summary>
/// <param name="Twin">The twin, in integers of any size.</param>
/// <param name="Plain">The plain kernels.</param>
/// <param name="Packed">The loaded model.</param>
/// <param name="Generated">The generated class.</param>
internal sealed record Engines(PlainTwin Twin, IClassifier Plain, IClassifier Packed, IClassifier Generated)
{
    private const int Inputs = 20;

    /// <summary>Logits that were compared by the last call.</summary>
    public HashSet<BigInteger> Logits { get; } = [];

    /// <summary>Inputs that were given to every engine by the last call.</summary>
    public int Compared { get; private set; }

    public static Engines Of(byte[] file, IClassifier generated) => new(PlainTwin.Read(file), PlainModel.Load(file), Model.Load(file), generated);

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

    private string? Difference(float[] features)
    {
        BigInteger expected = Twin.Logit(features);
        return Difference(expected, $"[{string.Join(", ", features)}]", engine => (engine.Logit(features), engine.Classify(features), engine.Predict(features)));
    }

    private string? Difference(int[] readings)
    {
        BigInteger expected = Twin.Logit(readings);
        return Difference(expected, $"[{string.Join(", ", readings)}]", engine => (engine.Logit(readings), engine.Classify(readings), engine.Predict(readings)));
    }

    private string? Difference(BigInteger expected, string input, Func<IClassifier, (int Logit, bool Class, float Probability)> run)
    {
        Compared++;
        Logits.Add(expected);
        foreach ((string name, IClassifier engine) in ((string, IClassifier)[])[("plain", Plain), ("packed", Packed), ("generated", Generated)])
        {
            (int logit, bool isPositive, float probability) = run(engine);
            if (logit != expected)
            {
                return $"{name}: the logit is {logit}, and {expected} of the twin, for {input}";
            }

            if (isPositive != expected >= Twin.LogitThreshold || probability != engine.Probability(logit))
            {
                return $"{name}: the class is {isPositive} and the probability {probability} at logit {logit}, threshold {Twin.LogitThreshold}";
            }
        }

        return null;
    }
}
