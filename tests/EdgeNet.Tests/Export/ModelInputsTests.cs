using System.Text;
using EdgeNet.DeviceTests;
using EdgeNet.Files;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Device;
using EdgeNet.Tests.Streams;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Export;

/// <summary>Names and ranges of inputs: written, read, stepped over by the device, and refused where they are forged.</summary>
[TestClass]
public class ModelInputsTests
{
    private const int Mutations = 20_000;

    private static readonly ModelInput[] Inputs =
    [
        new("temperature", -40.5f, 85f), new("Stra\u00DFe", 0f, 0f), new(string.Empty, float.MinValue, float.MaxValue), new("\U0001F321 of room", -1f, 1e-30f), new("x,y \"z\"", 3f, 4f),
    ];

    private static readonly RandomModel Plain = RandomModels.Make(41, Inputs.Length, [(3, Activation.Relu)], goldenVectors: 2);

    // Where the section begins, in place of the CRC of the plain file.
    private static readonly int Start = Plain.File.Length - 4;

    [TestMethod]
    public void Read_WhatWasWritten_IsTheSame()
    {
        byte[] file = Named(Inputs);

        Assert.AreSequenceEqual(Inputs, ModelFile.Parse(file).Inputs!);
        Assert.AreEqual(4, BitConverter.ToUInt16(file, 4));
    }

    [TestMethod]
    public void Read_FileWrittenByTheFormatAlone_IsItsNames()
    {
        Assert.AreSequenceEqual([new ModelInput("t\u00E4", 1f, 250f), new ModelInput("u", -2.5f, 120f)], ModelFile.Parse(SmallModels.Named()).Inputs!);
    }

    [TestMethod]
    public void Load_FileWithNames_IsTheModelWithoutThem()
    {
        Model named = Model.Load(Named(Inputs));
        var model = Model.Load(Plain.File);
        var random = new Random(1);
        for (int k = 0; k < 50; k++)
        {
            float[] features = Plain.NextFeatures(random);
            Assert.AreEqual(model.Logit(features), named.Logit(features));
        }

        Assert.IsTrue(named.SelfTest());
        Assert.AreEqual(model.RamBytes, named.RamBytes);
    }

    [TestMethod]
    public void Read_FileOfAnOlderVersion_HasNoNames()
    {
        Assert.IsNull(ModelFile.Parse(Plain.File).Inputs);
        byte[] first = [.. Plain.File];
        ModelBytes.PutUInt16(first, 4, 1);
        ModelBytes.Seal(first);
        Assert.IsNull(ModelFile.Parse(first).Inputs);
    }

    [TestMethod]
    public void Of_TrainingPart_IsNamesAndExtremes()
    {
        var features = new Matrix<float>(2, 3, [5, -1, 2, 0.5f, 0.25f, 0.75f]);
        var train = new Dataset(features, new Matrix<float>(1, 3, [0, 1, 0]), ["hum", "temp"], ["no", "yes"]);

        Assert.AreSequenceEqual([new ModelInput("hum", -1, 5), new ModelInput("temp", 0.25f, 0.75f)], ModelInputs.Of(train));
    }

    [TestMethod]
    public void Of_TrainingPartWithErrorCodes_IsTheRangeOfTheReadings()
    {
        float[] values = [.. Enumerable.Range(0, 60).Select(r => r is 7 or 30 or 41 ? 4095f : 20 + (r * 13 % 29 / 10f))];
        Dataset train = new Dataset(new Matrix<float>(1, 60, values), new Matrix<float>(1, 60, [.. values.Select((_, r) => r % 2f)]), ["temp"], ["no", "yes"]).WithFarValues(_ => true);

        Assert.AreEqual(new ModelInput("temp", 20, 22.8f), ModelInputs.Of(train).Single());
    }

    [TestMethod]
    public void Of_NameWithoutEnd_IsRefused()
    {
        var train = new Dataset(new Matrix<float>(1, 1, [1]), new Matrix<float>(1, 1, [1]), [new string('x', 70_000)], ["no", "yes"]);

        InputException error = Assert.ThrowsExactly<InputException>(() => ModelInputs.Of(train));
        Assert.Contains("65,535 bytes", error.Message);
    }

    [TestMethod]
    [DataRow(11f, false)]
    [DataRow(-1f, false)]
    [DataRow(11.000001f, true)]
    [DataRow(-1.0000001f, true)]
    [DataRow(float.NaN, true)]
    [DataRow(float.PositiveInfinity, true)]
    public void IsBeyond_ATenthOfTheRange_IsWithin(float value, bool expected)
    {
        Assert.AreEqual(expected, new ModelInput("t", 0f, 10f).IsBeyond(value));
    }

