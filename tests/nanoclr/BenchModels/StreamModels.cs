using Bench;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;

namespace EdgeNet.BenchModels;

/// <summary>Windows of generated readings, for the networks behind a stream: two classes that differ in their amplitude and in a tone.</summary>
internal static class StreamModels
{
    private const int Windows = 400;

    public static Dataset Create(StreamSettings settings)
    {
        var noise = new IntegerNoise(settings.Features.Length);
        var x = new Matrix<float>(settings.Features.Length, Windows);
        var y = new Matrix<float>(1, Windows);
        var windows = new WindowFeatures(settings);
        for (int w = 0; w < Windows; w++)
        {
            windows.Reset();
            y[0, w] = w % 2;
            for (int n = 0; n < settings.Window; n++)
            {
                int tone = w % 2 == 0 ? 0 : 60 * (n % 5);
                windows.Add(noise.Next(tone, 300), noise.Next(-tone, 400), noise.Next(1000, 200 + (100 * (w % 2))));
            }

            for (int f = 0; f < windows.Values.Length; f++)
            {
                x[f, w] = windows.Values[f];
            }
        }

        return new Dataset(x, y, [.. Enumerable.Range(0, settings.Features.Length).Select(f => $"f{f}")], ["quiet", "loud"]);
    }

    /// <summary>Every fifth second of the recordings, with its label.</summary>
    public static Dataset Create(IReadOnlyList<FanRecording> recordings)
    {
        StreamSettings settings = StreamShapes.Full(StreamShapes.Window, StreamShapes.FanRules);
        List<(int[] Values, int Label)> all = [];
        foreach (FanRecording recording in recordings)
        {
            var windows = new WindowFeatures(settings);
            for (int i = 0; i < recording.Readings.Length; i += StreamShapes.Axes)
            {
                bool isComplete = windows.Add(recording.Readings[i], recording.Readings[i + 1], recording.Readings[i + 2]);
                if (isComplete && i / StreamShapes.Axes / StreamShapes.Window % 5 == 0)
                {
                    all.Add(([.. windows.Values], recording.Label));
                }
            }
        }

        var x = new Matrix<float>(settings.Features.Length, all.Count);
        var y = new Matrix<float>(1, all.Count);
        for (int e = 0; e < all.Count; e++)
        {
            y[0, e] = all[e].Label;
            for (int f = 0; f < settings.Features.Length; f++)
            {
                x[f, e] = all[e].Values[f];
            }
        }

        return new Dataset(x, y, [.. Enumerable.Range(0, settings.Features.Length).Select(f => $"f{f}")], ["balanced", "unbalanced"]);
    }
}
