using System.Numerics;

namespace EdgeNet.Tests.Device;

/// <summary>A layer of <see cref="PlainTwin"/>, as <c>FORMAT.md</c> says, word for word.</summary>
/// <remarks>
/// Accumulators are <see cref="long"/>, so that one that does not fit in 32 bits would show; the rounding rule is in <see cref="BigInteger"/>.
/// </remarks>
internal sealed record PlainLayer(
    int Activation, int Shift, int ZeroPoint, int[] Biases, int[] Multipliers, int[] NegativeMultipliers, sbyte[] Weights)
{
    /// <summary>Of the outputs of a regression.</summary>
    public float[] Scales { get; init; } = [];

    /// <summary>Of the outputs of a regression.</summary>
    public float[] Offsets { get; init; } = [];

    /// <summary>Whether the weights take half a byte each.</summary>
    public bool AreNibbles { get; init; }

    /// <summary>Computes <c>floor(accumulator·multiplier / 2^shift + 1/2)</c>.</summary>
    public static BigInteger Scale(BigInteger accumulator, BigInteger multiplier, int shift)
    {
        // The same fraction over 2^(shift + 1), so that the half is a whole number too.
        BigInteger numerator = (2 * accumulator * multiplier) + BigInteger.Pow(2, shift);
        BigInteger quotient = BigInteger.DivRem(numerator, BigInteger.Pow(2, shift + 1), out BigInteger remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    public long[] Accumulate(long[] input)
    {
        var accumulators = new long[Biases.Length];
        for (int j = 0; j < accumulators.Length; j++)
        {
            accumulators[j] = Biases[j];
            for (int i = 0; i < input.Length; i++)
            {
                accumulators[j] += Weights[(j * input.Length) + i] * input[i];
            }
        }

        return accumulators;
    }

    /// <summary>Computes the codes of a hidden layer.</summary>
    public long[] Codes(long[] input, sbyte[] table)
    {
        return [.. Accumulate(input).Select((accumulator, j) => Code(accumulator, j, table))];
    }

    private long Code(long accumulator, int unit, sbyte[] table)
    {
        bool isLeaking = Activation == 2 && accumulator < 0;
        BigInteger scaled = Scale(accumulator, isLeaking ? NegativeMultipliers[unit] : Multipliers[unit], Shift);
        return Activation switch
        {
            0 or 2 => (long)BigInteger.Clamp(scaled + ZeroPoint, -128, 127),
            1 => (long)BigInteger.Clamp(scaled + ZeroPoint, ZeroPoint, 127),
            _ => table[(int)BigInteger.Clamp(scaled + 512, 0, 1023)],
        };
    }
}
