using System.Numerics;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Streams;

/// <summary>
/// Random damage of files with a stream, under a right CRC: a file is refused with <see cref="ModelFormatException"/>, within bounded memory, or
/// it is a pipeline that takes any readings and computes what its twins compute. Any other exception fails the test.
/// </summary>
[TestClass]
public class StreamFuzzTests
{
    private const int Mutations = 500; // for each seed
    private const int Readings = 3000;
    private const int MostWindows = 200;
    private const int ComparedFeatures = 10;
    private const long MostBandProducts = 20_000;

    // What a file may take: its weights of half a byte become words of eight, its features of eight bytes objects and tables; and for
    // 16 channels of 4,096 readings of two bytes their deviations, of four, which a pipeline says itself. To spare: the plan of the bands, and
    // what an exception takes.
    private const long BytesOfAByte = 32;
    private const long MostWindowBytes = 16 * 4096 * (2 + 4);
    private const long SpareBytes = 64 * 1024;

    private static readonly StreamFuzzBase[] Bases = StreamFuzzBase.All();

    [TestMethod]
    public void Load_EveryBase_PassesItsSelfTest()
    {
        foreach (StreamFuzzBase sound in Bases)
        {
            Assert.IsTrue(Pipeline.Load(sound.File).SelfTest());
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(7)]
    [DataRow(8)]
    public void Load_RandomMutations_AreRefusedOrEqualTheTwins(int seed)
    {
        var random = new Random(seed);
        var mutator = new StreamMutator(random, Bases);
        int loaded = 0;
        for (int k = 0; k < Mutations; k++)
        {
            byte[] file = mutator.Next();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Pipeline? pipeline = TryLoad(file);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            long most = pipeline is null ? MostWindowBytes : 2 * pipeline.RamBytes;
            Assert.IsLessThan((BytesOfAByte * file.Length) + most + SpareBytes, allocated, $"mutation {k}");
            if (pipeline is not null)
            {
                loaded++;
                Run(pipeline, PlainTwin.Read(StreamBytes.Without(file)), random, $"mutation {k}");
            }
        }

        Assert.IsInRange(Mutations / 5, Mutations * 4 / 5, loaded);
    }

    private static Pipeline? TryLoad(byte[] file)
    {
        try
        {
            return Pipeline.Load(file);
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }

    // As many readings as a few thousand, or a few hundred windows, come to.
    private static void Run(Pipeline pipeline, PlainTwin network, Random random, string mutation)
    {
        StreamSettings settings = pipeline.Settings;
        pipeline.SelfTest();
        Assert.AreEqual(Pipeline.Unknown, pipeline.State, mutation);
        int channels = settings.Channels.Length;
        int[][] streams = [.. Enumerable.Range(0, channels).Select(_ => RandomStreams.Channel(random, Math.Max(Readings, settings.Window)))];
        var states = new StateTwin(settings.Rules, pipeline.Predictor.LabelCount);
        int[] readings = new int[channels];
        int most = Math.Clamp(2_000_000 / (settings.Window * settings.Features.Length), 2, MostWindows);
        int compared = random.Next(1, 10);
        int windows = 0;
        for (int n = 0; n < streams[0].Length && windows < most; n++)
        {
            for (int c = 0; c < channels; c++)
            {
                readings[c] = streams[c][n];
            }

            bool isComplete = channels switch
            {
                1 => pipeline.Add(readings[0]),
                3 => pipeline.Add(readings[0], readings[1], readings[2]),
                _ => pipeline.Add(readings),
            };
            Assert.AreEqual(n + 1 >= settings.Window && (n + 1 - settings.Window) % settings.Stride == 0, isComplete, mutation);
            states.CountReading();
            if (isComplete)
            {
                if (windows == 0 || windows == compared)
                {
                    Compare(pipeline, network, streams, n + 1, random, mutation);
                }

                windows++;
                if (!pipeline.Predictor.IsRegression)
                {
                    states.Decide(LogitsOf(pipeline));
                    Assert.AreEqual((states.State, states.Since), (pipeline.State, pipeline.ReadingsSinceChange), mutation);
                }

                Assert.IsFalse(float.IsNaN(pipeline.Probability), mutation);
            }
        }

        Assert.IsGreaterThan(0, windows, mutation);
    }

    private static void Compare(Pipeline pipeline, PlainTwin network, int[][] streams, int end, Random random, string mutation)
    {
        StreamSettings settings = pipeline.Settings;
        int[][] window = [.. streams.Select(stream => stream[(end - settings.Window)..end])];
        int first = random.Next(settings.Features.Length);
        for (int f = 0; f < Math.Min(ComparedFeatures, settings.Features.Length); f++)
        {
            int number = (first + f) % settings.Features.Length;
            StreamFeature feature = settings.Features[number];
            bool isAutocorrelation = feature.Kind >= FeatureKind.AutocorrelationPeak;
            long products = (long)settings.Window * (isAutocorrelation ? settings.Window / 2 : feature.LastBin - feature.FirstBin);
            if (products <= MostBandProducts)
            {
                Assert.AreEqual(StreamTwin.ValueOf(feature, window, settings.Magnitude), pipeline.FeatureOf(number), $"{mutation}, {feature.Kind}");
            }
        }

        float[] inputs = [.. Enumerable.Range(0, settings.Features.Length).Select(f => (float)pipeline.FeatureOf(f))];
        Assert.AreSequenceEqual(network.Logits(inputs), LogitsOf(pipeline), mutation);
    }

    private static BigInteger[] LogitsOf(Pipeline pipeline) =>
        [.. Enumerable.Range(0, pipeline.Predictor.OutputCount).Select(j => (BigInteger)pipeline.LogitOf(j))];
}
