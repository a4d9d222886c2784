using System.Numerics;

namespace EdgeNet.Networks.Numerics;

/// <summary>Pseudo-random numbers that are the same on every machine and in every version: xoshiro256**, seeded by SplitMix64.</summary>
/// <remarks>
/// Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021; Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
/// Generators", 2014. Every purpose has a stream of its own, found by hashing (seed, purpose, index): the streams of two seeds,
/// two purposes or two indices have nothing in common. What <see cref="Random"/> itself draws is left to the version of the runtime, so that every
/// number of it is drawn here.
/// </remarks>
internal sealed class SeededRandom : Random
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts a stream whose state is the next four numbers of SplitMix64.</summary>
    /// <param name="seed">Any number.</param>
    public SeededRandom(ulong seed)
    {
        _s0 = SplitMix64(ref seed);
        _s1 = SplitMix64(ref seed);
        _s2 = SplitMix64(ref seed);
        _s3 = SplitMix64(ref seed);
    }

    /// <summary>Starts a stream from a state that is not all zeros.</summary>
    internal SeededRandom(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>Starts the stream of a purpose.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="purpose">The purpose of the numbers.</param>
    /// <param name="index">Which of several of that purpose, such as the run of a cross-validation.</param>
    /// <returns>The stream.</returns>
    public static SeededRandom For(int seed, RandomPurpose purpose, int index = 0) => new(Hash(seed, purpose, index));

    /// <summary>Derives a seed for a part of the work, such as one fold, that draws for several purposes itself.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="purpose">What the part is.</param>
    /// <param name="index">Which of several.</param>
    /// <returns>0 to 2^31 - 1.</returns>
    public static int DeriveSeed(int seed, RandomPurpose purpose, int index) => (int)(Hash(seed, purpose, index) >> 33);

    /// <summary>Draws 64 bits.</summary>
    /// <returns>Any number.</returns>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Draws a number from 0 to below 1, a multiple of 2^-53.</summary>
    /// <returns>The number.</returns>
    public override double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Draws a whole number, each with the same probability (Lemire, "Fast Random Integer Generation in an Interval", 2019).</summary>
    /// <param name="maxValue">1 or more.</param>
    /// <returns>0 to <paramref name="maxValue"/> - 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is less than 1.</exception>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxValue, 1);
        uint range = (uint)maxValue;
        ulong product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            uint least = (uint)(-maxValue) % range;
            while ((uint)product < least)
            {
                product = (NextUInt64() >> 32) * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue) => minValue == maxValue ? minValue : minValue + Next(checked(maxValue - minValue));

    /// <inheritdoc/>
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64() => (long)(NextUInt64() >> 1);

    /// <inheritdoc/>
    public override float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref byte value in buffer)
        {
            value = (byte)(NextUInt64() >> 56);
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    /// <summary>Puts values into a random order, each with the same probability (Fisher and Yates, 1938; Durstenfeld, 1964).</summary>
    /// <param name="values">The values.</param>
    public void Permute<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Takes one step of SplitMix64.</summary>
    /// <param name="state">Its state, moved on.</param>
    /// <returns>Its next number.</returns>
    internal static ulong SplitMix64(ref ulong state)
    {
        state += GoldenGamma;
        return Mix(state);
    }

    // Each part is mixed before the next is added, so that no two of them can cancel.
    private static ulong Hash(int seed, RandomPurpose purpose, int index)
    {
        ulong hash = Mix((uint)seed + GoldenGamma);
        hash = Mix(hash + (uint)purpose + GoldenGamma);
        return Mix(hash + (uint)index + GoldenGamma);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>The purposes of random numbers, each with its own stream. The numeric values are part of the meaning of a seed and never change.</summary>
internal enum RandomPurpose
{
    /// <summary>The split into training, dev and test parts.</summary>
    Split = 1,

    /// <summary>The folds of a run of cross-validation.</summary>
    Folds = 2,

    /// <summary>The model of one fold: a seed for all that it draws.</summary>
    FoldModel = 3,

    /// <summary>The first weights.</summary>
    Initialization = 4,

    /// <summary>The order of the examples in an epoch.</summary>
    ExampleOrder = 5,

    /// <summary>What dropout drops.</summary>
    Dropout = 6,

    /// <summary>Bootstrap samples.</summary>
    Bootstrap = 7,

    /// <summary>The trials of a search.</summary>
    Search = 8,

    /// <summary>Permutations of a feature, to measure its importance.</summary>
    Permutation = 9,

    /// <summary>The search of one outer fold: a seed for all that it draws.</summary>
    NestedSearch = 11,

    /// <summary>The first prototypes of k-means.</summary>
    Prototypes = 12,
}
