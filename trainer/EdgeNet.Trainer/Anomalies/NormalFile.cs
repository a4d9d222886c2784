using EdgeNet.Trainer.Export;

namespace EdgeNet.Trainer.Anomalies;

/// <summary>Writes the file of an anomaly model, with golden vectors and windows.</summary>
internal static class NormalFile
{
    // Above this size the golden vectors are two, as in GoldenVectors.
    private const int MostBytes = 8192;

    /// <summary>Writes the file and loads it by the device library.</summary>
    /// <param name="name">The name of the model.</param>
    /// <param name="integers">With the threshold.</param>
    /// <param name="normal">Normal examples, one at least.</param>
    /// <param name="limits">Of learning on the device; null for a model that does not learn.</param>
    public static ModelFile Write(string name, IntegerDistance integers, Dataset normal, LearningLimits? limits) => ModelWriter.WriteAnomaly(
        integers.Stage, integers.Network, integers.Head, new ModelIdentity(name, normal.ClassNames), GoldenOf(integers, normal), StreamOf(integers, normal),
        normal.Origin.Images is null ? ModelInputs.Of(normal) : null, limits);

    // The most normal example, one of the middle, the least normal, and an input of extremes; of a wide model the second and the last.
    private static List<GoldenVector> GoldenOf(IntegerDistance integers, Dataset normal)
    {
        int inputs = integers.Stage.Count;
        int[] distances = integers.Of(normal);
        int[] order = [.. Enumerable.Range(0, distances.Length).OrderBy(e => distances[e])];
        int middle = order[order.Length / 2];
        int[] chosen = 4 * (inputs + 1) * sizeof(float) > MostBytes ? [middle] : [order[0], middle, order[^1]];
        Matrix<float> examples = normal.Features.Transpose();
        float[] extremes = [.. Enumerable.Range(0, inputs).Select(i => i % 2 == 0 ? GoldenVectors.Extreme : -GoldenVectors.Extreme)];
        return [.. chosen.Distinct().Select(e => new GoldenVector(examples.Row(e).ToArray(), [distances[e]])), new GoldenVector(extremes, [integers.Of(extremes)])];
    }

    private static StreamSettings? StreamOf(IntegerDistance integers, Dataset normal)
    {
        if (normal.Origin.Stream is not { } stream)
        {
            return null;
        }

        stream = stream.AsRecorded(normal.Windows);
        int threshold = integers.Head.Threshold;
        DecisionRules rules = stream.ToRules(score => (int)Math.Clamp(Math.Ceiling(threshold * score * score), 1, DistanceHead.Farthest), threshold);
        return stream.ToSettings(rules, GoldenWindows.Choose(stream.ToSettings(rules), 1, normal, features => [integers.Of(features)]));
    }
}
