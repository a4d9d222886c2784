using EdgeNet.DeviceTests;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Streams;

/// <summary>The stream section of a file: read back as it was written, and refused where a number is impossible.</summary>
[TestClass]
public class StreamSettingsTests
{
    // Positions in the section, by FORMAT.md.
    private const int Rate = 0;
    private const int WindowAt = 4;
    private const int StrideAt = 6;
    private const int Off = 12;
    private const int MinimumReadings = 16;
    private const int Votes = 20;
    private const int OfLast = 21;
    private const int ChannelsAt = 22;
    private const int GoldenAt = 23;
    private const int FeaturesAt = 24;
    private const int OutputsAt = 26;
    private const int Reserved = 28;
    private const int CountsPerUnit = 32;
    private const int Names = 44;
    private const int FirstFeature = 56;

    private const int Inputs = 5;
    private static readonly RandomModel Plain = RandomModels.Make(31, Inputs, [(3, Activation.Relu)], goldenVectors: 1);
    private static readonly StreamSettings Settings = MakeSettings(golden: 2);
    private static readonly byte[] Sound = StreamBytes.Join(Plain.File, StreamBytes.Section(Settings, 1));
    private static readonly int Section = Sound.Length - 4 - StreamBytes.Section(Settings, 1).Length;

    [TestMethod]
    public void Read_WhatWasWritten_IsTheSame()
    {
        StreamSettings read = StreamSettings.Read(Sound);

        Assert.AreEqual((50000, 7, 3), (read.RateMillihertz, read.Window, read.Stride));
        Assert.AreEqual((200, -100, 2, 3, 40), (read.Rules.OnLogit, read.Rules.OffLogit, read.Rules.Votes, read.Rules.OfLast, read.Rules.MinimumReadings));
        Assert.AreSequenceEqual(Settings.Channels, read.Channels);
        Assert.AreSequenceEqual(Settings.CountsPerUnit, read.CountsPerUnit);
        Assert.AreSequenceEqual(Settings.Features.Select(Of), read.Features.Select(Of));
        for (int g = 0; g < 2; g++)
        {
            Assert.AreSequenceEqual(Settings.Golden[g].Readings, read.Golden[g].Readings);
            Assert.AreSequenceEqual(Settings.Golden[g].Features, read.Golden[g].Features);
            Assert.AreSequenceEqual(Settings.Golden[g].Logits, read.Golden[g].Logits);
        }

        Assert.IsTrue(Pipeline.Load(Sound).SelfTest());
        Assert.AreEqual(Plain.Twin.Logit(new float[Inputs]), Model.Load(Sound).Logit(new float[Inputs]));
    }

    [TestMethod]
    public void Read_FileWithoutStream_IsNull()
    {
        Assert.IsNull(StreamSettings.Read(Plain.File));
        byte[] old = [.. Plain.File];
        old[4] = 1;
        ModelBytes.Seal(old);
        Assert.IsNull(StreamSettings.Read(old));
        Assert.AreEqual(
            "The model has no stream: it takes features. Use Model.Load, or train it with a 'stream'.",
            Assert.ThrowsExactly<ModelFormatException>(() => Pipeline.Load(old)).Message);
        Assert.ThrowsExactly<ArgumentNullException>(() => StreamSettings.Read(null!));
    }

