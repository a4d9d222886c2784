using System.Numerics;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Streams;

/// <summary>Logarithms, Hann windows, magnitudes and autocorrelations: those of the plain twin to the bit, and what their names say.</summary>
[TestClass]
public class NewerFeaturesTests
{
    private static readonly int[] Lengths = [2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 31, 32, 33, 50, 64, 100, 127, 200, 255, 256, 257, 511, 512, 600, 1023, 1024, 1025, 4096];

    public static IEnumerable<int> Windows => Lengths;

    public static IEnumerable<(string, Func<int, int>)> Extremes =>
    [
        ("lowest", _ => -32768), ("highest", _ => 32767), ("alternating", n => n % 2 == 0 ? -32768 : 32767), ("constant", _ => 5), ("nothing", _ => 0),
        ("a step", n => n < 9 ? -32768 : 32767), ("an impulse", n => n == 3 ? 32767 : 0), ("beyond", n => n % 3 == 0 ? int.MinValue : int.MaxValue), ("a ramp", n => n),
    ];

    [TestMethod]
    [DynamicData(nameof(Windows))]
    public void Values_RandomStreams_AreThoseOfTheTwin(int window)
    {
        for (int seed = 0; seed < (window > 300 ? 2 : 12); seed++)
        {
            var random = new Random((1000 * window) + seed);
            int channels = window > 300 ? 1 + (seed % 2) : seed == 11 ? 16 : (seed % 4) + 1;
            int stride = random.Next(1, window + 1);
            int[][] streams = [.. Enumerable.Range(0, channels).Select(_ => RandomStreams.Channel(random, window + (2 * stride)))];
            Compare(RandomStreams.NewerSettings(random, window, stride, channels), streams, $"seed {seed}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Extremes))]
    public void Values_Extremes_AreThoseOfTheTwin(string name, Func<int, int> reading)
    {
        foreach (int window in (int[])[2, 3, 8, 25, 512, 513])
        {
            for (int seed = 0; seed < 3; seed++)
            {
                int count = window + 3;
                int[] stream = [.. Enumerable.Range(0, count).Select(reading)];
                Compare(RandomStreams.NewerSettings(new Random(seed), window, 1, 3), [stream, [.. stream.Reverse()], [.. stream.Select(x => x / 2)]], name);
            }
        }
    }

    [TestMethod]
    public void Logarithm_EveryValueToAMillion_IsTheTwinsAndThatOfRealNumbers()
    {
        int last = 0;
        for (int value = 0; value < 1_000_000; value++)
        {
            int logarithm = BinaryLogarithm.Of(value);
            Assert.IsInRange(0, 256, logarithm - last, $"{value}"); // it never falls
            Assert.IsInRange(-1e-9, 1 + 1e-4, (256 * Math.Log2(value + 1.0)) - logarithm, $"{value}");
            last = logarithm;
        }

        var random = new Random(1);
        for (int n = 0; n < 20_000; n++)
        {
            int value = random.Next(1 << 30) >> random.Next(30);
            Assert.AreEqual((int)StreamTwin.Logarithm(value), BinaryLogarithm.Of(value), $"{value}");
        }

        Assert.AreEqual(256 * 30, BinaryLogarithm.Of((1 << 30) - 1));
    }

    [TestMethod]
    [DataRow(64, 10.0)]
    [DataRow(100, 12.5)]
    [DataRow(200, 20.5)]
    [DataRow(1000, 101.3)]
    [DataRow(255, 30.25)]
    public void HannBand_ToneBetweenTwoBins_HasItsRootMeanSquareAndHardlyLeaks(int window, double cycles)
    {
        int near = (int)cycles;
        StreamFeature Band(int first, int last, FeatureOptions options) => new(FeatureKind.BandEnergy, 0, 0, first, last, options);
        StreamSettings settings = RandomStreams.Settings(
            window, window, 1, Band(near - 3, near + 4, FeatureOptions.Hann), Band(near + 8, window / 2, FeatureOptions.Hann), Band(near + 8, window / 2, FeatureOptions.None));
        var features = new WindowFeatures(settings);
        for (int n = 0; n < window; n++)
        {
            features.Add((int)Math.Round(10_000 * Math.Sin((2 * Math.PI * cycles * n / window) + 0.7)));
        }

        double expected = 16 * 10_000 / Math.Sqrt(2);
        Assert.AreEqual(expected, features.Values[0], 0.02 * expected);
        Assert.IsLessThan(0.01 * expected, features.Values[1]);
        Assert.IsTrue(cycles == near || features.Values[2] > 5 * features.Values[1], $"{features.Values[2]} without the window, {features.Values[1]} with it");
    }

    [TestMethod]
    [DataRow(100, 12)]
    [DataRow(200, 25)]
    [DataRow(999, 333)]
    public void Autocorrelation_PeriodicSignal_HasItsPeriod(int window, int period)
    {
        StreamSettings settings = RandomStreams.Settings(window, window, 1, new StreamFeature(FeatureKind.AutocorrelationPeak, 0), new StreamFeature(FeatureKind.AutocorrelationLag, 0));
        var features = new WindowFeatures(settings);
        for (int n = 0; n < window; n++)
        {
            features.Add(300 + (int)(1000 * Math.Sin(2 * Math.PI * n / period)));
        }

        Assert.IsInRange(period - 2, period, features.Values[1]); // what is summed shrinks with the lag
        Assert.AreEqual(256 * (window - period) / window, features.Values[0], 12);
    }

    [TestMethod]
    public void Add_WithEveryPart_AllocatesNothing()
    {
        StreamSettings settings = RandomStreams.Settings(
            32, 4, 3, 7, new(FeatureKind.BandEnergy, 3, 0, 1, 9, FeatureOptions.Hann | FeatureOptions.Logarithm), new(FeatureKind.AutocorrelationPeak, 3), new(FeatureKind.Maximum, 3));
        var features = new WindowFeatures(settings);
        int windows = 0;
        void Feed()
        {
            for (int n = 0; n < 400; n++)
            {
                windows += features.Add(n * n % 1000, n % 17, -n) ? 1 : 0;
            }
        }

        Feed();
        Assert.AreEqual(0, Allocations.Least(Feed));
        Assert.IsGreaterThan(180, windows);
        Assert.IsGreaterThan(16 * 400, features.Values[2]);
    }

    [TestMethod]
    public void Native_NewerFeatures_AreComputedByTheLibrary()
    {
        Assert.IsFalse(RandomStreams.Settings(8, 8, 1, new StreamFeature(FeatureKind.Correlation - 1, 0, 0, 1, 2)).NeedsHeadVersion);
        Assert.IsTrue(RandomStreams.Settings(8, 8, 1, 1, new StreamFeature(FeatureKind.Mean, 1)).NeedsHeadVersion);
        Assert.IsTrue(RandomStreams.Settings(8, 8, 1, new StreamFeature(FeatureKind.Kurtosis, 0, options: FeatureOptions.Logarithm)).NeedsHeadVersion);
        Assert.IsTrue(RandomStreams.Settings(8, 8, 1, new StreamFeature(FeatureKind.AutocorrelationLag, 0)).NeedsHeadVersion);
    }

    [TestMethod]
    public void Read_WhatWasWritten_IsTheSameInVersionFiveAlone()
    {
        var random = new Random(3);
        for (int seed = 0; seed < 20; seed++)
        {
            StreamSettings settings = RandomStreams.NewerSettings(random, 30, 7, 3);
            RandomModel network = RandomModels.Make(seed, settings.Features.Length, [(3, Activation.Relu)], goldenVectors: 1);
            byte[] section = StreamBytes.Section(settings, 1);
            StreamSettings read = StreamSettings.Read(StreamBytes.Join(network.File, section, isNewest: true));
            Assert.AreEqual(settings.Magnitude, read.Magnitude);
            Assert.AreSequenceEqual(settings.Features.Select(Describe), read.Features.Select(Describe));
            Assert.IsNotNull(Pipeline.Load(StreamBytes.Join(network.File, section, isNewest: true)));
            Assert.AreEqual(
                "The stream has what files of version 3 cannot have.",
                Assert.ThrowsExactly<ModelFormatException>(() => Pipeline.Load(StreamBytes.Join(network.File, section))).Message);
        }
    }

    [TestMethod]
    [DataRow(FeatureKind.Mean, FeatureOptions.Logarithm)]
    [DataRow(FeatureKind.Minimum, FeatureOptions.Logarithm)]
    [DataRow(FeatureKind.Maximum, FeatureOptions.Logarithm)]
    [DataRow(FeatureKind.Skewness, FeatureOptions.Logarithm)]
    [DataRow(FeatureKind.AutocorrelationPeak, FeatureOptions.Logarithm)]
    [DataRow(FeatureKind.StandardDeviation, FeatureOptions.Hann)]
    [DataRow(FeatureKind.ZeroCrossings, (FeatureOptions)8)]
    public void Settings_OptionThatTheKindDoesNotHave_IsRefused(FeatureKind kind, FeatureOptions options)
    {
        ArgumentException refusal = Assert.ThrowsExactly<ArgumentException>(() => RandomStreams.Settings(8, 8, 1, new StreamFeature(kind, 0, options: options)));
        Assert.Contains("options that the kind of a feature does not have", refusal.Message);
    }

    [TestMethod]
    public void Settings_ImpossibleChannelOrWindow_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => RandomStreams.Settings(8, 8, 2, new StreamFeature(FeatureKind.Mean, 2)));
        Assert.ThrowsExactly<ArgumentException>(() => RandomStreams.Settings(8, 8, 2, 3, new StreamFeature(FeatureKind.Mean, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => RandomStreams.Settings(8, 8, 2, 4, new StreamFeature(FeatureKind.Mean, 0)));
        Assert.ThrowsExactly<ArgumentException>(() => RandomStreams.Settings(8, 8, 2, 3, new StreamFeature(FeatureKind.Correlation, 0, 2)));
        Assert.ThrowsExactly<ArgumentException>(() => RandomStreams.Settings(8, 8, 2, 3, new StreamFeature(FeatureKind.Correlation, 2, 3)));
        Assert.Contains(
            "readings of a window with an autocorrelation",
            Assert.ThrowsExactly<ArgumentException>(() => RandomStreams.Settings(1025, 8, 1, new StreamFeature(FeatureKind.AutocorrelationLag, 0))).Message);
    }

    private static void Compare(StreamSettings settings, int[][] streams, string what)
    {
        var features = new WindowFeatures(settings, null);
        int windows = 0;
        for (int n = 0; n < streams[0].Length; n++)
        {
            bool isComplete = streams.Length switch
            {
                1 => features.Add(streams[0][n]),
                3 => features.Add(streams[0][n], streams[1][n], streams[2][n]),
                _ => features.Add([.. streams.Select(stream => stream[n])]),
            };
            if (!isComplete)
            {
                continue;
            }

            windows++;
            int[][] last = [.. streams.Select(stream => stream[(n + 1 - settings.Window)..(n + 1)])];
            for (int f = 0; f < settings.Features.Length; f++)
            {
                StreamFeature feature = settings.Features[f];
                BigInteger expected = StreamTwin.ValueOf(feature, last, settings.Magnitude);
                Assert.AreEqual(expected, features.Values[f], $"{Describe(feature)}, N {settings.Window}, magnitude {settings.Magnitude}, reading {n}, {what}");
            }
        }

        Assert.IsGreaterThan(0, windows);
    }

    private static string Describe(StreamFeature feature) =>
        $"{feature.Kind} of {feature.Channel}, bins {feature.FirstBin}-{feature.LastBin}, options {(int)feature.Options}";
}
