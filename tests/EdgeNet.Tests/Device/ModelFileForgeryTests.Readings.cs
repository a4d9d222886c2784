using System.Runtime.CompilerServices;
using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <content>The ranges and shifts of integer readings.</content>
public partial class ModelFileForgeryTests
{
    private const int Limit = 1 << 22;

    // 5 inputs, so that the shifts are followed by padding.
    private static readonly RandomModel Readings =
        RandomModels.Make(6, Inputs, [(Hidden, Activation.Relu)], goldenVectors: 2, takesReadings: true);

    private static readonly int Lowest = Readings.Layout.Inputs;
    private static readonly int Highest = Lowest + (4 * Inputs);
    private static readonly int Shifts = Highest + (4 * Inputs);

    [TestMethod]
    [DataRow(-Limit - 1, 0)]
    [DataRow(int.MinValue, 0)]
    [DataRow(0, Limit + 1)]
    [DataRow(0, int.MaxValue)]
    [DataRow(1, 0)]
    [DataRow(Limit, -Limit)]
    [DataRow(Limit, Limit - 1)]
    [DataRow(Limit + 1, Limit + 1)]
    [DataRow(-Limit - 1, -Limit - 1)]
    [DataRow(int.MaxValue, int.MinValue)]
    public void Load_RangeOfReadings_IsWithinLimitAndInOrder(int lowest, int highest)
    {
        for (int i = 0; i < Inputs; i++)
        {
            AssertReadingsRefusedWith(ModelFormatError.ScaleOutOfRange, file => PutRange(file, i, lowest, highest));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(-1)]
    [DataRow(Limit)]
    [DataRow(-Limit)]
    public void Load_RangeOfOneReading_IsLoaded(int reading)
    {
        byte[] file = Forged(
            file =>
            {
                PutRange(file, 0, reading, reading);
                file[Shifts] = 22; // so that no accumulator can overflow
            },
            Readings);
        Assert.IsNull(LoadResult.ErrorOf(file));
    }

    [TestMethod]
    [DataRow(23)]
    [DataRow(31)]
    [DataRow(127)]
    [DataRow(128)]
    [DataRow(255)] // -1
    public void Load_ShiftOfReadings_IsWithinRange(int shift)
    {
        for (int i = 0; i < Inputs; i++)
        {
            AssertReadingsRefusedWith(ModelFormatError.ScaleOutOfRange, file => file[Shifts + i] = (byte)shift);
        }
    }

    [TestMethod]
    public void Load_EveryShiftOfReadings_IsLoaded()
    {
        for (int shift = 0; shift <= 22; shift++)
        {
            byte[] sound = OneUnit(lowest: -5000, highest: Limit, shift, weight: 3, bias: 0);
            Assert.IsNull(LoadResult.ErrorOf(sound));
            Assert.AreEqual(3 * (Limit >> shift), Model.Load(sound).Logit([Limit]));
        }
    }

    [TestMethod]
    public void Load_PaddingAfterShifts_IsZero()
    {
        for (int position = Shifts + Inputs; position < Readings.Layout.Layers[0]; position++)
        {
            AssertReadingsRefusedWith(ModelFormatError.ImpossibleShape, file => file[position] = 1);
        }
    }

    [TestMethod]
    public void Load_EndInTheMiddleOfReadings_IsTruncated()
    {
        // With the right length and CRC: the sections themselves run out.
        for (int length = Lowest; length < Readings.Layout.Layers[0]; length++)
        {
            byte[] file = [.. Readings.File[..length], 0, 0, 0, 0];
            ModelBytes.PutInt32(file, 8, file.Length);
            ModelBytes.Seal(file);
            LoadResult.AssertRefused(ModelFormatError.Truncated, file, $"{length} bytes and the CRC");
        }
    }

    [TestMethod]
    [DataRow(0, 4095, 0, 127)]
    [DataRow(-4096, 4095, 0, -128)]
    [DataRow(-Limit, Limit, 0, 127)]
    [DataRow(-Limit, Limit, 0, -128)]
    [DataRow(-Limit, -1, 0, 127)]
    [DataRow(1, Limit, 0, -128)]
    [DataRow(-Limit, 5, 3, 100)]
    [DataRow(-9, -7, 2, -128)] // codes -3 to -2
    public void Load_AccumulatorBoundOfReadings_IsAtMostInt32Max(int lowest, int highest, int shift, int weight)
    {
        int largest = Math.Max(Math.Abs(weight * (lowest >> shift)), Math.Abs(weight * (highest >> shift)));
        int bound = int.MaxValue - largest;

        Assert.IsNull(LoadResult.ErrorOf(OneUnit(lowest, highest, shift, weight, bound)));
        Assert.IsNull(LoadResult.ErrorOf(OneUnit(lowest, highest, shift, weight, -bound)));
        LoadResult.AssertRefused(ModelFormatError.ScaleOutOfRange, OneUnit(lowest, highest, shift, weight, bound + 1), "one more");
        LoadResult.AssertRefused(ModelFormatError.ScaleOutOfRange, OneUnit(lowest, highest, shift, weight, -bound - 1), "one less");
    }

    [TestMethod]
    public void Load_KindOfOtherInputs_IsRefused()
    {
        // Small integers are no finite scales above 0 of a sensor, and floats are no ranges: the sections have other lengths besides.
        AssertReadingsRefusedWith(ModelFormatError.ImpossibleShape, file => file[15] = 2);
        Assert.IsNotNull(LoadResult.ErrorOf(Forged(file => file[15] = 0, Readings)));
        Assert.IsNotNull(LoadResult.ErrorOf(Forged(file => file[15] = 1)));
    }

    private static byte[] OneUnit(int lowest, int highest, int shift, int weight, int bias)
    {
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 1f, 0, string.Empty, string.Empty, string.Empty);
        file.WriteReadings([lowest], [highest], [(sbyte)shift]);
        file.WriteLayer(4, 0, 0, [bias], null, null, [(sbyte)weight]);
        file.WriteGoldenVector([0f], 0);
        return file.ToFile();
    }

    private static void PutRange(byte[] file, int input, int lowest, int highest)
    {
        ModelBytes.PutInt32(file, Lowest + (4 * input), lowest);
        ModelBytes.PutInt32(file, Highest + (4 * input), highest);
    }

    private static void AssertReadingsRefusedWith(
        ModelFormatError expected, Action<byte[]> forge, [CallerArgumentExpression(nameof(forge))] string what = "")
    {
        LoadResult.AssertRefused(expected, Forged(forge, Readings), what);
    }
}
