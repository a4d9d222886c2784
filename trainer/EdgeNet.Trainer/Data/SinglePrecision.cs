namespace EdgeNet.Trainer.Data;

/// <summary>What single precision can tell apart: it has 24 bits, about 7 digits.</summary>
internal static class SinglePrecision
{
    // What rounding the same number in another way gives.
    private const int FewSteps = 3;

    /// <summary>The distance of two neighbouring numbers.</summary>
    public static double StepAt(double value)
    {
        float magnitude = (float)Math.Abs(value);
        return (double)MathF.BitIncrement(magnitude) - magnitude;
    }

    /// <summary>Says whether all that lies between two numbers is their rounding.</summary>
    public static bool AreNeighbours(double lowest, double highest) =>
        highest - lowest <= FewSteps * StepAt(Math.Max(Math.Abs(lowest), Math.Abs(highest)));
}
