using EdgeNet.Tests.Streams;

namespace EdgeNet.Tests.Native;

/// <summary>The features of a window that the firmware's kernels compute are those of the device library, wherever the oldest reading stands.</summary>
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
            windows += AssertSame(engine, RandomStreams.Settings(random, window, stride, channels), random, window + (6 * stride));
        }

        Assert.IsGreaterThan(200, windows);
    }

    [TestMethod]
    public void Window_EachKindAlone_NeedsNothingOfTheOthers()
    {
        using var engine = new CEngine("-O2");
        for (int kind = 0; kind <= (int)FeatureKind.Correlation; kind++)
        {
            bool isBand = (FeatureKind)kind == FeatureKind.BandEnergy;
            var feature = new StreamFeature((FeatureKind)kind, 1, (FeatureKind)kind == FeatureKind.Correlation ? 2 : 0, isBand ? 2 : 0, isBand ? 5 : 0);
            Assert.IsGreaterThan(3, AssertSame(engine, RandomStreams.Settings(33, 10, 3, feature), new Random(kind), 100));
        }
    }

    [TestMethod]
    public void Window_WhatTheKernelsDoNotKnow_IsComputedByTheLibrary()
    {
        using var engine = new CEngine("-O2");
        for (int seed = 0; seed < 5; seed++)
        {
            AssertSame(engine, RandomStreams.NewerSettings(new Random(seed), 16, 3, 2), new Random(seed), 60, isNative: false);
        }
    }

    // Feeds both, and compares all features of every complete window. Returns how many there were.
    private static int AssertSame(CEngine engine, StreamSettings settings, Random random, int readings, bool isNative = true)
    {
        var library = new WindowFeatures(settings, null);
        var native = new WindowFeatures(settings, engine);
        int before = engine.Calls;
        int[][] streams = [.. settings.Channels.Select(_ => RandomStreams.Channel(random, readings))];
        int windows = 0;
        for (int i = 0; i < readings; i++)
        {
            int[] reading = [.. streams.Select(stream => stream[i])];
            bool isComplete = library.Add(reading);
            Assert.AreEqual(isComplete, native.Add(reading));
            if (isComplete)
            {
                Assert.AreSequenceEqual(library.Values, native.Values);
                windows++;
            }
        }

        Assert.AreEqual(isNative ? windows : 0, engine.Calls - before); // the kernels were it, or not
        return windows;
    }
}
