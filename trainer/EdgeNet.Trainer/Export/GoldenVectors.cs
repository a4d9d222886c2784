using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Export;

/// <summary>Chooses the golden vectors of a model.</summary>
internal static class GoldenVectors
{
    /// <summary>Far outside any sensor's range, and far below an overflow by any scale.</summary>
    public const float Extreme = 1e30f;

    // Above this size the file of a wide model has two: golden vectors take flash and RAM that only the self-test reads.
    private const int MostBytes = 8192;

    /// <summary>
    /// Chooses the examples with the lowest logit of the first output, the highest, and the one that is hardest to decide, and adds an input
    /// of extremes, which saturates every code. Of a wide model, the last two alone.
    /// </summary>
    /// <remarks>
    /// Hardest is the example nearest to the threshold, with several classes the one with the two highest logits nearest to each other, and in
    /// regression the one nearest to an accumulator of 0.
    /// </remarks>
    /// <param name="quantized">The network in integers.</param>
    /// <param name="features">Raw features, shape (n[0], m), m at least 1.</param>
    /// <param name="logitThreshold">The decision threshold.</param>
    /// <returns>Four vectors, fewer when one example serves twice; two where four would take more than 8 KiB.</returns>
    public static IReadOnlyList<GoldenVector> Choose(QuantizedNetwork quantized, Matrix<float> features, int logitThreshold)
    {
        int[][] all = quantized.OutputLogits(features);
        int[] logits = [.. all.Select(outputs => outputs[0])];
        long[] distances = [.. all.Select(outputs => QuantizedNetwork.MarginOf(outputs, logitThreshold))];
        int hardest = Array.IndexOf(distances, distances.Min());
        bool isWide = 4 * (features.Rows + quantized.Outputs) * sizeof(float) > MostBytes;
        int[] chosen = isWide ? [hardest] : [Array.IndexOf(logits, logits.Min()), Array.IndexOf(logits, logits.Max()), hardest];

        Matrix<float> examples = features.Transpose();
        List<GoldenVector> vectors = [.. chosen.Distinct().Select(e => new GoldenVector(examples.Row(e).ToArray(), all[e]))];
        float[] extremes = [.. Enumerable.Range(0, features.Rows).Select(i => i % 2 == 0 ? Highest(quantized.Inputs, i) : Lowest(quantized.Inputs, i))];
        vectors.Add(new GoldenVector(extremes, quantized.OutputLogits(new Matrix<float>(extremes.Length, 1, extremes))[0]));
        return vectors;
    }

    /// <summary>An input of which nothing is known.</summary>
    public static float[] AllMissing(int inputs) => [.. Enumerable.Repeat(float.NaN, inputs)];

    private static float Highest(InputStage inputs, int input) => inputs is ReadingStage readings ? readings.Highest[input] : Extreme;

    private static float Lowest(InputStage inputs, int input) => inputs is ReadingStage readings ? readings.Lowest[input] : -Extreme;
}

/// <summary>An input with the exact logits that every device must compute from it.</summary>
/// <param name="Input">Raw features, n[0] numbers.</param>
/// <param name="Logits">The integer logits, n[L] numbers.</param>
internal sealed record GoldenVector(float[] Input, int[] Logits);

/// <summary>Chooses the golden windows of a model with a stream.</summary>
internal static class GoldenWindows
{
    /// <summary>The most golden windows.</summary>
    public const int Most = 3;

    // Above this size a single window is enough: golden windows take flash that only the self-test reads.
    private const int MostBytes = 8192;

    /// <summary>Takes the first window of each class; of quantities those with the least and the most of the first, and one between.</summary>
    /// <param name="settings">The stream.</param>
    /// <param name="quantized">The network in integers.</param>
    /// <param name="examples">Windows of recordings, one at least.</param>
    /// <returns>One to three windows of different classes, with the features and logits of the device library.</returns>
    /// <exception cref="ArgumentException">The examples are no windows.</exception>
    public static GoldenWindow[] Choose(StreamSettings settings, QuantizedNetwork quantized, Dataset examples) =>
        Choose(settings, quantized.Outputs, examples, features => quantized.OutputLogits(new Matrix<float>(features.Length, 1, features))[0]);

    /// <summary>The same of any model.</summary>
    /// <param name="settings">The stream.</param>
    /// <param name="outputs">n[L].</param>
    /// <param name="examples">Windows of recordings, one at least.</param>
    /// <param name="logitsOf">Computes the integer logits of raw features.</param>
    public static GoldenWindow[] Choose(StreamSettings settings, int outputs, Dataset examples, Func<float[], int[]> logitsOf)
    {
        IReadOnlyList<RecordedWindow> windows = examples.Windows ?? throw new ArgumentException("The examples are no windows of recordings.", nameof(examples));
        int bytes = (settings.Window * settings.Channels.Length * sizeof(short)) + ((settings.Features.Length + outputs) * sizeof(int));
        int count = Math.Clamp(MostBytes / bytes, 1, Most);
        return
        [
            .. (examples.TargetNames.Count > 0 ? OfQuantity(examples) : Enumerable.Range(0, examples.Count).DistinctBy(examples.ClassOf))
                .Take(count).Select(example => Make(settings, logitsOf, windows[example])),
        ];
    }

    private static IEnumerable<int> OfQuantity(Dataset examples)
    {
        int[] ascending = [.. Enumerable.Range(0, examples.Count).OrderBy(example => examples.Labels[0, example])];
        return ((int[])[ascending[^1], ascending[0], ascending[ascending.Length / 2]]).Distinct();
    }

    private static GoldenWindow Make(StreamSettings settings, Func<float[], int[]> logitsOf, RecordedWindow window)
    {
        int channels = settings.Channels.Length;
        var readings = new short[settings.Window * channels];
        var next = new int[channels];
        var features = new WindowFeatures(settings);
        for (int i = 0; i < settings.Window; i++)
        {
            for (int c = 0; c < channels; c++)
            {
                short reading = window.Recording.Readings[c][window.Start + i];
                readings[(i * channels) + c] = reading;
                next[c] = reading;
            }

            features.Add(next);
        }

        int[] values = [.. features.Values];
        return new GoldenWindow(readings, values, logitsOf([.. values.Select(value => (float)value)]));
    }
}
