using EdgeNet.Counts;
using EdgeNet.Tests.Device;
using EdgeNet.Tests.Streams;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cost;

/// <summary>A random stream whose cost is estimated and counted, with readings as of a machine: a tone and noise on a level.</summary>
internal sealed class CostStream
{
    private const int MostFeatures = 24;
    private static readonly int[] Windows = [16, 25, 32, 50, 63, 64, 100, 128, 200, 256];
    private static readonly int[] Channels = [1, 1, 2, 3, 3, 6];

    private readonly ToneReadings _tones;

    public CostStream(int seed)
    {
        var random = new Random(seed);
        int window = Windows[random.Next(Windows.Length)];
        int stride = random.Next(3) == 0 ? window : random.Next(Math.Max(2, window / 4), window + 1);
        int channels = Channels[random.Next(Channels.Length)];
        StreamFeature[] all = RandomStreams.Settings(random, window, stride, channels).Features;
        StreamFeature[] features = [.. all.Take(random.Next(1, Math.Min(all.Length, MostFeatures) + 1))];
        int outputs = random.Next(1, 5);
        Activation output = random.Next(3) == 0 ? Activation.Linear : outputs == 1 ? Activation.Sigmoid : Activation.Softmax;
        RandomModel network = RandomModels.Make(seed, features.Length, [(4, Activation.Relu)], goldenVectors: 2, outputs: outputs, output: output);
        GoldenWindow[] golden = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new GoldenWindow(new short[window * channels], new int[features.Length], new int[outputs]))];
        var settings = new StreamSettings(
            50_000,
            window,
            stride,
            [.. Enumerable.Range(0, channels).Select(c => $"c{c}")],
            [.. Enumerable.Repeat(1000f, channels)],
            features,
            new DecisionRules(0, 0, 2, 3),
            golden);
        Seed = seed;
        File = ModelFile.Parse(StreamBytes.Join(network.File, StreamBytes.Section(settings, outputs)));
        _tones = new ToneReadings(seed, channels);
    }

    /// <summary>The same seed, the same stream.</summary>
    public int Seed { get; }

    /// <summary>Its file.</summary>
    public ModelFile File { get; }

    // Adds the next reading of every channel.
    private Func<bool> Add(object pipeline)
    {
        Func<int, bool> one = CountedDevice.Method<Func<int, bool>>(pipeline, "Add");
        Func<int, int, int, bool> three = CountedDevice.Method<Func<int, int, int, bool>>(pipeline, "Add");
        Func<int[], bool> several = CountedDevice.Method<Func<int[], bool>>(pipeline, "Add");
        var next = new int[File.Stream!.Channels.Length];
        return () =>
        {
            _tones.Next(next);
            return next.Length switch { 1 => one(next[0]), 3 => three(next[0], next[1], next[2]), _ => several(next) };
        };
    }

    /// <summary>Fills a window, and counts what comes after until some more are complete.</summary>
    public CountedStream Count(CountedDevice device, object pipeline, int windows)
    {
        Func<bool> add = Add(pipeline);
        for (int n = 0; n < File.Stream!.Window; n++)
        {
            add();
        }

        var counted = new CountedStream(0, 0, 0, 0, 0);
        while (counted.Windows < windows)
        {
            bool isComplete = false;
            long instructions = device.Count(() => isComplete = add());
            counted = isComplete
                ? counted with
                {
                    Windows = counted.Windows + 1,
                    WindowInstructions = counted.WindowInstructions + instructions,
                    NetworkInstructions = counted.NetworkInstructions + device.Executed.Where(each => IsOfTheNetwork(each.Block.Method)).Sum(each => each.Visits * each.Block.Instructions),
                }
                : counted with { Readings = counted.Readings + 1, ReadingInstructions = counted.ReadingInstructions + instructions };
        }

        return counted;
    }

    public override string ToString()
    {
        StreamSettings stream = File.Stream!;
        return $"stream {Seed}, window {stream.Window}, stride {stream.Stride}, {stream.Channels.Length} channels, {string.Join(' ', stream.Features.Select(feature => feature.Kind))}";
    }

    private static bool IsOfTheNetwork(string method) => method.StartsWith("Packed", StringComparison.Ordinal) || method.StartsWith("AffineStage", StringComparison.Ordinal);
}

/// <summary>The IL instructions of some readings of a stream.</summary>
/// <param name="Readings">Those that complete no window.</param>
/// <param name="ReadingInstructions">What they take.</param>
/// <param name="Windows">Those that complete one.</param>
/// <param name="WindowInstructions">What they take.</param>
/// <param name="NetworkInstructions">What of that the network takes.</param>
internal sealed record CountedStream(int Readings, long ReadingInstructions, int Windows, long WindowInstructions, long NetworkInstructions);
