using EdgeNet.Tests.Device;
using EdgeNet.Tests.Streams;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Tests.CExport;

/// <summary>An exported stream answers every reading as the device library's pipeline does.</summary>
[TestClass]
public class CStreamTests
{
    private static readonly (int Window, int Stride, int Channels)[] Shapes =
        [(2, 1, 1), (3, 2, 2), (4, 4, 3), (5, 3, 1), (16, 5, 16), (31, 7, 2), (64, 16, 3), (100, 33, 2), (256, 256, 1), (1024, 500, 2), (4096, 2048, 2)];

    private static readonly (int Outputs, Activation Activation)[] Outputs =
        [(1, Activation.Sigmoid), (3, Activation.Softmax), (2, Activation.Softmax), (2, Activation.Linear)];

    private static readonly Lazy<CProgram> All = new(() => new CProgram([Vibration(), .. Streams()]));

    // A smaller one for the builds beside the first: compiling takes the time.
    private static readonly Lazy<CProgram> Some = new(() => new CProgram([.. Streams().Where((_, n) => n % 3 == 1)]));

    [ClassCleanup]
    public static void Clean()
    {
        foreach (Lazy<CProgram> program in ((Lazy<CProgram>[])[All, Some]).Where(program => program.IsValueCreated))
        {
            program.Value.Dispose();
        }
    }

    [TestMethod]
    public void Add_EveryReading_IsAnsweredAsByThePipeline() =>
        Assert.IsNull(All.Value.FirstDifference(CCompiler.Find("gcc", "clang", "cc"), ["-std=c99", "-O2", .. CCompiler.Strict]));

    [TestMethod]
    public void Add_WithSanitizers_ReadsNothingBeyondAndHasNoUndefinedBehaviour()
    {
        string[] options = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        Assert.IsNull(Some.Value.FirstDifference(CCompiler.FindWith("gcc", options), ["-std=c99", .. options]));
    }

    [TestMethod]
    [DataRow("clang", "-std=c99", "-O2")]
    [DataRow("g++", "-std=c++11", "-O2", "-x", "c++")]
    [DataRow("clang++", "-std=c++11", "-O1", "-x", "c++")]
    public void Add_OtherCompilers_IsAnsweredAsByThePipeline(string compiler, params string[] options) =>
        Assert.IsNull(Some.Value.FirstDifference(CCompiler.Find(compiler), [.. CCompiler.Strict, .. options]));

    [TestMethod]
    public void Write_FewKindsOfFeatures_LeavesOutTheCodeOfTheOthers()
    {
        RandomModel network = RandomModels.Make(3, 2, [], goldenVectors: 1);
        StreamSettings settings = RandomStreams.Settings(8, 4, 1, new StreamFeature(FeatureKind.Mean, 0), new StreamFeature(FeatureKind.Skewness, 0));
        string header = CCase.Of("few", "few", Model.Load(network.File), settings, null, network.File).Header;
        Assert.Contains("few_moments(", header);
        foreach (string other in (string[])["few_band_energy(const", "few_cosines", "few_correlation(const", "few_dense_nibbles(", "few_requantize(", "few_look_up(", "few_softmax("])
        {
            Assert.DoesNotContain(other, header);
        }

        CCase sound = CCase.Of("few", "few", Model.Load(network.File), settings, null, network.File);
        var pipeline = new Pipeline(Model.Load(network.File), settings);
        AddReadings(sound, pipeline, new Random(1), 60);
        using var program = new CProgram([sound]);
        Assert.IsNull(program.FirstDifference(CCompiler.Find("gcc", "clang", "cc"), ["-std=c99", .. CCompiler.Strict]));
    }

