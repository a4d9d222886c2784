using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>Inputs of any range: a 12-bit ADC's all alike, or each of its own magnitude.</summary>
internal sealed record RandomAffineInputs((float Low, float Width)[] Ranges, float[] Scales, float[] Offsets) : RandomInputs
{
    public override int Count => Ranges.Length;

    public override (long Lowest, long Highest)[] Codes => [.. Enumerable.Repeat((-128L, 127L), Count)];

    public static RandomAffineInputs Make(Random random, int count)
    {
        var ranges = new (float Low, float Width)[count];
        var scales = new float[count];
        var offsets = new float[count];
        bool isAdc = random.Next(2) == 0;
        for (int i = 0; i < count; i++)
        {
            float width = isAdc ? 4096f : (float)Math.Pow(10, (random.NextDouble() * 9) - 3);
            float low = isAdc ? 0f : width * ((random.NextSingle() * 4) - 2);
            ranges[i] = (low, width);
            scales[i] = 255f / width;
            offsets[i] = (-low * scales[i]) + 0.5f;
            if (random.Next(10) == 0)
            {
                // What the exporter writes for a constant column.
                scales[i] = 0f;
                offsets[i] = random.Next(-10, 266);
            }
        }

        return new RandomAffineInputs(ranges, scales, offsets);
    }

    public override void Write(ModelBytes file) => file.WriteInputs(Scales, Offsets);

    /// <summary>In range, or anywhere in int32.</summary>
    public override int[] NextReadings(Random random)
    {
        bool isWild = random.Next(5) == 0;
        return [.. Enumerable.Range(0, Count).Select(i => isWild && random.Next(3) == 0 ? WildReading(random) : (int)FeatureInRange(random, i))];
    }

    protected override (int Lowest, int Highest) ReadingEnds(int input) => (int.MinValue, int.MaxValue);

    protected override float FeatureInRange(Random random, int input) =>
        Ranges[input].Low + (Ranges[input].Width * ((random.NextSingle() * 1.2f) - 0.1f));

    private static int WildReading(Random random) => random.Next(4) switch
    {
        0 => int.MaxValue,
        1 => int.MinValue,
        2 => 0,
        _ => random.Next(int.MinValue, int.MaxValue),
    };
}
