namespace EdgeNet.Tests.Device;

/// <summary>Makes the layers of <see cref="RandomModels"/>, each calibrated on what the layer before gives for a few samples.</summary>
internal static class RandomLayers
{
    private const int SampleCount = 24;
    private const double SpreadOfConstant = 5000; // as of a row of few inputs, so that its multiplier is like the others'

    private static readonly int[] ExtremeShifts = [1, 2, 31, 32, 51, 52];
    private static readonly int[] ExtremeMultipliers = [0, 1, 2, 3, 1 << 30, int.MaxValue];

    /// <summary>Codes of inputs from anywhere in int8.</summary>
    public static long[][] Samples(Random random, int inputs)
    {
        return [.. Enumerable.Range(0, SampleCount).Select(_ => Enumerable.Range(0, inputs).Select(_ => (long)random.Next(-128, 128)).ToArray())];
    }

    public static PlainLayer Hidden(Random random, long[][] samples, int units, Activation activation)
    {
        (sbyte[] weights, int[] biases, double[] spreads) = Rows(random, samples, units);
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

    public static PlainLayer Output(Random random, long[][] samples)
    {
        (sbyte[] weights, int[] biases, _) = Rows(random, samples, 1);
        return new PlainLayer((int)Activation.Sigmoid, 0, random.Next(-128, 128), biases, [], [], weights);
    }

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
    private static (sbyte[] Weights, int[] Biases, double[] Spreads) Rows(Random random, long[][] samples, int units)
    {
        int inputs = samples[0].Length;
        var weights = new sbyte[units * inputs];
        var biases = new int[units];
        var spreads = new double[units];
        for (int j = 0; j < units; j++)
        {
            bool isZero = units > 1 && random.Next(10) == 0;
            sbyte[] row = [.. Enumerable.Range(0, inputs).Select(_ => (sbyte)(isZero ? 0 : random.Next(-128, 128)))];
            row.CopyTo(weights, j * inputs);

            double[] accumulators = [.. samples.Select(codes => (double)codes.Zip(row, (code, weight) => code * weight).Sum())];
            double mean = accumulators.Average();
            double deviation = Math.Sqrt(accumulators.Average(accumulator => Math.Pow(accumulator - mean, 2)));
            spreads[j] = deviation > 0 ? deviation : SpreadOfConstant;
            biases[j] = (int)(-mean + (spreads[j] * (random.NextDouble() - 0.5)));
            if (random.Next(20) == 0)
            {
                // Exactly at the bound: the largest accumulator that any input can give is 2^31 - 1, or its negative.
                int bound = int.MaxValue - (128 * row.Sum(weight => Math.Abs((int)weight)));
                biases[j] = random.Next(2) == 0 ? bound : -bound;
                spreads[j] = int.MaxValue;
            }
        }

        return (weights, biases, spreads);
    }
}
