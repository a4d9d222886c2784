namespace EdgeNet.Tests.Device;

/// <summary>A model file made by <see cref="RandomModels"/>, its plain twin, and where its sections begin.</summary>
/// <param name="File">The bytes.</param>
/// <param name="Twin">The twin, which has read those bytes.</param>
/// <param name="Layout">Where the sections begin.</param>
/// <param name="Ranges">What each input is expected to measure.</param>
internal sealed record RandomModel(byte[] File, PlainTwin Twin, ModelLayout Layout, (float Low, float Width)[] Ranges)
{
    /// <summary>Features as a sensor gives them, now and then a little outside their range, or in places something that no sensor gives.</summary>
    public float[] NextFeatures(Random random) => NextFeatures(random, Ranges);

    /// <summary>Integer readings, in range or anywhere in int32.</summary>
    public int[] NextReadings(Random random)
    {
        bool isWild = random.Next(5) == 0;
        return [.. Ranges.Select(range => isWild && random.Next(3) == 0 ? WildReading(random) : (int)InRange(random, range))];
    }

    public static float[] NextFeatures(Random random, (float Low, float Width)[] ranges)
    {
        bool isWild = random.Next(4) == 0;
        return [.. ranges.Select(range => isWild && random.Next(3) == 0 ? WildFeature(random) : InRange(random, range))];
    }

    private static float InRange(Random random, (float Low, float Width) range)
    {
        return range.Low + (range.Width * ((random.NextSingle() * 1.2f) - 0.1f));
    }

    private static float WildFeature(Random random) => random.Next(11) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        2 => float.NegativeInfinity,
        3 => 0f,
        4 => -0f,
        5 => float.Epsilon,
        6 => -float.Epsilon * random.Next(1, 1 << 23), // subnormal, up to the smallest normal number
        7 => float.MaxValue,
        8 => float.MinValue,
        9 => random.NextSingle() * 1e30f,
        _ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
    };

    private static int WildReading(Random random) => random.Next(4) switch
    {
        0 => int.MaxValue,
        1 => int.MinValue,
        2 => 0,
        _ => random.Next(int.MinValue, int.MaxValue),
    };
}

/// <summary>Where the sections of a model file begin, in bytes.</summary>
internal sealed record ModelLayout(int Scales, int Offsets, int[] Layers, int Table, int Golden);
