using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <content>The numbers of several classes and of quantities.</content>
public partial class ModelFileForgeryTests
{
    private const int Outputs = 3;

    private static readonly RandomModel Classes =
        RandomModels.Make(7, Inputs, [(Hidden, Activation.Relu)], goldenVectors: 2, outputs: Outputs, output: Activation.Softmax, areNibbles: true);

    private static readonly RandomModel Quantities =
        RandomModels.Make(8, Inputs, [(Hidden, Activation.Relu)], goldenVectors: 2, outputs: Outputs, output: Activation.Linear);

    private static readonly int OutputScales = Quantities.Layout.Layers[^1] + 8 + (4 * Outputs);
    private static readonly int OutputOffsets = OutputScales + (4 * Outputs);

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-1f)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Load_OutputScale_IsFiniteAndPositive(float value)
    {
        for (int j = 0; j < Outputs; j++)
        {
            LoadResult.AssertRefused(
                ModelFormatError.ScaleOutOfRange, Forged(file => ModelBytes.PutSingle(file, OutputScales + (4 * j), value), Quantities), $"scale {j}");
        }
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    public void Load_OutputOffset_IsFinite(float value)
    {
        for (int j = 0; j < Outputs; j++)
        {
            LoadResult.AssertRefused(
                ModelFormatError.ScaleOutOfRange, Forged(file => ModelBytes.PutSingle(file, OutputOffsets + (4 * j), value), Quantities), $"offset {j}");
        }
    }

    [TestMethod]
    public void Load_OtherKindOfOutputs_IsRefused()
    {
        foreach (byte activation in (byte[])[0, 1, 2, 3, 4, 6, 255])
        {
            Assert.IsNotNull(LoadResult.ErrorOf(Forged(file => file[Classes.Layout.Layers[^1] + 2] = activation, Classes)), $"{activation}");
        }

        // Linear outputs may as well be ReLU: the file says the same but for that.
        Assert.IsNull(LoadResult.ErrorOf(Forged(file => file[Quantities.Layout.Layers[^1] + 2] = 1, Quantities)));
    }

    [TestMethod]
    [DataRow(0, 3)]
    [DataRow(2, 3)]
    [DataRow(1, 2)]
    [DataRow(1, 4)]
    public void Load_LabelsAndUnits_AreAsMany(int furtherLabels, int units)
    {
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 1f, 0, "m", "a", "b", [.. Enumerable.Repeat("c", furtherLabels)]);
        file.WriteInputs([1f], [0f]);
        file.WriteLayer(5, 0, 0, new int[units], null, null, new sbyte[units]);
        file.WriteGoldenVector([0f], new int[units]);
        LoadResult.AssertRefused(ModelFormatError.ImpossibleShape, file.ToFile(), $"{furtherLabels} further labels, {units} units");
    }

    [TestMethod]
    public void Load_FurtherLabel_HasAtMostSixtyFourCharacters()
    {
        Assert.IsNull(LoadResult.ErrorOf(WithThirdLabel(64)));
        LoadResult.AssertRefused(ModelFormatError.ImpossibleShape, WithThirdLabel(65), "65 characters");
    }

    [TestMethod]
    public void Load_MostLabels_AreLoaded()
    {
        const int Units = 257;
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 1f, 0, "m", "0", "1", [.. Enumerable.Range(2, Units - 2).Select(k => $"{k}")]);
        file.WriteInputs([1f], [0f]);
        file.WriteLayer(5, 0, 0, new int[Units], null, null, new sbyte[Units]);
        file.WriteGoldenVector([0f], new int[Units]);

        Assert.AreEqual("256", Model.Load(file.ToFile()).LabelOf(256));
    }

    [TestMethod]
    public void Load_MoreQuantitiesThanLabels_AreLoadedWithoutNames()
    {
        const int Units = 640;
        byte[] file = Unnamed(Units, (byte)Activation.Linear);

        Model model = Model.Load(file);

        Assert.AreEqual(Units, model.LabelCount);
        Assert.AreEqual(string.Empty, model.LabelOf(Units - 1));
        Assert.IsTrue(model.SelfTest());
    }

    [TestMethod]
    [DataRow(257, (byte)Activation.Linear)]
    [DataRow(258, (byte)Activation.Softmax)]
    public void Load_UnnamedOutputsThatCouldHaveNames_AreRefused(int units, byte activation) =>
        LoadResult.AssertRefused(ModelFormatError.ImpossibleShape, Unnamed(units, activation), $"{units} outputs");

    [TestMethod]
    public void Load_SomeNamesOfTooManyQuantities_AreRefused() =>
        LoadResult.AssertRefused(ModelFormatError.ImpossibleShape, Unnamed(640, (byte)Activation.Linear, "a"), "one name");

    [TestMethod]
    public void Load_HalfAByteOfPadding_IsZero()
    {
        byte[] file = SmallModels.Nibbles();
        int last = Array.IndexOf(file, (byte)3, ModelFormatPositions.NibblesFrom);
        Assert.IsNull(LoadResult.ErrorOf(file));
        file[last] |= 16;
        ModelBytes.Seal(file);
        LoadResult.AssertRefused(ModelFormatError.ImpossibleShape, file, "the upper half of the last byte of weights");
    }

    private static byte[] Unnamed(int units, byte activation, string first = "")
    {
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 1f, 0, "m", first, string.Empty, []);
        file.WriteInputs([1f], [0f]);
        float[]? scales = activation == (byte)Activation.Linear ? [.. Enumerable.Repeat(1f, units)] : null;
        file.WriteLayer(activation, 0, 0, new int[units], null, null, new sbyte[units], scales, scales is null ? null : new float[units]);
        file.WriteGoldenVector([0f], new int[units]);
        return file.ToFile();
    }

    private static byte[] WithThirdLabel(int length)
    {
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 1f, 0, "m", "a", "b", [new string('c', length)]);
        file.WriteInputs([1f], [0f]);
        file.WriteLayer(5, 0, 0, [0, 0, 0], null, null, [0, 0, 0]);
        file.WriteGoldenVector([0f], 0, 0, 0);
        return file.ToFile();
    }

    private static class ModelFormatPositions
    {
        // Header 32, 11 characters of text (22, padded to 24), scales and offsets 24, layer header 8, bias 4, scale and offset 8.
        public const int NibblesFrom = 32 + 24 + 24 + 8 + 4 + 8;
    }
}
