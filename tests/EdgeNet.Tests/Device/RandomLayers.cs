namespace EdgeNet.Tests.Device;

/// <summary>Makes the layers of <see cref="RandomModels"/>, each calibrated on what the layer before gives for a few samples.</summary>
internal static class RandomLayers
{
    private const int SampleCount = 24;
    private const double SpreadOfConstant = 5000; // as of a row of few inputs, so that its multiplier is like the others'

    private static readonly int[] ExtremeShifts = [1, 2, 31, 32, 51, 52];
    private static readonly int[] ExtremeMultipliers = [0, 1, 2, 3, 1 << 30, int.MaxValue];

    // Bits of neighbouring units that are 64 together.
    private static readonly int[][] FullWords = [[16, 16, 16, 16], [21, 21, 22], [32, 32], [13, 13, 13, 25], [17, 17, 30], [20, 22, 22], [18, 18, 28]];

    /// <summary>Codes of inputs from anywhere in their ranges.</summary>
    public static long[][] Samples(Random random, (long Lowest, long Highest)[] ranges)
    {
        return [.. Enumerable.Range(0, SampleCount).Select(_ => ranges.Select(range => random.NextInt64(range.Lowest, range.Highest + 1)).ToArray())];
    }

    public static PlainLayer Hidden(Random random, long[][] samples, (long Lowest, long Highest)[] ranges, int units, Activation activation)
    {
        (sbyte[] weights, int[] biases, double[] spreads) = Rows(random, samples, ranges, units);
        bool isTabulated = activation is Activation.Tanh or Activation.Sigmoid;
        (int[] multipliers, int[] negativeMultipliers, int shift) =
            random.Next(20) == 0 ? ExtremeScales(random, units) : Scales(random, spreads, isTabulated ? 100 : 25);

        // A ReLU whose zero is high has few codes above it.
        int zeroPoint = random.Next(3) == 0 ? random.Next(-128, activation == Activation.Relu ? 64 : 128) : -128;
        if (activation != Activation.Relu && random.Next(2) == 0)
        {
            zeroPoint = 0;
        }

        return new PlainLayer(
            (int)activation, shift, zeroPoint, biases, multipliers, activation == Activation.LeakyRelu ? negativeMultipliers : [], weights);
    }

    public static PlainLayer Output(Random random, long[][] samples, (long Lowest, long Highest)[] ranges, int units, Activation activation)
    {
        (sbyte[] weights, int[] biases, _) = Rows(random, samples, ranges, units);
        int quantities = activation is Activation.Linear or Activation.Relu ? units : 0;
        return new PlainLayer((int)activation, 0, random.Next(-128, 128), biases, [], [], weights)
        {
            Scales = [.. Enumerable.Range(0, quantities).Select(_ => (float)Math.Pow(10, (random.NextDouble() * 8) - 7))],
            Offsets = [.. Enumerable.Range(0, quantities).Select(_ => random.Next(3) == 0 ? 0 : (random.NextSingle() * 200) - 100)],
        };
    }

    /// <summary>The same layer with weights of four bits, which are the upper four of its own.</summary>
    public static PlainLayer InNibbles(PlainLayer layer) =>
        layer with { Weights = [.. layer.Weights.Select(weight => (sbyte)(weight >> 4))], AreNibbles = true };

    // Scales so wide that most outputs lie within the range of a code (or of the table), and some do not.
    private static (int[] Multipliers, int[] NegativeMultipliers, int Shift) Scales(Random random, double[] spreads, int least)
    {
        double target = least * Math.Pow(2, random.NextDouble() * 2.5);
        double[] factors = [.. spreads.Select(spread => target * (0.5 + random.NextDouble()) / spread)];
        double slope = random.NextDouble() * 1.2;

        // Any shift with which the largest multiplier is between 2^4, coarse and full of ties, and 2^30.
        int exponent = (int)Math.Ceiling(Math.Log2(factors.Max()));
        int shift = Math.Clamp(random.Next(4 - exponent, 31 - exponent), Requantization.MinShift, Requantization.MaxShift);
        double[] multipliers = [.. factors.Select(factor => factor * Math.Pow(2, shift))];
        return ([.. multipliers.Select(Multiplier)], [.. multipliers.Select(multiplier => Multiplier(multiplier * slope))], shift);
    }