    [TestMethod]
    public void CountBeyond_Examples_CountsEachOnce()
    {
        ModelInput[] inputs = [new("a", 0, 1), new("b", 0, 1)];

        Assert.AreEqual(2, ModelInputs.CountBeyond(inputs, new Matrix<float>(2, 4, [0, 2, 1, 0.5f, 0, 9, 1.05f, -0.2f])));
    }

    [TestMethod]
    public void Load_StreamAndNames_AreBothThere()
    {
        byte[] stream = StreamFuzzBase.All()[1].File;
        byte[] file = WithSection(stream, writer => ModelInputs.Write(writer, [.. Enumerable.Range(0, Model.Load(stream).InputCount).Select(i => new ModelInput($"f{i}", i, i + 1))]));

        Assert.IsTrue(Pipeline.Load(file).SelfTest());
        Assert.AreEqual("f0", ModelFile.Parse(file).Inputs![0].Name);
    }

    [TestMethod]
    [DataRow(float.NaN, 1f)]
    [DataRow(1f, float.NaN)]
    [DataRow(float.NegativeInfinity, 1f)]
    [DataRow(1f, float.PositiveInfinity)]
    [DataRow(1.5f, 1.25f)]
    public void Read_ImpossibleRange_IsRefused(float lowest, float highest)
    {
        AssertRefused(ModelFormatError.ScaleOutOfRange, WithSection(Plain.File, writer => ModelInputs.Write(writer, [.. Inputs[..4], new ModelInput("e", lowest, highest)])));
    }

    [TestMethod]
    public void Read_ForgedSections_AreRefused()
    {
        byte[] sound = Named(Inputs);
        int firstName = Start + (8 * Inputs.Length);
        AssertRefused(ModelFormatError.ImpossibleShape, Forge(sound, file => file[firstName + 2] = 0xFF), "no UTF-8");
        AssertRefused(ModelFormatError.ImpossibleShape, Forge(sound, file => file[^9] = 1), "padding");
        AssertRefused(ModelFormatError.Truncated, Forge(sound, file => ModelBytes.PutUInt16(file, firstName, 65535)), "a name beyond the end");
        AssertRefused(ModelFormatError.ImpossibleShape, WithSection(Plain.File, writer => Append(writer, Inputs, 4)), "a word more");
        AssertRefused(ModelFormatError.Truncated, WithSection(Plain.File, writer => ModelInputs.Write(writer, Inputs[..4])), "an input fewer");
        foreach (int words in (int[])[0, -1, int.MinValue, int.MaxValue, 1 << 20])
        {
            AssertRefused(ModelFormatError.ImpossibleShape, Forge(sound, file => ModelBytes.PutInt32(file, file.Length - 8, words)), $"{words} words");
        }
    }

    [TestMethod]
    public void Read_RandomMutations_AreRefusedOrRead()
    {
        byte[] sound = Named(Inputs);
        var random = new Random(7);
        int read = 0;
        for (int k = 0; k < Mutations; k++)
        {
            byte[] file = Forge(sound, bytes =>
            {
                for (int n = random.Next(1, 4); n > 0; n--)
                {
                    bytes[random.Next(Start, bytes.Length - 4)] = (byte)random.Next(256);
                }
            });
            try
            {
                Assert.HasCount(Inputs.Length, ModelFile.Parse(file).Inputs!);
                Assert.AreEqual(Plain.Twin.LogitThreshold, Model.Load(file).LogitThreshold);
                read++;
            }
            catch (ModelFormatException)
            {
                // Refused, as it should be; any other exception fails the test.
            }
        }

        Assert.IsInRange(Mutations / 20, Mutations * 19 / 20, read); // both happen
    }

    private static void Append(BinaryWriter writer, ModelInput[] inputs, int bytes)
    {
        using var section = new MemoryStream();
        using var inner = new BinaryWriter(section);
        ModelInputs.Write(inner, inputs);
        byte[] content = [.. section.ToArray()[..^4], .. new byte[bytes]];
        writer.Write(content);
        writer.Write(content.Length / 4);
    }

    private static byte[] Named(ModelInput[] inputs) => WithSection(Plain.File, writer => ModelInputs.Write(writer, inputs));

    private static byte[] WithSection(byte[] older, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(older, 0, older.Length - 4);
        write(writer);
        writer.Write(0);
        byte[] file = stream.ToArray();
        ModelBytes.PutUInt16(file, 4, 4);
        ModelBytes.PutInt32(file, 8, file.Length);
        ModelBytes.Seal(file);
        return file;
    }

    private static byte[] Forge(byte[] sound, Action<byte[]> change)
    {
        byte[] file = [.. sound];
        change(file);
        ModelBytes.Seal(file);
        return file;
    }

    private static void AssertRefused(ModelFormatError expected, byte[] file, string what = "")
    {
        Assert.AreEqual(expected, Assert.ThrowsExactly<ModelFormatException>(() => ModelFile.Parse(file).Inputs, what).Error, what);
    }
}
