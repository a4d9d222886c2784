using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Export;

/// <summary>Chooses the golden windows of a model with a stream.</summary>
public static class GoldenWindows
{
    /// <summary>The most golden windows.</summary>
    public const int Most = 3;

    // Beyond it a single window has to do: on the device they are flash that nothing but the self-test reads.
    private const int MostBytes = 8192;

    /// <summary>Takes the first window of each class.</summary>
    /// <param name="settings">The stream.</param>
    /// <param name="quantized">The network in integers.</param>
    /// <param name="examples">Windows of recordings, one at least.</param>
    /// <returns>One to three windows of different classes, with the features and logits of the device library.</returns>
    /// <exception cref="ArgumentException">The examples are no windows.</exception>
    public static GoldenWindow[] Choose(StreamSettings settings, QuantizedNetwork quantized, Dataset examples)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(quantized);
        ArgumentNullException.ThrowIfNull(examples);
        IReadOnlyList<RecordedWindow> windows = examples.Windows ?? throw new ArgumentException("The examples are no windows of recordings.", nameof(examples));
        int bytes = (settings.Window * settings.Channels.Length * sizeof(short)) + ((settings.Features.Length + quantized.Outputs) * sizeof(int));
        int count = Math.Clamp(MostBytes / bytes, 1, Most);
        return
        [
            .. Enumerable.Range(0, examples.Count).DistinctBy(examples.ClassOf).Take(count).Select(example => Make(settings, quantized, windows[example])),
        ];
    }

    private static GoldenWindow Make(StreamSettings settings, QuantizedNetwork quantized, RecordedWindow window)
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
        var input = new Matrix<float>(values.Length, 1, [.. values.Select(value => (float)value)]);
        return new GoldenWindow(readings, values, quantized.OutputLogits(input)[0]);
    }
}
