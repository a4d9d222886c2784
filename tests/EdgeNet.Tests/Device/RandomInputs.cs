using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>The inputs of a <see cref="RandomModel"/>: what their codes can be, and what a sensor gives them.</summary>
internal abstract record RandomInputs
{
    public abstract int Count { get; }

    /// <summary>The lowest and the highest code of each input.</summary>
    public abstract (long Lowest, long Highest)[] Codes { get; }

    public abstract void Write(ModelBytes file);

    /// <summary>Features as a sensor gives them, now and then a little outside their range, or in places something that no sensor gives.</summary>
    public float[] NextFeatures(Random random)
    {
        bool isWild = random.Next(4) == 0;
        return [.. Enumerable.Range(0, Count).Select(i => isWild && random.Next(3) == 0 ? WildFeature(random) : FeatureInRange(random, i))];
    }

    /// <summary>Integer readings, of a sensor that now and then gives something else.</summary>
    public abstract int[] NextReadings(Random random);

    /// <summary>Features at the ends, and what no sensor gives: each the same for all inputs, or for every other one.</summary>
    public IEnumerable<float[]> ExtremeFeatures()
    {
        float[] ends = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 0f, -0f, float.Epsilon];
        return ends.Select(end => Enumerable.Repeat(end, Count).ToArray()).Concat(
            ExtremeReadings().Select(readings => readings.Select(reading => (float)reading).ToArray()));
    }

    /// <summary>Every reading at its lowest, at its highest, in turn one and the other, and outside.</summary>
    public IEnumerable<int[]> ExtremeReadings()
    {
        (int Lowest, int Highest)[] ends = [.. Enumerable.Range(0, Count).Select(ReadingEnds)];
        yield return [.. ends.Select(end => end.Lowest)];
        yield return [.. ends.Select(end => end.Highest)];
        yield return [.. ends.Select((end, i) => i % 2 == 0 ? end.Lowest : end.Highest)];
        yield return [.. ends.Select((end, i) => i % 2 == 0 ? end.Highest : end.Lowest)];
        yield return [.. ends.Select(_ => int.MinValue)];
        yield return [.. ends.Select(_ => int.MaxValue)];
        yield return [.. ends.Select((end, i) => i == ends.Length / 2 ? int.MinValue : end.Highest)];
        yield return [.. ends.Select((end, i) => i == ends.Length / 2 ? Math.Max(end.Highest, end.Highest + 1) : end.Lowest)];
        yield return [.. ends.Select((end, i) => i == ends.Length - 1 ? Math.Min(end.Lowest, end.Lowest - 1) : end.Lowest)];
    }

    protected abstract (int Lowest, int Highest) ReadingEnds(int input);

    protected abstract float FeatureInRange(Random random, int input);

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
}
