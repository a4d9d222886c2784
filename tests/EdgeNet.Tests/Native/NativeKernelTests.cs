namespace EdgeNet.Tests.Native;

/// <summary>Kernels at the ends of their ranges, in the form for small code too, which computes two rows at once.</summary>
[TestClass]
public class NativeKernelTests
{
    [TestMethod]
    [DataRow("-O2")]
    [DataRow("-Os")]
    public void Quantize_EndsOfTheCodes_AreHeld(string option)
    {
        (float Value, int Code)[] cases =
        [
            (-0f, -128), (0f, -128), (float.Epsilon, -128), (-float.Epsilon, -128), (MathF.BitDecrement(1f), -128), (1f, -127), (MathF.BitDecrement(255f), 126),
            (255f, 127), (MathF.BitIncrement(255f), 127), (float.MaxValue, 127), (float.MinValue, -128), (float.PositiveInfinity, 127),
            (float.NegativeInfinity, -128), (float.NaN, 127), (-float.NaN, 127), (-1f, -128),
        ];
        using var engine = new CEngine("-std=c99", option);
        var call = new NativeCall { Work = new int[4], Features = [.. cases.Select(each => each.Value)] };
        int scales = call.Table([.. cases.Select(_ => 1f)]);
        int offsets = call.Table([.. cases.Select(_ => -0f)]); // the sum of -0 and 0 is 0
        Assert.AreEqual(0, call.Add(1, cases.Length, -1, scales, offsets, 0).Run(engine));
        Assert.AreSequenceEqual([.. cases.Select(each => (sbyte)each.Code)], System.Runtime.InteropServices.MemoryMarshal.Cast<int, sbyte>(call.Work).ToArray());
    }

    [TestMethod]
    [DataRow("-O2")]
    [DataRow("-Os")]
    public void Dense_EveryLengthAndCountOfRows_IsTheSum(string option)
    {
        using var engine = new CEngine("-std=c99", option);
        var random = new Random(17);
        foreach (int inputs in Enumerable.Range(1, 26).Append(65_535))
        {
            foreach (int units in Enumerable.Range(1, inputs > 26 ? 2 : 5))
            {
                sbyte[] weights = [.. Enumerable.Range(0, inputs * units).Select(_ => inputs > 26 ? sbyte.MinValue : (sbyte)random.Next(-128, 128))];
                sbyte[] codes = [.. Enumerable.Range(0, inputs).Select(_ => inputs > 26 ? sbyte.MinValue : (sbyte)random.Next(-128, 128))];
                int[] biases = [.. Enumerable.Range(0, units).Select(_ => random.Next(-1_000_000, 1_000_000))];
                int[] expected = [.. biases.Select((bias, j) => bias + Enumerable.Range(0, inputs).Sum(i => weights[(j * inputs) + i] * codes[i]))];

                var packed = new int[(inputs + 3) / 4];
                codes.CopyTo(System.Runtime.InteropServices.MemoryMarshal.Cast<int, sbyte>(packed.AsSpan()));
                AssertDense(engine, weights, biases, packed, inputs, 0, expected);
                AssertDense(engine, weights, biases, [.. codes.Select(code => (int)code)], inputs, 1, expected);
            }
        }
    }

    [TestMethod]
    [DataRow("-O2")]
    [DataRow("-Os")]
    public void Requantize_EveryShift_IsTheRoundingRule(string option)
    {
        using var engine = new CEngine("-std=c99", option);
        var random = new Random(23);
        for (int shift = 1; shift <= 52; shift++)
        {
            foreach ((int zeroPoint, int lowest) in ((int, int)[])[(0, -128), (-128, -128), (127, 127), (-9, -9), (-40, -128)])
            {
                int[] accumulators = [.. Enumerable.Range(0, 40).Select(_ => random.Next(int.MinValue, int.MaxValue) >> random.Next(31)), int.MinValue, int.MaxValue, 0, -1, 1];
                int[] multipliers = [.. accumulators.Select(_ => random.Next(8) == 0 ? int.MaxValue : random.Next() >> random.Next(31))];
                var call = new NativeCall { Work = [.. accumulators, .. new int[(accumulators.Length + 3) / 4]] };
                int at = call.Table(multipliers);
                Assert.AreEqual(0, call.Add(4, accumulators.Length, at, shift, zeroPoint, lowest, 0, accumulators.Length).Run(engine));
                for (int j = 0; j < accumulators.Length; j++)
                {
                    Int128 scaled = (((Int128)accumulators[j] * multipliers[j]) + (Int128.One << (shift - 1))) >> shift;
                    int expected = (int)Int128.Clamp(scaled + zeroPoint, lowest, 127);
                    Assert.AreEqual(expected, (sbyte)(call.Work[accumulators.Length + (j / 4)] >> (8 * (j % 4))), $"shift {shift}, {accumulators[j]} * {multipliers[j]}");
                }
            }
        }
    }

    private static void AssertDense(CEngine engine, sbyte[] weights, int[] biases, int[] codes, int inputs, int kind, int[] expected)
    {
        var call = new NativeCall { Work = [.. codes, .. new int[biases.Length]] };
        int weightsAt = call.SBytes(weights);
        int biasesAt = call.Table(biases);
        Assert.AreEqual(0, call.Add(3, inputs, biases.Length, 0, kind, weightsAt, biasesAt, 0, codes.Length).Run(engine));
        Assert.AreSequenceEqual(expected, call.Work[codes.Length..]);
    }
}
