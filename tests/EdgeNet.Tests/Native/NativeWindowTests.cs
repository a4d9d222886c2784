using EdgeNet.Tests.Streams;

namespace EdgeNet.Tests.Native;

/// <summary>The features of a window in rings are those of the device library, wherever the oldest reading stands.</summary>
[TestClass]
public class NativeWindowTests
{
    [TestMethod]
    [DataRow("-O2")]
    [DataRow("-Os")]
    [DataRow("-O3")]
    public void Window_RandomStreams_HasTheFeaturesOfTheDeviceLibrary(string option)
    {
        (int Window, int Stride, int Channels)[] shapes =
            [(2, 1, 1), (3, 2, 2), (4, 4, 3), (5, 3, 4), (16, 5, 16), (31, 7, 2), (64, 9, 4), (100, 33, 2), (128, 32, 3), (1024, 500, 1), (4096, 2048, 2)];
        using var engine = new CEngine("-std=c99", option);
        int windows = 0;
        for (int n = 0; n < 3 * shapes.Length; n++)
        {
            (int window, int stride, int channels) = shapes[n % shapes.Length];
            var random = new Random(n);
            StreamSettings settings = RandomStreams.Settings(random, window, stride, channels);
            windows += AssertSame(engine, settings, random, window + (6 * stride));
        }

        Assert.IsGreaterThan(100, windows);
    }

    [TestMethod]
    public void Window_EachKindAlone_NeedsNothingOfTheOthers()
    {
        using var engine = new CEngine("-O2");
        for (int kind = 0; kind <= (int)FeatureKind.Correlation; kind++)
        {
            bool isBand = (FeatureKind)kind == FeatureKind.BandEnergy;
            var feature = new StreamFeature((FeatureKind)kind, 1, (FeatureKind)kind == FeatureKind.Correlation ? 2 : 0, isBand ? 2 : 0, isBand ? 5 : 0);
            StreamSettings settings = RandomStreams.Settings(33, 10, 3, feature);
            Assert.IsGreaterThan(3, AssertSame(engine, settings, new Random(kind), 100));
        }
    }

    // Feeds both, and compares all features of every complete window. Returns how many there were.
    private static int AssertSame(CEngine engine, StreamSettings settings, Random random, int readings)
    {
        int n = settings.Window;
        int channels = settings.Channels.Length;
        var library = new WindowFeatures(settings);
        (NativeCall call, int output) = CallFor(settings);
        int[][] streams = [.. Enumerable.Range(0, channels).Select(_ => RandomStreams.Channel(random, readings))];
        int windows = 0;
        for (int i = 0; i < readings; i++)
        {
            for (int c = 0; c < channels; c++)
            {
                call.Window![(c * n) + (i % n)] = (short)Math.Clamp(streams[c][i], short.MinValue, short.MaxValue);
            }

            if (!library.Add([.. streams.Select(stream => stream[i])]))
            {
                continue;
            }

            call.Work[0] = (i + 1) % n;
            Assert.AreEqual(0, call.Run(engine));
            Assert.AreSequenceEqual(library.Values, call.Work[output..(output + library.Values.Length)]);
            windows++;
        }

        return windows;
    }

    // What no feature needs is absent: its place is -1.
    private static (NativeCall Call, int Output) CallFor(StreamSettings settings)
    {
        int n = settings.Window;
        int channels = settings.Channels.Length;
        int half = (n + 1) / 2;
        bool hasBands = settings.Features.Any(feature => feature.Kind == FeatureKind.BandEnergy);
        bool needsDeviations = settings.Features.Any(feature => feature.Kind is FeatureKind.BandEnergy or FeatureKind.Skewness or FeatureKind.Kurtosis);
        int next = 1;
        int Place(bool isNeeded, int words)
        {
            int at = isNeeded ? next : -1;
            next += isNeeded ? words : 0;
            return at;
        }

        int ordered = Place(true, ((channels * n) + 1) / 2);
        int deviations = Place(needsDeviations, half);
        int cosines = Place(hasBands, half);
        int sines = Place(hasBands, half);
        int output = Place(true, settings.Features.Length);
        var call = new NativeCall { Work = new int[next], Window = new short[channels * n] };
        int bits = 14;
        while (n > 1 << (19 - bits))
        {
            bits--;
        }

        if (hasBands)
        {
            var cosineTable = new int[n];
            var sineTable = new int[n];
            CosineTable.Fill(cosineTable, sineTable, bits);
            PutShorts(cosineTable, call.Work, cosines);
            PutShorts(sineTable, call.Work, sines);
        }

        int features = call.Bytes([.. settings.Features.SelectMany(Record)]);
        call.Add(10, n, channels, 0, ordered, deviations, cosines, sines, bits, features, settings.Features.Length, output);
        return (call, output);
    }

    private static void PutShorts(int[] values, int[] work, int at)
    {
        for (int i = 0; i < values.Length; i++)
        {
            work[at + (i / 2)] |= (values[i] & 0xFFFF) << (16 * (i % 2));
        }
    }

    private static byte[] Record(StreamFeature feature) =>
        [(byte)feature.Kind, (byte)feature.Channel, (byte)feature.SecondChannel, 0, .. BitConverter.GetBytes((ushort)feature.FirstBin), .. BitConverter.GetBytes((ushort)feature.LastBin)];
}
