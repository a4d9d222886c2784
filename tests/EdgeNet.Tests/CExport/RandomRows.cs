using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.CExport;

/// <summary>Inputs for the stage of a trained model.</summary>
internal static class RandomRows
{
    private const int BoundaryRows = 100;

    /// <summary>Makes random inputs.</summary>
    public static RandomInputs For(InputStage stage)
    {
        if (stage is ReadingStage readings)
        {
            return new RandomReadingInputs(readings.Lowest, readings.Highest, readings.Shifts);
        }

        var affine = (AffineStage)stage;
        (float, float)[] ranges = [.. affine.Scales.Zip(affine.Offsets, (scale, offset) => scale > 0 ? (-offset / scale, 256 / scale) : (0f, 1f))];
        return new RandomAffineInputs(ranges, affine.Scales, affine.Offsets);
    }

    /// <summary>Rows in which every input is where its code changes, or one step of single precision below: there a rounding shows.</summary>
    public static IEnumerable<float[]> Boundaries(InputStage stage, Random random)
    {
        for (int row = 0; row < BoundaryRows; row++)
        {
            yield return [.. Enumerable.Range(0, stage.Count).Select(i =>
            {
                float first = Smallest(stage, i, random.Next(stage.LowestCode(i), stage.HighestCode(i)));
                return random.Next(2) == 0 ? first : MathF.BitDecrement(first);
            })];
        }
    }

    // Codes rise with the value: bisection over all floats in their order finds the first with a higher code.
    private static float Smallest(InputStage stage, int input, int code)
    {
        int below = Order(float.NegativeInfinity);
        int at = Order(float.PositiveInfinity);
        while (at - (long)below > 1)
        {
            int middle = (int)((below + (long)at) >> 1);
            (below, at) = stage.Code(FromOrder(middle), input) > code ? (below, middle) : (middle, at);
        }

        return FromOrder(at);
    }

    private static int Order(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return bits >= 0 ? bits : int.MinValue - bits - 1;
    }

    private static float FromOrder(int order) => BitConverter.Int32BitsToSingle(order >= 0 ? order : int.MinValue - order - 1);
}
