using System.Numerics;

namespace EdgeNet.Tests.Streams;

/// <summary>The windows of the device library have the features of their plain twin, exactly.</summary>
[TestClass]
public class WindowFeaturesTests
{
    private static readonly int[] Lengths = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 25, 31, 32, 33, 48, 49, 50, 51, 63, 64, 65, 96, 99, 100, 101, 127, 128, 129];

    private static readonly int[] LongLengths = [255, 256, 257, 500, 511, 512, 513, 1000, 1023, 1024, 1025, 2047, 2048, 4095, 4096];

    public static IEnumerable<int> ShortWindows => Lengths;

    public static IEnumerable<int> LongWindows => LongLengths;

    [TestMethod]
    [DynamicData(nameof(ShortWindows))]
    public void Add_RandomStreams_GivesTheFeaturesOfTheTwin(int window)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new Random((1000 * window) + seed);
            int channels = seed % 4 == 3 ? random.Next(4, 7) : (seed % 4) + 1;
            int stride = seed % 5 == 0 ? 1 : random.Next(1, window + 1);
            Compare(random, window, stride, channels, windows: 4);
        }
    }

    [TestMethod]
    [DynamicData(nameof(LongWindows))]
    public void Add_LongWindows_GivesTheFeaturesOfTheTwin(int window)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var random = new Random((1000 * window) + seed);
            Compare(random, window, random.Next(1, window + 1), channels: 1 + (seed % 3), windows: 2);
        }
    }

    [TestMethod]
    public void Add_EveryStride_CompletesAWindowThatOften()
    {
        for (int stride = 1; stride <= 20; stride++)
        {
            var windows = new WindowFeatures(RandomStreams.Settings(20, stride, 1, new StreamFeature(FeatureKind.Mean, 0)));
            for (int n = 1; n <= 200; n++)
            {
                Assert.AreEqual(n >= 20 && (n - 20) % stride == 0, windows.Add(n), $"stride {stride}, reading {n}");
            }
        }
    }

    [TestMethod]
    [DataRow(50)]
    [DataRow(129)]
    public void Add_AfterAHundredThousandReadings_EqualsAFreshWindow(int window)
    {
        var random = new Random(window);
        StreamSettings settings = RandomStreams.Settings(random, window, 1, 3);
        var old = new WindowFeatures(settings);
        int[][] streams = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 100_000).Select(_ => random.Next(-40000, 40001)).ToArray())];
        for (int n = 0; n < 100_000; n++)
        {
            old.Add(streams[0][n], streams[1][n], streams[2][n]);
        }

        var fresh = new WindowFeatures(settings);
        for (int n = 100_000 - window; n < 100_000; n++)
        {
            fresh.Add(streams[0][n], streams[1][n], streams[2][n]);
        }

        Assert.AreSequenceEqual(fresh.Values, old.Values);
    }

    [TestMethod]
    public void Reset_InTheMiddleOfAWindow_BeginsAnew()
    {
        var random = new Random(9);
        StreamSettings settings = RandomStreams.Settings(random, 16, 5, 2);
        var used = new WindowFeatures(settings);
        for (int n = 0; n < 45; n++)
        {
            used.Add([random.Next(1000), random.Next(1000)]);
        }

        used.Reset();
        var fresh = new WindowFeatures(settings);
        for (int n = 0; n < 16; n++)
        {
            int[] readings = [random.Next(1000), random.Next(1000)];
            Assert.AreEqual(fresh.Add(readings), used.Add(readings));
        }

        Assert.AreSequenceEqual(fresh.Values, used.Values);
    }

    [TestMethod]
    public void Add_WrongNumberOfReadings_SaysBothNumbers()
    {
        var one = new WindowFeatures(RandomStreams.Settings(4, 4, 1, new StreamFeature(FeatureKind.Mean, 0)));
        var two = new WindowFeatures(RandomStreams.Settings(4, 4, 2, new StreamFeature(FeatureKind.Mean, 0)));

        Assert.AreEqual("The stream has 1 channels; it was given readings of 3.", Assert.ThrowsExactly<ArgumentException>(() => one.Add(1, 2, 3)).Message);
        Assert.AreEqual("The stream has 2 channels; it was given readings of 1.", Assert.ThrowsExactly<ArgumentException>(() => two.Add(1)).Message);
        Assert.AreEqual("The stream has 2 channels; it was given readings of 3.", Assert.ThrowsExactly<ArgumentException>(() => two.Add([1, 2, 3])).Message);
    }

    private static void Compare(Random random, int window, int stride, int channels, int windows)
    {
        StreamSettings settings = RandomStreams.Settings(random, window, stride, channels);
        var features = new WindowFeatures(settings);
        int count = window + (stride * (windows - 1));
        int[][] streams = [.. Enumerable.Range(0, channels).Select(_ => RandomStreams.Channel(random, count))];
        int seen = 0;
        for (int n = 0; n < count; n++)
        {
            bool isComplete = channels switch
            {
                1 => features.Add(streams[0][n]),
                3 => features.Add(streams[0][n], streams[1][n], streams[2][n]),
                _ => features.Add([.. streams.Select(stream => stream[n])]),
            };
            if (!isComplete)
            {
                continue;
            }

            seen++;
            int[][] last = [.. streams.Select(stream => stream[(n + 1 - window)..(n + 1)])];
            for (int f = 0; f < settings.Features.Length; f++)
            {
                StreamFeature feature = settings.Features[f];
                BigInteger expected = StreamTwin.ValueOf(feature, last);
                if (expected != features.Values[f])
                {
                    Assert.Fail(
                        $"The twin's {feature.Kind} is {expected}, the library's {features.Values[f]}: N {window}, stride {stride}, channel {feature.Channel} of "
                        + $"{channels}, bins {feature.FirstBin}-{feature.LastBin}, reading {n}.");
                }
            }
        }

        Assert.AreEqual(windows, seen);
    }
}