    private static (int[] Multipliers, int[] NegativeMultipliers, int Shift) ExtremeScales(Random random, int units)
    {
        return (
            random.GetItems(ExtremeMultipliers, units),
            random.GetItems(ExtremeMultipliers, units),
            ExtremeShifts[random.Next(ExtremeShifts.Length)]);
    }

    private static int Multiplier(double value) => (int)Math.Min(value, int.MaxValue);

    // Rows of weights, biases that centre their accumulators roughly at 0, and how far those stray from it.
    private static (sbyte[] Weights, int[] Biases, double[] Spreads) Rows(
        Random random, long[][] samples, (long Lowest, long Highest)[] ranges, int units)
    {
        int inputs = ranges.Length;
        var weights = new sbyte[units * inputs];
        var biases = new int[units];
        var spreads = new double[units];
        bool[] isDead = DeadInputs(random, inputs);
        int[]? fullWord = random.Next(4) == 0 ? FullWords[random.Next(FullWords.Length)] : null;
        for (int j = 0; j < units; j++)
        {
            bool isZero = units > 1 && random.Next(10) == 0;
            sbyte[] row = [.. isDead.Select(dead => (sbyte)(isZero || dead ? 0 : random.Next(-128, 128)))];
            row = fullWord is null ? row : WithBits(row, ranges, fullWord[j % fullWord.Length]);
            row = WithinBound(row, ranges, random.Next(2) == 0 ? int.MaxValue : int.MaxValue / 2);
            row.CopyTo(weights, j * inputs);

            double[] accumulators = [.. samples.Select(codes => (double)codes.Zip(row, (code, weight) => code * weight).Sum())];
            double mean = accumulators.Average();
            double deviation = Math.Sqrt(accumulators.Average(accumulator => Math.Pow(accumulator - mean, 2)));
            spreads[j] = deviation > 0 ? deviation : SpreadOfConstant;
            int most = (int)(int.MaxValue - Bound(row, ranges));
            biases[j] = (int)Math.Clamp(-mean + (spreads[j] * (random.NextDouble() - 0.5)), -most, most);
            if (random.Next(20) == 0)
            {
                // Exactly at the bound: the largest accumulator that any input can give is 2^31 - 1, or its negative.
                biases[j] = random.Next(2) == 0 ? most : -most;
                spreads[j] = int.MaxValue;
            }
        }

        return (weights, biases, spreads);
    }

    // In one layer of four, inputs that no unit looks at.
    private static bool[] DeadInputs(Random random, int inputs)
    {
        bool hasDead = random.Next(4) == 0;
        return [.. Enumerable.Range(0, inputs).Select(_ => hasDead && random.Next(3) == 0)];
    }

    // Scales a row so that its accumulators need just so many bits, where the limits of int8 allow it.
    private static sbyte[] WithBits(sbyte[] row, (long Lowest, long Highest)[] ranges, int bits)
    {
        double width = row.Zip(ranges, (weight, range) => Math.Abs((double)weight) * (range.Highest - range.Lowest)).Sum();
        double factor = width > 0 ? 0.75 * Math.Pow(2, bits) / width : 0;
        return [.. row.Select(weight => (sbyte)Math.Clamp(Math.Round(weight * factor), -128, 127))];
    }

    private static sbyte[] WithinBound(sbyte[] row, (long Lowest, long Highest)[] ranges, long most)
    {
        while (Bound(row, ranges) > most)
        {
            row = [.. row.Select(weight => (sbyte)(weight / 2))];
        }

        return row;
    }

    // The largest sum of products in magnitude.
    private static long Bound(sbyte[] row, (long Lowest, long Highest)[] ranges) =>
        row.Zip(ranges, (weight, range) => Math.Max(Math.Abs(weight * range.Lowest), Math.Abs(weight * range.Highest))).Sum();
}