    private static IEnumerable<CCase> Streams()
    {
        for (int n = 0; n < 2 * Shapes.Length; n++)
        {
            var random = new Random(n);
            (int window, int stride, int channels) = Shapes[n % Shapes.Length];
            (int outputs, Activation output) = Outputs[n % Outputs.Length];
            StreamSettings settings = n % 2 == 0 ? RandomStreams.Settings(random, window, stride, channels) : RandomStreams.NewerSettings(random, window, stride, channels);
            (int, Activation)[] hidden = [(6, HiddenActivations.All[n % HiddenActivations.All.Count])];
            RandomModel network = RandomModels.Make(300 + n, settings.Features.Length, hidden, goldenVectors: 1, takesReadings: n % 3 == 1, outputs, output, areNibbles: n % 5 == 4);
            Model model = Model.Load(network.File);
            settings = WithRules(settings, model, random);
            settings = WithGolden(settings, model, random);
            CCase each = CCase.Of($"stream {n}", $"s{n}", model, settings, null, network.File);
            var pipeline = new Pipeline(model, settings);
            for (int part = 0; part < 4; part++)
            {
                AddReadings(each, pipeline, random, Math.Max(150, window + (5 * stride)));
            }

            yield return each;
        }
    }

    private static CCase Vibration()
    {
        ModelFile file = ModelFile.Open(Path.Combine(TestData.ModelFolder("vibration"), "vibration.edgenet"));
        StreamSettings settings = file.Stream!;
        CCase each = CCase.Of("vibration", "vibration", file.Device, settings, file, file.Bytes);
        RecordingSet recordings = RecordingReader.ReadCsv(
            Path.Combine(TestData.ModelFolder("vibration"), "replay.csv"), new RecordingColumns { Channels = settings.Channels, CountsPerUnit = settings.CountsPerUnit });
        foreach (Recording recording in recordings.Recordings)
        {
            each.AddStart(file.Pipeline!);
            for (int i = 0; i < recording.Count; i++)
            {
                each.AddReading(file.Pipeline!, [.. recording.Readings.Select(channel => (int)channel[i])]);
            }
        }

        return each;
    }

    private static void AddReadings(CCase each, Pipeline pipeline, Random random, int count)
    {
        each.AddStart(pipeline);
        int[][] channels = [.. pipeline.Settings.Channels.Select(_ => RandomStreams.Channel(random, count))];
        for (int i = 0; i < count; i++)
        {
            each.AddReading(pipeline, [.. channels.Select(channel => channel[i])]);
        }
    }

    // Thresholds among the logits that the stream has, so that windows vote for both classes and for none.
    private static StreamSettings WithRules(StreamSettings settings, Model model, Random random)
    {
        var pipeline = new Pipeline(model, settings);
        List<int> logits = [];
        for (int part = 0; part < 8; part++)
        {
            pipeline.Reset();
            int[][] channels = [.. settings.Channels.Select(_ => RandomStreams.Channel(random, settings.Window))];
            for (int i = 0; i < settings.Window; i++)
            {
                if (pipeline.Add([.. channels.Select(channel => channel[i])]))
                {
                    logits.Add(pipeline.LogitOf());
                }
            }
        }

        logits.Sort();
        int of = random.Next(1, 6);
        int votes = random.Next((of / 2) + 1, of + 1);
        return With(settings, new DecisionRules(logits[4], logits[2], votes, of, random.Next(3) * settings.Window), settings.Golden);
    }

    private static StreamSettings WithGolden(StreamSettings settings, Model model, Random random)
    {
        var pipeline = new Pipeline(model, settings);
        int count = settings.Channels.Length;
        int[][] channels = [.. settings.Channels.Select(_ => RandomStreams.Channel(random, settings.Window))];
        short[] readings = new short[settings.Window * count];
        for (int i = 0; i < settings.Window; i++)
        {
            for (int c = 0; c < count; c++)
            {
                readings[(i * count) + c] = (short)Math.Clamp(channels[c][i], short.MinValue, short.MaxValue);
            }

            pipeline.Add([.. readings.AsSpan(i * count, count).ToArray().Select(reading => (int)reading)]);
        }

        int[] features = [.. Enumerable.Range(0, settings.Features.Length).Select(pipeline.FeatureOf)];
        return With(settings, settings.Rules, [new GoldenWindow(readings, features, [.. Enumerable.Range(0, model.OutputCount).Select(pipeline.LogitOf)])]);
    }

    private static StreamSettings With(StreamSettings settings, DecisionRules rules, GoldenWindow[] golden) => new(
        settings.RateMillihertz, settings.Window, settings.Stride, settings.Channels, settings.CountsPerUnit, settings.Features, rules, golden, settings.Magnitude);
}
