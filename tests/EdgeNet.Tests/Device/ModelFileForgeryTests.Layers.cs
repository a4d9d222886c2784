using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <content>The numbers of the layers.</content>
public partial class ModelFileForgeryTests
{
    [TestMethod]
    public void Load_UnitsOfLayer_AreWithinRange()
    {
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => ModelBytes.PutUInt16(file, Layer1, 0));
        AssertRefusedWith(ModelFormatError.Truncated, file => ModelBytes.PutUInt16(file, Layer1, 65535));
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => ModelBytes.PutUInt16(file, OutputLayer, 0));
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => ModelBytes.PutUInt16(file, OutputLayer, 2));
    }

    [TestMethod]
    public void Load_ActivationOfLayer_IsOneThatExists()
    {
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[Layer1 + 2] = 5);
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[Layer1 + 2] = 255);
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[OutputLayer + 2] = 2);
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[OutputLayer + 2] = 3);
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[OutputLayer + 2] = 5); // softmax of one unit
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[OutputLayer + 2] = 6);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(63)]
    [DataRow(64)]
    [DataRow(255)]
    public void Load_ShiftOfHiddenLayer_IsWithinRange(int shift)
    {
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => file[Layer1 + 3] = (byte)shift);
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => file[Layer2 + 3] = (byte)shift);
    }

    [TestMethod]
    public void Load_ShiftOfOutputLayer_IsZero()
    {
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => file[OutputLayer + 3] = 1);
    }

    [TestMethod]
    [DataRow(6)]
    [DataRow(7)]
    public void Load_ReservedByteOfLayer_IsZero(int offset)
    {
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[Layer1 + offset] = 1);
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[OutputLayer + offset] = 128);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    [DataRow(8)]
    [DataRow(255)]
    public void Load_KindOfWeights_IsOneThatExists(int kind)
    {
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[Layer1 + 5] = (byte)kind);
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[OutputLayer + 5] = (byte)kind);
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(int.MinValue)]
    public void Load_Multiplier_IsNotNegative(int value)
    {
        for (int j = 0; j < 2 * Hidden; j++)
        {
            int position = Layer1 + 8 + (4 * (Hidden + j));
            AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutInt32(file, position, value));
        }
    }

    [TestMethod]
    public void Load_PaddingAfterWeights_IsZero()
    {
        AssertRefusedWith(ModelFormatError.ImpossibleShape, file => file[Weights1 + (Hidden * Inputs)] = 1);
    }

    [TestMethod]
    public void Load_AccumulatorBound_IsAtMostInt32Max()
    {
        int magnitudes = 0;
        for (int i = 0; i < Inputs; i++)
        {
            magnitudes += Math.Abs((int)(sbyte)Sound.File[Weights1 + i]);
        }

        int bound = int.MaxValue - (128 * magnitudes);
        Assert.IsNull(LoadResult.ErrorOf(Forged(file => ModelBytes.PutInt32(file, Layer1 + 8, bound))));
        Assert.IsNull(LoadResult.ErrorOf(Forged(file => ModelBytes.PutInt32(file, Layer1 + 8, -bound))));
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutInt32(file, Layer1 + 8, bound + 1));
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutInt32(file, Layer1 + 8, -bound - 1));
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutInt32(file, Layer1 + 8, int.MinValue));
        AssertRefusedWith(ModelFormatError.ScaleOutOfRange, file => ModelBytes.PutInt32(file, OutputLayer + 8, int.MinValue));
    }
}
