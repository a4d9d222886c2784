using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>Integer readings: a 12-bit ADC's all alike, or each of its own range, up to the widest, and of its own shift.</summary>
internal sealed record RandomReadingInputs(int[] Lowest, int[] Highest, sbyte[] Shifts) : RandomInputs
{
    private const int Limit = 1 << 22;
    private const int MaxShift = 22;

    public override int Count => Lowest.Length;

    public override (long Lowest, long Highest)[] Codes =>
        [.. Enumerable.Range(0, Count).Select(i => ((long)Lowest[i] >> Shifts[i], (long)Highest[i] >> Shifts[i]))];

    public static RandomReadingInputs Make(Random random, int count)
    {
        bool isAdc = random.Next(3) == 0;
        int adcShift = random.Next(9);
        // All alike as of one ADC, of 12 bits, of 16 with a sign, or of no power of two; or each of its own range.
        (int Lowest, int Highest) adc = random.Next(4) switch { 0 => (-32768, 32767), 1 => (10, 4000), _ => (0, 4095) };
        (int Lowest, int Highest)[] ranges = [.. Enumerable.Range(0, count).Select(_ => isAdc ? adc : Range(random))];
        sbyte[] shifts = [.. ranges.Select(range => (sbyte)(isAdc ? adcShift : Shift(random, range)))];
        return new RandomReadingInputs([.. ranges.Select(range => range.Lowest)], [.. ranges.Select(range => range.Highest)], shifts);
    }

    public override void Write(ModelBytes file) => file.WriteReadings(Lowest, Highest, Shifts);

    public override int[] NextReadings(Random random)
    {
        bool isWild = random.Next(4) == 0;
        return [.. Enumerable.Range(0, Count).Select(i => isWild && random.Next(3) == 0 ? WildReading(random, i) : Reading(random, i))];
    }

    protected override (int Lowest, int Highest) ReadingEnds(int input) => (Lowest[input], Highest[input]);

    protected override float FeatureInRange(Random random, int input)
    {
        int reading = Reading(random, input);
        return random.Next(6) switch
        {
            0 => reading,
            1 => reading + 0.5f, // a tie
            2 => MathF.BitDecrement(reading + 0.5f),
            3 => MathF.BitIncrement(reading - 0.5f),
            4 => reading + (random.Next(-2, 3) * ((float)Highest[input] - Lowest[input] + 1)),
            _ => reading + random.NextSingle() - 0.5f,
        };
    }

    private int WildReading(Random random, int input) => random.Next(5) switch
    {
        0 => Highest[input] + 1,
        1 => Lowest[input] - 1,
        2 => int.MinValue,
        3 => int.MaxValue,
        _ => random.Next(int.MinValue, int.MaxValue),
    };

    private static (int Lowest, int Highest) Range(Random random)
    {
        // Any magnitude, so that narrow ranges are as frequent as wide ones.
        int magnitude = 1 << random.Next(23);
        int first = random.Next(-magnitude, magnitude + 1);
        int second = random.Next(-magnitude, magnitude + 1);
        return random.Next(10) switch
        {
            0 => (-Limit, Limit),
            1 => (first, first),
            2 => (-Limit, Math.Min(first, second)),
            _ => (Math.Min(first, second), Math.Max(first, second)),
        };
    }

    // Mostly so that a code has some bits left.
    private static int Shift(Random random, (int Lowest, int Highest) range)
    {
        int bits = (int)Math.Log2(range.Highest - (double)range.Lowest + 1);
        return random.Next(4) == 0 ? random.Next(MaxShift + 1) : random.Next(Math.Max(1, bits - 2));
    }

    private int Reading(Random random, int input) => random.Next(8) switch
    {
        0 => Lowest[input],
        1 => Highest[input],
        _ => random.Next(Lowest[input], Highest[input] + 1),
    };
}