    [TestMethod]
    public void Read_EveryTruncation_IsTruncated()
    {
        for (int length = 0; length < Sound.Length; length++)
        {
            Assert.AreEqual(ModelFormatError.Truncated, ErrorOf(Sound[..length]), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Read_EveryTruncationOfTheSection_IsRefused()
    {
        // With the right lengths and CRC: the section itself runs out, and what is missing belonged to the layers before it.
        byte[] section = StreamBytes.Section(Settings, 1);
        for (int length = 4; length < section.Length; length += 4)
        {
            Assert.IsNotNull(ErrorOf(StreamBytes.Join(Plain.File, section[..length])), $"{length} of {section.Length} bytes");
        }
    }

    [TestMethod]
    public void Read_EverySingleBitFlip_IsRefused()
    {
        for (int position = 0; position < Sound.Length; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] file = [.. Sound];
                file[position] ^= (byte)(1 << bit);
                Assert.IsNotNull(ErrorOf(file), $"bit {bit} of byte {position}");
            }
        }
    }

    [TestMethod]
    [DataRow(Rate, 4, 0, "The stream has 0 for: readings in 1,000 seconds. Possible: 1 to 2147483647.")]
    [DataRow(Rate, 4, -1, "The stream has -1 for: readings in 1,000 seconds. Possible: 1 to 2147483647.")]
    [DataRow(StrideAt, 2, 0, "The stream has 0 for: readings from one window to the next. Possible: 1 to 7.")]
    [DataRow(StrideAt, 2, 8, "The stream has 8 for: readings from one window to the next. Possible: 1 to 7.")]
    [DataRow(Off, 4, 201, "The stream has 201 for: logit below which a window votes negative. Possible: -2147483648 to 200.")]
    [DataRow(MinimumReadings, 4, -1, "The stream has -1 for: readings that a state lasts. Possible: 0 to 2147483647.")]
    [DataRow(Votes, 1, 0, "The stream has 0 for: votes that a state needs. Possible: 1 to 3.")]
    [DataRow(Votes, 1, 4, "The stream has 4 for: votes that a state needs. Possible: 1 to 3.")]
    [DataRow(OfLast, 1, 0, "The stream has 0 for: windows that vote. Possible: 1 to 255.")]
    [DataRow(Reserved, 2, 1, "The stream has what files of version 3 cannot have.")]
    [DataRow(Reserved, 2, 8, "The stream has 8 for: channels of the magnitude. Possible: 0 to 7.")]
    [DataRow(Reserved + 2, 2, 1, "The reserved bytes of the stream are not 0.")]
    [DataRow(CountsPerUnit, 4, 0, "The counts of one unit are not a finite number above 0.")]
    [DataRow(CountsPerUnit + 8, 4, 0x7F800000, "The counts of one unit are not a finite number above 0.")]
    [DataRow(CountsPerUnit + 4, 4, 0x7FC00000, "The counts of one unit are not a finite number above 0.")]
    [DataRow(Names, 2, 65, "The model says 65 for: characters in the name of a channel. Possible: 0 to 64.")]
    [DataRow(FirstFeature, 1, 12, "The stream has what files of version 3 cannot have.")]
    [DataRow(FirstFeature, 1, 14, "The stream has 14 for: kind of a feature. Possible: 0 to 13.")]
    [DataRow(FirstFeature + 1, 1, 3, "The stream has 3 for: channel of a feature. Possible: 0 to 2.")]
    [DataRow(FirstFeature + 2, 1, 1, "The stream has 1 for: second channel of a feature. Possible: 0 to 0.")]
    [DataRow(FirstFeature + 3, 1, 1, "The stream has 1 for: options that the kind of a feature does not have. Possible: 0 to 0.")]
    [DataRow(FirstFeature + 8 + 3, 1, 2, "The stream has what files of version 3 cannot have.")]
    [DataRow(FirstFeature + 8 + 3, 1, 15, "The stream has 8 for: options that the kind of a feature does not have. Possible: 0 to 0.")]
    [DataRow(FirstFeature + 24 + 3, 1, 2, "The stream has 2 for: options that the kind of a feature does not have. Possible: 0 to 0.")]
    [DataRow(FirstFeature + 4, 2, 1, "The stream has 1 for: frequencies of a feature without a band. Possible: 0 to 0.")]
    [DataRow(FirstFeature + 8 + 4, 2, 0, "The stream has 0 for: lowest frequency of a band. Possible: 1 to 3.")]
    [DataRow(FirstFeature + 8 + 4, 2, 4, "The stream has 4 for: lowest frequency of a band. Possible: 1 to 3.")]
    [DataRow(FirstFeature + 8 + 6, 2, 1, "The stream has 1 for: highest frequency of a band. Possible: 2 to 3.")]
    [DataRow(FirstFeature + 8 + 6, 2, 4, "The stream has 4 for: highest frequency of a band. Possible: 2 to 3.")]
    [DataRow(FirstFeature + 16 + 2, 1, 1, "The stream has 1 for: second channel of a feature. Possible: 2 to 2.")]
    [DataRow(FirstFeature + 16 + 2, 1, 3, "The stream has 3 for: second channel of a feature. Possible: 2 to 2.")]
    public void Read_ImpossibleNumber_SaysWhich(int position, int bytes, int value, string message)
    {
        byte[] file = Forged(position, bytes, value);

        ModelFormatException refusal = Assert.ThrowsExactly<ModelFormatException>(() => StreamSettings.Read(file));
        Assert.AreEqual((ModelFormatError.ImpossibleShape, message), (refusal.Error, refusal.Message));
    }

    [TestMethod]
    [DataRow(ChannelsAt, 1, 255)]
    [DataRow(GoldenAt, 1, 255)]
    [DataRow(FeaturesAt, 2, 65535)]
    [DataRow(OutputsAt, 2, 65535)]
    [DataRow(WindowAt, 2, 65535)]
    public void Read_HugeCount_IsTruncatedAndAllocatesLittle(int position, int bytes, int value)
    {
        byte[] file = Forged(position, bytes, value);
        Assert.AreEqual(ModelFormatError.Truncated, ErrorOf(file));
        long before = GC.GetAllocatedBytesForCurrentThread();
        ErrorOf(file);
        Assert.IsLessThan(16 * 1024, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow(StreamSettings.MinWindow - 1)]
    [DataRow(StreamSettings.MaxWindow + 1)]
    [DataRow(0)]
    public void Read_ImpossibleWindow_IsRefused(int window)
    {
        byte[] section = StreamBytes.Section(MakeSettings(golden: 0), 1);
        ModelBytes.PutUInt16(section, WindowAt, window);
        Assert.Contains("readings of a window", Assert.ThrowsExactly<ModelFormatException>(() => StreamSettings.Read(StreamBytes.Join(Plain.File, section))).Message);
    }

    [TestMethod]
    public void Read_BandInALongWindow_IsRefused()
    {
        byte[] section = StreamBytes.Section(MakeSettings(golden: 0), 1);
        ModelBytes.PutUInt16(section, WindowAt, StreamSettings.MaxBandWindow + 1);
        Assert.Contains("readings of a window with bands", Assert.ThrowsExactly<ModelFormatException>(() => StreamSettings.Read(StreamBytes.Join(Plain.File, section))).Message);
    }

    [TestMethod]
    public void Read_Damage_IsFoundInTheOrderOfTheFormat()
    {
        byte[] file = [.. Sound];
        ModelBytes.PutUInt16(file, Section + WindowAt, 0);
        file[^1] ^= 1;
        Assert.AreEqual(ModelFormatError.BadCrc, ErrorOf(file));
        ModelBytes.PutInt32(file, 8, file.Length + 1);
        Assert.AreEqual(ModelFormatError.Truncated, ErrorOf(file));
        ModelBytes.PutUInt16(file, 4, 7);
        Assert.AreEqual(ModelFormatError.UnsupportedVersion, ErrorOf(file));
        file[0] = 0;
        Assert.AreEqual(ModelFormatError.BadMagic, ErrorOf(file));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    [DataRow(65535)]
    public void Load_OtherOutputsThanTheNetworks_IsRefused(int outputs)
    {
        byte[] section = StreamBytes.Section(MakeSettings(golden: 0), outputs);
        ModelFormatException refusal = Assert.ThrowsExactly<ModelFormatException>(() => Pipeline.Load(StreamBytes.Join(Plain.File, section)));
        Assert.EndsWith($"has 1 outputs; the stream says {outputs}.", refusal.Message);
    }

    [TestMethod]
    public void Load_OtherFeaturesThanInputs_IsRefused()
    {
        RandomModel other = RandomModels.Make(32, Inputs + 1, [(3, Activation.Relu)], goldenVectors: 1);
        byte[] file = StreamBytes.Join(other.File, StreamBytes.Section(MakeSettings(golden: 0), 1));
        Assert.EndsWith("takes 6 features; the stream gives 5.", Assert.ThrowsExactly<ModelFormatException>(() => Pipeline.Load(file)).Message);
    }

    [TestMethod]
    public void Load_SeveralClassesThatCouldBothWin_IsRefused()
    {
        RandomModel classes = RandomModels.Make(33, Inputs, [(3, Activation.Relu)], goldenVectors: 1, outputs: 3, output: Activation.Softmax);
        byte[] section = StreamBytes.Section(MakeSettings(golden: 0), 3);
        Assert.AreEqual(3, Pipeline.Load(StreamBytes.Join(classes.File, section)).Predictor.OutputCount);
        section[Votes] = 1;
        Assert.Contains("more than half", Assert.ThrowsExactly<ModelFormatException>(() => Pipeline.Load(StreamBytes.Join(classes.File, section))).Message);
    }

    private static byte[] Forged(int position, int bytes, int value)
    {
        byte[] file = [.. Sound];
        for (int b = 0; b < bytes; b++)
        {
            file[Section + position + b] = (byte)(value >> (8 * b));
        }

        ModelBytes.Seal(file);
        return file;
    }

    // A mean, a band, a correlation, and two more: 7 readings of 3 channels.
    private static StreamSettings MakeSettings(int golden)
    {
        StreamFeature[] features =
        [
            new(FeatureKind.Mean, 0), new(FeatureKind.BandEnergy, 2, 0, 2, 3), new(FeatureKind.Correlation, 1, 2), new(FeatureKind.Kurtosis, 1), new(FeatureKind.Minimum, 2),
        ];
        var random = new Random(5);
        var windows = new List<GoldenWindow>();
        var rules = new DecisionRules(200, -100, 2, 3, 40);
        StreamSettings Make() => new(50000, 7, 3, ["x", "", "äz"], [1000f, 0.5f, 1e-30f], features, rules, [.. windows]);
        for (int g = 0; g < golden; g++)
        {
            short[] readings = [.. Enumerable.Range(0, 21).Select(_ => (short)random.Next(-32768, 32768))];
            var window = new WindowFeatures(Make());
            for (int n = 0; n < 7; n++)
            {
                window.Add(readings[3 * n], readings[(3 * n) + 1], readings[(3 * n) + 2]);
            }

            int logit = Model.Load(Plain.File).Logit([.. window.Values.Select(value => (float)value)]);
            windows.Add(new GoldenWindow(readings, [.. window.Values], [logit]));
        }

        return Make();
    }

    private static (FeatureKind Kind, int Channel, int Second, int First, int Last) Of(StreamFeature feature) =>
        (feature.Kind, feature.Channel, feature.SecondChannel, feature.FirstBin, feature.LastBin);

    private static ModelFormatError? ErrorOf(byte[] file)
    {
        try
        {
            StreamSettings.Read(file);
            return null;
        }
        catch (ModelFormatException e)
        {
            return e.Error;
        }
    }
}
