using System.Numerics;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Streams;

/// <summary>A sound file with a stream, and where its parts begin: what is mutated.</summary>
/// <param name="File">The bytes.</param>
/// <param name="Section">Where the stream section begins.</param>
/// <param name="Golden">Where its golden windows begin: the CRC where there are none.</param>
internal sealed record StreamFuzzBase(byte[] File, int Section, int Golden)
{
    private const int MostFeatures = 32;

    /// <summary>The section alone.</summary>
    public byte[] SectionBytes => File[Section..(Section + (4 * BitConverter.ToUInt16(File, 6)))];

    /// <summary>Every kind of feature, 1 to 6 channels, windows and strides of all sorts, every rule of decision, and regression.</summary>
    public static StreamFuzzBase[] All() =>
    [
        Make(1, 1, 2, 1, new DecisionRules(0, 0), golden: 1),
        Make(2, 1, 33, 33, new DecisionRules(40, -200, 3, 5, 40), golden: 2),
        Make(3, 2, 16, 5, new DecisionRules(0, 0, 2, 3), golden: 2, outputs: 3),
        Make(4, 3, 50, 10, new DecisionRules(int.MaxValue, int.MinValue, 255, 255, 1), golden: 3),
        Make(5, 4, 64, 64, new DecisionRules(0, 0, 1, 4), golden: 1, outputs: 2),
        Make(6, 6, 12, 7, new DecisionRules(0, 0, 3, 4, 100), golden: 2, outputs: 5),
        Make(7, 3, 24, 24, new DecisionRules(0, 0), golden: 1, outputs: 2, output: Activation.Linear),
        Make(8, 2, 31, 3, new DecisionRules(-7, -7, 2, 2, int.MaxValue), golden: 0, output: Activation.Relu),
        Make(9, 1, 1025, 400, new DecisionRules(5, 5), golden: 1),
        Make(10, 5, 9, 2, new DecisionRules(100, -100, 1, 3), golden: 1, takesReadings: true),
        Make(11, 3, 40, 20, new DecisionRules(0, 0), golden: 2, isNewest: true),
        Make(12, 2, 21, 4, new DecisionRules(0, 0, 2, 3), golden: 1, outputs: 3, isNewest: true),
    ];

    private static StreamFuzzBase Make(
        int seed,
        int channels,
        int window,
        int stride,
        DecisionRules rules,
        int golden,
        int outputs = 1,
        Activation? output = null,
        bool takesReadings = false,
        bool isNewest = false)
    {
        var random = new Random(seed);
        StreamSettings any = isNewest ? RandomStreams.NewerSettings(random, window, stride, channels) : RandomStreams.Settings(random, window, stride, channels);
        StreamFeature[] features = [.. any.Features.Take(MostFeatures)];
        RandomModel network = RandomModels.Make(
            seed,
            features.Length,
            [(4, Activation.Relu)],
            goldenVectors: 1,
            takesReadings,
            outputs,
            output ?? (outputs == 1 ? Activation.Sigmoid : Activation.Softmax));
        var windows = new GoldenWindow[golden];
        for (int g = 0; g < golden; g++)
        {
            short[] readings = [.. Enumerable.Range(0, window * channels).Select(_ => (short)(random.Next(-32768, 32768) >> (4 * g)))];
            int[][] ofChannels = [.. Enumerable.Range(0, channels).Select(c => readings.Where((_, i) => i % channels == c).Select(x => (int)x).ToArray())];
            BigInteger[] values = [.. features.Select(feature => StreamTwin.ValueOf(feature, ofChannels, any.Magnitude))];
            BigInteger[] logits = network.Twin.Logits([.. values.Select(value => (float)value)]);
            windows[g] = new GoldenWindow(readings, [.. values.Select(value => (int)value)], [.. logits.Select(logit => (int)logit)]);
        }

        var settings = new StreamSettings(50000, window, stride, any.Channels, any.CountsPerUnit, features, rules, windows, any.Magnitude);
        byte[] section = StreamBytes.Section(settings, outputs);
        byte[] withoutGolden = StreamBytes.Section(new StreamSettings(50000, window, stride, any.Channels, any.CountsPerUnit, features, rules, [], any.Magnitude), outputs);
        int start = network.File.Length - 4;
        return new StreamFuzzBase(StreamBytes.Join(network.File, section, isNewest), start, start + withoutGolden.Length);
    }
}
