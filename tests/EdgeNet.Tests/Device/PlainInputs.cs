namespace EdgeNet.Tests.Device;

/// <summary>The inputs of <see cref="PlainTwin"/>, as <c>FORMAT.md</c> says, word for word.</summary>
internal abstract record PlainInputs
{
    /// <summary>Computes the code of a floating-point value.</summary>
    public abstract long Code(int input, float value);

    /// <summary>Computes the code of an integer.</summary>
    public abstract long Code(int input, int reading);

    /// <summary>Says whether a value is at an end of the input, or beyond it.</summary>
    public abstract bool IsSaturated(int input, float value);

    /// <summary>Says whether an integer is in its range, where one is declared.</summary>
    public abstract bool IsWithin(int input, int reading);
}

/// <summary>Kind 0.</summary>
internal sealed record PlainAffineInputs(float[] Scales, float[] Offsets) : PlainInputs
{
    public override long Code(int input, float value)
    {
        float product = (float)(value * Scales[input]);
        float u = (float)(product + Offsets[input]);
        if (float.IsNaN(u) || u >= 255)
        {
            return 127;
        }

        return u <= 0 ? -128 : (long)Math.Floor((double)u) - 128;
    }

    public override long Code(int input, int reading) => Code(input, (float)reading);

    public override bool IsSaturated(int input, float value) => Scales[input] != 0 && Code(input, value) is (-128 or 127);

    public override bool IsWithin(int input, int reading) => true;
}

/// <summary>Kind 1.</summary>
internal sealed record PlainReadingInputs(int[] Lowest, int[] Highest, sbyte[] Shifts) : PlainInputs
{
    public override long Code(int input, float value) => Code(input, Reading(value, Lowest[input], Highest[input]));

    // An arithmetic shift rounds down.
    public override long Code(int input, int reading) =>
        (long)Math.Floor(Math.Min(Math.Max(reading, Lowest[input]), Highest[input]) / Math.Pow(2, Shifts[input]));

    public override bool IsSaturated(int input, float value)
    {
        int reading = Reading(value, Lowest[input], Highest[input]);
        return Lowest[input] != Highest[input] && (reading == Lowest[input] || reading == Highest[input]);
    }

    public override bool IsWithin(int input, int reading) => reading >= Lowest[input] && reading <= Highest[input];

    private static int Reading(float value, int lowest, int highest)
    {
        if (float.IsNaN(value) || value >= highest)
        {
            return highest;
        }

        if (value <= lowest)
        {
            return lowest;
        }

        float above = (float)(value - lowest);
        float withHalf = (float)(above + 0.5f);
        return lowest + (int)Math.Floor((double)withHalf);
    }
}
