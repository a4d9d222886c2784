using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

[TestClass]
public class AffineScaleTests
{
    [TestMethod]
    [DataRow(-1.0, 1.0)]
    [DataRow(0.0, 6.0)]
    [DataRow(-3.0, 0.0)]
    [DataRow(2.0, 5.0)]
    [DataRow(-5.0, -2.0)]
    [DataRow(-0.001, 1000.0)]
    public void Spread_AnyRange_HoldsItsEndsAndZeroExactly(double lowest, double highest)
    {
        AffineScale scale = AffineScale.Spread(lowest, highest);

        Assert.AreEqual(0.0, scale.Dequantize(scale.Quantize(0)));
        Assert.IsLessThanOrEqualTo(scale.Scale, Math.Abs(scale.Dequantize(scale.Quantize(lowest)) - lowest));
        Assert.IsLessThanOrEqualTo(scale.Scale, Math.Abs(scale.Dequantize(scale.Quantize(highest)) - highest));
        Assert.AreEqual((Math.Max(highest, 0) - Math.Min(lowest, 0)) / 255, scale.Scale);
    }

    [TestMethod]
    public void Spread_NothingButZero_IsOne() => Assert.AreEqual(new AffineScale(1, 0), AffineScale.Spread(0, 0));

    [TestMethod]
    public void Quantize_InsideTheRange_IsWithinHalfAStep()
    {
        AffineScale scale = AffineScale.Spread(-1.7, 3.1);
        for (double real = -1.69; real < 3.09; real += 0.0007)
        {
            Assert.IsLessThanOrEqualTo(scale.Scale * 0.5000001, Math.Abs(scale.Dequantize(scale.Quantize(real)) - real));
        }
    }

    [TestMethod]
    public void Quantize_OutsideTheRange_Saturates()
    {
        AffineScale scale = AffineScale.Spread(-1, 1);
        Assert.AreEqual(127, scale.Quantize(1e9));
        Assert.AreEqual(-128, scale.Quantize(-1e9));
    }

    [TestMethod]
    public void Quantize_Tie_GoesUp()
    {
        var scale = new AffineScale(2, 0);
        Assert.AreEqual(2, scale.Quantize(3));
        Assert.AreEqual(-1, scale.Quantize(-3));
    }

    [TestMethod]
    public void TanhAndSigmoid_EndsOfTheTable_AreTheEndsOfTheFunctions()
    {
        Assert.AreEqual(1, AffineScale.Tanh.Dequantize(127), 1e-12);
        Assert.AreEqual(-1, AffineScale.Tanh.Dequantize(-127), 1e-12);
        Assert.AreEqual(1, AffineScale.Sigmoid.Dequantize(127), 1e-12);
        Assert.AreEqual(0, AffineScale.Sigmoid.Dequantize(-127), 1e-12);
        Assert.AreEqual(0.5, AffineScale.Sigmoid.Dequantize(0), 1e-12);
    }

    [TestMethod]
    public void TanhTable_EveryEntry_IsTheNearestCode()
    {
        sbyte[] table = TanhTableValues.Create();

        Assert.HasCount(1024, table);
        for (int k = 0; k < table.Length; k++)
        {
            Assert.IsLessThanOrEqualTo(0.5, Math.Abs(table[k] - (127 * Math.Tanh((k - 512) / 128.0))));
        }

        Assert.AreEqual(-127, table[0]);
        Assert.AreEqual(0, table[512]);
        Assert.AreEqual(127, table[^1]);
    }

    [TestMethod]
    public void Ends_Quantiles_LeaveTheOutliersOut()
    {
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => i / 999f), 50f];

        double[][] ends = Quantiles.Ends(values, examples: 0);

        Assert.AreEqual((0.0, 50.0), (ends[0][0], ends[1][0]));
        Assert.IsTrue(ends[1].SkipWhile(end => end == 50).All(end => end <= 1));
        Assert.IsLessThan(1, ends[1][^1]);
    }

    [TestMethod]
    [DataRow(100, 0.15)]
    [DataRow(10_000, 0.015)]
    [DataRow(4, 0.25)]
    public void Ends_Margin_ShrinksWithTheExamples(int examples, double margin)
    {
        double[][] ends = Quantiles.Ends([-1, 0, 1], examples);

        Assert.AreEqual(-1 - (2 * margin), ends[0][0], 1e-12);
        Assert.AreEqual(1 + (2 * margin), ends[1][0], 1e-12);
    }

    [TestMethod]
    [DataRow(new float[] { 0, 1 }, 1.0)]
    [DataRow(new float[] { 3, 3, 5, 9, 11 }, 2.0)]
    [DataRow(new float[] { 0.1f, 0.2f, 0.4f, 0.7f }, 0.1)]
    [DataRow(new float[] { 0, 1, 2.5f }, 0.0)]
    [DataRow(new float[] { 4, 4 }, 0.0)]
    public void StepOf_Numbers_FindsWhatAllAreMultiplesOf(float[] sorted, double step) =>
        Assert.AreEqual(step, Lattice.StepOf(sorted), 1e-6);

    [TestMethod]
    public void Spread_UnitsOfTheirOwn_CoverTheirRangesAndShareTheZeroPoint()
    {
        UnitCodes codes = UnitCodes.Spread([0, -1, 0], [10, 2, 0], own: 2);

        Assert.AreEqual(10, codes.Of(0).Dequantize(127), 0.05);
        Assert.IsGreaterThanOrEqualTo(2, codes.Of(1).Dequantize(127));
        Assert.AreEqual(-1, codes.Of(1).Dequantize(-128), codes.Scales[1]);
        Assert.IsLessThan(codes.Scales[0], codes.Scales[2]);
        Assert.AreEqual(0, codes.Of(2).Dequantize(codes.ZeroPoint));
    }
}
